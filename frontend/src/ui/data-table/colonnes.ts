export interface Colonne<T> {
  readonly nom: string;
  readonly libelle: string;
  /** Name of the server's sort; without it the column does not sort. */
  readonly tri?: string;
  readonly nombre?: boolean;
  /** Stays in sight when the table scrolls sideways. */
  readonly collante?: boolean;
  /** Pixels; what is left of the screen is shared out among the columns. */
  readonly largeur: number;
  /** Text of the cell, when no `appCellule` template draws it. Too long, it is cut and told whole by its tooltip. */
  readonly texte?: (ligne: T) => string;
  /** What the tooltip says instead of the text. */
  readonly bulle?: (ligne: T) => string | null;
  readonly classe?: (ligne: T) => string;
  /** Out of sight until the user asks for it. */
  readonly masquee?: boolean;
  /** Always in sight, at its place, and not offered among the columns. */
  readonly fixe?: boolean;
}

export type ColonneNommee = Pick<Colonne<never>, 'nom' | 'libelle' | 'largeur' | 'masquee' | 'fixe'>;

/** What a user changed in the columns: only the differences, so that a column added later shows at its own place. */
export interface Disposition {
  readonly ordre: readonly string[];
  readonly montrees: readonly string[];
  readonly masquees: readonly string[];
  readonly largeurs: Readonly<Record<string, number>>;
}

export const DISPOSITION_INITIALE: Disposition = { ordre: [], montrees: [], masquees: [], largeurs: {} };
export const LARGEUR_MIN = 36;
export const LARGEUR_MAX = 800;

export function visible({ nom, masquee, fixe }: ColonneNommee, { montrees, masquees }: Disposition): boolean {
  return fixe === true || (masquee ? montrees.includes(nom) : !masquees.includes(nom));
}

/** Every column, shown or not, in the user's order; one the user never placed comes after its usual neighbour. */
export function ordonner<C extends ColonneNommee>(colonnes: readonly C[], { ordre }: Disposition): C[] {
  const placees = ordre.flatMap((nom) => colonnes.find((colonne) => colonne.nom === nom && !colonne.fixe) ?? []);
  const suite = [...new Set(placees)];
  colonnes.forEach((colonne, rang) => {
    if (!suite.includes(colonne)) {
      const voisine = colonnes[rang - 1];
      const place = colonne.fixe ? rang : voisine === undefined ? 0 : suite.indexOf(voisine) + 1;
      suite.splice(place, 0, colonne);
    }
  });
  return suite;
}

export function basculer(colonne: ColonneNommee, disposition: Disposition): Disposition {
  const montre = visible(colonne, disposition);
  const sans = (noms: readonly string[]): string[] => noms.filter((nom) => nom !== colonne.nom);
  return {
    ...disposition,
    montrees: [...sans(disposition.montrees), ...(colonne.masquee && !montre ? [colonne.nom] : [])],
    masquees: [...sans(disposition.masquees), ...(!colonne.masquee && montre ? [colonne.nom] : [])],
  };
}

/** Puts a column at a rank among all the columns that move. */
export function deplacer(
  colonnes: readonly ColonneNommee[],
  disposition: Disposition,
  nom: string,
  rang: number,
): Disposition {
  const noms = ordonner(colonnes, disposition)
    .filter(({ fixe }) => !fixe)
    .map((colonne) => colonne.nom);
  if (!noms.includes(nom)) {
    return disposition;
  }
  const ordre = noms.filter((autre) => autre !== nom);
  ordre.splice(Math.max(0, Math.min(rang, ordre.length)), 0, nom);
  return { ...disposition, ordre };
}

export function bornerLargeur(largeur: number): number {
  return Math.round(Math.max(LARGEUR_MIN, Math.min(largeur, LARGEUR_MAX)));
}

export function redimensionner(disposition: Disposition, largeurs: Readonly<Record<string, number>>): Disposition {
  const bornees = Object.entries(largeurs).map(([nom, largeur]) => [nom, bornerLargeur(largeur)] as const);
  return { ...disposition, largeurs: { ...disposition.largeurs, ...Object.fromEntries(bornees) } };
}
