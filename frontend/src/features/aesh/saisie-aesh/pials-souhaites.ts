import { Component, computed, inject, input, model, output, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { type FormValueControl, type ValidationError } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { type Observable, catchError, of } from 'rxjs';
import { AnnuaireApi } from '../../../platform/annuaire/annuaire.api';
import { ChoixField, type OptionTrouvee } from '../../../ui/choix-field/choix-field';

/** Têtes de PIAL that an AESH wishes for, the preferred one first. */
@Component({
  selector: 'app-pials-souhaites',
  imports: [ChoixField, MatIcon, MatIconButton],
  template: `
    <app-choix-field
      libelle="PIAL souhaités, par ordre de préférence"
      exemple="Ajouter : nom, commune ou RNE"
      [chercher]="chercher"
      [value]="vide()"
      (choisie)="ajouter($event)"
    />
    @if (value().length > 0) {
      <ol>
        @for (uai of value(); track uai) {
          <li>
            <span>{{ nom(uai) }}</span>
            <button mat-icon-button type="button" [attr.aria-label]="'Retirer ' + nom(uai)" (click)="retirer(uai)">
              <mat-icon svgIcon="fermer" />
            </button>
          </li>
        }
      </ol>
    }
    <span class="faute" aria-live="polite">
      @for (erreur of errors(); track $index) {
        <span>{{ erreur.message }}</span>
      }
    </span>
  `,
  styles: `
    ol {
      margin-block-start: 4px;
      counter-reset: rang;
    }

    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      font-size: 0.8125rem;
      counter-increment: rang;
    }

    span::before {
      white-space: pre;
    }

    li > span::before {
      content: counter(rang) '. ';
    }

    .faute {
      color: var(--erreur);
      font-size: 0.8125rem;
    }
  `,
})
export class PialsSouhaites implements FormValueControl<readonly string[]> {
  readonly value = model<readonly string[]>([]);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touch = output();

  private readonly tetes = toSignal(
    inject(AnnuaireApi)
      .tetesDePial()
      .pipe(catchError(() => of([]))),
    { initialValue: [] },
  );
  /** The box empties itself after each choice: a new object each time. */
  protected readonly vide = signal<string | null>(null);
  private readonly noms = computed(() => new Map(this.tetes().map(({ code, libelle }) => [code, libelle])));

  protected readonly chercher = (mots: string): Observable<readonly OptionTrouvee[]> => {
    const cherches = net(mots).split(' ');
    return of(
      this.tetes().filter(({ code, libelle, detail }) => {
        const texte = net(`${libelle} ${detail}`);
        return !this.value().includes(code) && cherches.every((mot) => texte.includes(mot));
      }),
    );
  };

  protected nom(uai: string): string {
    const nom = this.noms().get(uai);
    return nom ? `${nom} (${uai})` : uai;
  }

  protected ajouter({ code }: OptionTrouvee): void {
    this.value.update((uais) => [...uais.filter((uai) => uai !== code), code]);
  }

  protected retirer(uai: string): void {
    this.value.update((uais) => uais.filter((autre) => autre !== uai));
    this.touch.emit();
  }
}

function net(texte: string): string {
  return texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
