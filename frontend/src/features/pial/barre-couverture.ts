import { Component, computed, input } from '@angular/core';
import { pourcentFr } from '../../ui/formats/formats';

/** Means ÷ needs: a bar up to 100 %, a mark beyond, and the figure, which says it all without the bar. */
@Component({
  selector: 'app-barre-couverture',
  template: `
    @if (ratio() === null) {
      <span class="discret">sans besoin</span>
    } @else {
      <svg width="72" height="10" aria-hidden="true">
        <rect class="fond" width="100%" height="100%" />
        <rect class="part" [class.faible]="faible()" [attr.width]="largeur()" height="100%" />
      </svg>
      <span class="chiffres">{{ texte() }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: 8px;
      align-items: center;
      justify-content: flex-end;
      white-space: nowrap;
    }

    .chiffres {
      min-width: 5ch;
      text-align: end;
    }

    .fond {
      fill: #e4e4ea;
    }

    .part {
      fill: var(--etat-vert);
    }

    .faible {
      fill: var(--etat-orange);
    }
  `,
})
export class BarreCouverture {
  readonly ratio = input.required<number | null>();
  protected readonly texte = computed(() => pourcentFr(this.ratio()));
  protected readonly largeur = computed(() => `${Math.min(1, this.ratio() ?? 0) * 100}%`);
  protected readonly faible = computed(() => (this.ratio() ?? 0) < 1);
}
