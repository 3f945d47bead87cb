import { Component, computed, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { lireProbleme } from '../../platform/erreurs/probleme';
import { type Job, JobsApi } from '../../platform/jobs/jobs.api';
import { fini } from '../../platform/jobs/suivi-jobs';
import { Cellule } from '../../ui/data-table/cellule';
import { type Colonne, DataTable } from '../../ui/data-table/data-table';
import { ListeUrl } from '../../ui/data-table/etat-liste';
import { listeDistante } from '../../ui/data-table/liste-distante';
import { Pagination } from '../../ui/data-table/pagination';
import { Recherche } from '../../ui/data-table/recherche';
import { accorder, horodatageFr, pourcentFr } from '../../ui/formats/formats';
import { PageHeader } from '../../ui/page-header/page-header';

const RELANCE_MS = 5000;
const ETATS: Readonly<Record<Job['etat'], { libelle: string; classe: string }>> = {
  EN_ATTENTE: { libelle: 'En attente', classe: 'neutre' },
  EN_COURS: { libelle: 'En cours', classe: '' },
  TERMINE: { libelle: 'Terminé', classe: 'succes' },
  ECHEC: { libelle: 'Échec', classe: 'erreur' },
};

/** Home of the administrateur: the history of the long works. It holds no pupil data. */
@Component({
  imports: [Cellule, DataTable, MatButton, MatIcon, PageHeader, Pagination, Recherche],
  template: `
    <app-page-header titre="Traitements">
      <span resume>{{ resume() }}</span>
      <app-recherche exemple="Traitement, auteur…" [valeur]="liste.etat().q" (recherche)="liste.chercher($event)" />
      <button mat-stroked-button type="button" (click)="donnees.recharger()">
        <mat-icon svgIcon="actualiser" />Actualiser
      </button>
    </app-page-header>
    <app-data-table
      legende="Historique des traitements"
      messageVide="Aucun traitement n’a encore été lancé."
      [colonnes]="colonnes"
      [lignes]="donnees.lignes()"
      [cle]="cle"
      [tri]="liste.etat().tri"
      [recherchee]="liste.etat().q !== ''"
      (trier)="liste.trier($event.nom, $event.cumul)"
      (viderRecherche)="liste.chercher('')"
      [chargement]="donnees.chargement()"
      [vierge]="donnees.vierge()"
      [erreur]="erreur()"
      (reessayer)="donnees.recharger()"
    >
      <ng-template appCellule="etat" [appCelluleDe]="donnees.lignes()" let-job>
        <span [class]="'etiquette ' + etats[job.etat].classe">{{ etats[job.etat].libelle }}</span>
        @if (job.etat === 'EN_COURS') {
          <span class="chiffres"> {{ pourcentFr(job.progression) }}</span>
        }
      </ng-template>
      <ng-template appCellule="message" [appCelluleDe]="donnees.lignes()" let-job>
        <span class="message-job">{{ job.etat === 'TERMINE' ? '' : (job.erreur?.message ?? job.etape) }}</span>
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

    app-data-table {
      flex: 1;
    }

    .message-job {
      white-space: normal;
    }
  `,
})
export class ListeTraitementsPage {
  private readonly api = inject(JobsApi);
  protected readonly liste = new ListeUrl({ tri: '-creeLe' });
  protected readonly donnees = listeDistante(this.liste.etat, (etat) => this.api.lister(etat));
  protected readonly resume = computed(() =>
    this.donnees.vierge() ? '' : accorder(this.donnees.total(), 'traitement'),
  );
  protected readonly erreur = computed(() => {
    const erreur = this.donnees.erreur();
    return erreur === null ? null : lireProbleme(erreur).message;
  });

  protected readonly colonnes: readonly Colonne<Job>[] = [
    {
      nom: 'libelle',
      libelle: 'Traitement',
      tri: 'type',
      collante: true,
      largeur: 220,
      texte: ({ libelle }) => libelle,
    },
    { nom: 'etat', libelle: 'État', tri: 'etat', largeur: 120 },
    { nom: 'auteur', libelle: 'Lancé par', tri: 'auteur', largeur: 160, texte: ({ auteur }) => auteur },
    { nom: 'creeLe', libelle: 'Demandé le', tri: 'creeLe', largeur: 150, texte: ({ creeLe }) => horodatageFr(creeLe) },
    { nom: 'demarreLe', libelle: 'Démarré le', largeur: 150, texte: ({ demarreLe }) => horodatageFr(demarreLe) },
    { nom: 'termineLe', libelle: 'Terminé le', largeur: 150, texte: ({ termineLe }) => horodatageFr(termineLe) },
    { nom: 'message', libelle: 'Étape ou erreur', largeur: 300 },
  ];
  protected readonly etats = ETATS;
  protected readonly pourcentFr = pourcentFr;
  protected readonly cle = ({ id }: Job): unknown => id;

  constructor() {
    // While something runs, the page follows it.
    effect((auNettoyage) => {
      if (this.donnees.lignes().some((job) => !fini(job)) && !this.donnees.chargement()) {
        const minuterie = setTimeout(() => this.donnees.recharger(), RELANCE_MS);
        auNettoyage(() => clearTimeout(minuterie));
      }
    });
  }
}
