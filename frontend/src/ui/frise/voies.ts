import {
  type JourIso,
  anneeScolaire,
  dernierJourAnnee,
  libelleAnnee,
  numeroJour,
  premierJourAnnee,
} from '../formats/jours';
import { type ApparenceFrise, type Echelle } from './geometrie';

/** A bar of a lane. `apparence` as in the frise, or neutre for what has no state (a schooling, a contract). */
export interface BarreVoie {
  readonly id: string | number;
  readonly debut: JourIso;
  /** null = still open. */
  readonly fin: JourIso | null;
  /** Written on the bar: « Collège Jean Moulin », « DUPONT Léa, 12 h ». */
  readonly libelle: string;
  /** What else to know, a sentence each: tooltip, screen readers and table. */
  readonly details?: readonly string[];
  readonly apparence?: ApparenceFrise;
  /** Provisional. */
  readonly hachure?: boolean;
  readonly maintien?: boolean;
  readonly anomalies?: readonly string[];
}

export interface Voie {
  readonly libelle: string;
  readonly barres: readonly BarreVoie[];
  /** Said in place of the bars of an empty lane. */
  readonly vide?: string;
}

export interface BarrePlacee {
  readonly barre: BarreVoie;
  readonly fin: JourIso;
  readonly x: number;
  readonly largeur: number;
  /** Bars at the same time stand on lines of their own. */
  readonly ligne: number;
}

export interface Graduation {
  readonly jour: JourIso;
  readonly libelle: string;
  readonly x: number;
  readonly largeur: number;
}

const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'short', timeZone: 'UTC' });

/** The school years that hold every bar; open bars end with the last of these years. */
export function etendue(voies: readonly Voie[], jour: JourIso, debut?: JourIso | null, fin?: JourIso | null): Echelle {
  const barres = voies.flatMap(({ barres: siennes }) => siennes);
  const premiers = debut ? [debut] : barres.map((barre) => barre.debut);
  const derniers = fin ? [fin] : barres.map((barre) => barre.fin ?? (barre.debut > jour ? barre.debut : jour));
  const premier = premiers.length > 0 ? premiers.reduce((min, j) => (j < min ? j : min)) : jour;
  const dernier = derniers.length > 0 ? derniers.reduce((max, j) => (j > max ? j : max)) : jour;
  return { debut: premierJourAnnee(anneeScolaire(premier)), fin: dernierJourAnnee(anneeScolaire(dernier)) };
}

/** Bars in % of the scale, those that overlap one below another. */
export function placerBarres(barres: readonly BarreVoie[], echelle: Echelle): BarrePlacee[] {
  const finsDeLigne: JourIso[] = [];
  return [...barres]
    .sort((a, b) => (a.debut < b.debut ? -1 : a.debut > b.debut ? 1 : 0))
    .filter(({ debut, fin }) => debut <= echelle.fin && (fin === null || fin >= echelle.debut))
    .map((barre) => {
      const debut = barre.debut < echelle.debut ? echelle.debut : barre.debut;
      const fin = barre.fin === null || barre.fin > echelle.fin ? echelle.fin : barre.fin;
      const libre = finsDeLigne.findIndex((occupee) => occupee < debut);
      const ligne = libre < 0 ? finsDeLigne.length : libre;
      finsDeLigne[ligne] = fin;
      return { barre, fin, ligne, ...placer(debut, fin, echelle) };
    });
}

export function annees(echelle: Echelle): Graduation[] {
  const premiere = anneeScolaire(echelle.debut);
  return Array.from({ length: anneeScolaire(echelle.fin) - premiere + 1 }, (_, rang) => premiere + rang).map(
    (annee) => ({
      jour: premierJourAnnee(annee),
      libelle: libelleAnnee(annee),
      ...placer(premierJourAnnee(annee), dernierJourAnnee(annee), echelle),
    }),
  );
}

export function mois(echelle: Echelle): Graduation[] {
  const liste: Graduation[] = [];
  let jour = echelle.debut;
  while (jour <= echelle.fin) {
    const date = new Date(`${jour}T00:00:00Z`);
    const dernier = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
    liste.push({ jour, libelle: MOIS.format(date), ...placer(jour, dernier, echelle) });
    jour = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  }
  return liste;
}

function placer(debut: JourIso, fin: JourIso, echelle: Echelle): { x: number; largeur: number } {
  const premier = numeroJour(echelle.debut);
  const duree = numeroJour(echelle.fin) - premier + 1;
  return {
    x: ((numeroJour(debut) - premier) * 100) / duree,
    largeur: ((numeroJour(fin) - numeroJour(debut) + 1) * 100) / duree,
  };
}
