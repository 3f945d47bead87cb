import { Location } from '@angular/common';
import { DOCUMENT, inject } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';

export interface ListeConnue {
  readonly chemin: string;
  readonly libelle: string;
}

export interface ListeDOrigine extends ListeConnue {
  readonly adresse: UrlTree;
}

const CLE = 'liste';

/**
 * The list that one comes from among these, with its filters, its sort and its page; the first one as it opens when
 * it is not known. Kept in the entry of the history, so that a reload or the back button still knows it.
 */
export function listeDOrigine(usuelle: ListeConnue, ...autres: readonly ListeConnue[]): ListeDOrigine {
  const router = inject(Router);
  const adresse = inject(Location);
  const fenetre = inject(DOCUMENT).defaultView;
  const connue = (fenetre?.history.state as Record<string, unknown> | null)?.[CLE];
  const origine =
    typeof connue === 'string' ? connue : router.currentNavigation()?.previousNavigation?.finalUrl?.toString();
  const liste = [usuelle, ...autres].find(({ chemin }) => origine === chemin || origine?.startsWith(`${chemin}?`));
  if (origine === undefined || !liste) {
    return { ...usuelle, adresse: router.parseUrl(usuelle.chemin) };
  }
  if (connue === undefined) {
    // Once the router has written its own entry for this page.
    setTimeout(() => adresse.replaceState(adresse.path(), '', { ...fenetre?.history.state, [CLE]: origine }));
  }
  return { ...liste, adresse: router.parseUrl(origine) };
}
