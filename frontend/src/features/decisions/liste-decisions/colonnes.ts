import { phrasesAnomalies } from '../../../platform/libelles/couverture';
import { enAbrege, enMots, nomComplet } from '../../../platform/libelles/decision';
import { type Colonne } from '../../../ui/data-table/colonnes';
import { heuresFr, jourFr, kilometresFr, pourcentFr } from '../../../ui/formats/formats';
import { type DecisionLigne, sansSecteur } from '../decisions.api';

export function ecoles({ etablissements }: DecisionLigne): string {
  return etablissements.map(({ nom, commune }) => (commune === null ? nom : `${nom} (${commune})`)).join(' ; ');
}

/** Columns of guide §6.1, in its order and with the names of the export; Couverture (%) is hidden by default. */
export const COLONNES: readonly Colonne<DecisionLigne>[] = [
  {
    nom: 'identifiant',
    libelle: 'Identifiant élève',
    largeur: 96,
    tri: 'identifiant',
    texte: ({ eleve }) => eleve.identifiant,
  },
  {
    nom: 'nom',
    libelle: 'Nom et prénom',
    largeur: 146,
    tri: 'nom',
    collante: true,
    bulle: ({ eleve }) => nomComplet(eleve),
  },
  { nom: 'type', libelle: 'Type', largeur: 84, tri: 'type', texte: ({ type }) => enMots(type) },
  {
    nom: 'heures',
    libelle: 'Heures hebdo',
    largeur: 68,
    tri: 'heures',
    nombre: true,
    texte: ({ heures }) => heuresFr(heures),
  },
  {
    nom: 'origine',
    libelle: 'Origine',
    largeur: 88,
    tri: 'origine',
    texte: ({ origine }) => enAbrege(origine),
    bulle: ({ origine }) => enMots(origine),
  },
  {
    nom: 'nature',
    libelle: 'Nature',
    largeur: 76,
    tri: 'nature',
    texte: ({ nature }) => enAbrege(nature),
    bulle: ({ nature }) => enMots(nature),
  },
  { nom: 'debut', libelle: 'Début', largeur: 86, tri: 'debut', texte: ({ debut }) => jourFr(debut) },
  { nom: 'fin', libelle: 'Fin', largeur: 86, tri: 'fin', texte: ({ fin }) => jourFr(fin) },
  {
    nom: 'secteur',
    libelle: 'Secteur',
    largeur: 84,
    tri: 'secteur',
    texte: ({ secteur }) => sansSecteur(secteur.libelle),
    bulle: ({ secteur }) => `${secteur.code} – ${secteur.libelle}`,
  },
  {
    nom: 'pial',
    libelle: 'Tête de PIAL',
    largeur: 92,
    tri: 'pial',
    texte: ({ pial }) => pial?.nom ?? 'hors PIAL',
    bulle: ({ pial }) => (pial === null ? null : `${pial.uai} – ${pial.nom}`),
  },
  { nom: 'etablissements', libelle: 'Établissement(s)', largeur: 130, tri: 'etablissement', texte: ecoles },
  {
    nom: 'frise',
    libelle: 'Mise en œuvre',
    largeur: 140,
    tri: 'priorite',
    // F5-6: the cell turns orange, and says why.
    classe: ({ anomalies }) => (anomalies.length > 0 ? 'anomalie' : ''),
    bulle: ({ anomalies }) => (anomalies.length > 0 ? `⚠ ${phrasesAnomalies(anomalies).join('\n⚠ ')}` : null),
  },
  {
    nom: 'distance',
    libelle: 'Distance AESH\u2060–\u2060PIAL',
    largeur: 98,
    tri: 'distanceKm',
    nombre: true,
    texte: ({ distanceKm }) => kilometresFr(distanceKm),
  },
  {
    nom: 'couverture',
    libelle: 'Couverture (%)',
    largeur: 92,
    tri: 'couverture',
    nombre: true,
    masquee: true,
    texte: ({ couverture }) => pourcentFr(couverture),
  },
];

export const COLONNE_ACTIONS: Colonne<DecisionLigne> = { nom: 'actions', libelle: 'Action', largeur: 38, fixe: true };
