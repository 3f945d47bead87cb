import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { Session } from './session';

/** Answered without a token: they open the session, or serve the demonstration. */
const SANS_JETON = /\/api\/auth\/(connexion|rafraichir|demo)/;

/** Gives every call its token; after a 401, renews once and tries again. */
export const jetonInterceptor: HttpInterceptorFn = (requete, suite) => {
  if (!requete.url.includes('/api/') || SANS_JETON.test(requete.url)) {
    return suite(requete);
  }
  const session = inject(Session);
  return from(session.jeton()).pipe(
    switchMap((jeton) => suite(avecJeton(requete, jeton))),
    catchError((erreur: unknown) => {
      if (!(erreur instanceof HttpErrorResponse) || erreur.status !== 401 || !session.connectee()) {
        return throwError(() => erreur);
      }
      return from(session.rafraichir()).pipe(
        switchMap((ouverte) => (ouverte ? from(session.jeton()) : throwError(() => erreur))),
        switchMap((jeton) => suite(avecJeton(requete, jeton))),
      );
    }),
  );
};

function avecJeton(requete: HttpRequest<unknown>, jeton: string | null): HttpRequest<unknown> {
  return jeton === null ? requete : requete.clone({ setHeaders: { Authorization: `Bearer ${jeton}` } });
}
