import { Component, booleanAttribute, input } from '@angular/core';
import { fondEtat } from './couches';
import { type ApparenceFrise } from './geometrie';

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
          <span class="cle" [style.background]="fondEtat(entree.apparence, entree.hachure)"></span>{{ entree.libelle }}
        </li>
      }
      @if (anomalie()) {
        <li><span class="cle signe"></span>Anomalie</li>
      }
      <li><span class="jour"></span>Aujourd’hui</li>
    </ul>
  `,
  styles: `
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

    .cle {
      flex: none;
      width: 22px;
      height: 14px;
      border: 1px solid var(--frise-bord);
      print-color-adjust: exact;
      forced-color-adjust: none;
    }

    .signe {
      position: relative;
      border: 2px solid var(--etat-orange);
      background: #ffe3bf;
    }

    .signe::after {
      content: '!';
      position: absolute;
      inset: 0 calc(50% - 6px);
      background: var(--alerte);
      color: #fff;
      font: 700 8px/11px sans-serif;
      text-align: center;
      clip-path: polygon(50% 0, 100% 100%, 0 100%);
    }

    .jour {
      flex: none;
      width: 2px;
      height: 14px;
      background: var(--frise-jour);
      forced-color-adjust: none;
    }
  `,
})
export class Legende {
  readonly entrees = input.required<readonly EntreeLegende[]>();
  /** Whether these timelines tell anomalies. */
  readonly anomalie = input(false, { transform: booleanAttribute });
  protected readonly fondEtat = fondEtat;
}
