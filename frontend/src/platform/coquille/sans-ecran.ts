import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { PageHeader } from '../../ui/page-header/page-header';
import { Session } from '../session/session';

/** Home of the profiles that manage nothing on the screen. */
@Component({
  imports: [PageHeader, MatButton, RouterLink],
  template: `
    <app-page-header titre="Bienvenue" />
    <div class="corps">
      <p>Votre profil ne donne accès à aucun écran de gestion.</p>
      <p class="discret">{{ session.profil()?.libelle }} – {{ session.profil()?.perimetre }}</p>
      <div class="actions">
        @if (session.profils().length > 1) {
          <a mat-flat-button routerLink="/profil">Changer de profil</a>
        }
        <button mat-stroked-button type="button" (click)="session.deconnecter()">Se déconnecter</button>
      </div>
    </div>
  `,
  styles: `
    .corps {
      display: grid;
      gap: 12px;
      padding: 8px 16px;
    }

    .actions {
      display: flex;
      gap: 8px;
    }
  `,
})
export class SansEcran {
  protected readonly session = inject(Session);
}
