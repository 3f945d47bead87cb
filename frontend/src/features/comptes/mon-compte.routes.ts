import { type Routes } from '@angular/router';
import { PROFILS_A_SECTEURS } from '../../platform/profil/mes-secteurs';
import { gardeSaisie } from '../../platform/saisie/garde-saisie';
import { reserveAux } from '../../platform/session/gardes';

export const routes: Routes = [
  {
    path: 'secteurs',
    title: 'Mes secteurs',
    canActivate: [reserveAux(...PROFILS_A_SECTEURS)],
    canDeactivate: [gardeSaisie],
    loadComponent: () => import('./mes-secteurs/mes-secteurs').then((m) => m.MesSecteursPage),
  },
];
