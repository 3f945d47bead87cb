import { type Routes } from '@angular/router';
import { ListeDecisionsPage } from './liste-decisions/liste-decisions';

export const routes: Routes = [{ path: '', title: 'Décisions', component: ListeDecisionsPage }];
