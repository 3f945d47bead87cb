import { Injectable, inject } from '@angular/core';
import { type Observable, catchError, map, of } from 'rxjs';
import { Api } from '../../api/api';
import { authDemo } from '../../api/fn/auth/auth-demo';
import { authDemoOtp } from '../../api/fn/auth/auth-demo-otp';
import { type ComptesDemo, type OtpDemo } from '../../api/models';

export type CompteDemo = ComptesDemo['comptes'][number];
export type { OtpDemo };

@Injectable({ providedIn: 'root' })
export class DemoApi {
  private readonly api = inject(Api);

  /** Empty outside the demonstration, where the route does not exist. */
  comptes(): Observable<readonly CompteDemo[]> {
    return this.api.invoke(authDemo).pipe(
      map(({ comptes }) => comptes),
      catchError(() => of([])),
    );
  }

  otp(identifiant: string): Observable<OtpDemo> {
    return this.api.invoke(authDemoOtp, { identifiant });
  }
}
