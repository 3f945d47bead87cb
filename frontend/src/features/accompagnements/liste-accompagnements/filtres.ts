import { type Observable, map } from 'rxjs';
import { type AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { TYPES_DECISION } from '../../../platform/libelles/decision';
import { type JourIso, anneeScolaire, dernierJourAnnee, premierJourAnnee } from '../../../ui/formats/jours';
import { PARAMETRE_SELECTION } from '../../../ui/liste/definition';
import { type Filtre, OUI_NON, type OptionFiltre } from '../../../ui/liste/filtres/filtre';

/** Value of the API for what is in no PIAL. */
const HORS_PIAL: OptionFiltre = { code: 'HORS_PIAL', libelle: 'Hors PIAL' };

/** Filters of the accompaniments; the page opens on the current school year. */
export function filtresAccompagnements(annuaire: AnnuaireApi, aujourdhui: JourIso): readonly Filtre[] {
  const annee = anneeScolaire(aujourdhui);
  const tetes = (): Observable<readonly OptionFiltre[]> =>
    annuaire.tetesDePial().pipe(map((lues) => [HORS_PIAL, ...lues]));
  return [
    {
      genre: 'periode',
      nom: 'periode',
      libelle: 'En place',
      debut: 'debut',
      fin: 'fin',
      usuelle: { debut: premierJourAnnee(annee), fin: dernierJourAnnee(annee) },
    },
    { genre: 'choix', nom: 'type', libelle: 'Type', options: TYPES_DECISION },
    { genre: 'choix', nom: 'pial', libelle: 'PIAL', options: tetes },
    {
      genre: 'recherche',
      nom: 'uai',
      libelle: 'Établissement',
      exemple: 'Nom, commune ou RNE',
      chercher: (mots) => annuaire.ecoles(mots),
      trouver: (uai) => annuaire.ecole(uai),
    },
    { genre: 'choix', nom: 'maintien', libelle: 'Maintien', unique: true, options: OUI_NON },
    { genre: 'choix', nom: 'previsionnel', libelle: 'Prévisionnel', unique: true, options: OUI_NON },
    { genre: 'choix', nom: 'anomalie', libelle: 'Anomalie', unique: true, options: OUI_NON },
    { genre: 'selection', nom: PARAMETRE_SELECTION, libelle: 'Sélection' },
  ];
}
