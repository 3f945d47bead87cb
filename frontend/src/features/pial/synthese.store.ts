import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { catchError, firstValueFrom, of } from 'rxjs';
import { AnneesApi } from '../../platform/annees/annees.api';
import { Annonces } from '../../platform/erreurs/annonces';
import { lireProbleme } from '../../platform/erreurs/probleme';
import { type Job } from '../../platform/jobs/jobs.api';
import { SuiviJobs } from '../../platform/jobs/suivi-jobs';
import { Session } from '../../platform/session/session';
import { JOUR_COURANT, anneeScolaire, libelleAnnee } from '../../ui/formats/jours';
import { PialApi, type BesoinsMoyens } from './pial.api';

/** Needs and means of a school year (it is in the address), and the computation that refreshes them. */
@Injectable()
export class SyntheseStore {
  private readonly api = inject(PialApi);
  private readonly suivi = inject(SuiviJobs);
  private readonly annonces = inject(Annonces);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly session = inject(Session);

  private readonly requete = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });
  private readonly secours = anneeScolaire(inject(JOUR_COURANT)());
  private readonly annees = toSignal(
    inject(AnneesApi)
      .lire()
      .pipe(catchError(() => of({ courante: this.secours, annees: [this.secours] }))),
  );

  readonly anneesConnues = computed(() => this.annees()?.annees ?? []);
  readonly annee = computed(() => {
    const demandee = Number(this.requete().get('annee'));
    return this.anneesConnues().includes(demandee) ? demandee : this.annees()?.courante;
  });
  private readonly ressource = rxResource({
    params: () => this.annee(),
    stream: ({ params }) => this.api.synthese(params),
  });
  /** The last synthesis received: it stays on the screen while the next one comes. */
  readonly synthese = linkedSignal<BesoinsMoyens | null, BesoinsMoyens | null>({
    source: () => (this.ressource.hasValue() ? this.ressource.value() : null),
    computation: (recue, precedente) => recue ?? precedente?.value ?? null,
  });
  /** Data changed since the last computation (F9.0-2). */
  readonly perime = computed(() => this.synthese()?.calcul?.perime ?? false);
  readonly chargement = this.ressource.isLoading;
  readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()).message : null,
  );
  readonly peutRecalculer = computed(() => this.session.profil()?.profil === 'SUPERVISEUR_AESH');
  readonly job = signal<Job | null>(null);
  readonly lancement = signal(false);
  readonly enCours = computed(() => {
    const etat = this.job()?.etat;
    return this.lancement() || etat === 'EN_ATTENTE' || etat === 'EN_COURS';
  });

  choisirAnnee(annee: number): void {
    this.job.set(null);
    void this.router.navigate([], { relativeTo: this.route, queryParams: { annee }, queryParamsHandling: 'merge' });
  }

  recharger(): void {
    this.ressource.reload();
  }

  async recalculer(): Promise<void> {
    const annee = this.annee();
    if (annee === undefined || this.enCours()) {
      return;
    }
    this.lancement.set(true);
    this.job.set(null);
    try {
      const { jobId } = await firstValueFrom(this.api.recalculer(annee));
      await this.suivre(jobId, annee);
    } catch (erreur) {
      await this.annonces.signaler(erreur);
    } finally {
      this.lancement.set(false);
    }
  }

  private async suivre(jobId: Job['id'], annee: number): Promise<void> {
    await new Promise<void>((suite, echec) =>
      this.suivi.suivre(jobId).subscribe({ next: (job) => this.job.set(job), complete: suite, error: echec }),
    );
    if (this.job()?.etat === 'TERMINE') {
      this.recharger();
      await this.annonces.annoncer(`Les agrégats de l’année scolaire ${libelleAnnee(annee)} sont à jour.`);
    }
  }
}
