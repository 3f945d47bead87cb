import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../essais/base-d-essai.js';
import type { Job } from './job.js';
import { JobsService } from './jobs.service.js';
import { lireJobsParId } from './queries/lire-jobs.js';

const INSTANCE = fileURLToPath(new URL('./essais/instance-a-tuer.ts', import.meta.url));

describe('Jobs of an instance killed by kill -9', () => {
  let base: BaseDEssai;
  let enfant: ChildProcess | null = null;
  let jobs: JobsService | null = null;
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;

  beforeAll(() => {
    Logger.overrideLogger(false);
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 90_000;
  });
  beforeEach(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterEach(async () => {
    enfant?.kill('SIGKILL');
    await jobs?.arreter(200);
    await base.fermer();
  });
  afterAll(() => (jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial));

  it('run again on another instance, or fail when they have run too often: none stays EN_COURS', async () => {
    enfant = spawn(
      process.execPath,
      ['--import', '@swc-node/register/esm-register', INSTANCE, base.url, 'reprise', 'epuise'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [sortie] = (await once(enfant.stdout!, 'data')) as [Buffer];
    const [reprise = '', epuise = ''] = sortie.toString().trim().split(' ');
    expect((await lire(reprise, epuise)).map((job) => job.etat)).toEqual(['EN_COURS', 'EN_COURS']);
    enfant.kill('SIGKILL');
    await once(enfant, 'exit');

    // This one has already used its two restarts.
    await base.source.query('UPDATE pgboss.job SET retry_count = retry_limit WHERE id = $1', [epuise]);
    const vues: string[] = [];
    jobs = new JobsService(base.source, base.url);
    jobs.enregistrer('reprise', async (_, __, { jobId }) => {
      vues.push(jobId);
      return 'repris';
    });
    jobs.enregistrer('epuise', async (_, __, { jobId }) => void vues.push(jobId));
    await jobs.demarrer();
    // As if 20 s without a heartbeat had gone by.
    await base.source.query(`UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 minute'`);

    const finis = await attendreFin(reprise, epuise);
    expect(finis[0]).toEqual(jasmine.objectContaining({ etat: 'TERMINE', resultat: 'repris', progression: 1 }));
    expect(finis[1]).toEqual(jasmine.objectContaining({ etat: 'ECHEC' }));
    expect(finis[1]?.erreur?.code).toBe('JOB_INTERROMPU');
    expect(vues).toEqual([reprise]);
  });

  async function lire(...ids: string[]): Promise<Job[]> {
    const lus = await lireJobsParId(base.source, ids);
    return ids.flatMap((id) => lus.filter((job) => job.id === id));
  }

  async function attendreFin(...ids: string[]): Promise<Job[]> {
    for (const fin = Date.now() + 60_000; Date.now() < fin;) {
      const lus = await lire(...ids);
      if (lus.every((job) => job.termineLe !== null)) return lus;
      await new Promise((resoudre) => setTimeout(resoudre, 100));
    }
    return lire(...ids);
  }
});
