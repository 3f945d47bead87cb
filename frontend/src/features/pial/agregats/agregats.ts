import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { OngletsParametres } from '../../../platform/parametres/onglets-parametres';
import { HorodatagePipe } from '../../../ui/formats/formats';
import { libelleAnnee } from '../../../ui/formats/jours';
import { JobProgress } from '../../../ui/job-progress/job-progress';
import { PageHeader } from '../../../ui/page-header/page-header';
import { SyntheseStore } from '../synthese.store';

/** « Paramètres département »: the superviseur computes the aggregates of a school year (F3.3-5). */
@Component({
  imports: [HorodatagePipe, JobProgress, MatButton, MatIcon, OngletsParametres, PageHeader, RouterLink],
  providers: [SyntheseStore],
  template: `
    <app-page-header titre="Paramètres département" />
    <app-onglets-parametres />
    <section aria-labelledby="titre-agregats">
      <h2 id="titre-agregats">Calcul des agrégats</h2>
      <p>
        Le calcul établit, pour chaque PIAL et pour une année scolaire, les besoins, les moyens et la couverture
        moyenne. Lancez-le après un changement des décisions, des missions ou des affectations.
      </p>
      <div class="filtres">
        <div class="champ">
          <label for="annee">Année scolaire</label>
          <select id="annee" class="saisie" (change)="choisirAnnee($event)">
            @for (annee of store.anneesConnues(); track annee) {
              <option [value]="annee" [selected]="annee === store.annee()">{{ libelleAnnee(annee) }}</option>
            }
          </select>
        </div>
        <button mat-flat-button type="button" [disabled]="store.enCours()" (click)="store.recalculer()">
          <mat-icon svgIcon="calculer" />Recalculer les agrégats
        </button>
        <a mat-button routerLink="/pial" [queryParams]="{ annee: store.annee() }">Voir les PIAL</a>
      </div>
      @if (store.job(); as job) {
        <app-job-progress [job]="job" />
      }
      @if (store.erreur(); as texte) {
        <p class="message erreur" role="alert"><mat-icon svgIcon="erreur" inline />{{ texte }}</p>
      }
      @if (store.synthese()) {
        <dl>
          @if (calcul(); as dernier) {
            <dt>Dernier calcul</dt>
            <dd>
              le {{ dernier.termineLe | horodatage }}, par {{ dernier.auteur }}
              @if (dernier.perime) {
                <span class="etiquette alerte">À recalculer : des données ont changé</span>
              }
            </dd>
          } @else {
            <dt>Dernier calcul</dt>
            <dd>aucun pour cette année scolaire</dd>
          }
          <dt>Formule du besoin mutualisé</dt>
          <dd>
            <code>{{ store.synthese()?.formule }}</code>
          </dd>
        </dl>
      }
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: 14px;
      max-width: 760px;
      padding: 14px 16px 24px;
    }

    .champ {
      width: 160px;
    }

    dl {
      display: grid;
      grid-template-columns: 220px 1fr;
      gap: 6px 12px;
    }

    dt {
      color: var(--texte-second);
    }
  `,
})
export class AgregatsPage {
  protected readonly store = inject(SyntheseStore);
  protected readonly calcul = computed(() => this.store.synthese()?.calcul ?? null);
  protected readonly libelleAnnee = libelleAnnee;

  protected choisirAnnee(evenement: Event): void {
    if (evenement.target instanceof HTMLSelectElement) {
      this.store.choisirAnnee(Number(evenement.target.value));
    }
  }
}
