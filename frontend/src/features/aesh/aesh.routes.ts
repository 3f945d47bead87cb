import { type Routes } from '@angular/router';
import { fournirPreferences } from '../../platform/preferences/fournir';
import { gardeSaisie } from '../../platform/saisie/garde-saisie';
import { reserveAux } from '../../platform/session/gardes';
import { DossierAeshPage } from './dossier-aesh/dossier-aesh';
import { ListeAeshPage } from './liste-aesh/liste-aesh';
import { AjoutAeshPage } from './saisie-aesh/ajout-aesh';
import { ModificationAeshPage } from './saisie-aesh/modification-aesh';

export const routes: Routes = [
  { path: '', title: 'AESH', providers: fournirPreferences(), component: ListeAeshPage },
  {
    path: 'nouveau',
    title: 'Ajouter un AESH',
    canActivate: [reserveAux('GESTIONNAIRE_AESH')],
    canDeactivate: [gardeSaisie],
    component: AjoutAeshPage,
  },
  { path: ':id', title: 'Dossier de l’AESH', component: DossierAeshPage },
  {
    path: ':id/modifier',
    title: 'Modifier cet AESH',
    canActivate: [reserveAux('GESTIONNAIRE_AESH')],
    canDeactivate: [gardeSaisie],
    component: ModificationAeshPage,
  },
];
