import { Injectable, inject } from '@angular/core';
import { type Observable, catchError, map, of } from 'rxjs';
import { Api } from '../../api/api';
import { demoComptes } from '../../api/fn/demonstration/demo-comptes';
import { demoOtp } from '../../api/fn/demonstration/demo-otp';
import { type CodeOtpDemo, type CompteDemo } from '../../api/models';

export type { CodeOtpDemo, CompteDemo };

@Injectable({ providedIn: 'root' })
export class DemoApi {
  private readonly api = inject(Api);

  /** Empty outside the demonstration, where the route does not exist. */
  comptes(): Observable<readonly CompteDemo[]> {
    return this.api.invoke(demoComptes).pipe(
      map(({ comptes }) => comptes),
      catchError(() => of([])),
    );
  }

  otp(identifiant: string): Observable<CodeOtpDemo> {
    return this.api.invoke(demoOtp, { identifiant });
  }
}
