import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { accueil, admis } from '../profil/menu';
import { type CodeProfil } from './auth.api';
import { Session } from './session';

/** An address of ours to go back to after the sign-in; never one of another site. */
export function retourSur(retour: string | null | undefined): string | null {
  return retour && /^\/(?![/\\])/.test(retour) ? retour : null;
}

/** Signed in, with a profile chosen or not. */
export const connecte: CanActivateFn = (_, etat) => {
  const router = inject(Router);
  return inject(Session).connectee() || router.createUrlTree(['/connexion'], { queryParams: retourVers(etat.url) });
};

/** Signed in under a profile: what every screen asks. */
export const sousUnProfil: CanActivateFn = (route, etat) => {
  const session = inject(Session);
  const router = inject(Router);
  if (session.connectee() && session.profil() === null) {
    return router.createUrlTree(['/profil'], { queryParams: retourVers(etat.url) });
  }
  return connecte(route, etat);
};

/** The menu says who may enter; the others go back to their own home. */
export function reserve(chemin: string): CanActivateFn {
  return () => {
    const profil = inject(Session).profil()?.profil ?? null;
    return admis(chemin, profil) || inject(Router).createUrlTree([accueil(profil)]);
  };
}

/** A screen inside another one's menu entry, for some of its profiles. */
export function reserveAux(...profils: readonly CodeProfil[]): CanActivateFn {
  return () => {
    const profil = inject(Session).profil()?.profil ?? null;
    return (profil !== null && profils.includes(profil)) || inject(Router).createUrlTree([accueil(profil)]);
  };
}

export const pasConnecte: CanActivateFn = () => {
  const session = inject(Session);
  return !session.connectee() || inject(Router).createUrlTree(['/']);
};

/** A guard and not a redirection: redirections are resolved before anybody knows who is signed in. */
export const versAccueil: CanActivateFn = () =>
  inject(Router).createUrlTree([accueil(inject(Session).profil()?.profil ?? null)]);

function retourVers(url: string): { retour: string | null } {
  return { retour: url === '/' ? null : url };
}
