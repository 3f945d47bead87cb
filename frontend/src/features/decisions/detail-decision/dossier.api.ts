import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../../api/api';
import { dossierEleveLire } from '../../../api/fn/eleves/dossier-eleve-lire';
import { type DecisionDetail, type EleveDossier } from '../../../api/models';

/** File of the pupil behind a decision: the panel takes its missions from it. */
@Injectable({ providedIn: 'root' })
export class DossierApi {
  private readonly api = inject(Api);

  lire(id: DecisionDetail['eleve']['id']): Observable<EleveDossier> {
    return this.api.invoke(dossierEleveLire, { id });
  }
}
