import { enAbrege, enMots } from '../../../platform/libelles/decision';
import { type Colonne } from '../../../ui/data-table/data-table';
import { heuresFr, jourFr, kilometresFr } from '../../../ui/formats/formats';
import { type DecisionLigne } from '../decisions.api';

/** Columns of guide §6.1, in its order; Couverture (%) is hidden by default and read in the detail. */
export const COLONNES: readonly Colonne<DecisionLigne>[] = [
  {
    nom: 'identifiant',
    libelle: 'Identifiant élève',
    largeur: '78px',
    tri: 'identifiant',
    texte: ({ eleve }) => eleve.identifiant,
  },
  { nom: 'nom', libelle: 'Nom et prénom', tri: 'nom', collante: true, largeur: '140px' },
  { nom: 'type', libelle: 'Type', tri: 'type', texte: ({ type }) => enMots(type) },
  {
    nom: 'heures',
    libelle: 'Heures hebdo',
    largeur: '66px',
    tri: 'heures',
    nombre: true,
    texte: ({ heures }) => heuresFr(heures),
  },
  { nom: 'origine', libelle: 'Origine', tri: 'origine', texte: ({ origine }) => enAbrege(origine) },
  { nom: 'nature', libelle: 'Nature', tri: 'nature', texte: ({ nature }) => enAbrege(nature) },
  { nom: 'debut', libelle: 'Début', tri: 'debut', texte: ({ debut }) => jourFr(debut) },
  { nom: 'fin', libelle: 'Fin', tri: 'fin', texte: ({ fin }) => jourFr(fin) },
  { nom: 'secteur', libelle: 'Secteur', tri: 'secteur', largeur: '90px' },
  { nom: 'pial', libelle: 'Tête de PIAL', largeur: '116px' },
  { nom: 'etablissements', libelle: 'Établissement(s)', largeur: '150px' },
  { nom: 'frise', libelle: 'Mise en œuvre', tri: 'priorite', largeur: '148px' },
  {
    nom: 'distance',
    libelle: 'Distance AESH–PIAL',
    tri: 'distanceKm',
    largeur: '68px',
    nombre: true,
    texte: ({ distanceKm }) => kilometresFr(distanceKm),
  },
];

export const COLONNE_ACTIONS: Colonne<DecisionLigne> = { nom: 'actions', libelle: 'Action' };
