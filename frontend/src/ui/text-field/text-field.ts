import {
  Component,
  type ElementRef,
  booleanAttribute,
  computed,
  input,
  model,
  numberAttribute,
  output,
  viewChild,
} from '@angular/core';
import { type FormValueControl, type ValidationError } from '@angular/forms/signals';

/** A line of text, or several, with its label, its help and its faults. */
@Component({
  selector: 'app-text-field',
  host: { class: 'champ' },
  template: `
    <label [attr.for]="identifiant">{{ libelle() }}{{ required() ? ' *' : '' }}</label>
    @if (lignes() > 1) {
      <textarea
        #champ
        class="saisie"
        [id]="identifiant"
        [rows]="lignes()"
        [value]="value()"
        [disabled]="disabled()"
        [attr.aria-required]="required() || null"
        [attr.aria-invalid]="fautes().length > 0"
        [attr.aria-describedby]="identifiant + '-faute ' + identifiant + '-aide'"
        (input)="value.set(champ.value)"
        (blur)="touch.emit()"
      ></textarea>
    } @else {
      <input
        #champ
        class="saisie"
        [id]="identifiant"
        [type]="type()"
        [attr.autocomplete]="'off'"
        [attr.list]="suggestions().length > 0 ? identifiant + '-liste' : null"
        [value]="value()"
        [disabled]="disabled()"
        [attr.aria-required]="required() || null"
        [attr.aria-invalid]="fautes().length > 0"
        [attr.aria-describedby]="identifiant + '-faute ' + identifiant + '-aide'"
        (input)="value.set(champ.value)"
        (blur)="touch.emit()"
      />
    }
    @if (suggestions().length > 0) {
      <datalist [id]="identifiant + '-liste'">
        @for (suggestion of suggestions(); track suggestion) {
          <option [value]="suggestion"></option>
        }
      </datalist>
    }
    <span class="aide" [id]="identifiant + '-aide'">{{ aide() }}</span>
    <span class="faute" [id]="identifiant + '-faute'" aria-live="polite">
      @for (faute of fautes(); track $index) {
        <span>{{ faute }}</span>
      }
    </span>
  `,
  styles: `
    .faute:empty,
    .aide:empty {
      display: none;
    }

    textarea.saisie {
      height: auto;
      padding-block: 6px;
      resize: vertical;
    }
  `,
})
export class TextField implements FormValueControl<string> {
  private static nombre = 0;

  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly required = input(false, { transform: booleanAttribute });
  readonly touch = output();

  readonly libelle = input.required<string>();
  readonly aide = input('');
  readonly type = input<'text' | 'email' | 'tel'>('text');
  readonly lignes = input(1, { transform: numberAttribute });
  /** Proposed, not imposed. */
  readonly suggestions = input<readonly string[]>([]);

  protected readonly identifiant = `texte-${++TextField.nombre}`;
  protected readonly fautes = computed(() =>
    this.touched() ? [...new Set(this.errors().map((erreur) => erreur.message ?? 'Ce champ est obligatoire.'))] : [],
  );

  private readonly champ = viewChild.required<ElementRef<HTMLInputElement | HTMLTextAreaElement>>('champ');

  focus(options?: FocusOptions): void {
    this.champ().nativeElement.focus(options);
  }
}
