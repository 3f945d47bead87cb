import { codeDepartement } from '../../referentiel/index.js';
import type { ValeurCopie } from '../copie/ecrivain-copie.js';
import type { Ligne } from '../domain/ligne.js';
import type { CodeRejet } from '../domain/rejet.js';

export type ObjetErseh = 'secteur' | 'eleve' | 'scolarite' | 'decision' | 'proche' | 'soin';

/** A reference that must exist, in the base or in the file that brings it. */
export interface Reference {
  readonly code: CodeRejet;
  /** Column of the temporary table, and of the file. */
  readonly colonne: string;
  readonly colonneFichier: string;
  /** Where it is looked for: table and key; `plan` too when the same import may bring it. */
  readonly table: string;
  readonly cle: string;
  readonly plan?: string;
  readonly motif: string;
}

export interface DefinitionErseh {
  readonly objet: ObjetErseh;
  readonly fichier: string;
  /** Columns of the file, in the words of domain.md. */
  readonly entete: readonly string[];
  /** Natural key in the table, and its column in the file. */
  readonly cle: string;
  readonly cleFichier: string;
  /** Columns of the temporary table, key first. */
  readonly colonnes: Readonly<Record<string, string>>;
  /** Columns compared and written; `eleve_id` stands for the pupil of the column `eleve`. */
  readonly ecrites: readonly string[];
  readonly references: readonly Reference[];
  readonly avecVersion?: boolean;
  readonly lire: (ligne: Ligne, signaler: () => void) => readonly ValeurCopie[];
}

const SEXES = { F: 'F', M: 'M' } as const;
const ETATS = { ACTIF: 'ACTIF', GELE: 'GELE', GELÉ: 'GELE', CLOTURE: 'CLOTURE', CLÔTURÉ: 'CLOTURE' } as const;
const TYPES = { INDIVIDUELLE: 'INDIVIDUELLE', MUTUALISEE: 'MUTUALISEE', MUTUALISÉE: 'MUTUALISEE' } as const;
const ORIGINES = { PREMIERE_DEMANDE: 'PREMIERE_DEMANDE', REEXAMEN_GEVASCO: 'REEXAMEN_GEVASCO' } as const;
const NATURES = { PROJET_CIBLE: 'PROJET_CIBLE', PROJET_ALTERNATIF: 'PROJET_ALTERNATIF' } as const;
const HEURES_MAX = 48;

const ELEVE: Reference = {
  code: 'ELEVE_INCONNU',
  colonne: 'eleve',
  colonneFichier: 'ID_ELEVE',
  table: 'eleve',
  cle: 'identifiant',
  plan: 'plan_eleve',
  motif: `'Aucun élève ' || l.eleve || ' : ni dans la base, ni accepté dans eleves.csv.'`,
};

