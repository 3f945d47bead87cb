import { randomUUID } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type JobWithMetadata, PgBoss, type Job as QueueJob, type QueueOptions } from 'pg-boss';
import { DataSource, type EntityManager } from 'typeorm';
import { JOB_INTERROMPU, erreurDeJob } from './erreurs-job.js';
import type { DemandeJob, PlanJob, TraitementJob } from './job.js';
import { suitesDe } from './plans.js';
import {
  type FinDeJob,
  type JobOuvert,
  ecrireProgression,
  inscrireJob,
  jobsOuverts,
  marquerDemarre,
  marquerFini,
  remettreEnAttente,
} from './registre-jobs.js';
import { SuiviEnBase } from './suivi-en-base.js';

/** Dependency token of the address of the database. */
export const URL_FILE = Symbol('URL_FILE');

const SCHEMA = 'pgboss';

/** A job whose instance says nothing for 20 s is given to another one, twice at most. A refusal is never retried. */
const FILE: QueueOptions & { notify: boolean } = {
  notify: true,
  heartbeatSeconds: 20,
  retryLimit: 2,
  retryDelay: 0,
  expireInSeconds: 6 * 3600,
  retentionSeconds: 14 * 24 * 3600,
  deleteAfterSeconds: 24 * 3600,
};
const BATTEMENT_S = 5;
const SURVEILLANCE_S = 10;
/** Notifications wake the workers at once; this is what a lost notification costs. */
const SCRUTATION_S = 5;
/** How long a stopping instance waits for its jobs before it gives them back. */
const DELAI_ARRET_MS = 10_000;

/** What travels in the queue; the rest is in the row of the job. */
interface Message {
  readonly auteurId: number | null;
}

type Ecoute = { close(): Promise<void> };

/**
 * The queue of long work, on the PostgreSQL of the application. The row of `job` is what people see; pg-boss only
 * decides which instance runs it and notices when that instance dies. Both are written in one transaction.
 */
