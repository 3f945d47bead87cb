import { type Routes } from '@angular/router';
import { gardeSaisie } from '../../platform/saisie/garde-saisie';
import { TempsTravailPage } from './temps-travail/temps-travail';

export const routes: Routes = [
  {
    path: '',
    title: 'Références de temps de travail',
    canDeactivate: [gardeSaisie],
    component: TempsTravailPage,
  },
];
