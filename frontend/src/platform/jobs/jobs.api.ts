import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { jobsLire } from '../../api/fn/traitements/jobs-lire';
import { jobsLister } from '../../api/fn/traitements/jobs-lister';
import { type Job, type PageJobs } from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type { Job };

@Injectable({ providedIn: 'root' })
export class JobsApi {
  private readonly api = inject(Api);

  lire(id: Job['id']): Observable<Job> {
    return this.api.invoke(jobsLire, { id });
  }

  lister({ q, tri, page, taille }: EtatListe): Observable<PageJobs> {
    return this.api.invoke(jobsLister, { q: q || undefined, sort: ecrireTri(tri) || undefined, page, size: taille });
  }

  adresseEvenements(id: Job['id']): string {
    return `/api/jobs/${id}/events`;
  }
}
