import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { PageHeader } from '../../ui/page-header/page-header';

@Component({
  imports: [PageHeader, MatButton, RouterLink],
  template: `
    <app-page-header titre="Page introuvable" />
    <div class="corps">
      <p>Cette adresse ne correspond à aucune page de l’application.</p>
      <a mat-flat-button routerLink="/">Retour à l’accueil</a>
    </div>
  `,
  styles: `
    .corps {
      display: grid;
      gap: 16px;
      justify-items: start;
      padding: 8px 16px;
    }
  `,
})
export class PageIntrouvable {}
