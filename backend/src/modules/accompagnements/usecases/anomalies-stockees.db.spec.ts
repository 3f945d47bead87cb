import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { anomaliesAttendues, toutesLesAnomalies } from './anomalies-en-base.oracle.js';
import { rafraichirCouvertures } from './rafraichir-couvertures.js';

describe('Anomalies stockées', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  const executer = async (sql: string, ...params: unknown[]): Promise<void> => {
    await base.source.query(sql, params);
    await monde.rafraichir();
  };
  const anomaliesDe = async (accompagnement: number): Promise<string[]> =>
    (await toutesLesAnomalies(base.source))
      .filter((ligne) => ligne.startsWith(`${accompagnement} `))
      .map((ligne) => ligne.slice(ligne.indexOf(' ') + 1));

  /** An accompaniment of the whole year without any fault, in a school of a PIAL, and what surrounds it. */
  async function accompagnementSain() {
    const uai = await monde.etablissement();
    const pial = await monde.pial({ membres: [uai] });
    const { eleve, decision, scolarite } = await monde.eleveNotifie({ uai });
    const aesh = await monde.aesh();
    const mission = await monde.mission({ aesh });
    const affectation = await monde.affectation({ mission, pial });
    const id = await monde.accompagnement({ mission, decisions: [decision], uai });
    await monde.rafraichir();
    return { id, uai, pial, eleve, decision, scolarite, aesh, mission, affectation };
  }
  type Sain = Awaited<ReturnType<typeof accompagnementSain>>;

  const CAS: readonly [number, string, (s: Sain) => [string, number], (s: Sain) => string][] = [
    [
      1,
      'the mission begins later',
      (s) => [`UPDATE mission SET debut = '2026-09-20' WHERE id = $1`, s.mission],
      () => '1 - 2026-09-01 2026-09-19',
    ],
    [
      2,
      'the contract is broken (guide, example 4)',
      (s) => [`UPDATE mission SET fin = '2027-05-17' WHERE id = $1`, s.mission],
      () => '2 - 2027-05-18 2027-08-31',
    ],
    [
      3,
      'the decision begins later',
      (s) => [`UPDATE decision SET debut = '2026-10-01' WHERE id = $1`, s.decision],
      (s) => `3 ${s.decision} 2026-09-01 2026-09-30`,
    ],
    [
      4,
      'the pupil has moved (guide, example 4)',
      (s) => [`UPDATE scolarite SET fin = '2027-03-01' WHERE id = $1`, s.scolarite],
      (s) => `4 ${s.decision} 2027-03-02 2027-08-31`,
    ],
    [
      5,
      'the file is closed',
      (s) => [`UPDATE eleve SET etat_dossier = 'CLOTURE' WHERE id = $1`, s.eleve],
      (s) => `5 ${s.decision} 2026-09-01 2027-08-31`,
    ],
    [
      6,
      'RH lower the hours of the mission',
      (s) => [`UPDATE mission SET heures = 20 WHERE id = $1`, s.mission],
      () => '6 - 2026-09-01 2027-08-31',
    ],
    [
      7,
      'the decision ends sooner',
      (s) => [`UPDATE decision SET fin = '2027-06-30' WHERE id = $1`, s.decision],
      (s) => `7 ${s.decision} 2027-07-01 2027-08-31`,
    ],
    [
      8,
      'the mission leaves RH',
      (s) => [`UPDATE mission SET actif = false WHERE id = $1`, s.mission],
      () => '8 - 2026-09-01 2027-08-31',
    ],
    [
      8,
      'the AESH leaves RH',
      (s) => [`UPDATE aesh SET actif = false WHERE id = $1`, s.aesh],
      () => '8 - 2026-09-01 2027-08-31',
    ],
    [
      9,
      'the affectation is cut',
      (s) => [`UPDATE affectation_pial SET fin = '2026-12-31' WHERE id = $1`, s.affectation],
      () => '9 - 2027-01-01 2027-08-31',
    ],
    [
      9,
      'the affectation is deleted',
      (s) => [`DELETE FROM affectation_pial WHERE id = $1`, s.affectation],
      () => '9 - 2026-09-01 2027-08-31',
    ],
  ];
  for (const [type, quoi, faire, attendue] of CAS) {
    it(`F5-6 anomaly ${type} appears when ${quoi}, and goes when it is mended`, async () => {
      const sain = await accompagnementSain();
      expect(await anomaliesDe(sain.id)).toEqual([]);
      const [sql, id] = faire(sain);
      await executer(sql, id);
      expect(await anomaliesDe(sain.id)).toEqual([attendue(sain)]);
      await executer(`DELETE FROM accompagnement WHERE id = $1`, sain.id);
      expect(await anomaliesDe(sain.id)).toEqual([]);
    });
  }

  it('F5-6 anomaly 9 follows the school from one PIAL to the next', async () => {
    const sain = await accompagnementSain();
    await base.source.query(`UPDATE pial_membre SET fin = '2026-12-31' WHERE uai = $1`, [sain.uai]);
    const autre = await monde.pial();
    await monde.membre({ pial: autre, uai: sain.uai, debut: '2027-01-01' });
    await monde.rafraichir();
    expect(await anomaliesDe(sain.id)).toEqual(['9 - 2027-01-01 2027-08-31']);
    await monde.affectation({ mission: sain.mission, pial: autre, debut: '2027-01-01' });
    await monde.rafraichir();
    expect(await anomaliesDe(sain.id)).toEqual([]);
  });

  it('F5-6 a collective accompaniment says which pupil is at fault', async () => {
    const uai = await monde.etablissement();
    const [un, deux] = [
      await monde.eleveNotifie({ uai, type: 'MUTUALISEE' }),
      await monde.eleveNotifie({ uai, type: 'MUTUALISEE' }),
    ];
    const mission = await monde.mission();
    const id = await monde.accompagnement({
      mission,
      type: 'MUTUALISEE',
      decisions: [un.decision, deux.decision],
      uai,
    });
    await executer(`UPDATE scolarite SET fin = '2027-03-01' WHERE id = $1`, deux.scolarite);
    expect(await anomaliesDe(id)).toEqual([`4 ${deux.decision} 2027-03-02 2027-08-31`]);
    await executer(`DELETE FROM accompagnement_decision WHERE decision_id = $1`, deux.decision);
    expect(await anomaliesDe(id)).toEqual([]);
  });

  it('F5-6 the second accompaniment that makes the mission too small is at fault, and so is the first; both mend', async () => {
    const sain = await accompagnementSain();
    const autre = await monde.eleveNotifie({ uai: sain.uai });
    const second = await monde.accompagnement({
      mission: sain.mission,
      decisions: [autre.decision],
      uai: sain.uai,
      debut: '2027-02-01',
      fin: '2027-02-28',
      heures: 2,
    });
    await monde.rafraichir();
    expect(await anomaliesDe(sain.id)).toEqual(['6 - 2027-02-01 2027-02-28']);
    expect(await anomaliesDe(second)).toEqual(['6 - 2027-02-01 2027-02-28']);
    const ailleurs = await monde.mission();
    await monde.affectation({ mission: ailleurs, pial: sain.pial });
    await executer(`UPDATE accompagnement SET mission_id = $2 WHERE id = $1`, second, ailleurs);
    expect(await anomaliesDe(sain.id)).toEqual([]);
    expect(await anomaliesDe(second)).toEqual([]);
  });

  it('two refreshes of one mission follow each other: the second sees what the first committed', async () => {
    const sain = await accompagnementSain();
    const autre = await monde.eleveNotifie({ uai: sain.uai });
    const ecrire = (sql: (m: Monde) => Promise<unknown>): Promise<void> =>
      base.source.transaction(async (manager) => {
        await sql(new Monde(manager));
        await rafraichirCouvertures(manager);
      });
    const poser = (m: Monde): Promise<unknown> =>
      m.accompagnement({ mission: sain.mission, decisions: [autre.decision], uai: sain.uai, heures: 3 });
    await Promise.all([ecrire(poser), ecrire(poser)]);
    expect(await anomaliesDe(sain.id)).toEqual(['6 - 2026-09-01 2027-08-31']);
    await Promise.all([
      base.source.transaction(async (manager) => {
        await manager.query('DELETE FROM accompagnement WHERE id = $1', [sain.id]);
        await rafraichirCouvertures(manager);
      }),
      ecrire(poser),
    ]);
    expect(await anomaliesDe(sain.id)).toEqual([]);
    expect(await toutesLesAnomalies(base.source)).toEqual(await anomaliesAttendues(base.source));
  });
});
