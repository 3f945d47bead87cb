import { type Routes } from '@angular/router';
import { DossierElevePage } from './dossier-eleve/dossier-eleve';

// The name of the pupil stays out of the title: titles go to the history of the browser.
export const routes: Routes = [{ path: ':id', title: 'Dossier d’un élève', component: DossierElevePage }];
