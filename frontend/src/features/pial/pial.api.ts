import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { pialsLister } from '../../api/fn/pial/pials-lister';
import { pialsRecalculer } from '../../api/fn/pial/pials-recalculer';
import { type BesoinsMoyens, type JobLance, type PialLigne } from '../../api/models';

export type { BesoinsMoyens, PialLigne };

@Injectable({ providedIn: 'root' })
export class PialApi {
  private readonly api = inject(Api);

  synthese(annee: number | undefined): Observable<BesoinsMoyens> {
    return this.api.invoke(pialsLister, { annee });
  }

  recalculer(annee: number): Observable<JobLance> {
    return this.api.invoke(pialsRecalculer, { body: { annee } });
  }
}
