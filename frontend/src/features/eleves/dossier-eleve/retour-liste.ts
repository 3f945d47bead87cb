import { Location } from '@angular/common';
import { DOCUMENT, inject } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';

const LISTE = '/decisions';
const CLE = 'liste';

/**
 * The list that one comes from, with its filters, its sort and its page. Kept in the entry of the history, so that a
 * reload or the back button still knows it; a shared link leads to the list as it opens.
 */
export function listeDOrigine(): UrlTree {
  const router = inject(Router);
  const adresse = inject(Location);
  const etat = inject(DOCUMENT).defaultView?.history.state as Record<string, unknown> | null;
  const connue = etat?.[CLE];
  const precedente = router.currentNavigation()?.previousNavigation?.finalUrl?.toString();
  const origine = typeof connue === 'string' ? connue : precedente;
  if (origine === undefined || !estListe(origine)) {
    return router.parseUrl(LISTE);
  }
  if (connue === undefined) {
    // Once the page is there: the router has then written the entry of the history that this one completes.
    setTimeout(() => adresse.replaceState(adresse.path(), '', { ...history.state, [CLE]: origine }));
  }
  return router.parseUrl(origine);
}

function estListe(adresse: string): boolean {
  return adresse === LISTE || adresse.startsWith(`${LISTE}?`);
}

/** The same list with the panel of a decision open, or closed. */
export function avecDecision(liste: UrlTree, decision: number | null, router: Router): UrlTree {
  const { decision: _, ...parametres } = liste.queryParams;
  return router.createUrlTree([LISTE], {
    queryParams: decision === null ? parametres : { ...parametres, decision },
  });
}
