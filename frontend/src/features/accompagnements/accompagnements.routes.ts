import { type Routes } from '@angular/router';
import { gardeSaisie } from '../../platform/saisie/garde-saisie';
import { CreationPage } from './creation/creation';

export const routes: Routes = [
  { path: '', title: 'Créer un accompagnement', component: CreationPage, canDeactivate: [gardeSaisie] },
];
