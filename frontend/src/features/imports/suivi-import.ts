import { Injectable, inject } from '@angular/core';
import { EMPTY, type Observable, concat, defer, map, of, switchMap, timer } from 'rxjs';
import { catchError, ignoreElements, tap } from 'rxjs/operators';
import { type Job } from '../../platform/jobs/jobs.api';
import { SuiviJobs, fini as jobFini } from '../../platform/jobs/suivi-jobs';
import { type Import, ImportsApi } from './imports.api';
import { fini } from './libelles';

const RELANCE_MS = 2000;
/** The import is over with its job, or nearly. */
const RELECTURE_MS = 300;

export interface EtatSuivi {
  readonly lu: Import;
  /** Of the job, while it waits or runs. */
  readonly job: Job | null;
}

/** An import as it goes: its job step by step, then what it gave. */
@Injectable({ providedIn: 'root' })
export class SuiviImport {
  private readonly api = inject(ImportsApi);
  private readonly jobs = inject(SuiviJobs);

  suivre(id: Import['id']): Observable<EtatSuivi> {
    return this.api.lire(id).pipe(
      switchMap((lu) => {
        const etat: EtatSuivi = { lu, job: null };
        return fini(lu)
          ? of(etat)
          : concat(
              of(etat),
              this.attendre(lu),
              defer(() => this.suivre(id)),
            );
      }),
    );
  }

  /** The steps of the job; some time when nobody may tell them, or before the import is looked at again. */
  private attendre(lu: Import): Observable<EtatSuivi> {
    const pause = timer(RELANCE_MS).pipe(ignoreElements());
    if (lu.jobId === null) {
      return pause;
    }
    let termine = false;
    return this.jobs.suivre(lu.jobId).pipe(
      tap((job) => (termine = jobFini(job))),
      map((job) => ({ lu, job })),
      catchError(() => EMPTY),
      (etats) =>
        concat(
          etats,
          defer(() => (termine ? timer(RELECTURE_MS).pipe(ignoreElements()) : pause)),
        ),
    );
  }
}
