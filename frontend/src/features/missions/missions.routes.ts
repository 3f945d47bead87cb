import { type Routes } from '@angular/router';
import { fournirPreferences } from '../../platform/preferences/fournir';
import { gardeSaisie } from '../../platform/saisie/garde-saisie';
import { reserveAux } from '../../platform/session/gardes';
import { DetailMissionPage } from './detail-mission/detail-mission';
import { ListeMissionsPage } from './liste-missions/liste-missions';
import { SaisieMissionPage } from './saisie-mission/saisie-mission';

export const routes: Routes = [
  { path: '', title: 'Missions', providers: fournirPreferences(), component: ListeMissionsPage },
  {
    path: 'nouvelle',
    title: 'Ajouter une mission',
    canActivate: [reserveAux('GESTIONNAIRE_AESH')],
    canDeactivate: [gardeSaisie],
    component: SaisieMissionPage,
  },
  { path: ':id', title: 'Détail de la mission', component: DetailMissionPage },
  {
    path: ':id/modifier',
    title: 'Modifier une mission',
    canActivate: [reserveAux('GESTIONNAIRE_AESH')],
    canDeactivate: [gardeSaisie],
    component: SaisieMissionPage,
  },
];
