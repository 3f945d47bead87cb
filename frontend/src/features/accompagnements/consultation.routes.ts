import { type Routes } from '@angular/router';
import { fournirPreferences } from '../../platform/preferences/fournir';
import { gardeSaisie } from '../../platform/saisie/garde-saisie';
import { reserveAux } from '../../platform/session/gardes';
import { DetailAccompagnementPage } from './detail-accompagnement/detail-accompagnement';
import { ListeAccompagnementsPage } from './liste-accompagnements/liste-accompagnements';
import { ModificationAccompagnementPage } from './modification/modification';

export const routes: Routes = [
  { path: '', title: 'Accompagnements', providers: fournirPreferences(), component: ListeAccompagnementsPage },
  { path: ':id', title: 'Détail de l’accompagnement', component: DetailAccompagnementPage },
  {
    path: ':id/modifier',
    title: 'Modifier un accompagnement',
    canActivate: [reserveAux('GESTIONNAIRE_AESH')],
    canDeactivate: [gardeSaisie],
    component: ModificationAccompagnementPage,
  },
];
