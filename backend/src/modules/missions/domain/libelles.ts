import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';

export const ETATS_MISSION = ['ACTIVE', 'INACTIVE', 'PREVISIONNELLE'] as const;
export type EtatMission = (typeof ETATS_MISSION)[number];

/** RH: as received; REFERENCE: by the quotité (guide §3.1); SAISIE: typed for a provisional mission; ABSENTE: 0 h, flagged. */
export const ORIGINES_HEURES = ['RH', 'REFERENCE', 'SAISIE', 'ABSENTE'] as const;
export type OrigineHeures = (typeof ORIGINES_HEURES)[number];

/** On the fullest day of the period. */
export const OCCUPATIONS = ['VIDE', 'PARTIELLE', 'PLEINE', 'DEPASSEE'] as const;
export type Occupation = (typeof OCCUPATIONS)[number];

export const ROLES_NATURE = ['ACCOMPAGNANT', 'COLLECTIF', 'REFERENT', 'AUTRE'] as const;
export type RoleNature = (typeof ROLES_NATURE)[number];

export const ETATS_OCCUPATION = ['ROUGE', 'ORANGE', 'VERT', 'BLEU', 'GRIS'] as const;

/** A run of the occupation chart (F8.0-8). */
export interface SegmentOccupe {
  readonly debut: Jour;
  /** Null on the last one of a mission without end. */
  readonly fin: Jour | null;
  readonly etat: (typeof ETATS_OCCUPATION)[number];
  readonly heures: number;
  readonly accompagnements: readonly number[];
}

export const LIBELLES_MISSION: Readonly<Record<EtatMission | OrigineHeures, string>> = {
  ACTIVE: 'Active',
  INACTIVE: 'Inactive',
  PREVISIONNELLE: 'Prévisionnelle',
  RH: 'Bases RH',
  REFERENCE: 'Référence de temps de travail',
  SAISIE: 'Saisies',
  ABSENTE: 'Absentes (0 h)',
};

export const LIBELLES_OCCUPATION: Readonly<Record<SegmentOccupe['etat'], string>> = {
  ROUGE: 'Aucun accompagnement',
  ORANGE: 'Disponibilité restante',
  VERT: 'Complète',
  BLEU: 'Au-delà de son volume horaire',
  GRIS: 'N’accompagne pas',
};

export function etatMission(source: SourceRh, actif: boolean): EtatMission {
  if (!actif) return 'INACTIVE';
  return source === 'PREVISIONNEL' ? 'PREVISIONNELLE' : 'ACTIVE';
}
