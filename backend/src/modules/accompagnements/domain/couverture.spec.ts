import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jour } from '../../../kernel/jour.js';
import { joursDe, toujours, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { type PeriodeFermee, couvreEntierement, periode } from '../../../kernel/periode.js';
import { couvertureNaive } from './couverture.oracle.js';
import {
  type AccompagnementPose,
  type DecisionACouvrir,
  type SegmentCouverture,
  calculerCouverture,
  estPrevisionnel,
  etatCouverture,
} from './couverture.js';

function du(debut: string, fin: string): PeriodeFermee {
  return periode(jour(debut), jour(fin));
}

function pose(id: number, debut: string, fin: string, heures: number, autres: Partial<AccompagnementPose> = {}) {
  return { id, ...du(debut, fin), heures, maintien: false, missionPrevisionnelle: false, ...autres };
}

/** 'ROUGE 2017-09-01>2019-04-04 0 []' */
function resumer(segments: readonly SegmentCouverture[]): string[] {
  return segments.map(
    (s) =>
      `${s.etat} ${s.debut}>${s.fin} ${s.heures} [${s.accompagnements.join()}]${s.previsionnel ? ' previsionnel' : ''}`,
  );
}

describe('etatCouverture', () => {
  const individuelle = { type: 'INDIVIDUELLE', heures: 12 } as const;
  const cas = [
    ['no accompaniment', individuelle, [], 'ROUGE'],
    ['less than notified', individuelle, [8], 'ORANGE'],
    ['as notified, by two AESH', individuelle, [8, 4], 'VERT'],
    ['more than notified', individuelle, [8, 4.01], 'BLEU'],
    ['0 h placed of 12', individuelle, [0], 'ORANGE'],
    ['0.1 + 0.2 of 0.3', { type: 'INDIVIDUELLE', heures: 0.3 }, [0.1, 0.2], 'VERT'],
    ['notified hours missing', { type: 'INDIVIDUELLE', heures: null }, [1], 'VERT'],
    ['notified hours missing, nobody', { type: 'INDIVIDUELLE', heures: null }, [], 'ROUGE'],
    ['0 h notified', { type: 'INDIVIDUELLE', heures: 0 }, [1], 'VERT'],
    ['mutualised, one AESH is enough', { type: 'MUTUALISEE', heures: null }, [0.5], 'VERT'],
    ['mutualised, never blue', { type: 'MUTUALISEE', heures: 2 }, [30], 'VERT'],
    ['mutualised, nobody', { type: 'MUTUALISEE', heures: null }, [], 'ROUGE'],
  ] as const;
  for (const [titre, besoin, heures, etat] of cas) {
    it(`${titre}: ${etat}`, () => expect(etatCouverture(besoin, heures)).toBe(etat));
  }
});

describe('calculerCouverture, examples of the guide §5.5.2', () => {
  const decision: DecisionACouvrir = { type: 'INDIVIDUELLE', heures: 24, periode: du('2017-09-01', '2019-08-31') };
  const scolarise = [du('2017-09-01', '2019-08-31')];

  it('F5-3 example 1: red until the accompaniment of 24 h, then green', () => {
    const resultat = calculerCouverture(decision, scolarise, [pose(7, '2019-04-05', '2019-08-31', 24)]);
    expect(resumer(resultat.segments)).toEqual([
      'ROUGE 2017-09-01>2019-04-04 0 []',
      'VERT 2019-04-05>2019-08-31 24 [7]',
    ]);
    // 149 days of 730
    expect(resultat.couverture).toBe(0.2041);
    expect(resultat.priorite).toBe(0.7959);
    expect(resultat.accompagnee).toBeTrue();
  });

  it('F5-4 example 2: white from the end of the schooling, even under an accompaniment', () => {
    const courte = [du('2017-09-01', '2019-04-04')];
    expect(resumer(calculerCouverture(decision, courte, []).segments)).toEqual([
      'ROUGE 2017-09-01>2019-04-04 0 []',
      'BLANC 2019-04-05>2019-08-31 0 []',
    ]);
    const malPose = calculerCouverture(decision, courte, [pose(7, '2019-04-05', '2019-08-31', 24)]);
    expect(resumer(malPose.segments)).toEqual([
      'ROUGE 2017-09-01>2019-04-04 0 []',
      'BLANC 2019-04-05>2019-08-31 24 [7]',
    ]);
    expect(malPose.couverture).toBe(0);
    expect(malPose.priorite).toBe(1);
    expect(malPose.accompagnee).toBeTrue();
  });

  it('F5-5 example 3: hatched on a provisional mission', () => {
    const { segments } = calculerCouverture(decision, scolarise, [
      pose(7, '2019-04-05', '2019-08-31', 24, { missionPrevisionnelle: true }),
    ]);
    expect(resumer(segments)).toEqual([
      'ROUGE 2017-09-01>2019-04-04 0 []',
      'VERT 2019-04-05>2019-08-31 24 [7] previsionnel',
    ]);
    expect(segments.map((s) => estPrevisionnel(s, 2018))).toEqual([false, true]);
  });

  it('F5-5 example 3: hatched when the accompaniment is of the next school year, until that year comes', () => {
    const { segments } = calculerCouverture(decision, scolarise, [
      pose(6, '2017-11-06', '2018-08-31', 24),
      pose(7, '2018-09-01', '2019-08-31', 24),
    ]);
    expect(segments.map((s) => estPrevisionnel(s, 2017))).toEqual([false, false, true]);
    expect(segments.map((s) => estPrevisionnel(s, 2018))).toEqual([false, false, false]);
  });

  it('the last day of the current school year is not the next one', () => {
    const segment = { debut: jour('2027-08-31'), accompagnements: [1], previsionnel: false };
    expect(estPrevisionnel(segment, 2026)).toBeFalse();
    expect(estPrevisionnel({ ...segment, debut: jour('2027-09-01') }, 2026)).toBeTrue();
  });

  it('a red or white run of the next school year is not hatched', () => {
    const { segments } = calculerCouverture(decision, [du('2018-09-01', '2019-01-31')], []);
    expect(segments.map((s) => s.etat)).toEqual(['BLANC', 'ROUGE', 'BLANC']);
    expect(segments.map((s) => estPrevisionnel(s, 2017))).toEqual([false, false, false]);
  });
});

describe('calculerCouverture, coverage and priority (guide §4.5)', () => {
  const annee = du('2026-09-01', '2027-08-31');
  const individuelle: DecisionACouvrir = { type: 'INDIVIDUELLE', heures: 10, periode: annee };
  const cas: [string, DecisionACouvrir, AccompagnementPose[], number, number][] = [
    ['nothing', individuelle, [], 0, 1],
    ['complete', individuelle, [pose(1, '2026-09-01', '2027-08-31', 10)], 1, 0],
    ['10 % of the hours', individuelle, [pose(1, '2026-09-01', '2027-08-31', 1)], 0.1, 0.9],
    ['twice the hours', individuelle, [pose(1, '2026-09-01', '2027-08-31', 20)], 2, 0],
    ['200 % for 1 day of 365', individuelle, [pose(1, '2026-09-01', '2026-09-01', 20)], 0.0055, 0.9973],
    ['accompaniment beyond both ends', individuelle, [pose(1, '2026-08-01', '2027-12-31', 10)], 1, 0],
    ['accompaniment outside', individuelle, [pose(1, '2027-09-01', '2027-12-31', 10)], 0, 1],
    [
      'mutualised',
      { ...individuelle, type: 'MUTUALISEE', heures: null },
      [pose(1, '2026-09-01', '2027-08-31', 3)],
      1,
      0,
    ],
    ['hours missing', { ...individuelle, heures: null }, [pose(1, '2026-09-01', '2027-08-31', 3)], 1, 0],
  ];
  for (const [titre, decision, accompagnements, couverture, priorite] of cas) {
    it(`${titre}: coverage ${couverture}, priority ${priorite}`, () => {
      const resultat = calculerCouverture(decision, [annee], accompagnements);
      expect(resultat.couverture).toBe(couverture);
      expect(resultat.priorite).toBe(priorite);
    });
  }

  it('a pupil without any schooling: one white run, priority 1', () => {
    const resultat = calculerCouverture(individuelle, [], []);
    expect(resumer(resultat.segments)).toEqual(['BLANC 2026-09-01>2027-08-31 0 []']);
    expect(resultat).toEqual(jasmine.objectContaining({ couverture: 0, priorite: 1, accompagnee: false }));
  });

  it('a schooling without an end covers the decision to its last day', () => {
    const { segments } = calculerCouverture(individuelle, [{ debut: jour('2020-09-01'), fin: null }], []);
    expect(resumer(segments)).toEqual(['ROUGE 2026-09-01>2027-08-31 0 []']);
  });

  it('cuts green runs where the AESH changes, joins them where only the school does', () => {
    const { segments } = calculerCouverture(
      individuelle,
      [du('2026-09-01', '2026-12-31'), du('2027-01-01', '2027-08-31')],
      [pose(2, '2026-09-01', '2027-02-28', 10), pose(1, '2027-03-01', '2027-08-31', 10)],
    );
    expect(resumer(segments)).toEqual(['VERT 2026-09-01>2027-02-28 10 [2]', 'VERT 2027-03-01>2027-08-31 10 [1]']);
  });
});

describe('calculerCouverture, maintien', () => {
  const decision: DecisionACouvrir = { type: 'INDIVIDUELLE', heures: 10, periode: du('2026-01-01', '2026-12-31') };
  const scolarise = [du('2026-01-01', '2027-08-31')];
  const maintien = { maintien: true };

  it('violet after the end of the decision, without counting in its coverage; no segment in between', () => {
    const resultat = calculerCouverture(decision, scolarise, [
      pose(1, '2026-01-01', '2026-12-31', 10),
      pose(2, '2027-02-01', '2027-03-31', 6, maintien),
      pose(3, '2027-03-01', '2027-04-30', 4, { maintien: true, missionPrevisionnelle: true }),
    ]);
    expect(resumer(resultat.segments)).toEqual([
      'VERT 2026-01-01>2026-12-31 10 [1]',
      'VIOLET 2027-02-01>2027-02-28 6 [2]',
      'VIOLET 2027-03-01>2027-03-31 10 [2,3] previsionnel',
      'VIOLET 2027-04-01>2027-04-30 4 [3] previsionnel',
    ]);
    expect(resultat.couverture).toBe(1);
  });

  it('over the decision itself (prolonged since), it counts for nothing', () => {
    const resultat = calculerCouverture(decision, scolarise, [pose(2, '2026-10-01', '2027-03-31', 10, maintien)]);
    expect(resumer(resultat.segments)).toEqual([
      'ROUGE 2026-01-01>2026-12-31 0 []',
      'VIOLET 2027-01-01>2027-03-31 10 [2]',
    ]);
    expect(resultat).toEqual(jasmine.objectContaining({ couverture: 0, priorite: 1, accompagnee: false }));
  });
});

describe('calculerCouverture, against the day by day oracle', () => {
  const DEPUIS = '2026-08-01';
  const heures = fc.integer({ min: 0, max: 12 }).map((n) => (n * 205) / 100);
  const decision: fc.Arbitrary<DecisionACouvrir> = fc.record({
    type: fc.constantFrom('INDIVIDUELLE', 'MUTUALISEE'),
    heures: fc.option(heures, { freq: 5 }),
    periode: unePeriodeFermee(DEPUIS, 60),
  });
  const accompagnements = fc
    .array(fc.tuple(unePeriodeFermee(DEPUIS, 75), heures, fc.nat(4), fc.boolean()), { maxLength: 6 })
    .chain((liste) =>
      fc.shuffledSubarray([11, 5, 9, 2, 30, 7], { minLength: liste.length, maxLength: liste.length }).map((ids) =>
        liste.map(([p, h, maintien, missionPrevisionnelle], n) => {
          return { id: ids[n] ?? 0, ...p, heures: h, maintien: maintien === 0, missionPrevisionnelle };
        }),
      ),
    );
  const scolarites = fc.array(unePeriode(DEPUIS, 60), { maxLength: 3 });

  it('same segments, same coverage and priority to 4 decimals', () => {
    toujours(
      fc.property(decision, scolarites, accompagnements, (d, s, a) => {
        const rapide = calculerCouverture(d, s, a);
        const naif = couvertureNaive(d, s, a);
        assert.deepEqual(rapide.segments, naif.segments);
        assert.equal(rapide.accompagnee, naif.accompagnee);
        assert.ok(Math.abs(rapide.couverture - naif.couverture) < 0.00005 + 1e-9, `couverture ${naif.couverture}`);
        assert.ok(Math.abs(rapide.priorite - naif.priorite) < 0.00005 + 1e-9, `priorite ${naif.priorite}`);
      }),
      { numRuns: 3000 },
    );
  });

  it('the segments before the end of the decision tile it exactly', () => {
    toujours(
      fc.property(decision, scolarites, accompagnements, (d, s, a) => {
        const dedans = calculerCouverture(d, s, a).segments.filter((segment) => segment.etat !== 'VIOLET');
        assert.equal(dedans.flatMap((segment) => joursDe(segment)).join(), joursDe(d.periode).join());
        assert.ok(couvreEntierement(d.periode, dedans));
      }),
    );
  });

  it('does not depend on the order of what it is given, and changes nothing in it', () => {
    toujours(
      fc.property(decision, scolarites, accompagnements, (d, s, a) => {
        const [avantS, avantA] = [[...s], [...a]];
        const direct = calculerCouverture(d, s, a);
        assert.deepEqual(calculerCouverture(d, [...s].reverse(), [...a].reverse()), direct);
        assert.deepEqual([s, a], [avantS, avantA]);
      }),
    );
  });
});