@Injectable()
export class JobsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly journal = new Logger('Jobs');
  private readonly traitements = new Map<string, TraitementJob>();
  private readonly plans = new Map<string, PlanJob>();
  private readonly boss: PgBoss;
  private demarrage: Promise<void> | null = null;
  private surveillance: NodeJS.Timeout | null = null;

  constructor(
    private readonly source: DataSource,
    @Inject(URL_FILE) url: string,
  ) {
    // A small pool of its own: a busy application must not starve the heartbeats, nor two queues each other.
    this.boss = new PgBoss({
      connectionString: url,
      schema: SCHEMA,
      application_name: 'agesh-jobs',
      max: 3,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: SURVEILLANCE_S,
      monitorIntervalSeconds: SURVEILLANCE_S,
    });
    this.boss.on('error', (erreur) => this.journal.error(`File de travaux : ${erreur.message}`));
    this.boss.on('warning', (avertissement) => this.journal.warn(`File de travaux : ${avertissement.message}`));
  }

  /** Declares what a type of job does; to be called before the application starts (`onModuleInit`). */
  enregistrer<D = Readonly<Record<string, unknown>>>(type: string, traitement: TraitementJob<D>): void {
    if (this.traitements.has(type)) throw new Error(`Type de job « ${type} » déjà enregistré.`);
    if (this.demarrage) throw new Error(`Type de job « ${type} » enregistré après le démarrage.`);
    this.traitements.set(type, traitement as TraitementJob);
  }

  /** Declares what the scheduler enqueues every night. */
  planifier(plan: PlanJob): void {
    if (this.plans.has(plan.nom)) throw new Error(`Plan « ${plan.nom} » déjà déclaré.`);
    this.plans.set(plan.nom, plan);
  }

  plansDeclares(): readonly PlanJob[] {
    return [...this.plans.values()];
  }

  /**
   * Enqueues a job in the transaction of `manager`, or in one of its own.
   * @returns the id of the job: a new one, or the one that `cleUnique` or `sansDoublon` finds
   */
  async enfiler(demande: DemandeJob, manager?: EntityManager): Promise<string> {
    if (!this.traitements.has(demande.type)) throw new Error(`Type de job « ${demande.type} » inconnu.`);
    if (!this.demarrage) throw new Error('La file de travaux ne tourne pas.');
    await this.demarrage;
    return manager ? this.enfilerDans(manager, demande) : this.source.transaction((m) => this.enfilerDans(m, demande));
  }

  onApplicationBootstrap(): Promise<void> {
    return this.demarrer();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.arreter();
  }

  /** Makes the queue (schema `pgboss`) when it is missing, then works. */
  demarrer(): Promise<void> {
    this.demarrage ??= this.ouvrir();
    return this.demarrage;
  }

  /** Takes no more work, waits for what runs, gives the rest back to the other instances or to the next start. */
  async arreter(delaiMs = DELAI_ARRET_MS): Promise<void> {
    if (!this.demarrage) return;
    await this.demarrage.catch(() => undefined);
    this.demarrage = null;
    if (this.surveillance) clearInterval(this.surveillance);
    await this.boss.stop({ graceful: true, timeout: delaiMs, close: false });
    await this.reconcilier();
    await this.boss.stop({ close: true });
  }

  /** Listens to a channel on a connection of its own, which reconnects by itself. */
  async ecouter(canal: string, surMessage: (message: string) => void, surReconnexion: () => void): Promise<Ecoute> {
    await this.demarrage;
    const base = this.boss.getDb();
    if (!base.listen) throw new Error('Écoute impossible : connexion sans LISTEN.');
    return base.listen(canal, surMessage, surReconnexion);
  }

  private async ouvrir(): Promise<void> {
    await this.boss.start();
    for (const type of this.traitements.keys()) {
      await this.boss.createQueue(type, FILE);
      await this.boss.updateQueue(type, FILE);
    }
    await this.boss.supervise();
    await this.reconcilier();
    for (const type of this.traitements.keys()) await this.travailler(type);
    this.surveillance = setInterval(() => void this.reconcilier(), SURVEILLANCE_S * 1000);
    this.surveillance.unref();
  }

  private async travailler(type: string): Promise<void> {
    const ouvrier: string = await this.boss.work<Message>(
      type,
      {
        pollingIntervalSeconds: SCRUTATION_S,
        notifyPollingIntervalSeconds: SCRUTATION_S,
        heartbeatRefreshSeconds: BATTEMENT_S,
      },
      async ([job]) => {
        if (job) await this.executer(type, job);
        // Others may be waiting: look again at once rather than at the next poll.
        this.boss.notifyWorker(ouvrier);
      },
    );
  }

  private async enfilerDans(manager: EntityManager, demande: DemandeJob): Promise<string> {
    const { id, nouveau } = await inscrireJob(manager, randomUUID(), demande);
    if (!nouveau) return id;
    const message: Message = { auteurId: demande.auteur.id };
    const envoye = await this.boss.send(demande.type, message, {
      id,
      db: { executeSql: async (texte, valeurs) => ({ rows: await manager.query(texte, valeurs) }) },
    });
    if (envoye === null) throw new Error(`La file a refusé le job ${id}.`);
    return id;
  }

  private async executer(type: string, message: QueueJob<Message>): Promise<void> {
    const traitement = this.traitements.get(type);
    const job = traitement && (await marquerDemarre(this.source, message.id));
    if (!job) return;
    const suivi = new SuiviEnBase(async (fraction, etape) => {
      try {
        await ecrireProgression(this.source, job, fraction, etape);
      } catch (erreur) {
        this.journal.warn(`Progression du job ${job.id} non écrite : ${(erreur as Error).message}`);
      }
    });
    let fin: FinDeJob;
    try {
      const resultat = await traitement(job.donnees, suivi, {
        jobId: job.id,
        auteur: { id: message.data.auteurId, nom: job.auteur },
        departement: job.departement,
        signal: message.signal,
      });
      fin = { etat: 'TERMINE', resultat };
    } catch (erreur) {
      await suivi.fermer();
      // Stopping, or overtaken: what failed is this attempt, and the job is no longer ours to end.
      if (message.signal.aborted) return;
      fin = { etat: 'ECHEC', erreur: erreurDeJob(erreur) };
      if (fin.erreur.code === 'ERREUR_INTERNE') {
        this.journal.error(
          `Job ${type} ${job.id} : ${erreur instanceof Error ? erreur.message : String(erreur)}`,
          erreur instanceof Error ? erreur.stack : undefined,
        );
      }
    }
    await suivi.fermer();
    await this.finir(job, fin);
  }

  /** Ends the job and enqueues what the plans put after it, in one transaction. */
  private async finir(job: { id: string; jeton: string | null }, fin: FinDeJob): Promise<void> {
    await this.source.transaction(async (manager) => {
      const fini = await marquerFini(manager, job, fin);
      if (!fini?.cleUnique) return;
      for (const suite of suitesDe(fini.cleUnique, this.plansDeclares())) await this.enfilerDans(manager, suite);
    });
  }

  /** Brings the rows in line with the queue: what was interrupted waits again, what is lost for good has failed. */
  private async reconcilier(): Promise<void> {
    try {
      for (const job of await jobsOuverts(this.source)) await this.reconcilierUn(job);
    } catch (erreur) {
      this.journal.warn(`Surveillance des jobs : ${(erreur as Error).message}`);
    }
  }

  private async reconcilierUn(job: JobOuvert): Promise<void> {
    const etat = await this.etatDansLaFile(job);
    if (etat === 'active') return;
    if (etat === 'created' || etat === 'retry') {
      if (job.etat === 'EN_COURS' && job.jeton !== null) {
        await remettreEnAttente(this.source, { id: job.id, jeton: job.jeton });
      }
      return;
    }
    this.journal.error(`Job ${job.type} ${job.id} interrompu (${etat ?? 'absent de la file'}).`);
    await this.finir(job, { etat: 'ECHEC', erreur: JOB_INTERROMPU });
  }

  private async etatDansLaFile({ id, type }: JobOuvert): Promise<JobWithMetadata['state'] | null> {
    if (!(await this.boss.getQueue(type))) return null;
    const [trouve] = await this.boss.findJobs(type, { id });
    return trouve?.state ?? null;
  }
}
