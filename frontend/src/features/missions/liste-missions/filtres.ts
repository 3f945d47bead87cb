import { type Observable, map } from 'rxjs';
import { type AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { CONTRATS, ETATS_MISSION, SOURCES_RH } from '../../../platform/libelles/aesh';
import { type JourIso, anneeScolaire, dernierJourAnnee, premierJourAnnee } from '../../../ui/formats/jours';
import { PARAMETRE_SELECTION } from '../../../ui/liste/definition';
import { type Filtre, OUI_NON, type OptionFiltre } from '../../../ui/liste/filtres/filtre';

/** Value of the API for what is in no PIAL. */
const HORS_PIAL: OptionFiltre = { code: 'HORS_PIAL', libelle: 'Hors PIAL' };
const OCCUPATIONS: readonly OptionFiltre[] = [
  { code: 'VIDE', libelle: 'Aucun accompagnement' },
  { code: 'PARTIELLE', libelle: 'En partie disponible' },
  { code: 'PLEINE', libelle: 'Complète' },
  { code: 'DEPASSEE', libelle: 'Au-delà de ses heures' },
];

/** Filters of the missions; the page opens on the current school year, all the dates show the history (F8.0-4). */
export function filtresMissions(annuaire: AnnuaireApi, aujourdhui: JourIso): readonly Filtre[] {
  const annee = anneeScolaire(aujourdhui);
  const tetes = (): Observable<readonly OptionFiltre[]> =>
    annuaire.tetesDePial().pipe(map((lues) => [HORS_PIAL, ...lues]));
  return [
    {
      genre: 'periode',
      nom: 'periode',
      libelle: 'Valides',
      debut: 'debut',
      fin: 'fin',
      usuelle: { debut: premierJourAnnee(annee), fin: dernierJourAnnee(annee) },
    },
    { genre: 'choix', nom: 'etat', libelle: 'État', options: ETATS_MISSION },
    { genre: 'choix', nom: 'contrat', libelle: 'Contrat', options: CONTRATS },
    { genre: 'choix', nom: 'nature', libelle: 'Nature du support', options: () => annuaire.natureOptions() },
    { genre: 'choix', nom: 'accompagnante', libelle: 'Accompagne des élèves', unique: true, options: OUI_NON },
    { genre: 'choix', nom: 'occupation', libelle: 'Occupation', options: OCCUPATIONS },
    { genre: 'choix', nom: 'pial', libelle: 'PIAL', options: tetes },
    {
      genre: 'recherche',
      nom: 'uai',
      libelle: 'Employeur',
      exemple: 'Nom, commune ou RNE',
      chercher: (mots) => annuaire.ecoles(mots),
      trouver: (uai) => annuaire.ecole(uai),
    },
    {
      genre: 'choix',
      nom: 'disponible',
      libelle: 'Heures disponibles',
      unique: true,
      options: OUI_NON,
      enReserve: true,
    },
    { genre: 'choix', nom: 'sansHeures', libelle: 'Sans heures', unique: true, options: OUI_NON, enReserve: true },
    { genre: 'choix', nom: 'source', libelle: 'Origine', options: SOURCES_RH, enReserve: true },
    { genre: 'selection', nom: PARAMETRE_SELECTION, libelle: 'Sélection' },
  ];
}
