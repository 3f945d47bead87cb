import type { Civilite } from './libelles.js';

/** From RH: written by imports, or by the gestionnaire while the AESH is provisional (guide §7.1, F7.1-2). */
export interface EtatCivil {
  readonly civilite: Civilite | null;
  readonly nom: string;
  readonly nomFamille: string | null;
  readonly prenom: string;
  readonly dateNaissance: string | null;
  readonly adresse: string | null;
  readonly codePostal: string | null;
  readonly commune: string | null;
  readonly courriel: string | null;
  readonly telephone: string | null;
  readonly rqth: boolean | null;
  /** Known already, for an AESH that is not in RH yet. */
  readonly numen: string | null;
}

/** Ours: « Modifier cet AESH ». */
export interface Complements {
  readonly transport: string | null;
  readonly vehicule: boolean | null;
  readonly telephonePro: string | null;
  readonly preferences: string | null;
  /** UAI of têtes de PIAL. */
  readonly pialsSouhaites: readonly string[];
  readonly competences: string | null;
  readonly commentaires: string | null;
}

export const COLONNES_ETAT_CIVIL: Readonly<Record<keyof EtatCivil, string>> = {
  civilite: 'civilite',
  nom: 'nom_usage',
  nomFamille: 'nom_famille',
  prenom: 'prenom',
  dateNaissance: 'date_naissance',
  adresse: 'adresse',
  codePostal: 'code_postal',
  commune: 'commune',
  courriel: 'courriel',
  telephone: 'telephone',
  rqth: 'rqth',
  numen: 'numen',
};

export const COLONNES_COMPLEMENTS: Readonly<Record<keyof Complements, string>> = {
  transport: 'transport',
  vehicule: 'vehicule',
  telephonePro: 'telephone_pro',
  preferences: 'preferences',
  pialsSouhaites: 'pials_souhaites',
  competences: 'competences',
  commentaires: 'commentaires',
};

export const CHAMPS_ETAT_CIVIL = Object.keys(COLONNES_ETAT_CIVIL) as (keyof EtatCivil)[];
export const CHAMPS_COMPLEMENTS = Object.keys(COLONNES_COMPLEMENTS) as (keyof Complements)[];

export const LIBELLES_CHAMPS: Readonly<Record<keyof EtatCivil | keyof Complements, string>> = {
  civilite: 'Civilité',
  nom: 'Nom d’usage',
  nomFamille: 'Nom de famille',
  prenom: 'Prénom',
  dateNaissance: 'Date de naissance',
  adresse: 'Adresse',
  codePostal: 'Code postal',
  commune: 'Commune',
  courriel: 'Courriel',
  telephone: 'Téléphone',
  rqth: 'RQTH',
  numen: 'NUMEN',
  transport: 'Moyen de transport',
  vehicule: 'Véhicule',
  telephonePro: 'Téléphone professionnel',
  preferences: 'Préférences',
  pialsSouhaites: 'PIAL souhaités',
  competences: 'Compétences',
  commentaires: 'Commentaires',
};
