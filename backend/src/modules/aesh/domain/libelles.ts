import type { SourceRh } from '../../../kernel/rh.js';

/** INACTIF no longer comes from RH, or has been merged « [I] »; PREVISIONNEL is not in RH yet « [P] ». */
export const ETATS_AESH = ['ACTIF', 'INACTIF', 'PREVISIONNEL'] as const;
export type EtatAesh = (typeof ETATS_AESH)[number];

export const CIVILITES = ['MME', 'M'] as const;
export type Civilite = (typeof CIVILITES)[number];

/** Filter value: affected to no PIAL. */
export const HORS_PIAL = 'HORS_PIAL';

export const LIBELLES_AESH: Readonly<Record<EtatAesh | SourceRh | Civilite, string>> = {
  ACTIF: 'Actif',
  INACTIF: 'Inactif',
  PREVISIONNEL: 'Prévisionnel',
  EPP: 'EPP',
  ASSED: 'ASSED',
  MME: 'Mme',
  M: 'M.',
};

export function etatAesh(source: SourceRh, actif: boolean): EtatAesh {
  if (!actif) return 'INACTIF';
  return source === 'PREVISIONNEL' ? 'PREVISIONNEL' : 'ACTIF';
}

/** As the screens and the refusals name somebody: `DUPONT Marie`. */
export function nomComplet(nom: string, prenom: string): string {
  return `${nom.toLocaleUpperCase('fr')} ${prenom}`;
}
