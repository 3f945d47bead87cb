import { Component, computed, input } from '@angular/core';
import { type Courbe, type CourbeAire, type CourbeLigne } from './courbes';

const MARQUES: Readonly<Record<CourbeLigne['marque'], string>> = {
  rond: 'M16.5 7a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Z',
  carre: 'M9.8 3.8h6.4v6.4H9.8Z',
  losange: 'M13 2.8 17.2 7 13 11.2 8.8 7Z',
  triangle: 'M13 3.2l4 7H9Z',
};
const TRAITS: Readonly<Record<CourbeLigne['trait'], string | null>> = { plein: null, tirets: '6 3', pointilles: '2 3' };
const MOTIFS: Readonly<Record<CourbeAire['motif'], string>> = {
  uni: '',
  hachures: 'M-2 14 12 0M5 14 19 0M12 14 26 0M19 14 33 0',
  points: 'M5 4h.1M13 4h.1M21 4h.1M9 10h.1M17 10h.1',
};

/** How a curve is drawn, beside its name: in the legend, the tooltip and the table. */
@Component({
  selector: 'app-cle-courbe',
  template: `
    <svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">
      @if (aire(); as motif) {
        <path d="M0 0h26v14H0Z" [attr.fill]="courbe().couleur" />
        <path class="motif" [attr.d]="motif.dessin" />
      } @else {
        <path class="trait" d="M0 7h26" [attr.stroke]="courbe().couleur" [attr.stroke-dasharray]="trait()" />
        <path [attr.d]="marque()" [attr.fill]="courbe().couleur" />
      }
    </svg>
  `,
  styles: `
    svg {
      display: block;
      flex: none;
      overflow: hidden;
      print-color-adjust: exact;
      forced-color-adjust: none;
    }

    .trait {
      stroke-width: 2.5;
    }

    .motif {
      fill: none;
      stroke: rgb(0 0 0 / 0.35);
      stroke-width: 2;
      stroke-linecap: round;
    }
  `,
})
export class CleCourbe {
  readonly courbe = input.required<Courbe>();

  protected readonly aire = computed(() => {
    const courbe = this.courbe();
    return courbe.genre === 'aire' ? { dessin: MOTIFS[courbe.motif] } : null;
  });
  protected readonly trait = computed(() => {
    const courbe = this.courbe();
    return courbe.genre === 'ligne' ? TRAITS[courbe.trait] : null;
  });
  protected readonly marque = computed(() => {
    const courbe = this.courbe();
    return courbe.genre === 'ligne' ? MARQUES[courbe.marque] : null;
  });
}
