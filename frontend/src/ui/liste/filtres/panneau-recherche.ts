import { Component, computed, input, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { catchError, of, switchMap, timer } from 'rxjs';
import { type FiltreRecherche, type OptionFiltre, basculerCode, codes } from './filtre';

const ATTENTE_MS = 150;

/** A filter whose values are found by typing: those chosen first, then what answers the words. */
@Component({
  selector: 'app-panneau-recherche',
  template: `
    <input
      #mots
      class="saisie"
      type="search"
      autocomplete="off"
      maxlength="100"
      [attr.aria-label]="filtre().libelle + ' : nom ou code'"
      [placeholder]="filtre().exemple"
      (input)="cherche.set(mots.value.trim())"
    />
    <ul class="choix-filtre">
      @for (option of montrees(); track option.code) {
        <li>
          <label>
            <input type="checkbox" [checked]="choisis().includes(option.code)" (click)="basculer(option)" />
            {{ option.libelle }}
            <span class="discret">{{ option.detail }}</span>
          </label>
        </li>
      }
    </ul>
    <p class="discret" role="status">{{ message() }}</p>
    @if (choisis().length > 0) {
      <button type="button" class="lien" (click)="choisie.emit('')">Effacer ce filtre</button>
    }
  `,
})
export class PanneauRecherche {
  readonly filtre = input.required<FiltreRecherche>();
  /** Those whose words are known: chosen ones among them. */
  readonly connues = input<readonly OptionFiltre[]>();
  readonly valeur = input<string>();
  readonly choisie = output<string>();
  readonly retenue = output<OptionFiltre>();

  protected readonly cherche = signal('');
  protected readonly choisis = computed(() => codes(this.valeur()));
  private readonly trouvees = rxResource({
    params: () => this.cherche() || undefined,
    stream: ({ params }) =>
      timer(ATTENTE_MS).pipe(
        switchMap(() => this.filtre().chercher(params)),
        catchError(() => of(null)),
      ),
  });
  protected readonly montrees = computed(() => {
    const choisis = this.choisis();
    const deja = choisis.map(
      (code) => this.connues()?.find((option) => option.code === code) ?? { code, libelle: code },
    );
    const neuves = (this.trouvees.hasValue() ? this.trouvees.value() : null) ?? [];
    return [...deja, ...neuves.filter(({ code }) => !choisis.includes(code))] as readonly OptionFiltre[];
  });
  protected readonly message = computed(() => {
    if (this.cherche() === '') {
      return 'Tapez quelques lettres du nom, ou le code.';
    }
    if (this.trouvees.isLoading()) {
      return 'Recherche…';
    }
    const trouvees = this.trouvees.hasValue() ? this.trouvees.value() : null;
    return trouvees === null ? 'La recherche a échoué. Réessayez.' : trouvees.length === 0 ? 'Rien ne correspond.' : '';
  });

  protected basculer(option: OptionFiltre): void {
    this.retenue.emit(option);
    this.choisie.emit(basculerCode(this.valeur(), option.code));
  }
}
