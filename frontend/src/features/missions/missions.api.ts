import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { dossiersAeshCreerMission } from '../../api/fn/aesh/dossiers-aesh-creer-mission';
import { dossiersAeshLire } from '../../api/fn/aesh/dossiers-aesh-lire';
import { missionsLire } from '../../api/fn/missions/missions-lire';
import { type MissionsLister$Params, missionsLister } from '../../api/fn/missions/missions-lister';
import { missionsModifier } from '../../api/fn/missions/missions-modifier';
import { missionsSupprimer } from '../../api/fn/missions/missions-supprimer';
import {
  type AeshDossier,
  type MissionCreee,
  type MissionDetail,
  type MissionLigne,
  type MissionSaisie,
  type PageMissions,
} from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type { AeshDossier, MissionDetail, MissionLigne, MissionSaisie };

type Version = Pick<MissionDetail, 'id' | 'version'>;

@Injectable({ providedIn: 'root' })
export class MissionsApi {
  private readonly api = inject(Api);

  /** The names of the filters are those of the API: several values go as « A,B ». */
  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageMissions> {
    const parametres = { q: q || undefined, sort: ecrireTri(tri), page, size: taille, ...filtres };
    return this.api.invoke(missionsLister, parametres as MissionsLister$Params);
  }

  lire(id: MissionDetail['id']): Observable<MissionDetail> {
    return this.api.invoke(missionsLire, { id });
  }

  /** To whom a mission is added. */
  aesh(id: AeshDossier['id']): Observable<AeshDossier> {
    return this.api.invoke(dossiersAeshLire, { id });
  }

  creer(aeshId: AeshDossier['id'], mission: MissionSaisie, cle: string): Observable<MissionCreee> {
    return this.api.invoke(dossiersAeshCreerMission, { id: aeshId, 'Idempotency-Key': cle, body: mission });
  }

  modifier({ id, version }: Version, mission: MissionSaisie): Observable<MissionDetail> {
    return this.api.invoke(missionsModifier, { id, 'If-Match': `"${version}"`, body: mission });
  }

  supprimer({ id, version }: Version): Observable<void> {
    return this.api.invoke(missionsSupprimer, { id, 'If-Match': `"${version}"` });
  }
}
