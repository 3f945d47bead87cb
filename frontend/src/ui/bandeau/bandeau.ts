import { Component } from '@angular/core';

/** Name of the application above the pages that come before the menu. */
@Component({
  selector: 'app-bandeau',
  host: { role: 'banner' },
  template: `<span class="marque">AGESH</span> Gestion des accompagnants d’élèves en situation de handicap`,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 4px 14px;
      padding: 14px 24px;
      border-block-end: 1px solid var(--trait);
      background: var(--fond);
      color: var(--texte-second);
    }

    .marque {
      padding-inline-start: 10px;
      border-inline-start: 5px solid var(--bleu-france);
      color: var(--bleu-france);
      font-size: 1.375rem;
      font-weight: 700;
    }
  `,
})
export class Bandeau {}
