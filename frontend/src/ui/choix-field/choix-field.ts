import {
  Component,
  DestroyRef,
  type ElementRef,
  booleanAttribute,
  computed,
  effect,
  inject,
  input,
  model,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type FormValueControl, type ValidationError } from '@angular/forms/signals';
import { type Observable, Subject, catchError, debounceTime, of, switchMap } from 'rxjs';

export interface OptionTrouvee {
  readonly code: string;
  readonly libelle: string;
  readonly detail?: string | undefined;
}

const ATTENTE_MS = 150;

/**
 * One value among thousands, found by typing (ARIA combobox): arrows and Entrée choose, Échap closes. The value is the
 * code of the option, null when the box is empty; what was typed and not chosen is dropped when one leaves.
 */
@Component({
  selector: 'app-choix-field',
  host: { class: 'champ', '(focusout)': 'quitter($event)' },
  template: `
    <label [attr.for]="identifiant">{{ libelle() }}{{ required() ? ' *' : '' }}</label>
    <input
      #champ
      class="saisie"
      type="text"
      role="combobox"
      autocomplete="off"
      spellcheck="false"
      aria-autocomplete="list"
      [id]="identifiant"
      [placeholder]="exemple()"
      [value]="texte()"
      [disabled]="disabled()"
      [attr.aria-expanded]="ouverte()"
      [attr.aria-controls]="identifiant + '-liste'"
      [attr.aria-activedescendant]="ouverte() && options().length > 0 ? identifiant + '-' + rang() : null"
      [attr.aria-required]="required() || null"
      [attr.aria-invalid]="fautes().length > 0"
      [attr.aria-describedby]="identifiant + '-faute'"
      (input)="chercherMots(champ.value)"
      (keydown)="auClavier($event)"
    />
    <div class="liste" role="listbox" [id]="identifiant + '-liste'" [attr.aria-label]="libelle()" [hidden]="!ouverte()">
      @for (option of options(); track option.code; let index = $index) {
        <div
          role="option"
          tabindex="-1"
          [id]="identifiant + '-' + index"
          [class.visee]="index === rang()"
          [attr.aria-selected]="index === rang()"
          (mousedown)="$event.preventDefault()"
          (click)="choisir(option)"
          (keydown.enter)="choisir(option)"
        >
          {{ option.libelle }} <span class="discret">{{ option.detail }}</span>
        </div>
      }
    </div>
    <span class="lecteur" role="status">{{ annonce() }}</span>
    <span class="faute" [id]="identifiant + '-faute'" aria-live="polite">
      @if (ouverte() && options().length === 0 && cherchee()) {
        <span>Rien ne correspond.</span>
      }
      @for (faute of fautes(); track $index) {
        <span>{{ faute }}</span>
      }
    </span>
  `,
  styleUrl: './choix-field.scss',
})
export class ChoixField implements FormValueControl<string | null> {
  private static nombre = 0;

  readonly value = model<string | null>(null);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly required = input(false, { transform: booleanAttribute });
  readonly touch = output();

  readonly libelle = input.required<string>();
  readonly exemple = input('');
  readonly chercher = input.required<(mots: string) => Observable<readonly OptionTrouvee[]>>();
  /** The option behind a value that was there before anything was typed. */
  readonly connue = input<OptionTrouvee | null>(null);
  readonly choisie = output<OptionTrouvee>();

  protected readonly identifiant = `trouve-${++ChoixField.nombre}`;
  protected readonly texte = signal('');
  protected readonly ouverte = signal(false);
  protected readonly cherchee = signal(false);
  protected readonly options = signal<readonly OptionTrouvee[]>([]);
  protected readonly rang = signal(0);
  protected readonly annonce = computed(() =>
    this.ouverte() && this.cherchee() ? `${this.options().length} propositions, flèches pour les parcourir` : '',
  );
  protected readonly fautes = computed(() =>
    this.touched() ? [...new Set(this.errors().map((erreur) => erreur.message ?? 'Ce choix est obligatoire.'))] : [],
  );

  private readonly retenue = signal<OptionTrouvee | null>(null);
  private readonly mots = new Subject<string>();
  private readonly champ = viewChild.required<ElementRef<HTMLInputElement>>('champ');

  constructor() {
    effect(() => {
      const option = [this.retenue(), this.connue()].find((une) => une?.code === this.value());
      untracked(() => this.texte.set(this.value() === null ? '' : (option?.libelle ?? this.value() ?? '')));
    });
    this.mots
      .pipe(
        debounceTime(ATTENTE_MS),
        switchMap((mots) => (mots === '' ? of([]) : this.chercher()(mots).pipe(catchError(() => of([]))))),
        takeUntilDestroyed(inject(DestroyRef)),
      )
      .subscribe((options) => {
        this.options.set(options);
        this.cherchee.set(this.texte().trim() !== '');
        this.rang.set(0);
      });
  }

  focus(options?: FocusOptions): void {
    this.champ().nativeElement.focus(options);
  }

  protected chercherMots(texte: string): void {
    this.texte.set(texte);
    this.cherchee.set(false);
    this.ouverte.set(texte.trim() !== '');
    if (texte.trim() === '') {
      this.value.set(null);
      this.options.set([]);
    }
    this.mots.next(texte.trim());
  }

  protected choisir(option: OptionTrouvee): void {
    this.retenue.set(option);
    this.value.set(option.code);
    this.choisie.emit(option);
    this.fermer();
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const { key } = evenement;
    const visee = this.options()[this.rang()];
    if (!this.ouverte()) {
      return;
    }
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const dernier = Math.max(0, this.options().length - 1);
      this.rang.update((rang) => Math.max(0, Math.min(dernier, rang + (key === 'ArrowDown' ? 1 : -1))));
    } else if (key === 'Enter' && visee) {
      this.choisir(visee);
    } else if (key === 'Escape') {
      this.fermer();
    } else {
      return;
    }
    evenement.preventDefault();
    evenement.stopPropagation();
  }

  protected quitter(evenement: FocusEvent): void {
    const vers = evenement.relatedTarget;
    if (!(vers instanceof Node) || !(evenement.currentTarget as Node).contains(vers)) {
      this.fermer();
      this.touch.emit();
    }
  }

  /** The box says the value again. */
  private fermer(): void {
    this.ouverte.set(false);
    const option = [this.retenue(), this.connue()].find((une) => une?.code === this.value());
    this.texte.set(this.value() === null ? '' : (option?.libelle ?? this.value() ?? ''));
  }
}
