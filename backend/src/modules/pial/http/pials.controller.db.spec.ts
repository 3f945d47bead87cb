import { Logger } from '@nestjs/common';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { Probleme } from '../../../platform/http/problemes.js';
import { ApplicationDEssai } from '../../../platform/jobs/essais/application.js';
import { PialModule } from '../pial.module.js';
import type { BesoinsMoyensDuDepartement } from '../queries/lister-besoins-moyens.js';

describe('PIAL over HTTP', () => {
  let base: BaseDEssai;
  let serveur: ApplicationDEssai;
  let pial: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    base = await ouvrirBaseDEssai();
    serveur = await ApplicationDEssai.ouvrir(base, PialModule);
    const monde = new Monde(base.source);
    pial = await monde.pial({ nom: 'Collège Alpha' });
    for (let n = 0; n < 60; n++) await monde.pial();
    await monde.eleveNotifie({ uai: pial, type: 'MUTUALISEE' });
    await monde.affectation({ mission: await monde.mission(), pial, heures: 12 });
    await monde.pial({ departement: '081', nom: 'Collège du Tarn' });
  }, 60_000);
  afterAll(async () => {
    await serveur.fermer();
    await base.fermer();
  }, 60_000);

  const table = async (jeton: string): Promise<BesoinsMoyensDuDepartement> =>
    (await serveur.appeler<BesoinsMoyensDuDepartement>(jeton, 'GET', '/pials?annee=2026')).corps;
  const lancer = (jeton: string, corps: object) =>
    serveur.appeler<{ jobId: string } & Probleme>(jeton, 'POST', '/pials/recalcul', corps);

  /** Holds every computation just before it writes. @returns what lets them go on */
  async function bloquerEcriture(): Promise<() => Promise<void>> {
    const verrou = base.source.createQueryRunner();
    await verrou.startTransaction();
    await verrou.query('LOCK TABLE agregat_pial IN EXCLUSIVE MODE');
    return async () => {
      if (!verrou.isTransactionActive) return;
      await verrou.commitTransaction();
      await verrou.release();
    };
  }

  it('F3.3-5 F1.3-2 the superviseur launches the computation, sees its progress, then the date and author of the last one', async () => {
    const superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031', 'Roux');
    const liberer = await bloquerEcriture();
    const lance = await lancer(superviseur, { annee: 2026 });
    expect(lance.statut).toBe(202);
    const vus = await serveur.suivre(superviseur, lance.corps.jobId, (job) => {
      if (job.progression > 0.5) void liberer();
    });
    const dernier = vus.at(-1);
    expect(vus.find((job) => job.progression > 0.5 && job.progression < 1)).toEqual(
      jasmine.objectContaining({ etat: 'EN_COURS', etape: 'Enregistrement' }),
    );
    expect(dernier).toEqual(jasmine.objectContaining({ etat: 'TERMINE', progression: 1, auteur: 'Camille Roux' }));
    expect(dernier?.libelle).toBe('Recalcul des besoins et des moyens 2026-2027 (Haute-Garonne)');
    expect(dernier?.etape).not.toBe('');

    const gestionnaire = await serveur.connecter('GESTIONNAIRE_AESH', '031');
    for (const jeton of [superviseur, gestionnaire]) {
      const { calcul, lignes, departement } = await table(jeton);
      expect(calcul).toEqual(
        jasmine.objectContaining({ auteur: 'Camille Roux', jobId: lance.corps.jobId, perime: false }),
      );
      expect(calcul!.termineLe >= dernier!.demarreLe!).toBeTrue();
      expect(lignes.find((ligne) => ligne.uai === pial)).toEqual(
        jasmine.objectContaining({ besoinHeures: 24, moyensHeures: 12, couverture: 0.5 }),
      );
      expect(departement.besoinHeures).toBe(24);
      expect(lignes.some((ligne) => ligne.nom === 'Collège du Tarn')).toBeFalse();
    }
  }, 30_000);

  it('a second click while the first computation waits or runs gives the same job', async () => {
    const superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031');
    const collegue = await serveur.connecter('SUPERVISEUR_AESH', '031');
    const liberer = await bloquerEcriture();
    const [un, deux, autre] = await Promise.all([
      lancer(superviseur, { annee: 2024 }),
      lancer(collegue, { annee: 2024 }),
      lancer(superviseur, { annee: 2023 }),
    ]);
    expect(deux.corps.jobId).toBe(un.corps.jobId);
    expect(autre.corps.jobId).not.toBe(un.corps.jobId);
    await liberer();
    await serveur.suivre(superviseur, un.corps.jobId);
    await serveur.suivre(superviseur, autre.corps.jobId);
    const apres = await lancer(superviseur, { annee: 2024 });
    expect(apres.corps.jobId).not.toBe(un.corps.jobId);
    await serveur.suivre(superviseur, apres.corps.jobId);
  }, 30_000);

  it('the gestionnaire reads and does not launch; the administrator launches, and names the département', async () => {
    const gestionnaire = await serveur.connecter('GESTIONNAIRE_AESH', '031');
    expect((await lancer(gestionnaire, { annee: 2026 })).statut).toBe(403);
    const administrateur = await serveur.connecter('ADMINISTRATEUR', null);
    expect((await serveur.appeler(administrateur, 'GET', '/pials')).statut).toBe(403);
    const sans = await lancer(administrateur, { annee: 2026 });
    expect([sans.statut, sans.corps.code, sans.corps.errors?.[0]?.path]).toEqual([
      400,
      'DEPARTEMENT_A_PRECISER',
      'departement',
    ]);
    const inconnu = await lancer(administrateur, { annee: 2026, departement: '999' });
    expect([inconnu.statut, inconnu.corps.code]).toEqual([404, 'DEPARTEMENT_INCONNU']);
    const lance = await lancer(administrateur, { annee: 2026, departement: '081' });
    expect(lance.statut).toBe(202);
    expect((await serveur.suivre(administrateur, lance.corps.jobId)).at(-1)?.etat).toBe('TERMINE');
  }, 30_000);

  it('the superviseur stays in its département', async () => {
    const superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031');
    expect((await lancer(superviseur, { annee: 2026, departement: '081' })).statut).toBe(404);
    const voisin = await serveur.connecter('SUPERVISEUR_AESH', '082');
    const { lignes, calcul } = await table(voisin);
    expect([lignes, calcul]).toEqual([[], null]);
  });

  it('a formula that fails ends the job with its reason', async () => {
    await base.source.query(`INSERT INTO formule_besoin (departement, annee, expression) VALUES ('031', 2025, 'cM -')`);
    const superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031');
    const { corps } = await lancer(superviseur, { annee: 2025 });
    const fin = (await serveur.suivre(superviseur, corps.jobId)).at(-1);
    expect([fin?.etat, fin?.erreur?.code]).toEqual(['ECHEC', 'FORMULE_INVALIDE']);
  });

  it('refuses a year or a parameter that is not one', async () => {
    const superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031');
    expect((await serveur.appeler(superviseur, 'GET', '/pials?annee=abc')).statut).toBe(400);
    expect((await serveur.appeler(superviseur, 'GET', '/pials?pial=x')).statut).toBe(400);
    expect((await lancer(superviseur, { annee: '2026; DROP TABLE pial' })).statut).toBe(400);
    expect((await lancer(superviseur, {})).statut).toBe(400);
    expect((await serveur.appeler('', 'GET', '/pials')).statut).toBe(401);
  });
});
