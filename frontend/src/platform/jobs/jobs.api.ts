import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { jobsLire } from '../../api/fn/jobs/jobs-lire';
import { jobsLister } from '../../api/fn/jobs/jobs-lister';
import { type Job, type PageJobs } from '../../api/models';

export type { Job };

@Injectable({ providedIn: 'root' })
export class JobsApi {
  private readonly api = inject(Api);

  lire(id: Job['id']): Observable<Job> {
    return this.api.invoke(jobsLire, { id });
  }

  lister(page: number, size: number): Observable<PageJobs> {
    return this.api.invoke(jobsLister, { page, size });
  }

  adresseEvenements(id: Job['id']): string {
    return `/api/jobs/${id}/events`;
  }
}
