import { type Routes } from '@angular/router';
import { fournirPreferences } from '../../platform/preferences/fournir';
import { ListeDecisionsPage } from './liste-decisions/liste-decisions';

export const routes: Routes = [
  { path: '', title: 'Décisions', providers: fournirPreferences(), component: ListeDecisionsPage },
];
