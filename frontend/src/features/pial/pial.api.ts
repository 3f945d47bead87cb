import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { pialsLister } from '../../api/fn/pials/pials-lister';
import { pialsRecalculer } from '../../api/fn/pials/pials-recalculer';
import { type JobLance, type PialLigne, type SynthesePials } from '../../api/models';

export type { PialLigne, SynthesePials };

@Injectable({ providedIn: 'root' })
export class PialApi {
  private readonly api = inject(Api);

  synthese(annee: number | undefined): Observable<SynthesePials> {
    return this.api.invoke(pialsLister, { annee });
  }

  recalculer(annee: number): Observable<JobLance> {
    return this.api.invoke(pialsRecalculer, { body: { annee } });
  }
}
