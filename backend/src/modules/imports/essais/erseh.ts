import { mkdirSync } from 'node:fs';
import { DEFINITIONS_ERSEH, type ObjetErseh } from '../erseh/definitions.js';
import { type DossierEssai, type LigneEssai, enCsv, uaiEssai } from './extraits.js';

export type Extraits = Partial<Record<ObjetErseh, LigneEssai[]>>;

/** `eleves` synthetic pupils, each with a schooling, a decision, a relative and a care; ids from 1. */
export function extraitsErseh(eleves: number): Required<Extraits> {
  const numeros = Array.from({ length: eleves }, (_, n) => n + 1);
  return {
    secteur: [1, 2].map((n) => ({
      CODE_SECTEUR: `S${n}`,
      LIBELLE: `Secteur ${n}`,
      DEPARTEMENT: '31',
      ERSEH_IDENTIFIANT: `Erseh${n}`,
      ERSEH_NOM: 'Élise DUPUÉ',
      ERSEH_COURRIEL: `erseh${n}@exemple.test`,
    })),
    eleve: numeros.map((n) => ({
      ID_ELEVE: `E${n}`,
      INE: '',
      NOM: `NOËL ${n}`,
      PRENOM: 'Zoé',
      DATE_NAISSANCE: '14/03/2015',
      SEXE: n % 3 ? 'M' : 'F',
      CODE_SECTEUR: `S${1 + (n % 2)}`,
      ETAT_DOSSIER: 'ACTIF',
    })),
    scolarite: numeros.map((n) => ({
      ID_SCOLARITE: `SC${n}`,
      ID_ELEVE: `E${n}`,
      UAI: uaiEssai(1),
      CLASSE: 'CM1',
      DISPOSITIF: '',
      DATE_DEBUT: '01/09/2026',
      DATE_FIN: n % 2 ? '' : '31/08/2027',
    })),
    decision: numeros.map((n) => ({
      ID_DECISION: `D${n}`,
      ID_ELEVE: `E${n}`,
      TYPE: n % 5 ? 'MUTUALISEE' : 'INDIVIDUELLE',
      HEURES_HEBDO: n % 5 ? '' : '12,5',
      ORIGINE: 'PREMIERE_DEMANDE',
      NATURE: 'PROJET_CIBLE',
      DATE_CDAPH: '15/06/2026',
      DATE_DEBUT: '01/09/2026',
      DATE_FIN: '31/08/2028',
    })),
    proche: numeros.map((n) => ({
      ID_PROCHE: `P${n}`,
      ID_ELEVE: `E${n}`,
      LIEN: 'Mère',
      NOM: `NOËL ${n}`,
      PRENOM: 'Anaïs',
      TELEPHONE: '',
      COURRIEL: '',
      ADRESSE: '1 rue des Prés',
    })),
    soin: numeros.map((n) => ({
      ID_SOIN: `SO${n}`,
      ID_ELEVE: `E${n}`,
      STRUCTURE: 'CMPP',
      JOURS: 'lundi',
      DATE_DEBUT: '01/09/2026',
      DATE_FIN: '',
    })),
  };
}

let dossiers = 0;

/** A folder with the files of these extracts. */
export function dossierErseh(parent: DossierEssai, extraits: Extraits): string {
  dossiers += 1;
  const nom = `erseh-${dossiers}`;
  mkdirSync(`${parent.chemin}/${nom}`);
  for (const { objet, fichier, entete } of DEFINITIONS_ERSEH) {
    const lignes = extraits[objet];
    if (lignes) parent.ecrire(`${nom}/${fichier}`, enCsv(lignes, entete));
  }
  return `${parent.chemin}/${nom}`;
}
