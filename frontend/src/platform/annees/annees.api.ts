import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { parametresAnnees } from '../../api/fn/parametres/parametres-annees';
import { type AnneesScolaires } from '../../api/models';

@Injectable({ providedIn: 'root' })
export class AnneesApi {
  private readonly api = inject(Api);

  lire(): Observable<AnneesScolaires> {
    return this.api.invoke(parametresAnnees);
  }
}
