import { Component, type ElementRef, booleanAttribute, computed, input, model, output, viewChild } from '@angular/core';
import { type FormValueControl, type ValidationError, transformedValue } from '@angular/forms/signals';
import { heuresFr } from '../formats/formats';
import { lireHeures } from './lire-heures';

/** Weekly hours, shown as 24 h 30 and typed as one likes; null when the box is empty. */
@Component({
  selector: 'app-hours-field',
  host: { class: 'champ' },
  template: `
    <label [attr.for]="identifiant">{{ libelle() }}</label>
    <input
      #champ
      class="saisie chiffres"
      type="text"
      inputmode="decimal"
      autocomplete="off"
      placeholder="0 h"
      [id]="identifiant"
      [value]="texte()"
      [disabled]="disabled()"
      [attr.aria-required]="required() || null"
      [attr.aria-invalid]="fautes().length > 0"
      [attr.aria-describedby]="identifiant + '-faute'"
      (input)="texte.set(champ.value)"
      (blur)="quitter()"
    />
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
export class HoursField implements FormValueControl<number | null> {
  private static nombre = 0;

  readonly value = model<number | null>(null);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly required = input(false, { transform: booleanAttribute });
  readonly touch = output();
  readonly libelle = input.required<string>();

  protected readonly identifiant = `heures-${++HoursField.nombre}`;
  protected readonly texte = transformedValue<number | null, string>(this.value, {
    parse: (saisie) => {
      if (saisie.trim() === '') {
        return { value: null };
      }
      const lues = lireHeures(saisie);
      return 'heures' in lues ? { value: lues.heures } : { error: { kind: 'heures', message: lues.faute } };
    },
    format: heuresFr,
  });
  protected readonly fautes = computed(() =>
    this.touched()
      ? [...new Set(this.errors().map((erreur) => erreur.message ?? 'Ces heures sont obligatoires.'))]
      : [],
  );

  private readonly champ = viewChild.required<ElementRef<HTMLInputElement>>('champ');

  focus(options?: FocusOptions): void {
    this.champ().nativeElement.focus(options);
  }

  protected quitter(): void {
    const lues = lireHeures(this.texte());
    if ('heures' in lues) {
      this.texte.set(heuresFr(lues.heures));
    }
    this.touch.emit();
  }
}
