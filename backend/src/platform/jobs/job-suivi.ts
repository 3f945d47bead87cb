import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { DataSource } from 'typeorm';
import type { Job } from './job.js';
import { JobsService } from './jobs.service.js';
import { lireJobsParId } from './queries/lire-jobs.js';
import { CANAL_JOB } from './registre-jobs.js';

/** Also how often each followed job is read again, should a notification be lost. */
const RELECTURE_MS = 15_000;

/**
 * Follows jobs as they change, for server-sent events: one connection listens for the whole instance (opened with the
 * first follower), one read serves all the followers of a job.
 */
@Injectable()
export class JobSuivi implements OnModuleDestroy {
  private readonly journal = new Logger('Jobs');
  private readonly abonnes = new Map<string, Set<Subscriber<Job>>>();
  private readonly aLire = new Set<string>();
  private lecture: Promise<void> | null = null;
  private ecoute: ReturnType<JobsService['ecouter']> | null = null;
  private relecture: NodeJS.Timeout | null = null;
  private ferme = false;

  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobsService,
  ) {}

  /** Emits the present state, then each change; completes when the job is finished, or when the server stops. */
  suivre(id: string): Observable<Job> {
    return new Observable((abonne) => {
      const abonnes = this.abonnes.get(id) ?? new Set();
      abonnes.add(abonne);
      this.abonnes.set(id, abonnes);
      if (this.ferme) abonne.complete();
      else
        this.ouvrirEcoute().then(
          () => this.relire([id]),
          (erreur: unknown) => abonne.error(erreur),
        );
      return () => {
        abonnes.delete(abonne);
        if (abonnes.size === 0 && this.abonnes.get(id) === abonnes) this.abonnes.delete(id);
      };
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.ferme = true;
    if (this.relecture) clearInterval(this.relecture);
    for (const abonnes of this.abonnes.values()) for (const abonne of [...abonnes]) abonne.complete();
    const ecoute = await this.ecoute?.catch(() => null);
    await ecoute?.close();
    await this.lecture;
  }

  private ouvrirEcoute(): Promise<unknown> {
    if (this.ecoute === null) {
      this.ecoute = this.jobs.ecouter(
        CANAL_JOB,
        (id) => this.relire([id]),
        () => this.relire([...this.abonnes.keys()]),
      );
      this.ecoute.catch(() => (this.ecoute = null));
      this.relecture ??= setInterval(() => this.relire([...this.abonnes.keys()]), RELECTURE_MS).unref();
    }
    return this.ecoute;
  }

  private relire(ids: readonly string[]): void {
    for (const id of ids) if (this.abonnes.has(id)) this.aLire.add(id);
    if (this.aLire.size > 0) this.lecture ??= this.lire();
  }

  /** One read at a time; what changes meanwhile is read by the next one. */
  private async lire(): Promise<void> {
    try {
      while (this.aLire.size > 0 && !this.ferme) {
        const ids = [...this.aLire];
        this.aLire.clear();
        for (const job of await lireJobsParId(this.source, ids)) this.diffuser(job);
      }
    } catch (erreur) {
      this.journal.warn(`Suivi des jobs : ${(erreur as Error).message}`);
    } finally {
      this.lecture = null;
    }
  }

  private diffuser(job: Job): void {
    const fini = job.etat === 'TERMINE' || job.etat === 'ECHEC';
    for (const abonne of [...(this.abonnes.get(job.id) ?? [])]) {
      abonne.next(job);
      if (fini) abonne.complete();
    }
  }
}
