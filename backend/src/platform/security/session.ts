import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { SessionCourante } from './perimetre.js';

/** Signed in, profile not chosen yet: sees nothing, may only choose one. */
export type SessionSansProfil = Omit<SessionCourante, 'profilId' | 'profil' | 'perimetre' | 'perimetreDesListes'> & {
  readonly profilId: null;
  readonly profil: null;
  readonly perimetre: { readonly nature: 'AUCUN' };
  readonly perimetreDesListes: { readonly nature: 'AUCUN' };
};

/** What a `@Connecte()` route receives. */
export type SessionOuverte = SessionCourante | SessionSansProfil;

/** What the access token says; the sectors that the user keeps are not in it, so that a change acts at once. */
export type SessionDuJeton =
  Omit<SessionCourante, 'perimetreDesListes'> | Omit<SessionSansProfil, 'perimetreDesListes'>;

/** Where the guard leaves the session on the request. */
export interface DemandeAvecSession {
  user?: SessionOuverte;
}

/**
 * The session of the request: `SessionCourante` on a `@Profils(…)` route, `SessionOuverte` on a `@Connecte()` one.
 * A `@Public()` route has none: asking for it is a bug.
 */
export const Session = createParamDecorator((_: unknown, contexte: ExecutionContext): SessionOuverte => {
  const session = contexte.switchToHttp().getRequest<DemandeAvecSession>().user;
  if (!session) throw new Error('@Session() sur une route publique.');
  return session;
});
