import { type Routes } from '@angular/router';
import { connecte, pasConnecte, reserve, reserveAux, sousUnProfil, versAccueil } from './platform/session/gardes';

export const routes: Routes = [
  {
    path: 'connexion',
    title: 'Connexion',
    canActivate: [pasConnecte],
    loadComponent: () => import('./features/comptes/connexion/connexion').then((m) => m.ConnexionPage),
  },
  {
    path: 'profil',
    title: 'Sélection du profil',
    canActivate: [connecte],
    loadComponent: () =>
      import('./features/comptes/selection-profil/selection-profil').then((m) => m.SelectionProfilPage),
  },
  {
    path: '',
    canActivate: [sousUnProfil],
    loadComponent: () => import('./platform/coquille/coquille').then((m) => m.Coquille),
    children: [
      { path: '', pathMatch: 'full', canActivate: [versAccueil], children: [] },
      {
        path: 'decisions',
        canActivate: [reserve('/decisions')],
        loadChildren: () => import('./features/decisions/decisions.routes').then((m) => m.routes),
      },
      {
        path: 'decisions/:id/accompagnement',
        canActivate: [reserveAux('GESTIONNAIRE_AESH')],
        loadChildren: () => import('./features/accompagnements/accompagnements.routes').then((m) => m.routes),
      },
      {
        path: 'aesh',
        canActivate: [reserve('/aesh')],
        loadChildren: () => import('./features/aesh/aesh.routes').then((m) => m.routes),
      },
      {
        path: 'missions/:id/accompagnement',
        title: 'Créer un accompagnement',
        canActivate: [reserveAux('GESTIONNAIRE_AESH')],
        loadComponent: () =>
          import('./features/accompagnements/depuis-mission/depuis-mission').then((m) => m.DepuisMissionPage),
      },
      {
        path: 'missions',
        canActivate: [reserve('/missions')],
        loadChildren: () => import('./features/missions/missions.routes').then((m) => m.routes),
      },
      {
        path: 'accompagnements',
        canActivate: [reserve('/accompagnements')],
        loadChildren: () => import('./features/accompagnements/consultation.routes').then((m) => m.routes),
      },
      {
        path: 'pial',
        canActivate: [reserve('/pial')],
        loadChildren: () => import('./features/pial/pial.routes').then((m) => m.routes),
      },
      {
        path: 'fusions',
        canActivate: [reserveAux('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')],
        loadChildren: () => import('./features/fusions/fusions.routes').then((m) => m.routes),
      },
      {
        path: 'parametres/temps-travail',
        canActivate: [reserveAux('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')],
        loadChildren: () => import('./features/parametres/parametres.routes').then((m) => m.routes),
      },
      {
        path: 'parametres',
        canActivate: [reserve('/parametres')],
        loadChildren: () => import('./features/pial/pial.routes').then((m) => m.routesParametres),
      },
      {
        path: 'imports',
        loadChildren: () => import('./features/imports/imports.routes').then((m) => m.routes),
      },
      {
        path: 'traitements',
        title: 'Traitements',
        canActivate: [reserve('/traitements')],
        loadComponent: () => import('./features/traitements/liste-traitements').then((m) => m.ListeTraitementsPage),
      },
      {
        path: 'messages',
        canActivate: [reserveAux('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'ERSEH')],
        loadChildren: () => import('./features/messages/messages.routes').then((m) => m.routes),
      },
      {
        path: 'eleves',
        canActivate: [reserveAux('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'ERSEH')],
        loadChildren: () => import('./features/eleves/eleves.routes').then((m) => m.routes),
      },
      {
        path: 'mon-compte',
        loadChildren: () => import('./features/comptes/mon-compte.routes').then((m) => m.routes),
      },
      {
        path: 'sans-ecran',
        title: 'Bienvenue',
        loadComponent: () => import('./platform/coquille/sans-ecran').then((m) => m.SansEcran),
      },
      {
        path: '**',
        title: 'Page introuvable',
        loadComponent: () => import('./platform/coquille/page-introuvable').then((m) => m.PageIntrouvable),
      },
    ],
  },
];
