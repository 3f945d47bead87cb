import { type Observable, map } from 'rxjs';
import { type AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { CONTRATS, ETATS_AESH, SOURCES_RH, TRANSPORTS } from '../../../platform/libelles/aesh';
import { PARAMETRE_SELECTION } from '../../../ui/liste/definition';
import { type Filtre, OUI_NON, type OptionFiltre } from '../../../ui/liste/filtres/filtre';

/** Value of the API for what is in no PIAL. */
const HORS_PIAL: OptionFiltre = { code: 'HORS_PIAL', libelle: 'Hors PIAL' };

/** Filters of the AESH: everybody on opening, those without a mission of this year as well. */
export function filtresAesh(annuaire: AnnuaireApi): readonly Filtre[] {
  const tetes = (): Observable<readonly OptionFiltre[]> =>
    annuaire.tetesDePial().pipe(map((lues) => [HORS_PIAL, ...lues]));
  return [
    { genre: 'choix', nom: 'etat', libelle: 'État', options: ETATS_AESH },
    { genre: 'periode', nom: 'periode', libelle: 'En mission', debut: 'debut', fin: 'fin' },
    { genre: 'choix', nom: 'contrat', libelle: 'Contrat', options: CONTRATS },
    { genre: 'choix', nom: 'nature', libelle: 'Nature du support', options: () => annuaire.natureOptions() },
    { genre: 'choix', nom: 'pial', libelle: 'PIAL', options: tetes },
    { genre: 'choix', nom: 'disponible', libelle: 'Heures disponibles', unique: true, options: OUI_NON },
    {
      genre: 'choix',
      nom: 'transport',
      libelle: 'Moyen de transport',
      options: TRANSPORTS.map((transport) => ({ code: transport, libelle: transport })),
    },
    { genre: 'choix', nom: 'rqth', libelle: 'RQTH', unique: true, options: OUI_NON, enReserve: true },
    { genre: 'choix', nom: 'source', libelle: 'Origine du dossier', options: SOURCES_RH, enReserve: true },
    { genre: 'selection', nom: PARAMETRE_SELECTION, libelle: 'Sélection' },
  ];
}
