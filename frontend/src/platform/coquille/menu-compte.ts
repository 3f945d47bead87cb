import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { Session } from '../session/session';

/** Who is signed in, as what; change of profile and sign-out. */
@Component({
  selector: 'app-menu-compte',
  imports: [MatButton, MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  template: `
    <button mat-button type="button" class="declencheur" data-testid="menu-compte" [matMenuTriggerFor]="menu">
      <span class="bouton">
        <mat-icon svgIcon="compte" />
        <span class="qui">
          <span class="nom">{{ session.compte()?.prenom }} {{ session.compte()?.nom }}</span>
          <span class="profil">{{ session.profil()?.libelle }}</span>
        </span>
      </span>
    </button>
    <mat-menu #menu xPosition="before">
      <div class="fiche">
        <strong>{{ session.compte()?.prenom }} {{ session.compte()?.nom }}</strong>
        <span>{{ session.compte()?.identifiant }}</span>
        @if (session.profil(); as profil) {
          <span>{{ profil.libelle }} – {{ profil.perimetre }}</span>
        }
      </div>
      @if (session.profils().length > 1) {
        <a mat-menu-item routerLink="/profil"><mat-icon svgIcon="profil" />Changer de profil</a>
      }
      <button mat-menu-item type="button" (click)="session.deconnecter()">
        <mat-icon svgIcon="deconnexion" />Se déconnecter
      </button>
    </mat-menu>
  `,
  styles: `
    .declencheur {
      height: 40px;
      text-align: start;
    }

    .bouton {
      display: flex;
      align-items: center;
      gap: 8px;
    }

    .qui {
      display: flex;
      flex-direction: column;
      max-width: 220px;
      line-height: 1.25;
    }

    .qui span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .nom {
      font-weight: 500;
    }

    .profil {
      color: var(--texte-second);
      font-size: 0.75rem;
      font-weight: 400;
    }

    .fiche {
      display: flex;
      flex-direction: column;
      padding: 8px 16px;
      border-block-end: 1px solid var(--trait);
      font-size: 0.8125rem;
    }

    @media (max-width: 600px) {
      .qui {
        display: none;
      }
    }
  `,
})
export class MenuCompte {
  protected readonly session = inject(Session);
}
