import { inject } from '@angular/core';
import { type CanDeactivateFn } from '@angular/router';
import { Confirmation } from '../../ui/confirm-dialog/confirm-dialog';
import { Session } from '../session/session';

/** A screen that holds what somebody typed and did not save yet. */
export interface PageDeSaisie {
  saisieEnCours(): boolean;
}

/** Asks before leaving; a closed session leaves no choice. */
export const gardeSaisie: CanDeactivateFn<PageDeSaisie> = (page) => {
  if (!page.saisieEnCours() || !inject(Session).connectee()) {
    return true;
  }
  return inject(Confirmation).demander({
    titre: 'Quitter sans enregistrer ?',
    texte: 'Les informations saisies sur cette page seront perdues.',
    oui: 'Quitter sans enregistrer',
    non: 'Rester sur la page',
  });
};
