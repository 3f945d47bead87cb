import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../../api/api';
import { decisionsCompter } from '../../../api/fn/decisions/decisions-compter';
import { decisionsSuivre } from '../../../api/fn/decisions/decisions-suivre';
import { type EvolutionDecisions, type IndicateursDecisions } from '../../../api/models';

/** Counts over the lists' perimeter: the whole département, or the sectors that the user keeps. */
@Injectable({ providedIn: 'root' })
export class IndicateursApi {
  private readonly api = inject(Api);

  compter(): Observable<IndicateursDecisions> {
    return this.api.invoke(decisionsCompter);
  }

  suivre(): Observable<EvolutionDecisions> {
    return this.api.invoke(decisionsSuivre);
  }
}
