import { type AeshLigne, type DoublonAesh, type MissionLigne } from '../../api/models';

export interface EtatMarque {
  /** As the guide writes it: [I], [P]. */
  readonly marque: '[I]' | '[P]';
  readonly mot: string;
  readonly phrase: string;
  readonly classe: '' | 'neutre' | 'alerte';
}

const INACTIF = (mot: string): EtatMarque => ({
  marque: '[I]',
  mot,
  phrase: `${mot} : ne remonte plus des bases RH`,
  classe: 'alerte',
});
const PREVISIONNEL = (mot: string): EtatMarque => ({ marque: '[P]', mot, phrase: mot, classe: '' });

const MARQUES: Readonly<Record<string, EtatMarque>> = {
  INACTIF: INACTIF('Inactif'),
  PREVISIONNEL: PREVISIONNEL('Prévisionnel'),
  INACTIVE: INACTIF('Inactive'),
  PREVISIONNELLE: PREVISIONNEL('Prévisionnelle'),
};

/** Badge of an AESH or of a mission; null when it is active, which goes without saying. */
export function marqueEtat(etat: AeshLigne['etat'] | MissionLigne['etat']): EtatMarque | null {
  return MARQUES[etat] ?? null;
}

export const ETATS_AESH = [
  { code: 'ACTIF', libelle: 'Actif' },
  { code: 'INACTIF', libelle: '[I] Inactif' },
  { code: 'PREVISIONNEL', libelle: '[P] Prévisionnel' },
] as const;

export const ETATS_MISSION = [
  { code: 'ACTIVE', libelle: 'Active' },
  { code: 'INACTIVE', libelle: '[I] Inactive' },
  { code: 'PREVISIONNELLE', libelle: '[P] Prévisionnelle' },
] as const;

export const SOURCES_RH = [
  { code: 'EPP', libelle: 'EPP' },
  { code: 'ASSED', libelle: 'ASSED' },
  { code: 'PREVISIONNEL', libelle: 'Saisie prévisionnelle' },
] as const;

export const CONTRATS = [
  { code: 'CDD', libelle: 'CDD' },
  { code: 'CDI', libelle: 'CDI' },
] as const;

/** Means of transport proposed by the form; any other may be typed. */
export const TRANSPORTS: readonly string[] = [
  'Véhicule personnel',
  'Transports en commun',
  'Deux-roues motorisé',
  'Vélo',
  'À pied',
  'Covoiturage',
];

export function ouiNon(valeur: boolean | null): string {
  return valeur === null ? '' : valeur ? 'Oui' : 'Non';
}

export function sourceEnMots(source: AeshLigne['source']): string {
  return SOURCES_RH.find(({ code }) => code === source)?.libelle ?? source;
}

const RAISONS: Readonly<Record<DoublonAesh['raison'], string>> = {
  MEME_NUMEN: 'même NUMEN',
  MEME_NOM_ET_NAISSANCE: 'même nom et même date de naissance',
  MEME_NOM: 'même nom, date de naissance inconnue',
  NOM_PROCHE: 'nom proche',
};

export function raisonEnMots(raison: DoublonAesh['raison']): string {
  return RAISONS[raison];
}
