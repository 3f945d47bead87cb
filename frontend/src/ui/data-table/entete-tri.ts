import { Component, computed, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type CleTri } from './etat-liste';

/** `aria-sort` of a header cell for the present order. */
export function ariaTri(tri: readonly CleTri[], nom: string | undefined): 'ascending' | 'descending' | 'none' | null {
  if (nom === undefined) {
    return null;
  }
  const cle = tri.find((candidate) => candidate.nom === nom);
  return cle === undefined ? 'none' : cle.sens === 'asc' ? 'ascending' : 'descending';
}

/** Label of a sortable column: a button with its pictogram, and its rank when several columns sort. */
@Component({
  selector: 'app-entete-tri',
  imports: [MatIcon],
  template: `
    <button type="button" [class.actif]="rang() >= 0" (click)="trier.emit($event.shiftKey)">
      <span>{{ libelle() }}</span>
      <mat-icon [svgIcon]="icone()" inline />
      @if (rang() >= 0 && tri().length > 1) {
        <span class="rang" aria-hidden="true">{{ rang() + 1 }}</span>
      }
    </button>
  `,
  styles: `
    button {
      display: inline-flex;
      align-items: center;
      gap: 2px;
      margin-inline: -4px;
      padding: 2px 4px;
      border: 0;
      border-radius: 3px;
      background: none;
      font-weight: inherit;
      text-align: inherit;
      cursor: pointer;
    }

    button:hover {
      background: var(--fond-choisi);
    }

    mat-icon {
      color: #62626b;
    }

    .actif mat-icon {
      color: var(--bleu-france);
    }

    .rang {
      color: var(--bleu-france);
      font-size: 0.6875rem;
    }
  `,
})
export class EnteteTri {
  readonly nom = input.required<string>();
  readonly libelle = input.required<string>();
  readonly tri = input.required<readonly CleTri[]>();
  /** true when Maj was held: the column is added to the order. */
  readonly trier = output<boolean>();

  protected readonly rang = computed(() => this.tri().findIndex((cle) => cle.nom === this.nom()));
  protected readonly icone = computed(() => {
    const cle = this.tri()[this.rang()];
    return cle === undefined ? 'triable' : cle.sens === 'asc' ? 'monter' : 'descendre';
  });
}
