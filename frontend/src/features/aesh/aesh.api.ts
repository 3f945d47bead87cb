import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { type AeshChercherDoublons$Params, aeshChercherDoublons } from '../../api/fn/aesh/aesh-chercher-doublons';
import { aeshHistorique } from '../../api/fn/aesh/aesh-historique';
import { type AeshLister$Params, aeshLister } from '../../api/fn/aesh/aesh-lister';
import { dossiersAeshCreer } from '../../api/fn/aesh/dossiers-aesh-creer';
import { dossiersAeshLire } from '../../api/fn/aesh/dossiers-aesh-lire';
import { dossiersAeshModifier } from '../../api/fn/aesh/dossiers-aesh-modifier';
import {
  type AccompagnementDeMission,
  type AeshCree,
  type AeshDossier,
  type AeshLigne,
  type AeshModifie,
  type AeshSaisi,
  type DoublonAesh,
  type EvenementHistorique,
  type MissionLigne,
  type PageAesh,
  type PageHistorique,
} from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type {
  AccompagnementDeMission,
  AeshDossier,
  AeshLigne,
  AeshModifie,
  AeshSaisi,
  DoublonAesh,
  EvenementHistorique,
  MissionLigne,
};

@Injectable({ providedIn: 'root' })
export class AeshApi {
  private readonly api = inject(Api);

  /** The names of the filters are those of the API: several values go as « A,B ». */
  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageAesh> {
    const parametres = { q: q || undefined, sort: ecrireTri(tri), page, size: taille, ...filtres };
    return this.api.invoke(aeshLister, parametres as AeshLister$Params);
  }

  lire(id: AeshDossier['id']): Observable<AeshDossier> {
    return this.api.invoke(dossiersAeshLire, { id });
  }

  historique(id: AeshDossier['id'], page: number, size: number): Observable<PageHistorique> {
    return this.api.invoke(aeshHistorique, { id, page, size });
  }

  doublons(recherche: AeshChercherDoublons$Params): Observable<DoublonAesh[]> {
    return this.api.invoke(aeshChercherDoublons, recherche);
  }

  creer(aesh: AeshSaisi, cle: string): Observable<AeshCree> {
    return this.api.invoke(dossiersAeshCreer, { 'Idempotency-Key': cle, body: aesh });
  }

  modifier({ id, version }: Pick<AeshDossier, 'id' | 'version'>, champs: AeshModifie): Observable<AeshDossier> {
    return this.api.invoke(dossiersAeshModifier, { id, 'If-Match': `"${version}"`, body: champs });
  }
}
