import { enMots } from '../../../platform/libelles/decision';
import { Colonne } from '../../../ui/data-table/data-table';
import { heuresFr, jourFr, kilometresFr } from '../../../ui/formats/formats';
import { DecisionLigne } from '../decisions.api';

/** Columns of guide §6.1, in its order; Couverture (%) is hidden by default and read in the detail. */
export const COLONNES: readonly Colonne<DecisionLigne>[] = [
  { nom: 'identifiant', libelle: 'Identifiant', tri: 'identifiant', texte: ({ eleve }) => eleve.identifiant },
  { nom: 'nom', libelle: 'Nom et prénom', tri: 'nom', collante: true, largeur: '150px' },
  { nom: 'type', libelle: 'Type', tri: 'type', texte: ({ type }) => enMots(type) },
  { nom: 'heures', libelle: 'Heures hebdo', tri: 'heures', nombre: true, texte: ({ heures }) => heuresFr(heures) },
  { nom: 'origine', libelle: 'Origine', tri: 'origine', texte: ({ origine }) => enMots(origine) },
  { nom: 'nature', libelle: 'Nature', tri: 'nature', texte: ({ nature }) => enMots(nature) },
  { nom: 'debut', libelle: 'Début', tri: 'debut', nombre: true, texte: ({ debut }) => jourFr(debut) },
  { nom: 'fin', libelle: 'Fin', tri: 'fin', nombre: true, texte: ({ fin }) => jourFr(fin) },
  { nom: 'secteur', libelle: 'Secteur', tri: 'secteur' },
  { nom: 'pial', libelle: 'Tête de PIAL', largeur: '130px' },
  { nom: 'etablissements', libelle: 'Établissement(s)', largeur: '160px' },
  { nom: 'frise', libelle: 'Mise en œuvre', tri: 'priorite', largeur: '170px' },
  {
    nom: 'distance',
    libelle: 'Distance AESH–PIAL',
    nombre: true,
    texte: ({ distanceKm }) => kilometresFr(distanceKm),
  },
];

export const COLONNE_ACTIONS: Colonne<DecisionLigne> = { nom: 'actions', libelle: 'Action' };
