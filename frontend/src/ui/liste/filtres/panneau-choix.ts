import { Component, ElementRef, afterRenderEffect, computed, inject, input, output, signal } from '@angular/core';
import { type FiltreChoix, type OptionFiltre, basculerCode, codes } from './filtre';
import { contientMots } from './mots';

/** From how many options on the panel has a search box. */
const BEAUCOUP = 9;

/** Values of a filter: each press acts at once, on the list behind. */
@Component({
  selector: 'app-panneau-choix',
  template: `
    @if (options(); as toutes) {
      @if (toutes.length >= beaucoup) {
        <input
          #mots
          class="saisie"
          type="search"
          [attr.aria-label]="'Chercher dans ' + filtre().libelle"
          placeholder="Chercher…"
          (input)="cherche.set(mots.value)"
        />
      }
      <ul class="choix-filtre">
        @for (option of montrees(); track option.code) {
          <li>
            <label>
              <input
                [type]="filtre().unique ? 'radio' : 'checkbox'"
                [name]="'valeur-' + filtre().nom"
                [checked]="choisis().includes(option.code)"
                (click)="choisie.emit(basculerCode(valeur(), option.code, filtre().unique))"
              />
              {{ option.libelle }}
              @if (option.detail) {
                <span class="discret">{{ option.detail }}</span>
              }
            </label>
          </li>
        } @empty {
          <li class="discret">Aucune valeur.</li>
        }
      </ul>
      @if (choisis().length > 0) {
        <button type="button" class="lien" (click)="choisie.emit('')">Effacer ce filtre</button>
      }
    } @else {
      <p role="status" tabindex="-1" cdkFocusInitial>Chargement…</p>
    }
  `,
})
export class PanneauChoix {
  readonly filtre = input.required<FiltreChoix>();
  readonly options = input<readonly OptionFiltre[]>();
  readonly valeur = input<string>();
  readonly choisie = output<string>();

  protected readonly cherche = signal('');
  protected readonly choisis = computed(() => codes(this.valeur()));
  protected readonly montrees = computed(() =>
    (this.options() ?? []).filter(({ code, libelle, detail }) =>
      contientMots(`${code} ${libelle} ${detail ?? ''}`, this.cherche()),
    ),
  );
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // Values that come after the panel opens: the keyboard waits for them.
    afterRenderEffect(() => {
      if (this.options() !== undefined && !this.hote.contains(this.hote.ownerDocument.activeElement)) {
        this.hote.querySelector<HTMLElement>('input')?.focus();
      }
    });
  }

  protected readonly beaucoup = BEAUCOUP;
  protected readonly basculerCode = basculerCode;
}
