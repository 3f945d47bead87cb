import fc from 'fast-check';
import { jour } from '../../../kernel/jour.js';
import { toujours, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';
import { type Anomalie, anomaliesDAffectation, anomaliesDeDecision, anomaliesDeMission } from './anomalies.js';
import { type MondeExamine, anomaliesNaives } from './anomalies.oracle.js';

const p = (texte: string): PeriodeFermee => {
  const [debut = '', fin = ''] = texte.split(' ');
  return { debut: jour(debut), fin: jour(fin) };
};
const aPartirDu = (debut: string): Periode => ({ debut: jour(debut), fin: null });
const ANNEE = p('2026-09-01 2027-08-31');
const JUIN = p('2027-06-01 2027-06-30');
const enClair = (liste: readonly Anomalie<number>[]): string[] =>
  liste.map((a) => `${a.accompagnement}: ${a.type} ${a.debut} ${a.fin}`);

describe('Anomalies qui regardent la mission', () => {
  const MISSION = { periode: ANNEE, heures: 24, active: true };
  const poser = (id: number, heures: number, periode: PeriodeFermee) => ({ id, heures, ...periode });

  const CAS: readonly [string, Partial<typeof MISSION>, ReturnType<typeof poser>[], string[]][] = [
    ['inside the mission, within its hours', {}, [poser(1, 24, ANNEE)], []],
    ['on its first and last days', { periode: JUIN }, [poser(1, 24, JUIN)], []],
    ['a CDI has no end', { periode: aPartirDu('2026-09-01') as PeriodeFermee }, [poser(1, 24, JUIN)], []],
    [
      '1: starts before the mission',
      { periode: p('2026-09-20 2027-08-31') },
      [poser(1, 5, ANNEE)],
      ['1: 1 2026-09-01 2026-09-19'],
    ],
    [
      '1: wholly before the mission',
      { periode: JUIN },
      [poser(1, 5, p('2026-09-01 2027-05-30'))],
      ['1: 1 2026-09-01 2027-05-30'],
    ],
    [
      '2: the contract is broken in May (guide, example 4)',
      { periode: p('2026-09-01 2027-05-17') },
      [poser(1, 5, ANNEE)],
      ['1: 2 2027-05-18 2027-08-31'],
    ],
    [
      '1 and 2: the mission is inside the accompaniment',
      { periode: JUIN },
      [poser(1, 5, ANNEE)],
      ['1: 1 2026-09-01 2027-05-31', '1: 2 2027-07-01 2027-08-31'],
    ],
    [
      '6: together on the days that they share, each at fault; never twice 12 h one after the other',
      { heures: 20 },
      [
        poser(1, 12, p('2026-09-01 2026-12-31')),
        poser(2, 12, p('2026-12-01 2027-02-28')),
        poser(3, 12, p('2027-03-01 2027-08-31')),
      ],
      ['1: 6 2026-12-01 2026-12-31', '2: 6 2026-12-01 2026-12-31'],
    ],
    [
      '6: one run of days even when those who exceed change within it, and several runs',
      { heures: 10 },
      [
        poser(1, 6, p('2026-09-01 2027-08-31')),
        poser(2, 6, p('2026-10-01 2026-10-15')),
        poser(3, 5, p('2026-10-16 2026-10-31')),
        poser(4, 6, p('2027-02-01 2027-02-10')),
      ],
      [
        '1: 6 2026-10-01 2026-10-31',
        '1: 6 2027-02-01 2027-02-10',
        '2: 6 2026-10-01 2026-10-15',
        '3: 6 2026-10-16 2026-10-31',
        '4: 6 2027-02-01 2027-02-10',
      ],
    ],
    [
      '6: hours are compared in hundredths',
      { heures: 24.3 },
      [poser(1, 8.1, ANNEE), poser(2, 8.1, ANNEE), poser(3, 8.1, ANNEE)],
      [],
    ],
    ['6: a mission of 0 h', { heures: 0 }, [poser(1, 0.25, JUIN)], ['1: 6 2027-06-01 2027-06-30']],
    ['8: every day', { active: false }, [poser(1, 5, JUIN)], ['1: 8 2027-06-01 2027-06-30']],
  ];
  for (const [nom, mission, accompagnements, attendues] of CAS) {
    it(`F5-6 ${nom}`, () => {
      expect(enClair(anomaliesDeMission({ ...MISSION, ...mission }, accompagnements))).toEqual(attendues);
    });
  }
});

describe('Anomalies qui regardent une décision', () => {
  const ICI = { uai: '0310001A', ...ANNEE };
  const A = { id: 1, uai: '0310001A', maintien: false, ...ANNEE };
  const DECISION = { periode: ANNEE, dossierActif: true };

  const CAS: readonly [string, Partial<typeof DECISION>, (Periode & { uai: string })[], Partial<typeof A>, string[]][] =
    [
      ['inside the decision, schooled there', {}, [ICI], {}, []],
      [
        '3: starts before the decision',
        { periode: p('2026-10-01 2027-08-31') },
        [ICI],
        {},
        ['1: 3 2026-09-01 2026-09-30'],
      ],
      [
        '7: ends after the decision',
        { periode: p('2026-09-01 2027-07-22') },
        [ICI],
        {},
        ['1: 7 2027-07-23 2027-08-31'],
      ],
      [
        'a maintien ends after the decision',
        { periode: p('2026-09-01 2027-05-31') },
        [ICI],
        { maintien: true, ...JUIN },
        [],
      ],
      [
        '3: even a maintien, when the decision has moved away',
        { periode: p('2027-09-01 2028-08-31') },
        [ICI],
        { maintien: true, ...JUIN },
        ['1: 3 2027-06-01 2027-06-30'],
      ],
      [
        '4: the pupil has moved (guide, example 4), a maintien too',
        {},
        [
          { ...ICI, ...p('2026-09-01 2027-05-31') },
          { ...aPartirDu('2027-06-01'), uai: '0310002B' },
        ],
        { maintien: true },
        ['1: 4 2027-06-01 2027-08-31'],
      ],
      [
        '4: the holes between two schoolings there, in any order',
        {},
        [
          { ...aPartirDu('2027-03-01'), uai: '0310001A' },
          { ...ICI, ...p('2026-09-10 2027-02-20') },
        ],
        {},
        ['1: 4 2026-09-01 2026-09-09', '1: 4 2027-02-21 2027-02-28'],
      ],
      [
        '4: no gap between two that follow each other',
        {},
        [
          { ...ICI, ...p('2026-09-01 2027-02-28') },
          { ...aPartirDu('2027-03-01'), uai: '0310001A' },
        ],
        {},
        [],
      ],
      ['4: never schooled', {}, [], JUIN, ['1: 4 2027-06-01 2027-06-30']],
      ['5: every day', { dossierActif: false }, [ICI], JUIN, ['1: 5 2027-06-01 2027-06-30']],
    ];
  for (const [nom, decision, scolarites, accompagnement, attendues] of CAS) {
    it(`F5-6 ${nom}`, () => {
      const trouvees = anomaliesDeDecision({ ...DECISION, ...decision }, scolarites, [{ ...A, ...accompagnement }]);
      expect(enClair(trouvees)).toEqual(attendues);
    });
  }
});

describe('Anomalies qui regardent les affectations', () => {
  const AU = (pial: string, periode: Periode = ANNEE) => ({ pial, ...periode });
  const CAS: readonly [string, ReturnType<typeof AU>[], ReturnType<typeof AU>[], string[]][] = [
    ['school outside any PIAL', [], [], []],
    ['affected to the PIAL of the school', [AU('P')], [AU('P')], []],
    ['affected elsewhere', [AU('Q')], [AU('P')], ['1: 9 2026-09-01 2027-08-31']],
    [
      'affected later, and not until the end',
      [AU('P', p('2026-10-01 2027-06-30'))],
      [AU('P', aPartirDu('2020-09-01'))],
      ['1: 9 2026-09-01 2026-09-30', '1: 9 2027-07-01 2027-08-31'],
    ],
    [
      'affected to the PIAL only while the school was in it, then to the next one',
      [AU('P', p('2026-09-01 2026-12-31')), AU('Q', aPartirDu('2027-01-01'))],
      [AU('P', p('2020-09-01 2026-12-31')), AU('Q', aPartirDu('2027-01-01'))],
      [],
    ],
    [
      'one run over the change of PIAL; no fault once the school has left',
      [],
      [AU('P', p('2026-09-01 2026-12-31')), AU('Q', p('2027-01-01 2027-03-31'))],
      ['1: 9 2026-09-01 2027-03-31'],
    ],
  ];
  for (const [nom, affectations, appartenances, attendues] of CAS) {
    it(`F5-6 9: ${nom}`, () => {
      expect(enClair(anomaliesDAffectation(affectations, [{ id: 1, appartenances, ...ANNEE }]))).toEqual(attendues);
    });
  }
});

describe('Anomalies, mondes au hasard', () => {
  const DEPUIS = '2026-09-01';
  const JOURS = 40;
  const periode = unePeriode(DEPUIS, JOURS);
  const ferme = unePeriodeFermee(DEPUIS, JOURS);
  const uai = fc.constantFrom('0310001A', '0310002B');
  const pial = fc.constantFrom('P', 'Q');
  const heures = fc.integer({ min: 1, max: 60 }).map((n) => n / 4);
  const parRang = <T>(liste: readonly T[]): Map<number, T> => new Map(liste.map((x, rang) => [rang + 1, x]));

  const mission = fc.record({
    periode,
    heures,
    active: fc.boolean(),
    aeshActif: fc.boolean(),
    affectations: fc.array(
      fc.tuple(periode, pial).map(([q, nom]) => ({ ...q, pial: nom })),
      { maxLength: 4 },
    ),
  });
  const decision = fc.record({
    periode: ferme,
    dossierActif: fc.boolean(),
    scolarites: fc.array(
      fc.tuple(periode, uai).map(([q, ecole]) => ({ ...q, uai: ecole })),
      { maxLength: 4 },
    ),
  });
  const accompagnement = fc
    .record({
      periode: ferme,
      mission: fc.integer({ min: 1, max: 2 }),
      decisions: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
      uai,
      heures,
      maintien: fc.boolean(),
    })
    .map(({ periode: q, ...a }) => ({ ...a, ...q }));
  /** One PIAL at a time: the days are shared out by a cut. */
  const appartenance = fc
    .tuple(
      uai,
      fc.uniqueArray(fc.nat(JOURS), { maxLength: 4 }),
      fc.array(fc.option(pial), { minLength: 5, maxLength: 5 }),
    )
    .map(([ecole, coupes, pials]) => {
      const bornes = [0, ...coupes.sort((a, b) => a - b), JOURS];
      return pials.flatMap((nom, rang) => {
        const [de, a] = [bornes[rang], bornes[rang + 1]];
        if (nom === null || de === undefined || a === undefined || a <= de) return [];
        const le = (n: number): string => new Date(Date.parse(DEPUIS) + n * 86_400_000).toISOString().slice(0, 10);
        return [{ ...p(`${le(de)} ${le(a - 1)}`), uai: ecole, pial: nom }];
      });
    });
  const monde: fc.Arbitrary<MondeExamine> = fc.record({
    missions: fc.tuple(mission, mission).map(parRang),
    decisions: fc.tuple(decision, decision, decision).map(parRang),
    appartenances: fc.uniqueArray(appartenance, { selector: (a) => a[0]?.uai, maxLength: 2 }).map((l) => l.flat()),
    accompagnements: fc.array(accompagnement, { maxLength: 5 }).map(parRang),
  });

  it('F5-6 the runs of days are those of the definitions, one day after the other', () => {
    toujours(
      fc.property(monde, (m) => {
        const lignes: string[] = [];
        const noter = (liste: readonly Anomalie<number>[], d: number | '-'): number =>
          lignes.push(...liste.map((a) => `${a.accompagnement} ${a.type} ${d} ${a.debut} ${a.fin}`));
        const tous = [...m.accompagnements].map(([id, a]) => ({ id, ...a }));
        for (const [id, { active, aeshActif, affectations, ...x }] of m.missions) {
          const siens = tous.filter((a) => a.mission === id);
          const avecPials = siens.map((a) => ({ ...a, appartenances: m.appartenances.filter((q) => q.uai === a.uai) }));
          noter(anomaliesDeMission({ ...x, active: active && aeshActif }, siens), '-');
          noter(anomaliesDAffectation(affectations, avecPials), '-');
        }
        for (const [id, { scolarites, ...d }] of m.decisions) {
          noter(
            anomaliesDeDecision(
              d,
              scolarites,
              tous.filter((a) => a.decisions.includes(id)),
            ),
            id,
          );
        }
        const [nous, oracle] = [lignes.sort().join('\n'), anomaliesNaives(m).join('\n')];
        if (nous !== oracle) throw new Error(`\n${nous}\n--- attendu\n${oracle}`);
      }),
      { numRuns: 300 },
    );
  });
});
