import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jour, lendemain } from '../../../kernel/jour.js';
import { joursDe, toujours, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { type PeriodeFermee, periode } from '../../../kernel/periode.js';
import { heuresLibresNaives, occupationNaive } from './occupation.oracle.js';
import { type MissionOccupable, type SegmentOccupation, calculerOccupation, heuresLibres } from './occupation.js';

function du(debut: string, fin: string): PeriodeFermee {
  return periode(jour(debut), jour(fin));
}

function pose(id: number, debut: string, fin: string, heures: number) {
  return { id, ...du(debut, fin), heures };
}

function resumer(segments: readonly SegmentOccupation[]): string[] {
  return segments.map((s) => `${s.etat} ${s.debut}>${s.fin ?? ''} ${s.heures} [${s.accompagnements.join()}]`);
}

const cdd: MissionOccupable = { periode: du('2026-09-01', '2027-08-31'), heures: 24, accompagne: true };
const cdi: MissionOccupable = { periode: { debut: jour('2026-09-01'), fin: null }, heures: 24, accompagne: true };

describe('calculerOccupation', () => {
  it('red, orange, green, blue along the mission', () => {
    const { segments } = calculerOccupation(cdd, [
      pose(1, '2026-10-01', '2027-06-30', 12),
      pose(2, '2026-11-01', '2027-05-31', 12),
      pose(3, '2026-12-01', '2026-12-31', 0.5),
    ]);
    expect(resumer(segments)).toEqual([
      'ROUGE 2026-09-01>2026-09-30 0 []',
      'ORANGE 2026-10-01>2026-10-31 12 [1]',
      'VERT 2026-11-01>2026-11-30 24 [1,2]',
      'BLEU 2026-12-01>2026-12-31 24.5 [1,2,3]',
      'VERT 2027-01-01>2027-05-31 24 [1,2]',
      'ORANGE 2027-06-01>2027-06-30 12 [1]',
      'ROUGE 2027-07-01>2027-08-31 0 []',
    ]);
  });

  it('grey when the nature does not accompany, whatever stands on it', () => {
    const { segments } = calculerOccupation({ ...cdd, accompagne: false }, [pose(1, '2026-09-01', '2026-12-31', 24)]);
    expect(resumer(segments)).toEqual(['GRIS 2026-09-01>2026-12-31 24 [1]', 'GRIS 2027-01-01>2027-08-31 0 []']);
    expect(resumer(calculerOccupation({ ...cdi, accompagne: false }, []).segments)).toEqual(['GRIS 2026-09-01> 0 []']);
  });

  it('ends a CDI with an open red run', () => {
    const { segments } = calculerOccupation(cdi, [pose(1, '2026-09-01', '2027-08-31', 24)]);
    expect(resumer(segments)).toEqual(['VERT 2026-09-01>2027-08-31 24 [1]', 'ROUGE 2027-09-01> 0 []']);
  });

  it('draws nothing outside the mission', () => {
    const { segments, heuresMoyennes } = calculerOccupation(cdd, [
      pose(1, '2026-08-01', '2026-08-31', 24),
      pose(2, '2027-08-31', '2027-12-31', 24),
    ]);
    expect(resumer(segments)).toEqual(['ROUGE 2026-09-01>2027-08-30 0 []', 'VERT 2027-08-31>2027-08-31 24 [2]']);
    expect(heuresMoyennes).toBe(0.07);
  });

  it('mean hours: over the mission, or up to the last accompaniment of a CDI', () => {
    expect(calculerOccupation(cdd, []).heuresMoyennes).toBe(0);
    expect(calculerOccupation(cdd, [pose(1, '2026-09-01', '2027-08-31', 18.5)]).heuresMoyennes).toBe(18.5);
    expect(calculerOccupation(cdd, [pose(1, '2026-09-01', '2026-11-12', 10)]).heuresMoyennes).toBe(2);
    expect(calculerOccupation(cdi, []).heuresMoyennes).toBe(0);
    expect(calculerOccupation(cdi, [pose(1, '2026-09-11', '2026-09-20', 10)]).heuresMoyennes).toBe(5);
    expect(calculerOccupation(cdi, [pose(1, '2025-09-11', '2025-09-20', 10)]).heuresMoyennes).toEqual(0); // not −0
  });
});

describe('heuresLibres', () => {
  const poses = [pose(1, '2026-10-01', '2027-06-30', 12), pose(2, '2026-11-01', '2026-11-30', 14.5)];
  const cas: [string, MissionOccupable, PeriodeFermee, number][] = [
    ['before anything', cdd, du('2026-09-01', '2026-09-30'), 24],
    ['the worst day counts', cdd, du('2026-09-01', '2026-10-01'), 12],
    ['negative when exceeded', cdd, du('2026-09-01', '2027-08-31'), -2.5],
    ['starts before the mission', cdd, du('2026-08-31', '2026-09-30'), 0],
    ['ends after the mission', cdd, du('2027-08-31', '2027-09-01'), 0],
    ['outside and exceeded', cdd, du('2026-08-01', '2026-11-01'), -2.5],
    ['outside altogether', cdd, du('2025-09-01', '2026-08-31'), 0],
    ['far ahead in a CDI', cdi, du('2029-09-01', '2030-08-31'), 24],
  ];
  for (const [titre, mission, p, attendu] of cas) {
    it(`${titre}: ${attendu}`, () => expect(heuresLibres(mission, poses, p)).toBe(attendu));
  }

  it('an open period reaches beyond a CDD but not beyond a CDI', () => {
    const ouverte = { debut: jour('2027-07-01'), fin: null };
    expect(heuresLibres(cdd, poses, ouverte)).toBe(0);
    expect(heuresLibres(cdi, poses, ouverte)).toBe(24);
  });
});

describe('occupation, against the day by day oracle', () => {
  const DEPUIS = '2026-08-01';
  const HORIZON = du('2026-07-25', '2026-11-30');
  const heures = fc.integer({ min: 0, max: 10 }).map((n) => (n * 235) / 100);
  const mission: fc.Arbitrary<MissionOccupable> = fc.record({
    periode: unePeriode(DEPUIS, 60),
    heures,
    accompagne: fc.nat(5).map((n) => n > 0),
  });
  const accompagnements = fc
    .array(fc.tuple(unePeriodeFermee(DEPUIS, 70), heures), { maxLength: 6 })
    .map((liste) => liste.map(([p, h], n) => ({ id: (n * 7 + 3) % 11, ...p, heures: h })));

  it('same state, hours and accompaniments on each day; maximal runs; open at the end like the mission', () => {
    toujours(
      fc.property(mission, accompagnements, (m, a) => {
        const { segments } = calculerOccupation(m, a);
        const parJour = segments.flatMap(({ debut, fin, etat, heures: h, accompagnements: ids }) =>
          joursDe({ debut, fin: fin ?? HORIZON.fin }).map((j) => ({ jour: j, etat, heures: h, accompagnements: ids })),
        );
        assert.deepEqual(parJour, occupationNaive(m, a, HORIZON));
        segments.forEach((s, n) => {
          assert.ok(s.fin === null || s.debut <= s.fin);
          const suivant = segments[n + 1];
          if (suivant === undefined) return assert.equal(s.fin, m.periode.fin);
          assert.equal(s.fin === null ? null : lendemain(s.fin), suivant.debut);
          assert.notDeepEqual([s.etat, s.accompagnements], [suivant.etat, suivant.accompagnements]);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('mean hours are the mean of the days', () => {
    toujours(
      fc.property(mission, accompagnements, (m, a) => {
        const derniere =
          a
            .map((x) => x.fin)
            .sort()
            .at(-1) ?? m.periode.debut;
        const borne = m.periode.fin ?? derniere;
        const jours = borne < m.periode.debut ? [] : occupationNaive(m, a, { debut: m.periode.debut, fin: borne });
        const moyenne = jours.length === 0 ? 0 : jours.reduce((total, j) => total + j.heures, 0) / jours.length;
        assert.ok(Math.abs(calculerOccupation(m, a).heuresMoyennes - moyenne) <= 0.005 + 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  it('free hours are those of the worst day', () => {
    toujours(
      fc.property(mission, accompagnements, unePeriodeFermee(DEPUIS, 75), (m, a, p) => {
        assert.equal(heuresLibres(m, a, p), heuresLibresNaives(m, a, p));
      }),
      { numRuns: 2000 },
    );
  });
});
