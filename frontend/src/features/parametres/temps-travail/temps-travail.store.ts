import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { lireProbleme } from '../../../platform/erreurs/probleme';
import { type Job } from '../../../platform/jobs/jobs.api';
import { SuiviJobs } from '../../../platform/jobs/suivi-jobs';
import { accorder, nombreFr } from '../../../ui/formats/formats';
import { type ReferenceTempsTravail, ReferencesApi } from '../references.api';

/** The references of the département, and the forced computation of the hours (F3.1-3). */
@Injectable()
export class TempsTravailStore {
  private readonly api = inject(ReferencesApi);
  private readonly suivi = inject(SuiviJobs);
  private readonly annonces = inject(Annonces);

  private readonly ressource = rxResource({ stream: () => this.api.lister() });
  /** The last list received stays on the screen while the next one comes. */
  readonly references = linkedSignal<ReferenceTempsTravail[] | null, ReferenceTempsTravail[] | null>({
    source: () => (this.ressource.hasValue() ? this.ressource.value() : null),
    computation: (recue, precedente) => recue ?? precedente?.value ?? null,
  });
  readonly erreur = computed(() =>
    this.ressource.status() === 'error' ? lireProbleme(this.ressource.error()).message : null,
  );
  readonly job = signal<Job | null>(null);
  private readonly lancement = signal(false);
  readonly enCours = computed(() => {
    const etat = this.job()?.etat;
    return this.lancement() || etat === 'EN_ATTENTE' || etat === 'EN_COURS';
  });
  readonly bilan = computed(() => {
    const job = this.job();
    return job?.etat === 'TERMINE' ? bilanEnMots(job.resultat) : null;
  });

  recharger(): void {
    this.ressource.reload();
  }

  async recalculer(): Promise<void> {
    if (this.enCours()) {
      return;
    }
    this.lancement.set(true);
    this.job.set(null);
    try {
      const { jobId } = await firstValueFrom(this.api.recalculer());
      await new Promise<void>((suite, echec) =>
        this.suivi.suivre(jobId).subscribe({ next: (job) => this.job.set(job), complete: suite, error: echec }),
      );
      this.recharger();
    } catch (erreur) {
      await this.annonces.signaler(erreur);
    } finally {
      this.lancement.set(false);
    }
  }
}

function bilanEnMots(resultat: Job['resultat']): string | null {
  const { missionsLues, missionsModifiees } = (resultat ?? {}) as Record<string, unknown>;
  if (typeof missionsLues !== 'number' || typeof missionsModifiees !== 'number') {
    return null;
  }
  const changees =
    missionsModifiees === 0
      ? 'aucune n’a changé d’heures'
      : missionsModifiees === 1
        ? '1 a changé d’heures'
        : `${nombreFr(missionsModifiees)} ont changé d’heures`;
  return `${accorder(missionsLues, 'mission lue', 'missions lues')}, ${changees}.`;
}
