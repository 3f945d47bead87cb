import { Component, computed, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { nombreFr } from '../formats/formats';
import { TAILLES } from './etat-liste';

@Component({
  selector: 'app-pagination',
  imports: [MatIconButton, MatIcon],
  template: `
    <nav [attr.aria-label]="'Pages de la liste'">
      <label>
        Lignes par page
        <select class="saisie" (change)="changer($event)">
          @for (possible of tailles; track possible) {
            <option [value]="possible" [selected]="possible === taille()">{{ possible }}</option>
          }
        </select>
      </label>
      <span class="chiffres">{{ etendue() }}</span>
      <span class="boutons">
        <button
          mat-icon-button
          type="button"
          aria-label="Première page"
          [disabled]="page() <= 1"
          (click)="aller.emit(1)"
        >
          <mat-icon svgIcon="premier" />
        </button>
        <button
          mat-icon-button
          type="button"
          aria-label="Page précédente"
          [disabled]="page() <= 1"
          (click)="aller.emit(page() - 1)"
        >
          <mat-icon svgIcon="precedent" />
        </button>
        <button
          mat-icon-button
          type="button"
          aria-label="Page suivante"
          [disabled]="page() >= pages()"
          (click)="aller.emit(page() + 1)"
        >
          <mat-icon svgIcon="suivant" />
        </button>
        <button
          mat-icon-button
          type="button"
          aria-label="Dernière page"
          [disabled]="page() >= pages()"
          (click)="aller.emit(pages())"
        >
          <mat-icon svgIcon="dernier" />
        </button>
      </span>
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 4px 18px;
      min-height: 38px;
      padding-inline: 12px;
      font-size: 0.8125rem;
    }

    label {
      display: flex;
      align-items: center;
      gap: 6px;
    }

    select {
      width: auto;
      height: 28px;
    }

    .boutons {
      display: flex;
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
  protected readonly pages = computed(() => Math.max(1, Math.ceil(this.total() / this.taille())));
  protected readonly etendue = computed(() => {
    if (this.total() === 0) {
      return '';
    }
    const premiere = (this.page() - 1) * this.taille() + 1;
    const derniere = Math.min(this.page() * this.taille(), this.total());
    return `${nombreFr(premiere)} – ${nombreFr(derniere)} sur ${nombreFr(this.total())}`;
  });

  protected changer(evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      this.changerTaille.emit(Number(evenement.target.value));
    }
  }
}
