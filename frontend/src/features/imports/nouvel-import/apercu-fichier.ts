import { Component, computed, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type ApercuImport } from '../imports.api';

const ENCODAGES: Readonly<Record<ApercuImport['encodage'], string>> = {
  'UTF-8': 'UTF-8',
  'WINDOWS-1252': 'Windows-1252',
  MIXTE: 'UTF-8, avec des lignes en Windows-1252',
};
const SEPARATEURS: Readonly<Record<string, string>> = {
  ';': 'point-virgule',
  ',': 'virgule',
  '\t': 'tabulation',
  '|': 'barre verticale',
};

/** The first lines of a file as an import would read it, and the column of the file that feeds each of ours. */
@Component({
  selector: 'app-apercu-fichier',
  imports: [MatIcon],
  template: `
    @let lu = apercu();
    <p>
      Encodage lu : <strong>{{ encodages[lu.encodage] }}</strong>. Séparateur : <strong>{{ separateur() }}</strong>.
      {{ lu.entete.length }} colonnes.
    </p>
    @if (!lu.separateurAttendu) {
      <p class="message erreur" role="alert">
        <mat-icon svgIcon="erreur" inline />
        <span>
          « {{ lu.fichier }} », ligne 1 : les colonnes sont séparées par « {{ separateur() }} » ; le point-virgule est
          attendu. L’import serait refusé.
        </span>
      </p>
    }
    <details [open]="aRegler()">
      <summary>
        Correspondance des colonnes
        @if (manquantes() > 0) {
          <span class="etiquette erreur">{{ manquantes() }} à choisir</span>
        } @else if (proches() > 0) {
          <span class="etiquette alerte">{{ proches() }} à vérifier</span>
        } @else {
          <span class="etiquette succes">complète</span>
        }
      </summary>
      <ul class="colonnes">
        @for (colonne of lu.colonnes; track colonne.nom) {
          <li class="champ">
            <label [for]="'colonne-' + colonne.nom">
              {{ colonne.nom }}
              @if (!colonne.obligatoire) {
                <span class="discret">(facultative)</span>
              }
            </label>
            <select
              #liste
              class="saisie"
              [id]="'colonne-' + colonne.nom"
              [attr.aria-invalid]="colonne.obligatoire && !choix()[colonne.nom]"
              [attr.aria-describedby]="'note-' + colonne.nom"
              (change)="relier.emit({ nom: colonne.nom, leur: liste.value })"
            >
              @if (colonne.origine === 'ABSENTE' || colonne.origine === 'PROCHE') {
                <option value="" [selected]="!choix()[colonne.nom]">Aucune colonne du fichier</option>
              }
              @for (leur of options()[colonne.nom]; track leur) {
                <option [value]="leur" [selected]="choix()[colonne.nom] === leur">{{ leur }}</option>
              }
            </select>
            <span class="note" [id]="'note-' + colonne.nom">
              @if (colonne.obligatoire && !choix()[colonne.nom]) {
                <span class="faute">Obligatoire et introuvable dans le fichier.</span>
              } @else if (choix()[colonne.nom] !== (lu.correspondances[colonne.nom] ?? '')) {
                Choisie.
              } @else if (colonne.origine === 'MEMORISEE') {
                Gardée d’un import précédent.
              } @else if (colonne.origine === 'PROCHE') {
                Nom proche : à vérifier.
              }
            </span>
          </li>
        }
      </ul>
    </details>
    <div
      class="tableau-region"
      tabindex="0"
      role="region"
      [attr.aria-label]="'Premières lignes de ' + lu.fichier"
      data-testid="apercu"
    >
      <table class="tableau">
        <caption class="lecteur">
          Premières lignes de
          {{
            lu.fichier
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            @for (colonne of lu.entete; track $index) {
              <th scope="col">
                {{ colonne || '(sans nom)' }}
                @if (notres()[colonne]; as notre) {
                  @if (notre !== colonne) {
                    <span class="notre">→ {{ notre }}</span>
                  }
                } @else {
                  <span class="notre">non reprise</span>
                }
              </th>
            }
          </tr>
        </thead>
        <tbody>
          @for (ligne of lu.lignes; track $index) {
            <tr>
              <td class="nombre">{{ $index + 2 }}</td>
              @for (valeur of ligne; track $index) {
                <td>{{ valeur }}</td>
              }
            </tr>
          } @empty {
            <tr>
              <td [attr.colspan]="lu.entete.length + 1">Aucune ligne après l’en-tête.</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      min-width: 0;
    }

    summary {
      padding-block: 4px;
      font-weight: 700;
      cursor: pointer;
    }

    .colonnes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(210px, 1fr));
      gap: 8px 14px;
      padding-block: 6px;
      font-size: 0.8125rem;
    }

    .note,
    .notre {
      display: block;
      color: var(--texte-second);
      font-size: 0.75rem;
      font-weight: 400;
    }

    .tableau-region {
      max-height: 300px;
    }
  `,
})
export class ApercuFichier {
  readonly apercu = input.required<ApercuImport>();
  readonly choix = input.required<Readonly<Record<string, string>>>();
  readonly relier = output<{ nom: string; leur: string }>();

  protected readonly encodages = ENCODAGES;
  protected readonly separateur = computed(() => SEPARATEURS[this.apercu().separateur] ?? this.apercu().separateur);
  protected readonly manquantes = computed(
    () => this.apercu().colonnes.filter(({ nom, obligatoire }) => obligatoire && !this.choix()[nom]).length,
  );
  protected readonly proches = computed(
    () =>
      this.apercu().colonnes.filter(
        ({ nom, origine }) => origine === 'PROCHE' && this.choix()[nom] === this.apercu().correspondances[nom],
      ).length,
  );
  protected readonly aRegler = computed(() =>
    this.apercu().colonnes.some(({ origine, obligatoire }) => obligatoire && origine !== 'EXACTE'),
  );
  /** The names near ours first. */
  protected readonly options = computed(() =>
    Object.fromEntries(
      this.apercu().colonnes.map(({ nom, suggestions }) => [
        nom,
        [...new Set([...suggestions, ...this.apercu().entete.filter((leur) => leur !== '')])],
      ]),
    ),
  );
  /** Column of the file → ours. */
  protected readonly notres = computed<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      Object.entries(this.choix()).flatMap(([nom, leur]) => (leur === '' ? [] : [[leur, nom] as const])),
    ),
  );
}
