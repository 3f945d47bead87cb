import { Component, type ElementRef, booleanAttribute, computed, input, model, output, viewChild } from '@angular/core';
import { type FormValueControl, type ValidationError } from '@angular/forms/signals';

export interface OptionChamp {
  readonly code: string;
  readonly libelle: string;
}

/** One value among a few; '' when nothing is chosen. */
@Component({
  selector: 'app-select-field',
  host: { class: 'champ' },
  template: `
    <label [attr.for]="identifiant">{{ libelle() }}{{ required() ? ' *' : '' }}</label>
    <select
      #champ
      class="saisie"
      [id]="identifiant"
      [disabled]="disabled()"
      [attr.aria-required]="required() || null"
      [attr.aria-invalid]="fautes().length > 0"
      [attr.aria-describedby]="identifiant + '-faute'"
      (change)="value.set(champ.value)"
      (blur)="touch.emit()"
    >
      <option value="" [selected]="value() === ''">{{ vide() }}</option>
      @for (option of options(); track option.code) {
        <option [value]="option.code" [selected]="option.code === value()">{{ option.libelle }}</option>
      }
    </select>
    <span class="faute" [id]="identifiant + '-faute'" aria-live="polite">
      @for (faute of fautes(); track $index) {
        <span>{{ faute }}</span>
      }
    </span>
  `,
  styles: `
    .faute:empty {
      display: none;
    }
  `,
})
export class SelectField implements FormValueControl<string> {
  private static nombre = 0;

  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly required = input(false, { transform: booleanAttribute });
  readonly touch = output();

  readonly libelle = input.required<string>();
  readonly options = input.required<readonly OptionChamp[]>();
  /** What the empty value says. */
  readonly vide = input('Non renseigné');

  protected readonly identifiant = `choix-${++SelectField.nombre}`;
  protected readonly fautes = computed(() =>
    this.touched() ? [...new Set(this.errors().map((erreur) => erreur.message ?? 'Ce choix est obligatoire.'))] : [],
  );

  private readonly champ = viewChild.required<ElementRef<HTMLSelectElement>>('champ');

  focus(options?: FocusOptions): void {
    this.champ().nativeElement.focus(options);
  }
}
