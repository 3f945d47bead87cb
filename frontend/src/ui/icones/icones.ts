import { type EnvironmentProviders, inject, provideEnvironmentInitializer } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import compte from '@material-symbols/svg-400/outlined/account_circle.svg';
import ajouter from '@material-symbols/svg-400/outlined/add.svg';
import retour from '@material-symbols/svg-400/outlined/arrow_back.svg';
import descendre from '@material-symbols/svg-400/outlined/arrow_downward.svg';
import monter from '@material-symbols/svg-400/outlined/arrow_upward.svg';
import eleve from '@material-symbols/svg-400/outlined/badge.svg';
import calendrier from '@material-symbols/svg-400/outlined/calendar_month.svg';
import succes from '@material-symbols/svg-400/outlined/check_circle.svg';
import precedent from '@material-symbols/svg-400/outlined/chevron_left.svg';
import suivant from '@material-symbols/svg-400/outlined/chevron_right.svg';
import copier from '@material-symbols/svg-400/outlined/content_copy.svg';
import fermer from '@material-symbols/svg-400/outlined/close.svg';
import supprimer from '@material-symbols/svg-400/outlined/delete.svg';
import modifier from '@material-symbols/svg-400/outlined/edit.svg';
import erreur from '@material-symbols/svg-400/outlined/error.svg';
import previsionnel from '@material-symbols/svg-400/outlined/event.svg';
import premier from '@material-symbols/svg-400/outlined/first_page.svg';
import info from '@material-symbols/svg-400/outlined/info.svg';
import cle from '@material-symbols/svg-400/outlined/key.svg';
import dernier from '@material-symbols/svg-400/outlined/last_page.svg';
import maintien from '@material-symbols/svg-400/outlined/link.svg';
import verrouille from '@material-symbols/svg-400/outlined/lock.svg';
import deconnexion from '@material-symbols/svg-400/outlined/logout.svg';
import secteurs from '@material-symbols/svg-400/outlined/map.svg';
import messages from '@material-symbols/svg-400/outlined/mail.svg';
import menu from '@material-symbols/svg-400/outlined/menu.svg';
import imprimer from '@material-symbols/svg-400/outlined/print.svg';
import accompagner from '@material-symbols/svg-400/outlined/person_add.svg';
import actualiser from '@material-symbols/svg-400/outlined/refresh.svg';
import rechercher from '@material-symbols/svg-400/outlined/search.svg';
import profil from '@material-symbols/svg-400/outlined/switch_account.svg';
import calculer from '@material-symbols/svg-400/outlined/sync.svg';
import triable from '@material-symbols/svg-400/outlined/unfold_more.svg';
import alerte from '@material-symbols/svg-400/outlined/warning.svg';

const DESSINS = {
  accompagner,
  actualiser,
  ajouter,
  alerte,
  calculer,
  calendrier,
  cle,
  compte,
  copier,
  deconnexion,
  dernier,
  descendre,
  eleve,
  erreur,
  fermer,
  imprimer,
  info,
  maintien,
  menu,
  messages,
  modifier,
  monter,
  precedent,
  premier,
  previsionnel,
  profil,
  rechercher,
  retour,
  secteurs,
  succes,
  suivant,
  supprimer,
  triable,
  verrouille,
};

/** Icons are part of the bundle: no font, no request. */
export function provideIcones(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => {
    const registre = inject(MatIconRegistry);
    const assainisseur = inject(DomSanitizer);
    for (const [nom, dessin] of Object.entries(DESSINS)) {
      registre.addSvgIconLiteral(nom, assainisseur.bypassSecurityTrustHtml(dessin));
    }
  });
}
