import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { fusionsAnnuler } from '../../api/fn/fusions/fusions-annuler';
import { fusionsCandidats } from '../../api/fn/fusions/fusions-candidats';
import { fusionsComparer } from '../../api/fn/fusions/fusions-comparer';
import { fusionsFusionner } from '../../api/fn/fusions/fusions-fusionner';
import { fusionsLister } from '../../api/fn/fusions/fusions-lister';
import {
  type AeshResume,
  type CandidatFusion,
  type DemandeFusion,
  type FusionFaite,
  type FusionLigne,
  type MissionResume,
  type PageCandidatsFusion,
  type PageFusions,
} from '../../api/models';

export type { AeshResume, CandidatFusion, DemandeFusion, FusionLigne, MissionResume };

@Injectable({ providedIn: 'root' })
export class FusionsApi {
  private readonly api = inject(Api);

  candidats(demande: {
    q?: string | undefined;
    aesh?: number | undefined;
    page: number;
    size: number;
  }): Observable<PageCandidatsFusion> {
    return this.api.invoke(fusionsCandidats, demande);
  }

  /** Two records side by side, proposed or not. */
  comparer(previsionnel: number, reel: number): Observable<CandidatFusion> {
    return this.api.invoke(fusionsComparer, { previsionnel, reel });
  }

  fusionner(demande: DemandeFusion, cle: string): Observable<FusionFaite> {
    return this.api.invoke(fusionsFusionner, { 'Idempotency-Key': cle, body: demande });
  }

  lister(page: number, size: number): Observable<PageFusions> {
    return this.api.invoke(fusionsLister, { page, size });
  }

  annuler(id: FusionLigne['id']): Observable<FusionLigne> {
    return this.api.invoke(fusionsAnnuler, { id });
  }
}
