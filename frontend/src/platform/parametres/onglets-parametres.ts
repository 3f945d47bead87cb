import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** The screens of « Paramètres département ». */
@Component({
  selector: 'app-onglets-parametres',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Paramètres département">
      @for (onglet of onglets; track onglet.chemin) {
        <a
          routerLinkActive="ici"
          ariaCurrentWhenActive="page"
          [routerLink]="onglet.chemin"
          [routerLinkActiveOptions]="{ exact: true }"
          >{{ onglet.libelle }}</a
        >
      }
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 4px;
      padding-inline: 16px;
      border-block-end: 1px solid var(--trait);
    }

    a {
      padding: 7px 12px;
      border-block-end: 3px solid transparent;
      text-decoration: none;

      &:hover {
        background: var(--fond-survol);
      }
    }

    .ici {
      border-block-end-color: var(--bleu-france);
      font-weight: 700;
    }
  `,
})
export class OngletsParametres {
  protected readonly onglets = [
    { chemin: '/parametres', libelle: 'Agrégats' },
    { chemin: '/parametres/temps-travail', libelle: 'Références de temps de travail' },
  ] as const;
}
