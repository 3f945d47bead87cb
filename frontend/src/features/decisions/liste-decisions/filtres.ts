import { type Observable, map } from 'rxjs';
import { type AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { TYPES_DECISION, enMots } from '../../../platform/libelles/decision';
import { type JourIso, anneeScolaire, dernierJourAnnee, premierJourAnnee } from '../../../ui/formats/jours';
import { PARAMETRE_SELECTION } from '../../../ui/liste/definition';
import { type Filtre, OUI_NON, type OptionFiltre } from '../../../ui/liste/filtres/filtre';
import { type DecisionsApi } from '../decisions.api';

/** Value of the API for what is in no PIAL. */
const HORS_PIAL: OptionFiltre = { code: 'HORS_PIAL', libelle: 'Hors PIAL' };
const ETATS: readonly OptionFiltre[] = [
  { code: 'SANS', libelle: 'Aucune' },
  { code: 'PARTIELLE', libelle: 'Partielle' },
  { code: 'COMPLETE', libelle: 'Complète' },
  { code: 'DEPASSEE', libelle: 'Plus de 100 %' },
];
const ACCOMPAGNEMENTS: readonly OptionFiltre[] = [
  { code: 'AUCUN', libelle: 'Aucun sur la période' },
  { code: 'AU_MOINS_UN', libelle: 'Au moins un sur la période' },
];

const enOptions = (codes: readonly string[]): readonly OptionFiltre[] =>
  codes.map((code) => ({ code, libelle: enMots(code) }));

/** Filters of the decisions; the page opens on the current school year. */
export function filtresDecisions(api: DecisionsApi, annuaire: AnnuaireApi, aujourdhui: JourIso): readonly Filtre[] {
  const annee = anneeScolaire(aujourdhui);
  const tetes = (): Observable<readonly OptionFiltre[]> =>
    annuaire.tetesDePial().pipe(map((lues) => [HORS_PIAL, ...lues]));
  return [
    {
      genre: 'periode',
      nom: 'periode',
      libelle: 'Actives',
      debut: 'debut',
      fin: 'fin',
      usuelle: { debut: premierJourAnnee(annee), fin: dernierJourAnnee(annee) },
    },
    { genre: 'choix', nom: 'type', libelle: 'Type', options: TYPES_DECISION },
    { genre: 'choix', nom: 'etat', libelle: 'Mise en œuvre', options: ETATS },
    {
      genre: 'choix',
      nom: 'accompagnement',
      libelle: 'Accompagnement',
      unique: true,
      options: ACCOMPAGNEMENTS,
      enReserve: true,
    },
    { genre: 'choix', nom: 'secteur', libelle: 'Secteur', options: () => api.secteurs() },
    { genre: 'choix', nom: 'pial', libelle: 'PIAL', options: tetes },
    {
      genre: 'recherche',
      nom: 'uai',
      libelle: 'Établissement',
      exemple: 'Nom, commune ou RNE',
      chercher: (mots) => annuaire.ecoles(mots),
      trouver: (uai) => annuaire.ecole(uai),
    },
    {
      genre: 'choix',
      nom: 'origine',
      libelle: 'Origine',
      options: enOptions(['PREMIERE_DEMANDE', 'REEXAMEN_GEVASCO']),
      enReserve: true,
    },
    {
      genre: 'choix',
      nom: 'nature',
      libelle: 'Nature',
      options: enOptions(['PROJET_CIBLE', 'PROJET_ALTERNATIF']),
      enReserve: true,
    },
    {
      genre: 'choix',
      nom: 'previsionnel',
      libelle: 'Prévisionnel',
      unique: true,
      options: OUI_NON,
      enReserve: true,
    },
    { genre: 'choix', nom: 'anomalie', libelle: 'Anomalie', unique: true, options: OUI_NON },
    { genre: 'selection', nom: PARAMETRE_SELECTION, libelle: 'Sélection' },
  ];
}
