import { Component, computed, input, output } from '@angular/core';
import { nombreFr } from '../formats/formats';
import { TAILLES } from './etat-liste';

/** Plain buttons and text arrows: it is on every list, and the budget of nodes is for the rows. */
@Component({
  selector: 'app-pagination',
  template: `
    <nav aria-label="Pages de la liste">
      <label>
        Lignes<span class="lecteur"> par page</span>
        <select class="saisie" (change)="changer($event)">
          @for (possible of tailles; track possible) {
            <option [value]="possible" [selected]="possible === taille()">{{ possible }}</option>
          }
        </select>
      </label>
      <span class="chiffres" data-testid="etendue">{{ etendue() }}</span>
      <button type="button" aria-label="Première page" [disabled]="page() <= 1" (click)="aller.emit(1)">«</button>
      <button type="button" aria-label="Page précédente" [disabled]="page() <= 1" (click)="aller.emit(page() - 1)">
        ‹
      </button>
      <label class="chiffres">
        Page
        <input
          #numero
          class="saisie"
          type="number"
          min="1"
          [max]="pages()"
          [value]="page()"
          (change)="allerA(numero)"
        />
        sur {{ nombre(pages()) }}
      </label>
      <button type="button" aria-label="Page suivante" [disabled]="page() >= pages()" (click)="aller.emit(page() + 1)">
        ›
      </button>
      <button type="button" aria-label="Dernière page" [disabled]="page() >= pages()" (click)="aller.emit(pages())">
        »
      </button>
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 4px 6px;
      min-height: 38px;
      padding-inline: 12px;
      font-size: 0.8125rem;
    }

    label {
      display: flex;
      align-items: center;
      gap: 6px;
    }

    .saisie {
      width: auto;
      height: 28px;
    }

    input.saisie {
      width: 58px;
      padding-inline: 6px 2px;
    }

    [data-testid='etendue'] {
      margin-inline: 12px 8px;
    }

    button {
      width: 28px;
      height: 28px;
      padding: 0;
      border: 0;
      border-radius: var(--rayon);
      background: none;
      color: var(--bleu-france);
      font-size: 1.25rem;
      line-height: 1;
      cursor: pointer;
    }

    button:hover:enabled {
      background: var(--fond-choisi);
    }

    button:disabled {
      color: #8c8c94;
      cursor: default;
    }

    @media (pointer: coarse) {
      button,
      .saisie {
        min-width: 40px;
        height: 40px;
      }
    }
  `,
})
export class Pagination {
  readonly total = input.required<number>();
  readonly page = input.required<number>();
  readonly taille = input.required<number>();
  readonly aller = output<number>();
  readonly changerTaille = output<number>();

  protected readonly tailles = TAILLES;
  protected readonly nombre = nombreFr;
  protected readonly pages = computed(() => Math.max(1, Math.ceil(this.total() / this.taille())));
  protected readonly etendue = computed(() => {
    if (this.total() === 0) {
      return '';
    }
    const premiere = (this.page() - 1) * this.taille() + 1;
    const derniere = Math.min(this.page() * this.taille(), this.total());
    // Past the last page (a shared link, rows gone since): there is nothing to number.
    return premiere > derniere
      ? `${nombreFr(this.total())} au total`
      : `${nombreFr(premiere)} – ${nombreFr(derniere)} sur ${nombreFr(this.total())}`;
  });

  protected changer(evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      this.changerTaille.emit(Number(evenement.target.value));
    }
  }

  /** The nearest page that exists. */
  protected allerA(champ: HTMLInputElement): void {
    const page = Math.max(1, Math.min(Math.trunc(champ.valueAsNumber) || this.page(), this.pages()));
    champ.value = String(page);
    if (page !== this.page()) {
      this.aller.emit(page);
    }
  }
}
