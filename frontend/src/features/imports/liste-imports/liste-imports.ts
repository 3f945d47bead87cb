import { Component, computed, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { Session } from '../../../platform/session/session';
import { Cellule } from '../../../ui/data-table/cellule';
import { type Colonne, DataTable } from '../../../ui/data-table/data-table';
import { ListeUrl } from '../../../ui/data-table/etat-liste';
import { listeDistante } from '../../../ui/data-table/liste-distante';
import { Pagination } from '../../../ui/data-table/pagination';
import { Recherche } from '../../../ui/data-table/recherche';
import { accorder, horodatageFr } from '../../../ui/formats/formats';
import { PageHeader } from '../../../ui/page-header/page-header';
import { lireBilan, resumeBilan } from '../bilan';
import { type Import, ImportsApi } from '../imports.api';
import { CODES_SOURCES, ETATS, SOURCES, dureeFr, fini, titreImport } from '../libelles';
import { PlanificationEncart } from './planification';

const RELANCE_MS = 3000;

/** What was imported, by whom, in how long, with what result; what runs and what waits (F7.0-1). */
@Component({
  imports: [Cellule, DataTable, MatButton, MatIcon, PageHeader, Pagination, PlanificationEncart, Recherche, RouterLink],
  template: `
    <app-page-header titre="Imports">
      <span resume>{{ resume() }}</span>
      @if (superviseur()) {
        <a mat-button routerLink="/imports/changements">Ce que les imports ont changé</a>
      }
      <button mat-stroked-button type="button" (click)="donnees.recharger()">
        <mat-icon svgIcon="actualiser" />Actualiser
      </button>
      <a mat-flat-button routerLink="/imports/nouveau"><mat-icon svgIcon="ajouter" />Nouvel import</a>
    </app-page-header>
    <app-planification [instant]="empreinte()" />
    <div class="filtres">
      <div class="champ">
        <label for="filtre-source">Source</label>
        <select #source id="filtre-source" class="saisie" (change)="liste.filtrer({ source: source.value })">
          <option value="">Toutes</option>
          @for (code of codesSources; track code) {
            <option [value]="code" [selected]="liste.etat().filtres['source'] === code">
              {{ sources[code].libelle }}
            </option>
          }
        </select>
      </div>
      <div class="champ">
        <label for="filtre-etat">État</label>
        <select #etat id="filtre-etat" class="saisie" (change)="liste.filtrer({ etat: etat.value })">
          <option value="">Tous</option>
          @for (code of codesEtats; track code) {
            <option [value]="code" [selected]="liste.etat().filtres['etat'] === code">{{ etats[code].libelle }}</option>
          }
        </select>
      </div>
      <app-recherche exemple="Fichier, auteur…" [valeur]="liste.etat().q" (recherche)="liste.chercher($event)" />
    </div>
    <app-data-table
      legende="Historique des imports"
      messageVide="Aucun import n’a encore été lancé."
      [colonnes]="colonnes"
      [lignes]="donnees.lignes()"
      [cle]="cle"
      [tri]="liste.etat().tri"
      [recherchee]="liste.etat().q !== ''"
      [filtree]="liste.filtree()"
      (trier)="liste.trier($event.nom, $event.cumul)"
      (viderRecherche)="liste.chercher('')"
      (verifierFiltres)="liste.reinitialiserFiltres()"
      [chargement]="donnees.chargement()"
      [vierge]="donnees.vierge()"
      [erreur]="erreur()"
      (reessayer)="donnees.recharger()"
    >
      <ng-template appCellule="import" [appCelluleDe]="donnees.lignes()" let-un>
        <a [routerLink]="['/imports', un.id]">{{ titre(un) }}</a>
      </ng-template>
      <ng-template appCellule="etat" [appCelluleDe]="donnees.lignes()" let-un>
        <span [class]="'etiquette ' + etats[un.etat].classe">{{ etats[un.etat].libelle }}</span>
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
      min-height: 100%;
    }

    .filtres {
      padding: 0 16px 8px;
    }

    app-data-table {
      flex: 1 0 260px;
    }
  `,
})
export class ListeImportsPage {
  private readonly api = inject(ImportsApi);
  private readonly session = inject(Session);
  protected readonly liste = new ListeUrl({ tri: '-commenceLe', filtres: ['source', 'etat'] });
  protected readonly donnees = listeDistante(this.liste.etat, (etat) => this.api.lister(etat));
  protected readonly superviseur = computed(() => this.session.profil()?.profil === 'SUPERVISEUR_AESH');
  protected readonly resume = computed(() => (this.donnees.vierge() ? '' : accorder(this.donnees.total(), 'import')));
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });
  protected readonly empreinte = computed(() =>
    this.donnees
      .lignes()
      .map(({ id, etat }) => id + etat)
      .join(),
  );

  protected readonly colonnes: readonly Colonne<Import>[] = [
    { nom: 'import', libelle: 'Import', tri: 'source', collante: true, largeur: 170 },
    { nom: 'etat', libelle: 'État', tri: 'etat', largeur: 100 },
    {
      nom: 'commenceLe',
      libelle: 'Commencé le',
      tri: 'commenceLe',
      largeur: 130,
      texte: ({ commenceLe }) => horodatageFr(commenceLe),
    },
    { nom: 'duree', libelle: 'Durée', nombre: true, largeur: 80, texte: ({ dureeMs }) => dureeFr(dureeMs) },
    { nom: 'auteur', libelle: 'Lancé par', tri: 'auteur', largeur: 160, texte: ({ auteur }) => auteur },
    { nom: 'fichiers', libelle: 'Fichiers', largeur: 180, texte: ({ fichiers }) => fichiers.join(', ') },
    { nom: 'resultat', libelle: 'Résultat', largeur: 360, texte: resultat },
  ];
  protected readonly sources = SOURCES;
  protected readonly codesSources = CODES_SOURCES;
  protected readonly etats = ETATS;
  /** An import that waits is, for the filter, one that runs. */
  protected readonly codesEtats = (Object.keys(ETATS) as Import['etat'][]).filter((etat) => etat !== 'EN_ATTENTE');
  protected readonly titre = titreImport;
  protected readonly cle = ({ id }: Import): unknown => id;

  constructor() {
    effect((auNettoyage) => {
      if (this.donnees.lignes().some((un) => !fini(un)) && !this.donnees.chargement()) {
        const minuterie = setTimeout(() => this.donnees.recharger(), RELANCE_MS);
        auNettoyage(() => clearTimeout(minuterie));
      }
    });
  }
}

function resultat(un: Import): string {
  return un.erreur?.message ?? resumeBilan(lireBilan(un));
}
