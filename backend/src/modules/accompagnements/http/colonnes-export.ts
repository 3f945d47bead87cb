import type { ColonneExport } from '../../../platform/lists/export/colonnes.js';
import type { AccompagnementLigne } from '../queries/lignes-accompagnement.js';

/** Names of the columns of the screen, in its order (F10.1-1), then what only a spreadsheet wants. */
export const COLONNES_EXPORT_ACCOMPAGNEMENTS = [
  'nom',
  'debut',
  'fin',
  'type',
  'heures',
  'decisions',
  'eleve',
  'etablissement',
  'pial',
  'previsionnel',
  'anomalies',
  'heuresRepas',
  'heuresMeridienne',
  'maintien',
] as const;
export type NomColonneAccompagnement = (typeof COLONNES_EXPORT_ACCOMPAGNEMENTS)[number];

type Colonne = ColonneExport<AccompagnementLigne>;

const ouiNon = (oui: boolean): string => (oui ? 'Oui' : 'Non');

const COLONNES: Readonly<Record<NomColonneAccompagnement, Omit<Colonne, 'nom'>>> = {
  nom: { entete: 'AESH', valeur: ({ aesh }) => `${aesh.nom.toLocaleUpperCase('fr')} ${aesh.prenom}`, largeur: 28 },
  debut: { entete: 'Début', genre: 'jour', valeur: (l) => l.debut, largeur: 12 },
  fin: { entete: 'Fin', genre: 'jour', valeur: (l) => l.fin, largeur: 12 },
  type: {
    entete: 'Type',
    valeur: ({ type }) => (type === 'INDIVIDUELLE' ? 'Individuelle' : 'Mutualisée'),
    largeur: 13,
  },
  heures: { entete: 'Heures hebdo', genre: 'nombre', valeur: (l) => l.heures, largeur: 13 },
  decisions: { entete: 'Décisions', genre: 'nombre', valeur: (l) => l.eleves.length, largeur: 10 },
  eleve: {
    entete: 'Élèves',
    valeur: ({ eleves }) =>
      eleves
        .map(({ nom, prenom, classe }) => {
          const complet = `${nom.toLocaleUpperCase('fr')} ${prenom}`;
          return classe === null ? complet : `${complet} (${classe})`;
        })
        .join(' · '),
    largeur: 36,
  },
  etablissement: {
    entete: 'Établissement',
    valeur: ({ etablissement: { uai, nom, commune } }) => `${nom}${commune === null ? '' : `, ${commune}`} (${uai})`,
    largeur: 40,
  },
  pial: { entete: 'PIAL', valeur: ({ pial }) => pial?.nom ?? 'Hors PIAL', largeur: 28 },
  previsionnel: { entete: 'Prévisionnel', valeur: (l) => ouiNon(l.previsionnel), largeur: 12 },
  anomalies: { entete: 'Anomalies', valeur: (l) => l.anomalies.map(({ message }) => message).join(' '), largeur: 50 },
  heuresRepas: { entete: 'Heures de repas', genre: 'nombre', valeur: (l) => l.heuresRepas, largeur: 12 },
  heuresMeridienne: {
    entete: 'Pause méridienne',
    genre: 'nombre',
    valeur: (l) => l.heuresMeridienne,
    largeur: 12,
  },
  maintien: { entete: 'Maintien', valeur: (l) => ouiNon(l.maintien), largeur: 10 },
};

export function colonnesAccompagnements(noms: readonly NomColonneAccompagnement[]): Colonne[] {
  return noms.map((nom) => ({ nom, ...COLONNES[nom] }));
}
