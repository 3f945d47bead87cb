/** Usual first names: of pupils born since 2005, and of adults. */
export const PRENOMS = {
  enfants: {
    F: 'Emma Léa Manon Jade Louise Camille Chloé Inès Sarah Zoé Lola Anna Juliette Lina Romane Alice Rose Ambre Mia Julia Nina Lucie Agathe Jeanne Léna Éva Clara Lou Margaux Nour Yasmine Aya Inaya Assia Éléonore Capucine Mathilde Anaïs Noémie Élise Maëlys Célia Salomé Victoire Héloïse Adèle Iris Charlotte Maëlle Anouk Lison Élina Soline Apolline Thaïs Marion Océane Pauline Clémence Lilou'.split(
      ' ',
    ),
    M: 'Lucas Enzo Nathan Louis Gabriel Hugo Jules Raphaël Léo Arthur Adam Noah Ethan Tom Théo Mathis Nolan Sacha Maël Paul Liam Aaron Timéo Gabin Antoine Axel Robin Valentin Clément Maxime Alexandre Baptiste Samuel Martin Malo Ilyès Rayan Yanis Mohamed Amine Ibrahim Naël Eliott Oscar Victor Augustin Evan Kylian Thomas Simon Rémi Loïc Côme Félix Lenny Milo Noé Marius Tiago Jean-Baptiste'.split(
      ' ',
    ),
  },
  adultes: {
    F: 'Marie Nathalie Isabelle Sylvie Catherine Christine Valérie Sandrine Stéphanie Véronique Céline Karine Sophie Laurence Aurélie Émilie Delphine Virginie Patricia Florence Corinne Sabrina Élodie Laetitia Hélène Julie Audrey Mélanie Amandine Séverine Anne Cécile Caroline Laure Fatima Nadia Samira Malika Leïla Khadija Élisabeth Muriel Béatrice Brigitte Agnès Myriam Carole Magali Marine Justine Charlène Pauline Marion Mathilde Noémie Anne-Marie Marie-Hélène Maria Rachida Ghislaine'.split(
      ' ',
    ),
    M: 'Philippe Nicolas Christophe Pascal Laurent Stéphane Olivier David Frédéric Thierry Sébastien Julien Jérôme Guillaume Vincent Mathieu Benoît Cédric Karim Mehdi Rachid Bruno Fabrice Arnaud Ludovic Franck Didier Yann Grégory Fabien Damien Kévin Anthony Romain Jean-Marc Jean-Luc Mickaël Yohan Gilles Emmanuel'.split(
      ' ',
    ),
  },
} as const;
