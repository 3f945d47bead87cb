import { type Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    title: 'PIAL',
    loadComponent: () => import('./tableau-pial/tableau-pial').then((m) => m.TableauPialPage),
  },
];

/** « Paramètres département » holds the computation of the aggregates. */
export const routesParametres: Routes = [
  {
    path: '',
    title: 'Paramètres département',
    loadComponent: () => import('./agregats/agregats').then((m) => m.AgregatsPage),
  },
];
