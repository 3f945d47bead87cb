import { nomComplet, enMots } from '../../../platform/libelles/decision';
import { type Colonne } from '../../../ui/data-table/colonnes';
import { accorder, heuresFr, jourFr } from '../../../ui/formats/formats';
import { type AccompagnementLigne } from '../accompagnements.api';

export function elevesEnMots({ eleves }: Pick<AccompagnementLigne, 'eleves'>): string {
  return eleves
    .map((eleve) => (eleve.classe === null ? nomComplet(eleve) : `${nomComplet(eleve)} (${eleve.classe})`))
    .join(' · ');
}

export function ecoleEnMots({ etablissement }: Pick<AccompagnementLigne, 'etablissement'>): string {
  const { nom, commune, uai } = etablissement;
  return `${nom}${commune === null ? '' : `, ${commune}`} (${uai})`;
}

const ouiNon = (oui: boolean): string => (oui ? 'Oui' : 'Non');

/** Columns of guide §10.1 (F10.1-1), in its order and with the names of the export. */
export const COLONNES: readonly Colonne<AccompagnementLigne>[] = [
  {
    nom: 'nom',
    libelle: 'AESH',
    largeur: 160,
    tri: 'nom',
    collante: true,
    bulle: ({ aesh }) => nomComplet(aesh),
  },
  { nom: 'debut', libelle: 'Début', largeur: 86, tri: 'debut', texte: ({ debut }) => jourFr(debut) },
  { nom: 'fin', libelle: 'Fin', largeur: 86, tri: 'fin', texte: ({ fin }) => jourFr(fin) },
  { nom: 'type', libelle: 'Type', largeur: 92, tri: 'type', texte: ({ type }) => enMots(type) },
  {
    nom: 'heures',
    libelle: 'Heures hebdo',
    largeur: 76,
    tri: 'heures',
    nombre: true,
    texte: ({ heures }) => heuresFr(heures),
  },
  {
    nom: 'decisions',
    libelle: 'Décisions',
    largeur: 96,
    tri: 'decisions',
    nombre: true,
    texte: ({ eleves }) => String(eleves.length),
    bulle: ({ eleves }) => accorder(eleves.length, 'décision couverte', 'décisions couvertes'),
  },
  { nom: 'eleve', libelle: 'Élève(s)', largeur: 190, tri: 'eleve', texte: elevesEnMots },
  {
    nom: 'etablissement',
    libelle: 'Établissement',
    largeur: 190,
    tri: 'etablissement',
    texte: ecoleEnMots,
  },
  { nom: 'pial', libelle: 'PIAL', largeur: 104, texte: ({ pial }) => pial?.nom ?? 'hors PIAL' },
  {
    nom: 'previsionnel',
    libelle: 'Prévisionnel',
    largeur: 96,
    texte: ({ previsionnel }) => (previsionnel ? '[P] Oui' : ''),
    bulle: ({ previsionnel }) => (previsionnel ? 'Mission ou année scolaire prévisionnelle' : null),
  },
  {
    nom: 'anomalies',
    libelle: 'Anomalies',
    largeur: 96,
    classe: ({ anomalies }) => (anomalies.length > 0 ? 'anomalie' : ''),
    texte: ({ anomalies }) => (anomalies.length > 0 ? `⚠ ${anomalies.length}` : ''),
    bulle: ({ anomalies }) => (anomalies.length > 0 ? anomalies.map(({ message }) => `⚠ ${message}`).join('\n') : null),
  },
  {
    nom: 'heuresRepas',
    libelle: 'Repas',
    largeur: 80,
    nombre: true,
    masquee: true,
    texte: ({ heuresRepas }) => heuresFr(heuresRepas),
  },
  {
    nom: 'heuresMeridienne',
    libelle: 'Pause méridienne',
    largeur: 90,
    nombre: true,
    masquee: true,
    texte: ({ heuresMeridienne }) => heuresFr(heuresMeridienne),
  },
  {
    nom: 'maintien',
    libelle: 'Maintien',
    largeur: 80,
    masquee: true,
    texte: ({ maintien }) => ouiNon(maintien),
  },
];

export const COLONNE_ACTIONS: Colonne<AccompagnementLigne> = {
  nom: 'actions',
  libelle: 'Action',
  largeur: 76,
  fixe: true,
};
