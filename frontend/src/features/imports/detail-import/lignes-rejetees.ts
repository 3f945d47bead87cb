import { Component, DOCUMENT, booleanAttribute, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { nombreFr } from '../../../ui/formats/formats';
import { enregistrer } from '../../../ui/liste/export/telechargement';
import { type Import, ImportsApi } from '../imports.api';

/** Lines of the files that were rejected, or taken but to be looked at: file, line, column, value and reason. */
@Component({
  selector: 'app-lignes-rejetees',
  imports: [MatButton, MatIcon, Pagination],
  template: `
    @if (donnees.vierge() && erreur() === null) {
      @if (!signalements()) {
        <p role="status">Chargement des lignes rejetées…</p>
      }
    } @else if (erreur(); as texte) {
      <div class="message erreur" role="alert">
        <mat-icon svgIcon="erreur" inline />
        <div>
          <p>{{ texte }}</p>
          <button mat-button type="button" (click)="donnees.recharger()">Réessayer</button>
        </div>
      </div>
    } @else if (donnees.total() > 0) {
      <div class="ligne">
        <h2 [id]="signalements() ? 'titre-signalements' : 'titre-rejets'">
          {{ signalements() ? 'Lignes importées, à vérifier' : 'Lignes rejetées' }} ({{ nombre(donnees.total()) }})
        </h2>
        <button mat-stroked-button type="button" (click)="telecharger()">
          Télécharger (CSV)<span class="lecteur">
            {{ signalements() ? 'les lignes à vérifier' : 'les lignes rejetées' }}</span
          >
        </button>
      </div>
      <div
        class="tableau-region"
        tabindex="0"
        role="region"
        [attr.aria-labelledby]="signalements() ? 'titre-signalements' : 'titre-rejets'"
      >
        <table class="tableau" [attr.data-testid]="signalements() ? 'signalements' : 'rejets'">
          <thead>
            <tr>
              <th scope="col">Fichier</th>
              <th scope="col" class="nombre">Ligne</th>
              <th scope="col">Colonne</th>
              <th scope="col">Valeur</th>
              <th scope="col">Raison</th>
            </tr>
          </thead>
          <tbody>
            @for (une of donnees.lignes(); track $index) {
              <tr>
                <td>{{ une.fichier }}</td>
                <td class="nombre">{{ nombre(une.ligne) }}</td>
                <td>{{ une.colonne ?? 'toute la ligne' }}</td>
                <td class="valeur">{{ une.valeur }}</td>
                <td class="valeur">{{ une.motif }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
      @if (donnees.total() > taille() || taille() !== 25) {
        <app-pagination
          [total]="donnees.total()"
          [page]="page()"
          [taille]="taille()"
          (aller)="page.set($event)"
          (changerTaille)="changerTaille($event)"
        />
      }
    }
  `,
  styleUrl: './resultats.scss',
})
export class LignesRejetees {
  readonly import = input.required<Import>();
  readonly signalements = input(false, { transform: booleanAttribute });

  private readonly api = inject(ImportsApi);
  private readonly annonces = inject(Annonces);
  private readonly document = inject(DOCUMENT);

  protected readonly page = signal(1);
  protected readonly taille = signal(25);
  private readonly demande = computed(() => ({
    id: this.import().id,
    fin: this.import().termineLe,
    signalements: this.signalements(),
    page: this.page(),
    taille: this.taille(),
  }));
  protected readonly donnees = listeDistante(this.demande, ({ id, signalements, page, taille }) =>
    this.api.lignesRejetees(id, signalements, page, taille),
  );
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });
  protected readonly nombre = nombreFr;

  protected changerTaille(taille: number): void {
    this.taille.set(taille);
    this.page.set(1);
  }

  protected async telecharger(): Promise<void> {
    const { id } = this.import();
    try {
      const contenu = await firstValueFrom(this.api.telechargerRejets(id, this.signalements()));
      enregistrer(this.document, contenu, `${this.signalements() ? 'signalements' : 'rejets'}-${id}.csv`);
    } catch (erreur) {
      await this.annonces.signaler(erreur);
    }
  }
}
