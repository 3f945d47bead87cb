import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, ElementRef, computed, inject, input, model } from '@angular/core';
import {
  type ColonneNommee,
  DISPOSITION_INITIALE,
  type Disposition,
  LARGEUR_MAX,
  LARGEUR_MIN,
  basculer,
  deplacer,
  ordonner,
  redimensionner,
  visible,
} from '../../data-table/colonnes';
import { PremierFocus } from '../volet/premier-focus';

/** « Colonnes » (guide §4.2): the chosen ones blue and checked, the others white; order and widths too. */
@Component({
  selector: 'app-panneau-colonnes',
  hostDirectives: [PremierFocus],
  imports: [CdkDrag, CdkDragHandle, CdkDropList],
  template: `
    <ul cdkDropList (cdkDropListDropped)="deposer($event)">
      @for (colonne of rangees(); track colonne.nom; let index = $index) {
        <li cdkDrag cdkDragLockAxis="y">
          <span cdkDragHandle class="poignee" aria-hidden="true" title="Faire glisser pour déplacer"></span>
          <button
            type="button"
            class="bascule"
            title="Alt+↑ ou Alt+↓ pour déplacer"
            [attr.aria-pressed]="colonne.visible"
            (click)="basculer(colonne)"
            (keydown.alt.arrowup)="monter(colonne, index - 1, $event)"
            (keydown.alt.arrowdown)="monter(colonne, index + 1, $event)"
          >
            {{ colonne.libelle }}
          </button>
          <button
            type="button"
            class="outil ico-monter"
            [attr.aria-label]="'Monter ' + colonne.libelle"
            [disabled]="index === 0"
            (click)="monter(colonne, index - 1)"
          ></button>
          <button
            type="button"
            class="outil ico-descendre"
            [attr.aria-label]="'Descendre ' + colonne.libelle"
            [disabled]="index === rangees().length - 1"
            (click)="monter(colonne, index + 1)"
          ></button>
          <input
            #largeur
            class="saisie"
            type="number"
            step="10"
            [min]="min"
            [max]="max"
            [value]="disposition().largeurs[colonne.nom] ?? colonne.largeur"
            [attr.aria-label]="'Largeur de ' + colonne.libelle + ' en pixels'"
            title="Largeur en pixels"
            (change)="elargir(colonne.nom, largeur)"
          />
        </li>
      }
    </ul>
    <div class="pied">
      <span role="status">{{ resume() }}</span>
      <button type="button" class="outil ico-retablir" (click)="disposition.set(initiale)">Rétablir</button>
    </div>
  `,
  styles: `
    ul {
      display: grid;
      gap: 3px;
      max-height: min(60vh, 560px);
      overflow: auto;
    }

    li {
      display: grid;
      grid-template-columns: 18px minmax(150px, 1fr) 30px 30px 64px;
      align-items: center;
      gap: 2px;
      background: var(--fond);
    }

    .poignee {
      height: 30px;
      background: radial-gradient(circle, #77777f 1.2px, transparent 1.5px) 3px 3px / 6px 6px;
      background-clip: content-box;
      padding: 6px 2px;
      cursor: grab;
      touch-action: none;
    }

    .bascule {
      position: relative;
      min-height: 30px;
      padding: 3px 26px 3px 10px;
      border: 1px solid var(--trait-fort);
      border-radius: var(--rayon);
      background: var(--fond);
      text-align: start;
      cursor: pointer;
    }

    .bascule[aria-pressed='true'] {
      border-color: var(--bleu-france);
      background: var(--bleu-france);
      color: #ffffff;
    }

    .bascule[aria-pressed='true']::after {
      content: '✓';
      position: absolute;
      inset-inline-end: 8px;
    }

    .saisie {
      height: 30px;
      padding: 0 2px 0 6px;
    }

    .pied {
      display: flex;
      align-items: center;
      justify-content: space-between;
      margin-block-start: 8px;
      color: var(--texte-second);
      font-size: 0.8125rem;
    }

    .cdk-drag-preview {
      box-shadow: var(--ombre);
    }

    .cdk-drag-placeholder {
      opacity: 0.3;
    }
  `,
})
export class PanneauColonnes {
  readonly colonnes = input.required<readonly ColonneNommee[]>();
  readonly disposition = model.required<Disposition>();

  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly initiale = DISPOSITION_INITIALE;
  protected readonly min = LARGEUR_MIN;
  protected readonly max = LARGEUR_MAX;
  protected readonly rangees = computed(() =>
    ordonner(this.colonnes(), this.disposition())
      .filter(({ fixe }) => !fixe)
      .map((colonne) => ({ ...colonne, visible: visible(colonne, this.disposition()) })),
  );
  protected readonly resume = computed(
    () => `${this.rangees().filter((colonne) => colonne.visible).length} colonnes sur ${this.rangees().length}`,
  );

  protected basculer(colonne: ColonneNommee): void {
    this.disposition.update((disposition) => basculer(colonne, disposition));
  }

  protected deposer({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    const nom = this.rangees()[previousIndex]?.nom;
    if (nom !== undefined) {
      this.disposition.update((disposition) => deplacer(this.colonnes(), disposition, nom, currentIndex));
    }
  }

  protected monter({ nom }: ColonneNommee, rang: number, evenement?: Event): void {
    evenement?.preventDefault();
    if (rang >= 0 && rang < this.rangees().length) {
      const actif = this.hote.ownerDocument.activeElement;
      this.disposition.update((disposition) => deplacer(this.colonnes(), disposition, nom, rang));
      // The row moved in the page: the focus follows it.
      setTimeout(() => actif instanceof HTMLElement && actif.focus());
    }
  }

  protected elargir(nom: string, champ: HTMLInputElement): void {
    if (Number.isFinite(champ.valueAsNumber)) {
      this.disposition.update((disposition) => redimensionner(disposition, { [nom]: champ.valueAsNumber }));
    }
  }
}
