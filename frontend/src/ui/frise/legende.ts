import { Component, inject, input } from '@angular/core';
import { type ApparenceFrise } from './geometrie';
import { MotifsFrise, motifs } from './motifs';

export interface EntreeLegende {
  readonly apparence: ApparenceFrise;
  readonly libelle: string;
  readonly hachure?: boolean;
}

/** Words beside the colours and patterns of a timeline. */
@Component({
  selector: 'app-legende',
  template: `
    <ul aria-label="Légende">
      @for (entree of entrees(); track entree.libelle) {
        <li>
          <svg width="22" height="14" aria-hidden="true">
            <rect [attr.class]="'fond ' + entree.apparence" width="100%" height="100%" />
            @for (motif of motifs(entree.apparence, entree.hachure ?? false); track motif) {
              <rect width="100%" height="100%" [attr.fill]="'url(#' + motif + ')'" />
            }
          </svg>
          {{ entree.libelle }}
        </li>
      }
      <li>
        <svg width="8" height="14" aria-hidden="true"><path class="jour" d="M4 0v14" /></svg>
        Aujourd’hui
      </li>
    </ul>
  `,
  styles: `
    @use './etats';
    @include etats.fonds;

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 14px;
      color: var(--texte-second);
      font-size: 0.75rem;
    }

    li {
      display: flex;
      align-items: center;
      gap: 5px;
    }

    .jour {
      stroke: var(--frise-jour);
      stroke-width: 2px;
    }
  `,
})
export class Legende {
  readonly entrees = input.required<readonly EntreeLegende[]>();
  protected readonly motifs = motifs;

  constructor() {
    inject(MotifsFrise);
  }
}
