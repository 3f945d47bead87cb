import { Component, DestroyRef, inject, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

const ATTENTE_MS = 300;

/** Search box of a list: several keywords, asked for once the typing rests. */
@Component({
  selector: 'app-recherche',
  imports: [MatIcon],
  template: `
    <div class="champ" role="search">
      <label [attr.for]="identifiant">{{ libelle() }}</label>
      <span class="boite">
        <mat-icon svgIcon="rechercher" inline />
        <input
          #champ
          class="saisie"
          type="search"
          autocomplete="off"
          spellcheck="false"
          [id]="identifiant"
          [placeholder]="exemple()"
          [value]="valeur()"
          (input)="attendre(champ.value)"
          (keydown.enter)="demander(champ.value)"
        />
      </span>
    </div>
  `,
  styles: `
    :host {
      display: block;
    }

    .champ {
      width: 100%;
    }

    .boite {
      position: relative;
    }

    mat-icon {
      position: absolute;
      inset-block-start: 8px;
      inset-inline-start: 8px;
      color: var(--texte-second);
      pointer-events: none;
    }

    input {
      padding-inline-start: 30px;
    }
  `,
})
export class Recherche {
  private static nombre = 0;

  readonly valeur = input('');
  readonly libelle = input('Rechercher');
  readonly exemple = input('');
  readonly recherche = output<string>();

  protected readonly identifiant = `recherche-${++Recherche.nombre}`;
  private minuterie: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.minuterie));
  }

  protected attendre(texte: string): void {
    clearTimeout(this.minuterie);
    this.minuterie = setTimeout(() => this.recherche.emit(texte), ATTENTE_MS);
  }

  protected demander(texte: string): void {
    clearTimeout(this.minuterie);
    this.recherche.emit(texte);
  }
}