/** In the order of loading. */
export const DEFINITIONS_ERSEH: readonly DefinitionErseh[] = [
  {
    objet: 'secteur',
    fichier: 'secteurs.csv',
    entete: ['CODE_SECTEUR', 'LIBELLE', 'DEPARTEMENT', 'ERSEH_IDENTIFIANT', 'ERSEH_NOM', 'ERSEH_COURRIEL'],
    cle: 'code',
    cleFichier: 'CODE_SECTEUR',
    colonnes: {
      code: 'text',
      libelle: 'text',
      departement: 'text',
      erseh_identifiant: 'text',
      erseh_nom: 'text',
      erseh_courriel: 'text',
    },
    ecrites: ['libelle', 'departement', 'erseh_identifiant', 'erseh_nom', 'erseh_courriel'],
    references: [
      {
        code: 'DEPARTEMENT_INCONNU',
        colonne: 'departement',
        colonneFichier: 'DEPARTEMENT',
        table: 'departement',
        cle: 'code',
        motif: `'« ' || l.departement || ' » n''est pas un code de département.'`,
      },
    ],
    lire: (l) => [
      l.texteObligatoire('CODE_SECTEUR'),
      l.texteObligatoire('LIBELLE'),
      codeDepartement(l.texteObligatoire('DEPARTEMENT')) ?? l.brut('DEPARTEMENT'),
      l.texte('ERSEH_IDENTIFIANT')?.toLowerCase() ?? null,
      l.texte('ERSEH_NOM'),
      l.texte('ERSEH_COURRIEL'),
    ],
  },
  {
    objet: 'eleve',
    fichier: 'eleves.csv',
    entete: ['ID_ELEVE', 'INE', 'NOM', 'PRENOM', 'DATE_NAISSANCE', 'SEXE', 'CODE_SECTEUR', 'ETAT_DOSSIER'],
    cle: 'identifiant',
    cleFichier: 'ID_ELEVE',
    colonnes: {
      identifiant: 'text',
      ine: 'text',
      nom: 'text',
      prenom: 'text',
      date_naissance: 'date',
      sexe: 'text',
      secteur_code: 'text',
      etat_dossier: 'text',
    },
    ecrites: ['ine', 'nom', 'prenom', 'date_naissance', 'sexe', 'secteur_code', 'etat_dossier'],
    references: [
      {
        code: 'SECTEUR_INCONNU',
        colonne: 'secteur_code',
        colonneFichier: 'CODE_SECTEUR',
        table: 'secteur',
        cle: 'code',
        plan: 'plan_secteur',
        motif: `'Aucun secteur ' || l.secteur_code || ' : ni dans la base, ni accepté dans secteurs.csv.'`,
      },
    ],
    lire: (l) => [
      l.texteObligatoire('ID_ELEVE'),
      l.texte('INE'),
      l.texteObligatoire('NOM'),
      l.texteObligatoire('PRENOM'),
      l.jourObligatoire('DATE_NAISSANCE'),
      l.choix('SEXE', SEXES),
      l.texteObligatoire('CODE_SECTEUR'),
      l.choix('ETAT_DOSSIER', ETATS) ?? 'ACTIF',
    ],
  },
  {
    objet: 'scolarite',
    fichier: 'scolarites.csv',
    entete: ['ID_SCOLARITE', 'ID_ELEVE', 'UAI', 'CLASSE', 'DISPOSITIF', 'DATE_DEBUT', 'DATE_FIN'],
    cle: 'identifiant',
    cleFichier: 'ID_SCOLARITE',
    colonnes: {
      identifiant: 'text',
      eleve: 'text',
      uai: 'text',
      classe: 'text',
      dispositif: 'text',
      debut: 'date',
      fin: 'date',
    },
    ecrites: ['eleve_id', 'uai', 'classe', 'dispositif', 'debut', 'fin'],
    references: [
      ELEVE,
      {
        code: 'ETABLISSEMENT_INCONNU',
        colonne: 'uai',
        colonneFichier: 'UAI',
        table: 'etablissement',
        cle: 'uai',
        motif: `'L''établissement ' || l.uai || ' n''est pas dans l''annuaire.'`,
      },
    ],
    lire: (l) => {
      const debut = l.jourObligatoire('DATE_DEBUT');
      const fin = l.finOuverte('DATE_FIN');
      l.verifierOrdre('DATE_DEBUT', debut, 'DATE_FIN', fin);
      return [
        l.texteObligatoire('ID_SCOLARITE'),
        l.texteObligatoire('ID_ELEVE'),
        l.uaiObligatoire('UAI'),
        l.texte('CLASSE'),
        l.texte('DISPOSITIF'),
        debut,
        fin,
      ];
    },
  },
  {
    objet: 'decision',
    fichier: 'decisions.csv',
    entete: [
      'ID_DECISION',
      'ID_ELEVE',
      'TYPE',
      'HEURES_HEBDO',
      'ORIGINE',
      'NATURE',
      'DATE_CDAPH',
      'DATE_DEBUT',
      'DATE_FIN',
    ],
    cle: 'identifiant',
    cleFichier: 'ID_DECISION',
    colonnes: {
      identifiant: 'text',
      eleve: 'text',
      type: 'text',
      heures: 'numeric(6,2)',
      origine: 'text',
      nature: 'text',
      date_cdaph: 'date',
      debut: 'date',
      fin: 'date',
    },
    ecrites: ['eleve_id', 'type', 'heures', 'origine', 'nature', 'date_cdaph', 'debut', 'fin'],
    references: [ELEVE],
    avecVersion: true,
    lire: (l, signaler) => {
      const identifiant = l.texteObligatoire('ID_DECISION');
      const eleve = l.texteObligatoire('ID_ELEVE');
      const type = l.choixObligatoire('TYPE', TYPES);
      const heures = l.nombre('HEURES_HEBDO', 0, HEURES_MAX);
      // A mutualised aid has no notified hours: those that come with one say nothing and are left out.
      if (type === 'MUTUALISEE' && heures !== null && heures > 0) signaler();
      const origine = l.choixObligatoire('ORIGINE', ORIGINES);
      const nature = l.choixObligatoire('NATURE', NATURES);
      const cdaph = l.jour('DATE_CDAPH');
      const debut = l.jourObligatoire('DATE_DEBUT');
      const fin = l.jourObligatoire('DATE_FIN');
      l.verifierOrdre('DATE_DEBUT', debut, 'DATE_FIN', fin);
      return [identifiant, eleve, type, type === 'MUTUALISEE' ? null : heures, origine, nature, cdaph, debut, fin];
    },
  },
  {
    objet: 'proche',
    fichier: 'proches.csv',
    entete: ['ID_PROCHE', 'ID_ELEVE', 'LIEN', 'NOM', 'PRENOM', 'TELEPHONE', 'COURRIEL', 'ADRESSE'],
    cle: 'identifiant',
    cleFichier: 'ID_PROCHE',
    colonnes: {
      identifiant: 'text',
      eleve: 'text',
      lien: 'text',
      nom: 'text',
      prenom: 'text',
      telephone: 'text',
      courriel: 'text',
      adresse: 'text',
    },
    ecrites: ['eleve_id', 'lien', 'nom', 'prenom', 'telephone', 'courriel', 'adresse'],
    references: [ELEVE],
    lire: (l) => [
      l.texteObligatoire('ID_PROCHE'),
      l.texteObligatoire('ID_ELEVE'),
      l.texteObligatoire('LIEN'),
      l.texteObligatoire('NOM'),
      l.texte('PRENOM'),
      l.texte('TELEPHONE'),
      l.texte('COURRIEL'),
      l.texte('ADRESSE'),
    ],
  },
  {
    objet: 'soin',
    fichier: 'soins.csv',
    entete: ['ID_SOIN', 'ID_ELEVE', 'STRUCTURE', 'JOURS', 'DATE_DEBUT', 'DATE_FIN'],
    cle: 'identifiant',
    cleFichier: 'ID_SOIN',
    colonnes: { identifiant: 'text', eleve: 'text', structure: 'text', jours: 'text', debut: 'date', fin: 'date' },
    ecrites: ['eleve_id', 'structure', 'jours', 'debut', 'fin'],
    references: [ELEVE],
    lire: (l) => {
      const debut = l.jourObligatoire('DATE_DEBUT');
      const fin = l.finOuverte('DATE_FIN');
      l.verifierOrdre('DATE_DEBUT', debut, 'DATE_FIN', fin);
      return [
        l.texteObligatoire('ID_SOIN'),
        l.texteObligatoire('ID_ELEVE'),
        l.texteObligatoire('STRUCTURE'),
        l.texte('JOURS'),
        debut,
        fin,
      ];
    },
  },
];

export const FICHIERS_ERSEH: readonly string[] = DEFINITIONS_ERSEH.map(({ fichier }) => fichier);
