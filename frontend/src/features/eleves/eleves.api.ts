import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { dossierEleveLire } from '../../api/fn/eleves/dossier-eleve-lire';
import { type AccompagnementDuDossier, type DecisionDuDossier, type EleveDossier } from '../../api/models';

export type { AccompagnementDuDossier, DecisionDuDossier, EleveDossier };

@Injectable({ providedIn: 'root' })
export class ElevesApi {
  private readonly api = inject(Api);

  lire(id: number): Observable<EleveDossier> {
    return this.api.invoke(dossierEleveLire, { id });
  }
}
