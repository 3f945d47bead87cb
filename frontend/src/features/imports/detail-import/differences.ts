import { Component, DOCUMENT, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { Session } from '../../../platform/session/session';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { Recherche } from '../../../ui/data-table/recherche';
import { enregistrer } from '../../../ui/liste/export/telechargement';
import { type DifferenceImport, type FiltreDifferences, type Import, ImportsApi } from '../imports.api';
import { GENRES, OBJETS, OBJETS_DES_SOURCES, valeurFr } from '../libelles';

type Genre = DifferenceImport['genre'];

/** New, changed field by field, gone, back: what an import changed or would change. */
@Component({
  selector: 'app-differences-import',
  imports: [MatButton, MatIcon, Pagination, Recherche, RouterLink],
  template: `
    <div class="filtres">
      <div class="champ">
        <label for="filtre-genre">Genre</label>
        <select #genre id="filtre-genre" class="saisie" (change)="filtrer('genre', genre.value)">
          <option value="">Tous</option>
          @for (code of codesGenres; track code) {
            <option [value]="code">{{ genres[code].libelle }}</option>
          }
        </select>
      </div>
      <div class="champ">
        <label for="filtre-objet">Objet</label>
        <select #objet id="filtre-objet" class="saisie" (change)="filtrer('objet', objet.value)">
          <option value="">Tous</option>
          @for (code of objetsPossibles(); track code) {
            <option [value]="code">{{ objets[code] }}</option>
          }
        </select>
      </div>
      <app-recherche exemple="Nom, identifiant…" [valeur]="filtre().q ?? ''" (recherche)="filtrer('q', $event)" />
      <button mat-stroked-button type="button" [disabled]="donnees.total() === 0" (click)="telecharger()">
        Télécharger (CSV)
      </button>
    </div>
    @if (erreur(); as texte) {
      <div class="message erreur" role="alert">
        <mat-icon svgIcon="erreur" inline />
        <div>
          <p>{{ texte }}</p>
          <button mat-button type="button" (click)="donnees.recharger()">Réessayer</button>
        </div>
      </div>
    } @else if (donnees.vierge()) {
      <p role="status">Chargement des différences…</p>
    } @else {
      <div
        class="tableau-region"
        tabindex="0"
        role="region"
        aria-label="Différences"
        [attr.aria-busy]="donnees.chargement()"
      >
        <table class="tableau" data-testid="differences">
          <caption class="lecteur">
            Différences de l’import
          </caption>
          <thead>
            <tr>
              <th scope="col">Genre</th>
              <th scope="col">Objet</th>
              <th scope="col">Nom</th>
              <th scope="col">Identifiant</th>
              <th scope="col">Ce qui change</th>
            </tr>
          </thead>
          <tbody>
            @for (une of donnees.lignes(); track $index) {
              <tr>
                <td>
                  <span [class]="'etiquette ' + genres[une.genre].classe">{{ genres[une.genre].libelle }}</span>
                </td>
                <td>{{ objets[une.objet] }}</td>
                <td>
                  @if (lien(une); as adresse) {
                    <a [routerLink]="adresse">{{ une.libelle }}</a>
                  } @else {
                    {{ une.libelle }}
                  }
                </td>
                <td class="chiffres">{{ une.cle }}</td>
                <td class="champs">
                  @for (champ of une.champs; track champ.nom) {
                    <span>
                      {{ champ.libelle }}
                      @if (champ.avant !== null || champ.apres !== null) {
                        : <del>{{ valeur(champ.avant) }}</del> →
                        <ins>{{ valeur(champ.apres) }}</ins>
                      }
                    </span>
                  }
                </td>
              </tr>
            } @empty {
              <tr>
                <td colspan="5">{{ filtree() ? 'Aucune différence de cette sorte.' : 'Aucune différence.' }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
      @if (donnees.total() > taille() || taille() !== 50) {
        <app-pagination
          [total]="donnees.total()"
          [page]="page()"
          [taille]="taille()"
          (aller)="page.set($event)"
          (changerTaille)="taille.set($event)"
        />
      }
    }
  `,
  styleUrl: './resultats.scss',
})
export class DifferencesImport {
  readonly import = input.required<Import>();

  private readonly api = inject(ImportsApi);
  private readonly annonces = inject(Annonces);
  private readonly document = inject(DOCUMENT);
  private readonly superviseur = inject(Session).profil()?.profil === 'SUPERVISEUR_AESH';

  protected readonly filtre = signal<FiltreDifferences>({});
  protected readonly taille = signal(50);
  protected readonly page = linkedSignal({
    source: () => ({ filtre: this.filtre(), taille: this.taille() }),
    computation: () => 1,
  });
  /** An import run again has other differences. */
  private readonly demande = computed(() => ({
    id: this.import().id,
    fin: this.import().termineLe,
    filtre: this.filtre(),
    page: this.page(),
    taille: this.taille(),
  }));
  protected readonly donnees = listeDistante(this.demande, ({ id, filtre, page, taille }) =>
    this.api.differences(id, filtre, page, taille),
  );
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });
  protected readonly filtree = computed(() => Object.values(this.filtre()).some((valeur) => valeur));
  protected readonly objetsPossibles = computed(() => OBJETS_DES_SOURCES[this.import().source]);
  protected readonly genres = GENRES;
  protected readonly codesGenres = Object.keys(GENRES) as Genre[];
  protected readonly objets = OBJETS;
  protected readonly valeur = valeurFr;

  protected filtrer(nom: keyof FiltreDifferences, valeur: string): void {
    this.filtre.update((filtre) => ({ ...filtre, [nom]: valeur || undefined }));
  }

  protected lien({ objet, objetId }: DifferenceImport): unknown[] | null {
    if (objetId === null || !this.superviseur) {
      return null;
    }
    const chemins: Partial<Record<DifferenceImport['objet'], string>> = {
      AESH: '/aesh',
      MISSION: '/missions',
      ELEVE: '/eleves',
    };
    const chemin = chemins[objet];
    return chemin === undefined ? null : [chemin, objetId];
  }

  protected async telecharger(): Promise<void> {
    try {
      const contenu = await firstValueFrom(this.api.telechargerDifferences(this.import().id, this.filtre()));
      enregistrer(this.document, contenu, `differences-${this.import().id}.csv`);
    } catch (erreur) {
      await this.annonces.signaler(erreur);
    }
  }
}
