import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { nomComplet } from '../../../platform/libelles/decision';
import { Session } from '../../../platform/session/session';
import { Cellule } from '../../../ui/data-table/cellule';
import { type Colonne, DataTable } from '../../../ui/data-table/data-table';
import { DateField } from '../../../ui/date-field/date-field';
import { ListeUrl } from '../../../ui/data-table/etat-liste';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { accorder, horodatageFr, jourFr } from '../../../ui/formats/formats';
import { PageHeader } from '../../../ui/page-header/page-header';
import { type ChangementImport, ImportsApi } from '../imports.api';
import { CHANGEMENTS } from '../libelles';

/** What the imports changed for those who place accompaniments, with the way to each of them. */
@Component({
  imports: [Cellule, DataTable, DateField, PageHeader, Pagination, RouterLink],
  template: `
    <app-page-header titre="Ce que les imports ont changé">
      <span resume>{{ resume() }}</span>
      @if (superviseur()) {
        <a routerLink="/imports">Historique des imports</a>
      }
    </app-page-header>
    <div class="filtres">
      <div class="champ">
        <label for="filtre-genre">Changement</label>
        <select #genre id="filtre-genre" class="saisie" (change)="liste.filtrer({ genre: genre.value })">
          <option value="">Tous</option>
          @for (code of codes; track code) {
            <option [value]="code" [selected]="liste.etat().filtres['genre'] === code">
              {{ changements[code].libelle }}
            </option>
          }
        </select>
      </div>
      <app-date-field libelle="Depuis le" [value]="depuis()" (valueChange)="liste.filtrer({ depuis: $event ?? '' })" />
    </div>
    <app-data-table
      legende="Changements faits par les imports"
      messageVide="Aucun import n’a touché vos accompagnements sur cette période."
      densite="confort"
      [colonnes]="colonnes"
      [lignes]="donnees.lignes()"
      [cle]="cle"
      [filtree]="liste.filtree()"
      (verifierFiltres)="liste.reinitialiserFiltres()"
      [chargement]="donnees.chargement()"
      [vierge]="donnees.vierge()"
      [erreur]="erreur()"
      (reessayer)="donnees.recharger()"
    >
      <ng-template appCellule="genre" [appCelluleDe]="donnees.lignes()" let-un>
        <span [class]="'etiquette ' + changements[un.genre].classe">{{ changements[un.genre].libelle }}</span>
      </ng-template>
      <ng-template appCellule="aesh" [appCelluleDe]="donnees.lignes()" let-un>
        <a [routerLink]="['/aesh', un.aesh.id]">{{ nomComplet(un.aesh) }}</a>
      </ng-template>
      <ng-template appCellule="phrase" [appCelluleDe]="donnees.lignes()" let-un>
        <span class="phrase">
          {{ un.phrase }}
          @if (un.missionId !== null) {
            <a [routerLink]="['/missions', un.missionId]">Voir la mission</a>
          }
        </span>
      </ng-template>
      <ng-template appCellule="eleves" [appCelluleDe]="donnees.lignes()" let-un>
        <span class="phrase">
          @for (eleve of un.eleves; track eleve.decisionId; let dernier = $last) {
            <a routerLink="/decisions" [queryParams]="{ decision: eleve.decisionId }">{{ nomComplet(eleve) }}</a>{{
              dernier ? '' : ', '
            }}
          }
        </span>
      </ng-template>
    </app-data-table>
    <app-pagination
      [total]="donnees.total()"
      [page]="liste.etat().page"
      [taille]="liste.etat().taille"
      (aller)="liste.allerPage($event)"
      (changerTaille)="liste.changerTaille($event)"
    />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
    }

    .filtres {
      padding: 0 16px 8px;
    }

    app-data-table {
      flex: 1;
    }

    .phrase {
      white-space: normal;
    }
  `,
})
export class ChangementsImportsPage {
  private readonly api = inject(ImportsApi);
  private readonly session = inject(Session);
  protected readonly liste = new ListeUrl({ tri: '', filtres: ['genre', 'depuis'] });
  protected readonly donnees = listeDistante(this.liste.etat, (etat) => this.api.changements(etat));
  protected readonly superviseur = computed(() => this.session.profil()?.profil === 'SUPERVISEUR_AESH');
  protected readonly depuis = computed(() => this.liste.etat().filtres['depuis'] ?? null);
  protected readonly resume = computed(() =>
    this.donnees.vierge()
      ? ''
      : `${accorder(this.donnees.total(), 'changement')} ${this.depuis() === null ? 'sur les 30 derniers jours' : `depuis le ${jourFr(this.depuis())}`}`,
  );
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });

  protected readonly colonnes: readonly Colonne<ChangementImport>[] = [
    { nom: 'le', libelle: 'Le', largeur: 120, texte: ({ le }) => horodatageFr(le) },
    { nom: 'genre', libelle: 'Changement', largeur: 130 },
    { nom: 'aesh', libelle: 'AESH', largeur: 170, collante: true },
    { nom: 'phrase', libelle: 'Ce qui a changé', largeur: 460 },
    { nom: 'eleves', libelle: 'Élèves (leur décision)', largeur: 260 },
  ];
  protected readonly changements = CHANGEMENTS;
  protected readonly codes = Object.keys(CHANGEMENTS) as ChangementImport['genre'][];
  protected readonly nomComplet = nomComplet;
  protected readonly cle = ({ id }: ChangementImport): unknown => id;
}
