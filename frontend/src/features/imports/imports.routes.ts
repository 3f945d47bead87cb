import { type Routes } from '@angular/router';
import { reserve, reserveAux } from '../../platform/session/gardes';
import { ChangementsImportsPage } from './changements/changements';
import { DepotStore } from './depot.store';
import { DetailImportPage } from './detail-import/detail-import';
import { ListeImportsPage } from './liste-imports/liste-imports';
import { NouvelImportPage } from './nouvel-import/nouvel-import';

export const routes: Routes = [
  {
    path: 'changements',
    title: 'Changements des imports',
    canActivate: [reserveAux('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')],
    component: ChangementsImportsPage,
  },
  {
    path: '',
    canActivate: [reserve('/imports')],
    // From the dry run to the real run, the chosen files stay.
    providers: [DepotStore],
    children: [
      { path: '', title: 'Imports', component: ListeImportsPage },
      { path: 'nouveau', title: 'Nouvel import', component: NouvelImportPage },
      { path: ':id', title: 'Import', component: DetailImportPage },
    ],
  },
];
