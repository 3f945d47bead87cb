/** Why a line is not imported; stable, part of the reject file. */
export const CODES_REJET = [
  'NOMBRE_DE_COLONNES',
  'LIGNE_TROP_LONGUE',
  'LIGNE_TRONQUEE',
  'GUILLEMETS',
  'CARACTERE_INTERDIT',
  'ENCODAGE',
  'VALEUR_MANQUANTE',
  'VALEUR_TROP_LONGUE',
  'VALEUR_INCONNUE',
  'DATE_INVALIDE',
  'DATES_INVERSEES',
  'NOMBRE_INVALIDE',
  'NOMBRE_HORS_BORNES',
  'UAI_INVALIDE',
  'NATURE_INCONNUE',
  'DOUBLON',
  'ETAT_CIVIL_CONTRADICTOIRE',
  'DEPARTEMENT_INCONNU',
  'SECTEUR_INCONNU',
  'ELEVE_INCONNU',
  'ETABLISSEMENT_INCONNU',
  'TETE_INCONNUE',
] as const;
export type CodeRejet = (typeof CODES_REJET)[number];

/** A line that cannot be read as a record at all. */
export interface LigneIllisible {
  readonly ligne: number;
  readonly code: CodeRejet;
  readonly motif: string;
  readonly valeur: string;
  /** What could still be read of it: tells which records of the base the line is about. */
  readonly champs: readonly string[];
}

/** A fault in one field: the line is rejected. Thrown by the readers of `ligne.ts`. */
export class FauteDeChamp extends Error {
  constructor(
    readonly colonne: string,
    readonly valeur: string,
    readonly code: CodeRejet,
    readonly motif: string,
  ) {
    super(motif);
  }
}
