import { type Routes } from '@angular/router';
import { ComparaisonPage } from './comparaison/comparaison';
import { FusionsPage } from './liste-fusions/fusions';

export const routes: Routes = [
  { path: '', title: 'Rapprocher les prévisionnels', component: FusionsPage },
  { path: ':previsionnel/:reel', title: 'Comparer deux dossiers', component: ComparaisonPage },
];
