import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import { ACTEUR_SYSTEME } from '../../../platform/security/perimetre.js';
import { type BesoinsMoyensDuDepartement, listerBesoinsMoyens } from '../queries/lister-besoins-moyens.js';
import { recalculerAgregats } from './recalculer-agregats.js';
import { recalculerTous } from './recalculer-tous.js';

const ANNEE = 2026;
const ACTEUR = { id: 12, nom: 'Dominique Roux' };

describe('Agrégats des PIAL', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeEach(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterEach(() => base.fermer());

  const recalculer = (departement = '031') =>
    recalculerAgregats(base.source, { departement, annee: ANNEE, acteur: ACTEUR });
  const lister = (departement = '031'): Promise<BesoinsMoyensDuDepartement> =>
    listerBesoinsMoyens(
      base.source,
      { nature: 'DEPARTEMENT', departement },
      { annee: ANNEE, aujourdhui: jour('2026-11-24') },
    );

  async function mutualisees(uai: string, nombre: number): Promise<void> {
    for (let n = 0; n < nombre; n++) await monde.eleveNotifie({ uai, type: 'MUTUALISEE' });
  }

  async function formule(expression: string, departement = '031'): Promise<void> {
    await base.source.query('INSERT INTO formule_besoin (departement, annee, expression) VALUES ($1, $2, $3)', [
      departement,
      ANNEE,
      expression,
    ]);
  }

  it('F9.0-1 needs, means and coverage of each PIAL, and the totals of the département', async () => {
    const ecole = await monde.etablissement();
    const un = await monde.pial({ nom: 'Collège Alpha', membres: [ecole] });
    const deux = await monde.pial({ nom: 'Collège Bêta' });
    await monde.eleveNotifie({ uai: ecole, heures: 12 });
    await mutualisees(ecole, 6);
    await mutualisees(deux, 1);
    await monde.affectation({ mission: await monde.mission(), pial: un, heures: 24 });
    await monde.affectation({ mission: await monde.mission(), pial: un, heures: 10 });
    await monde.affectation({ mission: await monde.mission({ nature: 'HC1D' }), pial: un, heures: 20 });
    await monde.affectation({ mission: await monde.mission({ nature: 'AHRE' }), pial: deux, heures: 6 });

    const avant = await lister();
    expect(avant.calcul).toBeNull();
    expect(avant.lignes.map((l) => [l.nom, l.etablissements, l.besoinHeures, l.couverture])).toEqual([
      ['Collège Alpha', 2, 0, null],
      ['Collège Bêta', 1, 0, null],
    ]);

    const bilan = await recalculer();
    const { lignes, departement, calcul } = await lister();
    const commun = { commune: 'Toulouse', type: 'PIAL' as const };
    expect(lignes).toEqual([
      {
        ...commun,
        uai: un,
        nom: 'Collège Alpha',
        etablissements: 2,
        decisionsIndividuelles: 1,
        decisionsMutualisees: 6,
        besoinHeures: 12 + 56,
        missions: 2,
        moyensHeures: 34,
        moyensCollectifHeures: 20,
        moyensReferentHeures: 0,
        couverture: 0.5,
      },
      {
        ...commun,
        uai: deux,
        nom: 'Collège Bêta',
        etablissements: 1,
        decisionsIndividuelles: 0,
        decisionsMutualisees: 1,
        besoinHeures: 24,
        missions: 0,
        moyensHeures: 0,
        moyensCollectifHeures: 0,
        moyensReferentHeures: 6,
        couverture: 0,
      },
    ]);
    expect(departement).toEqual(
      jasmine.objectContaining({
        etablissements: 3,
        decisionsIndividuelles: 1,
        decisionsMutualisees: 7,
        besoinHeures: 92,
        missions: 2,
        moyensHeures: 34,
        couverture: 0.3696,
      }),
    );
    // f on the département's own cM: 7 mutualised decisions taken together.
    expect(bilan.besoinGlobalHeures).toBe(12 + 56);
    expect(calcul).toEqual(jasmine.objectContaining({ auteur: 'Dominique Roux', perime: false }));
  });

  it('F3.3-2 the national formula applies when the département has none, its own otherwise', async () => {
    const pial = await monde.pial();
    await mutualisees(pial, 5);
    expect((await recalculer()).total.besoinHeures).toBe(32);
    await formule('cM * 6.5');
    expect((await recalculer()).total.besoinHeures).toBe(32.5);
    expect((await lister()).calcul?.formule).toBe('cM * 6.5');
  });

  it('F13-1 schools outside PIALs have a row of their own: their decisions, and the hours put there', async () => {
    const dehors = await monde.etablissement();
    const pial = await monde.pial();
    await mutualisees(dehors, 1);
    const { decision } = await monde.eleveNotifie({ uai: dehors, heures: 6 });
    await monde.eleveNotifie({ uai: pial, heures: 10 });
    await monde.accompagnement({ mission: await monde.mission(), decisions: [decision], uai: dehors, heures: 15 });
    await recalculer();
    const { horsPial, departement } = await lister();
    expect(horsPial).toEqual({
      uai: null,
      nom: 'Hors PIAL',
      commune: null,
      type: null,
      etablissements: 1,
      decisionsIndividuelles: 1,
      decisionsMutualisees: 1,
      besoinHeures: 30,
      missions: 1,
      moyensHeures: 15,
      moyensCollectifHeures: 0,
      moyensReferentHeures: 0,
      couverture: 0.5,
    });
    expect(departement.besoinHeures).toBe(10);
  });

  it('F9.0-2 the table says when, by whom, and that it is stale as soon as something that it counts changes', async () => {
    const pial = await monde.pial();
    const pialAilleurs = await monde.pial({ departement: '081' });
    const { decision, scolarite } = await monde.eleveNotifie({ uai: pial });
    await recalculer();
    const perime = async (): Promise<boolean | undefined> => (await lister()).calcul?.perime;
    const calcul = (await lister()).calcul;
    expect(Date.now() - new Date(calcul?.termineLe ?? 0).getTime()).toBeLessThan(60_000);
    expect(calcul?.perime).toBeFalse();

    // What does not count: another département, another year, a class, an unaffected mission.
    await monde.affectation({ mission: await monde.mission(), pial: pialAilleurs });
    await monde.affectation({ mission: await monde.mission(), pial, debut: '2024-09-01', fin: '2025-08-31' });
    await base.source.query(`UPDATE scolarite SET classe = 'CM2' WHERE id = $1`, [scolarite]);
    expect(await perime()).toBeFalse();

    const changements: [string, () => Promise<unknown>][] = [
      ['decision', () => base.source.query('UPDATE decision SET heures = heures - 1 WHERE id = $1', [decision])],
      ['scolarite', () => base.source.query(`UPDATE scolarite SET fin = '2027-03-01' WHERE id = $1`, [scolarite])],
      ['affectation', async () => monde.affectation({ mission: await monde.mission(), pial })],
      ['membre', async () => monde.membre({ pial, uai: await monde.etablissement() })],
      ['formule', () => formule('cM')],
    ];
    for (const [nom, changer] of changements) {
      await changer();
      expect(await perime())
        .withContext(nom)
        .toBeTrue();
      await recalculer();
      expect(await perime())
        .withContext(nom)
        .toBeFalse();
    }
  });

  it('refuses a formula that fails on some PIAL: which one, why; the former figures stay', async () => {
    const un = await monde.pial({ nom: 'Collège Alpha' });
    const deux = await monde.pial({ nom: 'Collège Bêta' });
    await mutualisees(un, 3);
    await mutualisees(deux, 2);
    await recalculer();
    const avant = await lister();
    await formule('24 / (cM - 2)');
    await expectAsync(recalculer()).toBeRejectedWith(
      jasmine.objectContaining({
        code: 'AGREGATS_INCALCULABLES',
        message: jasmine.stringMatching(/PIAL « Collège Bêta » .*divise par zéro/),
        details: jasmine.objectContaining({ pial: deux, cause: 'FORMULE_DIVISION_PAR_ZERO' }),
      }),
    );
    const apres = await lister();
    expect(apres.lignes).toEqual(avant.lignes);
    expect(apres.calcul).toEqual({ ...avant.calcul!, perime: true });
  });

  it('replaces the rows of the year only, twice gives the same, two at once wait for each other', async () => {
    const pial = await monde.pial();
    await mutualisees(pial, 1);
    await recalculerAgregats(base.source, { departement: '031', annee: 2025, acteur: ACTEUR_SYSTEME });
    await recalculer();
    const avant = await lister();
    await Promise.all([recalculer(), recalculer(), recalculer()]);
    expect((await lister()).lignes).toEqual(avant.lignes);
    const lignes: { annee: number; n: number }[] = await base.source.query(
      `SELECT c.annee, count(*)::int AS n FROM calcul_agregat c JOIN agregat_pial a ON a.calcul_id = c.id GROUP BY 1 ORDER BY 1`,
    );
    expect(lignes).toEqual([
      { annee: 2025, n: 3 },
      { annee: 2026, n: 3 },
    ]);
    const [trace]: { acteur: string; acteur_id: number }[] = await base.source.query(
      `SELECT acteur, acteur_id FROM audit WHERE objet = 'calcul_agregat' ORDER BY id DESC LIMIT 1`,
    );
    expect(trace).toEqual({ acteur: 'Dominique Roux', acteur_id: 12 });
  });

  it('an unknown département is refused', async () => {
    await expectAsync(recalculer('999')).toBeRejectedWith(jasmine.objectContaining({ code: 'DEPARTEMENT_INCONNU' }));
  });

  it('all at once: each département with a PIAL or a pupil, and a faulty formula stops only its own', async () => {
    await monde.pial();
    await monde.eleveNotifie({ uai: await monde.etablissement({ departement: '081' }) });
    await mutualisees(await monde.pial({ departement: '082' }), 1);
    await formule('1 / (cM - 1)', '082');
    const etapes: string[] = [];
    const bilan = await recalculerTous(base.source, {
      annee: ANNEE,
      acteur: ACTEUR_SYSTEME,
      suivi: { progresser: (_, etape) => etapes.push(etape) },
    });
    expect(bilan.calculs).toBe(2);
    expect(bilan.refus.map(({ departement, code }) => [departement, code])).toEqual([
      ['082', 'AGREGATS_INCALCULABLES'],
    ]);
    expect(etapes).toEqual(['Haute-Garonne (2026-2027)', 'Tarn (2026-2027)', 'Tarn-et-Garonne (2026-2027)']);
    expect((await lister('081')).horsPial?.decisionsIndividuelles).toBe(1);
    expect((await lister('082')).calcul).toBeNull();
  });

  it('outside a département perimeter there is nothing to see', async () => {
    await monde.pial();
    await recalculer();
    const vue = await listerBesoinsMoyens(
      base.source,
      { nature: 'AUCUN' },
      { annee: ANNEE, aujourdhui: jour('2026-11-24') },
    );
    expect([vue.lignes, vue.calcul, vue.horsPial]).toEqual([[], null, null]);
  });
});
