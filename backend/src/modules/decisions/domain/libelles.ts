/** Codes of a decision and their words, those of the screens. */
export const TYPES = ['INDIVIDUELLE', 'MUTUALISEE'] as const;
export const ORIGINES = ['PREMIERE_DEMANDE', 'REEXAMEN_GEVASCO'] as const;
export const NATURES = ['PROJET_CIBLE', 'PROJET_ALTERNATIF'] as const;

export type TypeDecision = (typeof TYPES)[number];
export type OrigineDecision = (typeof ORIGINES)[number];
export type NatureDecision = (typeof NATURES)[number];

export const LIBELLES_DECISION: Readonly<Record<TypeDecision | OrigineDecision | NatureDecision, string>> = {
  INDIVIDUELLE: 'Individuelle',
  MUTUALISEE: 'Mutualisée',
  PREMIERE_DEMANDE: 'Première demande',
  REEXAMEN_GEVASCO: 'Réexamen GEVA-Sco',
  PROJET_CIBLE: 'Projet ciblé',
  PROJET_ALTERNATIF: 'Projet alternatif',
};

export const ETATS_MISE_EN_OEUVRE = ['SANS', 'PARTIELLE', 'COMPLETE', 'DEPASSEE'] as const;
export type EtatMiseEnOeuvre = (typeof ETATS_MISE_EN_OEUVRE)[number];

export const LIBELLES_MISE_EN_OEUVRE: Readonly<Record<EtatMiseEnOeuvre, string>> = {
  SANS: 'Aucune',
  PARTIELLE: 'Partielle',
  COMPLETE: 'Complète',
  DEPASSEE: 'Plus de 100 %',
};

/** Each decision is in exactly one state: what the list filters is what the export writes. */
export function etatMiseEnOeuvre({ priorite, couverture }: { priorite: number; couverture: number }): EtatMiseEnOeuvre {
  if (priorite >= 1) return 'SANS';
  if (priorite > 0) return 'PARTIELLE';
  return couverture > 1 ? 'DEPASSEE' : 'COMPLETE';
}
