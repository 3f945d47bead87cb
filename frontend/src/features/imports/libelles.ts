import { jourFr, nombreFr } from '../../ui/formats/formats';
import { type ChangementImport, type DifferenceImport, type Encodage, type Import, type Source } from './imports.api';

export const SOURCES: Readonly<Record<Source, { libelle: string; contenu: string }>> = {
  EPP: { libelle: 'EPP', contenu: 'AESH, contrats et missions de l’académie' },
  ASSED: { libelle: 'ASSED', contenu: 'AESH, contrats et missions des établissements mutualisateurs' },
  ERSEH: { libelle: 'ERSEH', contenu: 'secteurs, élèves, scolarités, décisions, proches et soins' },
  ECOLES: { libelle: 'Écoles', contenu: 'annuaire des établissements et rattachement aux PIAL' },
};
export const CODES_SOURCES = Object.keys(SOURCES) as Source[];

export const ENCODAGES: Readonly<Record<Encodage, string>> = {
  AUTO: 'Reconnu automatiquement',
  'UTF-8': 'UTF-8',
  'WINDOWS-1252': 'Windows-1252 (ANSI)',
};

export const ETATS: Readonly<Record<Import['etat'], { libelle: string; classe: string }>> = {
  EN_ATTENTE: { libelle: 'En attente', classe: 'neutre' },
  EN_COURS: { libelle: 'En cours', classe: '' },
  A_CONFIRMER: { libelle: 'À confirmer', classe: 'alerte' },
  TERMINE: { libelle: 'Terminé', classe: 'succes' },
  SIMULE: { libelle: 'Simulé', classe: 'neutre' },
  REFUSE: { libelle: 'Refusé', classe: 'erreur' },
  ECHEC: { libelle: 'Échec', classe: 'erreur' },
  ABANDONNE: { libelle: 'Abandonné', classe: 'neutre' },
};

export const GENRES: Readonly<Record<DifferenceImport['genre'], { libelle: string; classe: string }>> = {
  NOUVEAU: { libelle: 'Nouveau', classe: 'succes' },
  MODIFIE: { libelle: 'Modifié', classe: '' },
  DISPARU: { libelle: 'Disparu', classe: 'erreur' },
  REACTIVE: { libelle: 'Réactivé', classe: 'alerte' },
};

export const OBJETS: Readonly<Record<DifferenceImport['objet'], string>> = {
  AESH: 'AESH',
  MISSION: 'Mission',
  ETABLISSEMENT: 'Établissement',
  PIAL: 'PIAL',
  SECTEUR: 'Secteur',
  ELEVE: 'Élève',
  SCOLARITE: 'Scolarité',
  DECISION: 'Décision',
  PROCHE: 'Proche',
  SOIN: 'Soin',
};

export const OBJETS_DES_SOURCES: Readonly<Record<Source, readonly DifferenceImport['objet'][]>> = {
  EPP: ['AESH', 'MISSION'],
  ASSED: ['AESH', 'MISSION'],
  ERSEH: ['SECTEUR', 'ELEVE', 'SCOLARITE', 'DECISION', 'PROCHE', 'SOIN'],
  ECOLES: ['ETABLISSEMENT', 'PIAL'],
};

export const CHANGEMENTS: Readonly<Record<ChangementImport['genre'], { libelle: string; classe: string }>> = {
  CONTRAT_ROMPU: { libelle: 'Contrat rompu', classe: 'erreur' },
  AESH_INACTIF: { libelle: 'AESH parti', classe: 'erreur' },
  MISSION_INACTIVE: { libelle: 'Mission disparue', classe: 'erreur' },
  HEURES_MODIFIEES: { libelle: 'Heures modifiées', classe: 'alerte' },
  PERIODE_MODIFIEE: { libelle: 'Période modifiée', classe: 'alerte' },
  NATURE_MODIFIEE: { libelle: 'Nature modifiée', classe: 'alerte' },
};

export function fini({ etat }: Pick<Import, 'etat'>): boolean {
  return etat !== 'EN_ATTENTE' && etat !== 'EN_COURS';
}

export function titreImport({ source, simulation }: Pick<Import, 'source' | 'simulation'>): string {
  const nom = source === 'ECOLES' ? 'des écoles' : source;
  return simulation ? `Simulation d’import ${nom}` : `Import ${nom}`;
}

/** 2 340 ms → '2,3 s'; 75 000 → '1 min 15 s'. */
export function dureeFr(ms: number | null): string {
  if (ms === null) {
    return '';
  }
  if (ms < 60_000) {
    return `${nombreFr(Math.round(ms / 100) / 10)} s`;
  }
  const secondes = Math.round(ms / 1000);
  return `${nombreFr(Math.floor(secondes / 60))} min ${secondes % 60} s`;
}

/** A value of a difference, whatever it is. */
export function valeurFr(valeur: unknown): string {
  if (valeur === null || valeur === undefined || valeur === '') {
    return 'vide';
  }
  if (typeof valeur === 'boolean') {
    return valeur ? 'oui' : 'non';
  }
  if (typeof valeur === 'number') {
    return nombreFr(valeur);
  }
  const texte = typeof valeur === 'string' ? valeur : JSON.stringify(valeur);
  return /^\d{4}-\d\d-\d\d$/.test(texte) ? jourFr(texte) : texte;
}
