import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { distanceKm } from '../../../kernel/distance.js';
import { jour } from '../../../kernel/jour.js';
import { type SegmentCouverture, estPrevisionnel } from '../domain/couverture.js';
import { toutesLesAnomalies } from './anomalies-en-base.oracle.js';
import { rafraichirCouvertures, rafraichirTout } from './rafraichir-couvertures.js';

interface Stockee {
  couverture: number;
  priorite: number;
  accompagnee: boolean;
  distance_km: number | null;
  segments: SegmentCouverture[];
}

describe('Couvertures stockées', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());
  beforeEach(() => monde.rafraichir());

  const couverture = async (decision: number): Promise<Stockee> => {
    const lignes: Stockee[] = await base.source.query(`SELECT * FROM couverture_decision WHERE decision_id = $1`, [
      decision,
    ]);
    const ligne = lignes[0];
    if (!ligne) throw new Error(`Aucune couverture stockée pour la décision ${decision}.`);
    return ligne;
  };
  const frise = async (decision: number): Promise<string[]> =>
    (await couverture(decision)).segments.map((s) => `${s.debut} ${s.fin} ${s.etat}`);
  const marques = async (): Promise<string[]> => {
    const lignes: { marque: string }[] = await base.source.query(
      `SELECT DISTINCT genre || ' ' || objet AS marque FROM couverture_a_rafraichir, unnest(objets) AS objet`,
    );
    return lignes.map((l) => l.marque).sort();
  };
  const executer = async (sql: string, params: unknown[]): Promise<void> => {
    await base.source.query(sql, params);
  };

  it('F5-3 example 1 of the guide: red, then green once 24 h are placed', async () => {
    const uai = await monde.etablissement();
    const eleve = await monde.eleve();
    await monde.scolarite({ eleve, uai, debut: '2016-09-01', fin: null });
    const decision = await monde.decision({ eleve, heures: 24, debut: '2017-09-01', fin: '2019-08-31' });
    await monde.rafraichir();
    expect(await frise(decision)).toEqual(['2017-09-01 2019-08-31 ROUGE']);
    expect(await couverture(decision)).toEqual(
      jasmine.objectContaining({ couverture: 0, priorite: 1, accompagnee: false }),
    );

    const mission = await monde.mission({ debut: '2018-09-01', fin: '2019-08-31' });
    const accompagnement = await monde.accompagnement({
      mission,
      decisions: [decision],
      uai,
      debut: '2019-04-05',
      fin: '2019-08-31',
      heures: 24,
    });
    await monde.rafraichir();
    expect(await frise(decision)).toEqual(['2017-09-01 2019-04-04 ROUGE', '2019-04-05 2019-08-31 VERT']);
    const { segments, couverture: moyenne, priorite } = await couverture(decision);
    expect(segments[1]).toEqual({
      debut: jour('2019-04-05'),
      fin: jour('2019-08-31'),
      etat: 'VERT',
      heures: 24,
      accompagnements: [accompagnement],
      previsionnel: false,
    });
    expect(moyenne).toBeCloseTo(149 / 730, 4);
    expect(priorite).toBeCloseTo(1 - 149 / 730, 4);
  });

  it('F5-1 (core) the timeline covers the whole decision with each state, and a maintien prolongs it in violet', async () => {
    const uai = await monde.etablissement();
    const eleve = await monde.eleve();
    await monde.scolarite({ eleve, uai, debut: '2025-09-01', fin: '2026-05-31' });
    await monde.scolarite({ eleve, uai, debut: '2026-06-08', fin: null });
    const decision = await monde.decision({ eleve, heures: 12, debut: '2025-09-01', fin: '2026-06-30' });
    const mission = await monde.mission({ debut: '2025-09-01', fin: '2026-08-31' });
    const poser = (debut: string, fin: string, heures: number, maintien = false): Promise<number> =>
      monde.accompagnement({ mission, decisions: [decision], uai, debut, fin, heures, maintien });
    await poser('2025-10-01', '2026-06-30', 6);
    await poser('2026-01-01', '2026-06-30', 6);
    await poser('2026-03-01', '2026-03-31', 2);
    await poser('2026-07-01', '2026-08-31', 6, true);
    await monde.rafraichir();
    expect(await frise(decision)).toEqual([
      '2025-09-01 2025-09-30 ROUGE',
      '2025-10-01 2025-12-31 ORANGE',
      '2026-01-01 2026-02-28 VERT',
      '2026-03-01 2026-03-31 BLEU',
      '2026-04-01 2026-05-31 VERT',
      '2026-06-01 2026-06-07 BLANC',
      '2026-06-08 2026-06-30 VERT',
      '2026-07-01 2026-08-31 VIOLET',
    ]);
  });

  it('example 2 of the guide: white where the pupil is no longer schooled, accompanied or not', async () => {
    const uai = await monde.etablissement();
    const eleve = await monde.eleve();
    const scolarite = await monde.scolarite({ eleve, uai, debut: '2017-09-01', fin: null });
    const decision = await monde.decision({ eleve, heures: 24, debut: '2017-09-01', fin: '2019-08-31' });
    const mission = await monde.mission({ debut: '2018-09-01', fin: '2019-08-31' });
    await monde.accompagnement({ mission, decisions: [decision], uai, debut: '2018-09-01', fin: '2019-08-31' });
    await monde.rafraichir();
    expect(await frise(decision)).toEqual(['2017-09-01 2018-08-31 ROUGE', '2018-09-01 2019-08-31 VERT']);

    await executer(`UPDATE scolarite SET fin = '2019-04-04' WHERE id = $1`, [scolarite]);
    await monde.rafraichir();
    expect(await frise(decision)).toEqual([
      '2017-09-01 2018-08-31 ROUGE',
      '2018-09-01 2019-04-04 VERT',
      '2019-04-05 2019-08-31 BLANC',
    ]);
    expect((await couverture(decision)).couverture).toBeCloseTo(216 / 730, 4);
  });

  it('F5-5 example 3 of the guide: hatched on a provisional mission, and next school year', async () => {
    const uai = await monde.etablissement();
    const eleve = await monde.eleve();
    await monde.scolarite({ eleve, uai, debut: '2026-09-01', fin: null });
    const decision = await monde.decision({ eleve, debut: '2026-09-01', fin: '2028-08-31' });
    const provisoire = await monde.mission({ source: 'PREVISIONNEL', debut: '2026-09-01', fin: '2027-08-31' });
    const reelle = await monde.mission({ debut: '2027-09-01', fin: '2028-08-31' });
    await monde.accompagnement({ mission: provisoire, decisions: [decision], uai });
    await monde.accompagnement({
      mission: reelle,
      decisions: [decision],
      uai,
      debut: '2027-09-01',
      fin: '2028-08-31',
    });
    await monde.rafraichir();
    const { segments } = await couverture(decision);
    expect(segments.map((s) => [s.debut, s.etat, s.previsionnel])).toEqual([
      [jour('2026-09-01'), 'VERT', true],
      [jour('2027-09-01'), 'VERT', false],
    ]);
    // What depends on today is not stored: the second is hatched as long as its school year has not come.
    expect(segments.map((s) => estPrevisionnel(s, 2026))).toEqual([true, true]);
    expect(segments.map((s) => estPrevisionnel(s, 2027))).toEqual([true, false]);

    // The mission arrives from RH: nothing else changes, the hatching goes.
    await executer(`UPDATE mission SET source = 'EPP' WHERE id = $1`, [provisoire]);
    await monde.rafraichir();
    expect((await couverture(decision)).segments.map((s) => s.previsionnel)).toEqual([false, false]);
  });

  it('keeps the smallest distance from the homes of the AESH to the tête de PIAL of the school, empty hors PIAL', async () => {
    const tete = await monde.etablissement({ latitude: 43.6, longitude: 1.44 });
    const ecole = await monde.etablissement({ latitude: 43.3, longitude: 1.2 });
    await monde.pial({ tete, membres: [ecole] });
    const { decision } = await monde.eleveNotifie({ uai: ecole });
    await monde.rafraichir();
    expect((await couverture(decision)).distance_km).toBeNull();

    const loin = await monde.aesh({ latitude: 43.9, longitude: 1.9 });
    const pres = await monde.aesh({ latitude: 43.5, longitude: 1.4 });
    const nullePart = await monde.aesh({ latitude: null, longitude: null });
    for (const aesh of [nullePart, loin, pres]) {
      const mission = await monde.mission({ aesh });
      await monde.accompagnement({ mission, decisions: [decision], uai: ecole, heures: 2 });
    }
    await monde.rafraichir();
    const attendue = distanceKm({ latitude: 43.5, longitude: 1.4 }, { latitude: 43.6, longitude: 1.44 });
    expect((await couverture(decision)).distance_km).toBe(attendue);

    // The nearest one moves away.
    await executer(`UPDATE aesh SET latitude = 45 WHERE id = $1`, [pres]);
    await monde.rafraichir();
    expect((await couverture(decision)).distance_km).toBe(
      distanceKm({ latitude: 43.9, longitude: 1.9 }, { latitude: 43.6, longitude: 1.44 }),
    );

    const horsPial = await monde.eleveNotifie();
    const mission = await monde.mission({ aesh: loin });
    await monde.accompagnement({ mission, decisions: [horsPial.decision], uai: horsPial.uai, heures: 2 });
    await monde.rafraichir();
    expect((await couverture(horsPial.decision)).distance_km).toBeNull();
  });

  it('each write marks what it makes stale, in its own transaction, and the refresh consumes the marks', async () => {
    const { eleve, decision, uai, scolarite } = await monde.eleveNotifie();
    const aesh = await monde.aesh();
    const mission = await monde.mission({ aesh });
    const autre = await monde.mission({ aesh });
    const accompagnement = await monde.accompagnement({ mission, decisions: [decision], uai });
    const seconde = await monde.decision({ eleve, debut: '2027-09-01', fin: '2028-08-31' });
    const autreEcole = await monde.etablissement();
    const affectation = await monde.affectation({ mission: autre, pial: await monde.pial({ membres: [uai] }) });
    await monde.rafraichir();
    expect(await marques()).toEqual([]);

    const D = (id: number): string => `DECISION ${id}`;
    const M = (id: number): string => `MISSION ${id}`;
    const A = (id: number): string => `AFFECTATION ${id}`;
    const cas: [string, string, number, string[]][] = [
      ['a schooling', `UPDATE scolarite SET fin = '2027-07-01' WHERE id = $1`, scolarite, [D(decision), D(seconde)]],
      ['its school', `UPDATE scolarite SET uai = '${autreEcole}' WHERE id = $1`, scolarite, [D(decision), D(seconde)]],
      ['the hours of a decision', `UPDATE decision SET heures = 12 WHERE id = $1`, decision, [D(decision)]],
      ['a frozen file', `UPDATE eleve SET etat_dossier = 'GELE' WHERE id = $1`, eleve, [D(decision)]],
      ['the name of a pupil', `UPDATE eleve SET nom = 'Autre', prenom = 'Zoé' WHERE id = $1`, eleve, []],
      ['a mission become real', `UPDATE mission SET source = 'PREVISIONNEL' WHERE id = $1`, mission, [D(decision)]],
      ['the hours of a mission', `UPDATE mission SET heures = heures + 1 WHERE id = $1`, mission, [M(mission)]],
      ['an inactive mission', `UPDATE mission SET actif = false WHERE id = $1`, mission, [M(mission)]],
      ['an inactive AESH', `UPDATE aesh SET actif = false WHERE id = $1`, aesh, [M(mission)]],
      ['what changes nothing stored', `UPDATE mission SET uai_payeur = NULL, quotite = 50 WHERE id = $1`, mission, []],
      [
        'an accompaniment',
        `UPDATE accompagnement SET heures = 3 WHERE id = $1`,
        accompagnement,
        [D(decision), M(mission)],
      ],
      [
        'the mission of an accompaniment: both missions',
        `UPDATE accompagnement SET mission_id = ${autre} WHERE id = $1`,
        accompagnement,
        [A(mission), A(autre), D(decision), M(mission), M(autre)],
      ],
      ['the home of an AESH', `UPDATE aesh SET latitude = 44 WHERE id = $1`, aesh, [D(decision)]],
      ['an affectation', `UPDATE affectation_pial SET fin = '2027-07-01' WHERE id = $1`, affectation, [A(autre)]],
      ['its hours', `UPDATE affectation_pial SET heures = 1 WHERE id = $1`, affectation, []],
      ['the end of an affectation', `DELETE FROM affectation_pial WHERE id = $1`, affectation, [A(autre)]],
      [
        'a school leaves its PIAL',
        `DELETE FROM pial_membre WHERE uai = '${uai}' AND $1 > 0`,
        1,
        [A(autre), D(decision)],
      ],
      [
        'the deletion of an accompaniment',
        `DELETE FROM accompagnement WHERE id = $1`,
        accompagnement,
        [A(autre), D(decision), M(autre)],
      ],
      ['the deletion of a schooling', `DELETE FROM scolarite WHERE id = $1`, scolarite, [D(decision), D(seconde)]],
    ];
    for (const [quoi, sql, id, attendues] of cas) {
      await executer(sql, [id]);
      expect(await marques())
        .withContext(quoi)
        .toEqual([...attendues].sort());
      await monde.rafraichir();
      expect(await marques())
        .withContext(quoi)
        .toEqual([]);
    }
    expect(await frise(decision)).toEqual(['2026-09-01 2027-08-31 BLANC']);
  });

  it('two users on one decision: the second refresh sees what the first committed', async () => {
    const { decision, uai } = await monde.eleveNotifie({ heures: 24 });
    const missions = [await monde.mission(), await monde.mission()];
    await monde.rafraichir();
    await Promise.all(
      missions.map((mission) =>
        base.source.transaction(async (manager) => {
          await new Monde(manager).accompagnement({ mission, decisions: [decision], uai, heures: 12 });
          await rafraichirCouvertures(manager);
        }),
      ),
    );
    expect((await couverture(decision)).segments.map((s) => [s.etat, s.heures, s.accompagnements.length])).toEqual([
      ['VERT', 24, 2],
    ]);
  });

  it('does not wait for an import that holds rows of decisions and missions in any order', async () => {
    const { decision, uai } = await monde.eleveNotifie();
    const autre = await monde.eleveNotifie();
    const mission = await monde.mission();
    await monde.rafraichir();
    await base.source.transaction(async (importation) => {
      await importation.query(`UPDATE decision SET nature = 'PROJET_ALTERNATIF' WHERE id = $1`, [autre.decision]);
      await importation.query(`UPDATE decision SET nature = 'PROJET_ALTERNATIF' WHERE id = $1`, [decision]);
      await base.source.transaction(async (manager) => {
        await new Monde(manager).accompagnement({ mission, decisions: [decision], uai });
        await rafraichirCouvertures(manager);
      });
      await rafraichirCouvertures(importation);
    });
    expect(await frise(decision)).toEqual(['2026-09-01 2027-08-31 VERT']);
  });

  it('a rolled back write leaves neither mark nor coverage', async () => {
    const { decision, uai } = await monde.eleveNotifie();
    const mission = await monde.mission();
    await monde.rafraichir();
    await expectAsync(
      base.source.transaction(async (manager) => {
        await new Monde(manager).accompagnement({ mission, decisions: [decision], uai });
        await rafraichirCouvertures(manager);
        throw new Error('panne');
      }),
    ).toBeRejectedWithError('panne');
    expect(await frise(decision)).toEqual(['2026-09-01 2027-08-31 ROUGE']);
    expect(await marques()).toEqual([]);
  });

  it('rafraichirTout rebuilds what was lost or corrupted, and says where it is', async () => {
    const { decision, uai } = await monde.eleveNotifie();
    const trop = await monde.mission({ debut: '2026-09-05', fin: '2027-01-31', heures: 2, actif: false });
    await monde.accompagnement({ mission: trop, decisions: [decision], uai });
    await monde.rafraichir();
    const avant = await couverture(decision);
    const anomaliesAvant = await toutesLesAnomalies(base.source);
    expect(anomaliesAvant.length).toBeGreaterThan(3);
    await base.source.query(`UPDATE couverture_decision SET couverture = 9, segments = '[]'`);
    await base.source.query(`DELETE FROM occupation_mission`);
    await base.source.query(`DELETE FROM anomalie_accompagnement WHERE id % 2 = 0`);
    await base.source.query(`UPDATE anomalie_accompagnement SET debut = debut - 1`);
    const fractions: number[] = [];
    const bilan = await rafraichirTout(base.source, { progresser: (fraction) => fractions.push(fraction) });
    expect(await couverture(decision)).toEqual(avant);
    expect(await toutesLesAnomalies(base.source)).toEqual(anomaliesAvant);
    const [{ decisions, missions, occupations }] = await base.source.query<
      [{ decisions: number; missions: number; occupations: number }]
    >(`SELECT (SELECT count(*) FROM decision) AS decisions, (SELECT count(*) FROM mission) AS missions,
              (SELECT count(*) FROM occupation_mission) AS occupations`);
    expect(bilan).toEqual({ decisions, missions });
    expect(occupations).toBe(missions);
    expect(fractions.at(-1)).toBe(1);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });
});
