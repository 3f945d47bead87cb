import { Logger } from '@nestjs/common';
import { ErreurMetier } from '../../kernel/erreur-metier.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../essais/base-d-essai.js';
import type { DemandeJob, Job, TraitementJob } from './job.js';
import { JobSuivi } from './job-suivi.js';
import { JobsService } from './jobs.service.js';
import { Planification } from './planification.js';
import { lireJobsParId } from './queries/lire-jobs.js';

class Refus extends ErreurMetier {
  readonly code = 'REFUS_D_ESSAI';
  readonly nature = 'refus';
}

const AUTEUR = { id: 7, nom: 'Camille Martin' };

describe('Jobs', () => {
  let base: BaseDEssai;
  const instances: JobsService[] = [];
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;

  beforeAll(() => {
    Logger.overrideLogger(false);
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
  });
  afterAll(() => (jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial));
  beforeEach(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterEach(async () => {
    await Promise.all(instances.splice(0).map((jobs) => jobs.arreter(200)));
    await base.fermer();
  });

  async function instance(traitements: Record<string, TraitementJob>, regler?: (jobs: JobsService) => void) {
    const jobs = new JobsService(base.source, base.url);
    for (const [type, traitement] of Object.entries(traitements)) jobs.enregistrer(type, traitement);
    regler?.(jobs);
    await jobs.demarrer();
    instances.push(jobs);
    return jobs;
  }

  const demande = (complement: Partial<DemandeJob> = {}): DemandeJob => ({
    type: 'essai',
    libelle: 'Essai',
    auteur: AUTEUR,
    departement: '031',
    ...complement,
  });

  async function lire(id: string): Promise<Job> {
    const [job] = await lireJobsParId(base.source, [id]);
    if (!job) throw new Error('job absent');
    return job;
  }

  async function attendre(id: string, ...etats: Job['etat'][]): Promise<Job> {
    for (const fin = Date.now() + 15_000; Date.now() < fin;) {
      const job = await lire(id);
      if (etats.includes(job.etat)) return job;
      await pause(20);
    }
    throw new Error(`Job ${id} toujours ${(await lire(id)).etat}`);
  }

  it('runs a job: data, author and département in, result out, dates and progress in the history', async () => {
    const recus: unknown[] = [];
    const jobs = await instance({
      essai: async (donnees, suivi, { auteur, departement, jobId }) => {
        recus.push(donnees, auteur, departement, jobId);
        suivi.progresser(0.5, 'Moitié');
        return { traites: 3 };
      },
    });
    const id = await jobs.enfiler(demande({ donnees: { annee: 2026 } }));
    const job = await attendre(id, 'TERMINE');
    expect(recus).toEqual([{ annee: 2026 }, AUTEUR, '031', id]);
    expect(job).toEqual(
      jasmine.objectContaining({
        libelle: 'Essai',
        progression: 1,
        etape: 'Moitié',
        resultat: { traites: 3 },
        erreur: null,
        auteur: 'Camille Martin',
      }),
    );
    expect(job.termineLe! >= job.demarreLe! && job.demarreLe! >= job.creeLe).toBeTrue();
  });

  it('starts at once: a notification wakes the worker', async () => {
    const jobs = await instance({ essai: async () => null });
    await pause(1000);
    const depart = performance.now();
    await attendre(await jobs.enfiler(demande()), 'TERMINE');
    expect(performance.now() - depart).toBeLessThan(2000);
  });

  it('keeps the code and the sentence of a refusal, and says nothing of a bug', async () => {
    const jobs = await instance({
      essai: async ({ bug }) => {
        throw bug ? new TypeError('undefined is not a function') : new Refus('Non.');
      },
    });
    const refus = await attendre(await jobs.enfiler(demande()), 'ECHEC', 'TERMINE');
    expect(refus.erreur).toEqual({ code: 'REFUS_D_ESSAI', message: 'Non.' });
    const bug = await attendre(await jobs.enfiler(demande({ donnees: { bug: true } })), 'ECHEC', 'TERMINE');
    expect(bug.erreur?.code).toBe('ERREUR_INTERNE');
    expect(bug.erreur?.message).not.toContain('undefined');
    expect(bug.termineLe).not.toBeNull();
  });

  it('writes the row and the message together: a rolled-back transaction leaves neither', async () => {
    let executions = 0;
    const jobs = await instance({ essai: async () => void executions++ });
    let id = '';
    await expectAsync(
      base.source.transaction(async (manager) => {
        id = await jobs.enfiler(demande(), manager);
        throw new Error('annulé');
      }),
    ).toBeRejectedWithError('annulé');
    await attendre(await jobs.enfiler(demande()), 'TERMINE');
    expect(executions).toBe(1);
    expect(await lireJobsParId(base.source, [id])).toEqual([]);
  });

  it('refuses a type that nobody registered', async () => {
    const jobs = await instance({});
    await expectAsync(jobs.enfiler(demande())).toBeRejectedWithError(/inconnu/);
  });

  it('sansDoublon: the same request while one waits or runs gives the same job, afterwards a new one', async () => {
    let liberer = (): void => undefined;
    const barriere = new Promise<void>((resoudre) => (liberer = resoudre));
    const jobs = await instance({ essai: () => barriere });
    const memes = demande({ donnees: { annee: 2026 }, sansDoublon: true });
    const ids = await Promise.all(Array.from({ length: 8 }, () => jobs.enfiler(memes)));
    expect(new Set(ids).size).toBe(1);
    const autre = await jobs.enfiler({ ...memes, donnees: { annee: 2025 } });
    expect(ids).not.toContain(autre);
    expect(ids).not.toContain(await jobs.enfiler({ ...memes, departement: '081' }));
    liberer();
    await attendre(ids[0]!, 'TERMINE');
    expect(ids).not.toContain(await jobs.enfiler(memes));
  });

  it('two instances on one database: each planned job of the night runs once, the next one after it', async () => {
    const executions: string[] = [];
    const traitements = (nom: string): Record<string, TraitementJob> => ({
      import: async () => {
        await pause(50);
        executions.push(`import par ${nom}`);
      },
      recalcul: async () => void executions.push(`recalcul par ${nom}`),
    });
    const declarer = (jobs: JobsService): void => {
      jobs.planifier({ nom: 'import-nocturne', heure: '04:30', type: 'import', libelle: 'Import' });
      jobs.planifier({
        nom: 'recalcul-nocturne',
        heure: '04:30',
        apres: 'import-nocturne',
        type: 'recalcul',
        libelle: 'Recalcul',
      });
    };
    const deux = await Promise.all([instance(traitements('A'), declarer), instance(traitements('B'), declarer)]);
    const horloges = deux.map((jobs) => new Planification(jobs));
    const nuit = (jour: number, heure: string): Date => new Date(`2026-11-${jour}T${heure}:00+01:00`);

    await Promise.all(horloges.map((h) => h.enfilerPlansDus(nuit(24, '04:29'))));
    await Promise.all(horloges.map((h) => h.enfilerPlansDus(nuit(24, '04:30'))));
    await Promise.all(horloges.map((h) => h.enfilerPlansDus(nuit(24, '04:31'))));
    await jusqua(() => executions.length === 2);
    await Promise.all(horloges.map((h) => h.enfilerPlansDus(nuit(25, '04:30'))));
    await jusqua(() => executions.length === 4);
    await pause(300);
    expect(executions.map((texte) => texte.split(' ')[0])).toEqual(['import', 'recalcul', 'import', 'recalcul']);
    const cles: { cle_unique: string }[] = await base.source.query('SELECT cle_unique FROM job ORDER BY cree_le');
    expect(cles.map((ligne) => ligne.cle_unique)).toEqual([
      'import-nocturne:2026-11-24',
      'recalcul-nocturne:2026-11-24',
      'import-nocturne:2026-11-25',
      'recalcul-nocturne:2026-11-25',
    ]);
  });

  it('many jobs on two instances: each runs exactly once', async () => {
    const vus: number[] = [];
    const traitement: TraitementJob = async ({ n }) => void vus.push(n as number);
    const [a] = await Promise.all([instance({ essai: traitement }), instance({ essai: traitement })]);
    const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => a.enfiler(demande({ donnees: { n } }))));
    await Promise.all(ids.map((id) => attendre(id, 'TERMINE')));
    expect(vus.sort((x, y) => x - y)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  it('an instance that stops gives back what it had not finished; the next start runs it again', async () => {
    let interrompu = false;
    const premiere = await instance({
      essai: (_, __, { signal }) =>
        new Promise((_resoudre, rejeter) =>
          signal.addEventListener('abort', () => {
            interrompu = true;
            rejeter(new Error('arrêté'));
          }),
        ),
    });
    const id = await premiere.enfiler(demande());
    await attendre(id, 'EN_COURS');
    await premiere.arreter(1000);
    expect(interrompu).toBeTrue();
    expect((await lire(id)).etat).toBe('EN_ATTENTE');
    await instance({ essai: async () => 'fini' });
    expect((await attendre(id, 'TERMINE', 'ECHEC')).resultat).toBe('fini');
  });

  it('an instance that stops waits for a job that is about to finish', async () => {
    const jobs = await instance({ essai: () => pause(400).then(() => 'fini') });
    const id = await jobs.enfiler(demande());
    await attendre(id, 'EN_COURS');
    await jobs.arreter(5000);
    expect(await lire(id)).toEqual(jasmine.objectContaining({ etat: 'TERMINE', resultat: 'fini' }));
  });

  it('a job whose row outlived its message in the queue has failed: never EN_COURS for ever', async () => {
    await instance({ essai: async () => null }).then((jobs) => jobs.arreter());
    const id = '00000000-0000-4000-8000-000000000001';
    await base.source.query(
      `INSERT INTO job (id, type, libelle, etat, auteur, demarre_le)
       VALUES ($1, 'essai', 'Perdu', 'EN_COURS', 'Système', now())`,
      [id],
    );
    await instance({ essai: async () => null });
    const job = await lire(id);
    expect(job).toEqual(jasmine.objectContaining({ etat: 'ECHEC' }));
    expect(job.erreur?.code).toBe('JOB_INTERROMPU');
  });

  it('follows a job as it goes: the present state, throttled changes, then the end', async () => {
    const jobs = await instance({
      essai: async (_, suivi) => {
        for (let n = 0; n <= 100; n++) {
          suivi.progresser(n / 100, `Ligne ${n}`);
          await pause(5);
        }
        return { lignes: 100 };
      },
    });
    const suivi = new JobSuivi(base.source, jobs);
    const vus: Job[] = [];
    const id = await jobs.enfiler(demande());
    await new Promise<void>((resoudre, rejeter) =>
      suivi.suivre(id).subscribe({ next: (job) => vus.push(job), complete: resoudre, error: rejeter }),
    );
    expect(vus.at(-1)).toEqual(
      jasmine.objectContaining({ etat: 'TERMINE', progression: 1, resultat: { lignes: 100 } }),
    );
    const progressions = vus.map((job) => job.progression);
    expect(progressions).toEqual([...progressions].sort((x, y) => x - y));
    expect(vus.length).toBeGreaterThan(3);
    expect(vus.length).toBeLessThan(12);
    const relu: Job[] = [];
    await new Promise<void>((resoudre) =>
      suivi.suivre(id).subscribe({ next: (job) => relu.push(job), complete: resoudre }),
    );
    expect(relu.map((job) => job.etat)).toEqual(['TERMINE']);
    await suivi.onModuleDestroy();
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resoudre) => setTimeout(resoudre, ms));
}

async function jusqua(condition: () => boolean): Promise<void> {
  for (const fin = Date.now() + 15_000; !condition(); await pause(20)) {
    if (Date.now() > fin) throw new Error('Trop long.');
  }
}
