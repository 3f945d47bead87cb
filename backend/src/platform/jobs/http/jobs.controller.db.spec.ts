import { Injectable, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import type { Probleme } from '../../http/problemes.js';
import type { Page } from '../../lists/liste.js';
import { ACTEUR_SYSTEME } from '../../security/perimetre.js';
import { ApplicationDEssai } from '../essais/application.js';
import type { Job } from '../job.js';
import { JobsService } from '../jobs.service.js';

@Injectable()
class Comptage implements OnModuleInit {
  constructor(private readonly jobs: JobsService) {}

  onModuleInit(): void {
    this.jobs.enregistrer<{ pas: number }>('comptage', async ({ pas }, suivi) => {
      for (let n = 1; n <= pas; n++) {
        suivi.progresser(n / pas, `Étape ${n}`);
        await new Promise((resoudre) => setTimeout(resoudre, 100));
      }
      return { pas };
    });
  }
}

@Module({ providers: [Comptage] })
class ComptageModule {}

describe('Jobs over HTTP', () => {
  let base: BaseDEssai;
  let serveur: ApplicationDEssai;
  let jobs: JobsService;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    base = await ouvrirBaseDEssai();
    serveur = await ApplicationDEssai.ouvrir(base, ComptageModule);
    jobs = serveur.application.get(JobsService, { strict: false });
  }, 60_000);
  afterAll(async () => {
    await serveur.fermer();
    await base.fermer();
  }, 60_000);

  const lancer = (departement: string | null, pas = 1): Promise<string> =>
    jobs.enfiler({
      type: 'comptage',
      libelle: `Comptage en ${pas}`,
      donnees: { pas },
      auteur: ACTEUR_SYSTEME,
      departement,
    });

  it('streams a job over a real connection: its state at once, its progress, its end, then closes', async () => {
    const jeton = await serveur.connecter('GESTIONNAIRE_AESH', '031');
    const id = await lancer('031', 8);
    const [un, deux] = await Promise.all([serveur.suivre(jeton, id), serveur.suivre(jeton, id)]);
    for (const vus of [un, deux]) {
      expect(vus.at(-1)).toEqual(
        jasmine.objectContaining({ id, etat: 'TERMINE', progression: 1, resultat: { pas: 8 } }),
      );
      expect(vus.some((job) => job.etat === 'EN_COURS' && job.progression > 0 && job.progression < 1)).toBeTrue();
    }
    const apres = await serveur.suivre(jeton, id);
    expect(apres.map((job) => job.etat)).toEqual(['TERMINE']);
  }, 30_000);

  it('shows the jobs of the département to its gestionnaires and superviseurs, all to the administrators', async () => {
    const ici = await lancer('031');
    const ailleurs = await lancer('081');
    const global = await lancer(null);
    const gestionnaire = await serveur.connecter('GESTIONNAIRE_AESH', '031');
    const superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031');
    const administrateur = await serveur.connecter('ADMINISTRATEUR', null);
    for (const jeton of [gestionnaire, superviseur]) {
      expect((await serveur.appeler<Job>(jeton, 'GET', `/jobs/${ici}`)).corps.id).toBe(ici);
      for (const hors of [ailleurs, global]) {
        const refus = await serveur.appeler<Probleme>(jeton, 'GET', `/jobs/${hors}`);
        expect([refus.statut, refus.corps.code]).toEqual([404, 'JOB_INTROUVABLE']);
        await expectAsync(serveur.suivre(jeton, hors)).toBeRejectedWithError(/404/);
      }
      const { corps } = await serveur.appeler<Page<Job>>(jeton, 'GET', '/jobs?type=comptage&size=200');
      const vus = corps.items.map((job) => job.id);
      expect(vus).toContain(ici);
      expect(vus).not.toContain(ailleurs);
      expect(vus).not.toContain(global);
    }
    const tout = await serveur.appeler<Page<Job>>(administrateur, 'GET', '/jobs?size=2');
    expect(tout.corps.items.map((job) => job.id)).toEqual([global, ailleurs]);
    expect(tout.corps.total).toBeGreaterThanOrEqual(3);
    expect((await serveur.appeler<Page<Job>>(administrateur, 'GET', '/jobs?type=autre')).corps.total).toBe(0);
  }, 30_000);

  it('refuses without a session, with another profile, with an id that is not one', async () => {
    const id = await lancer('031');
    const statut = async (jeton: string, chemin: string): Promise<number> =>
      (await serveur.appeler(jeton, 'GET', chemin)).statut;
    const integrateur = await serveur.connecter('INTEGRATEUR', null);
    for (const chemin of ['/jobs', `/jobs/${id}`, `/jobs/${id}/events`]) {
      expect(await statut('', chemin))
        .withContext(chemin)
        .toBe(401);
      expect(await statut(integrateur, chemin))
        .withContext(chemin)
        .toBe(403);
    }
    const gestionnaire = await serveur.connecter('GESTIONNAIRE_AESH', '031');
    expect(await statut(gestionnaire, '/jobs/12')).toBe(400);
    expect(await statut(gestionnaire, '/jobs/12/events')).toBe(400);
    expect(await statut(gestionnaire, '/jobs/00000000-0000-4000-8000-000000000000/events')).toBe(404);
  }, 30_000);

  it('a server that stops ends the streams', async () => {
    const autre = await ApplicationDEssai.ouvrir(base, ComptageModule);
    const jeton = await autre.connecter('ADMINISTRATEUR', null);
    const id = await lancer(null, 20);
    const flux = autre.suivre(jeton, id);
    await new Promise((resoudre) => setTimeout(resoudre, 500));
    await autre.fermer();
    expect((await flux).at(-1)?.etat).not.toBe('ECHEC');
  }, 30_000);
});
