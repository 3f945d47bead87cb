import {
  Component,
  DOCUMENT,
  DestroyRef,
  type ElementRef,
  afterRenderEffect,
  booleanAttribute,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';

/** Less than between two keys: the answer is there before the word ends; a paste or a scanner asks once. */
const ATTENTE_MS = 10;

/** Search box of a list: several keywords. « / » or Ctrl+K goes to it, Échap empties it. */
@Component({
  selector: 'app-recherche',
  template: `
    <div class="champ" role="search">
      <label [class.lecteur]="discret()" [attr.for]="identifiant">{{ libelle() }}</label>
      <input
        #champ
        class="saisie"
        type="search"
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
        aria-keyshortcuts="/ Control+K"
        title="Touche / ou Ctrl+K pour chercher, Échap pour vider"
        [id]="identifiant"
        [placeholder]="exemple()"
        (input)="attendre(champ.value)"
        (search)="demander(champ.value)"
        (keydown.enter)="demander(champ.value)"
        (keydown.escape)="vider($event)"
      />
    </div>
  `,
  styles: `
    :host {
      display: block;
    }

    .champ {
      width: 100%;
    }

    input {
      padding-inline-start: 30px;
      background: var(--fond)
        url('data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 viewBox=%270 0 24 24%27 fill=%27none%27 stroke=%27%23525252%27 stroke-width=%272.5%27%3E%3Ccircle cx=%2710%27 cy=%2710%27 r=%276.5%27/%3E%3Cpath d=%27m15 15 6 6%27/%3E%3C/svg%3E')
        8px center / 16px no-repeat;
    }
  `,
  host: { '(document:keydown)': 'appeler($event)' },
})
export class Recherche {
  private static nombre = 0;

  readonly valeur = input('');
  readonly libelle = input('Rechercher');
  /** The label is for screen readers only: the box says it by its example. */
  readonly discret = input(false, { transform: booleanAttribute });
  readonly exemple = input('');
  readonly recherche = output<string>();

  protected readonly identifiant = `recherche-${++Recherche.nombre}`;
  private readonly champ = viewChild.required<ElementRef<HTMLInputElement>>('champ');
  private readonly document = inject(DOCUMENT);
  private minuterie: ReturnType<typeof setTimeout> | undefined;
  private demandee = '';

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.minuterie));
    afterRenderEffect(() => {
      const valeur = this.valeur();
      // What was asked for from here is already in the box, perhaps with more behind it.
      if (valeur !== this.demandee) {
        this.demandee = valeur;
        clearTimeout(this.minuterie);
        this.champ().nativeElement.value = valeur;
      }
    });
  }

  focus(): void {
    this.champ().nativeElement.focus();
    this.champ().nativeElement.select();
  }

  protected attendre(texte: string): void {
    clearTimeout(this.minuterie);
    this.minuterie = setTimeout(() => this.demander(texte), ATTENTE_MS);
  }

  protected demander(texte: string): void {
    clearTimeout(this.minuterie);
    if (texte.trim() !== this.demandee) {
      this.demandee = texte.trim();
      this.recherche.emit(this.demandee);
    }
  }

  protected vider(evenement: Event): void {
    const champ = this.champ().nativeElement;
    if (champ.value !== '') {
      evenement.preventDefault();
      evenement.stopPropagation();
      champ.value = '';
      this.demander('');
    }
  }

  protected appeler(evenement: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, target } = evenement;
    const raccourci = (key === '/' && !ctrlKey && !metaKey) || (key.toLowerCase() === 'k' && (ctrlKey || metaKey));
    const ecrit = target instanceof Element && target.closest('input:not([type=checkbox]), select, textarea') !== null;
    const ailleurs = this.document.querySelector('[role=dialog], [role=alertdialog]') !== null;
    if (raccourci && !altKey && !ailleurs && (key !== '/' || !ecrit)) {
      evenement.preventDefault();
      this.focus();
    }
  }
}
