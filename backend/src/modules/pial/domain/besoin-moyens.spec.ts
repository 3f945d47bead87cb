import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jour } from '../../../kernel/jour.js';
import { toujours, unePeriode } from '../../../kernel/jours.oracle.js';
import { type PeriodeFermee, periode } from '../../../kernel/periode.js';
import { besoinsMoyensNaifs } from './besoin-moyens.oracle.js';
import {
  type AffectationComptee,
  type BesoinsMoyens,
  type DonneesPial,
  calculerBesoinsMoyens,
  totaliser,
} from './besoin-moyens.js';
import { FORMULE_PAR_DEFAUT, FormuleDivisionParZero, compilerFormule } from './formule.js';

const FORMULE = compilerFormule(FORMULE_PAR_DEFAUT);
const ANNEE = du('2026-09-01', '2027-08-31');

function du(debut: string, fin: string): PeriodeFermee {
  return periode(jour(debut), jour(fin));
}

function affectation(missionId: number, heures: number, autres: Partial<AffectationComptee> = {}): AffectationComptee {
  return { missionId, ...ANNEE, heures, nature: 'ACCOMPAGNANT', ...autres };
}

function calculer(donnees: Partial<DonneesPial>): BesoinsMoyens {
  return calculerBesoinsMoyens(2026, FORMULE, { individuelles: [], mutualisees: [], affectations: [], ...donnees });
}

describe('calculerBesoinsMoyens', () => {
  it('nothing: no need, an empty coverage', () => {
    expect(calculer({})).toEqual({
      decisionsIndividuelles: 0,
      decisionsMutualisees: 0,
      besoinHeures: 0,
      missions: 0,
      moyensHeures: 0,
      moyensCollectifHeures: 0,
      moyensReferentHeures: 0,
      besoinMoyen: 0,
      moyensMoyens: 0,
      couverture: null,
    });
    expect(calculer({ affectations: [affectation(1, 24)] }).couverture).toBeNull();
  });

  it('need = hI + f(cM), means = hours affected, all the year', () => {
    const resultat = calculer({
      individuelles: [
        { decisionId: 1, ...ANNEE, heures: 12.5 },
        { decisionId: 2, debut: jour('2020-09-01'), fin: null, heures: null },
      ],
      mutualisees: [10, 11, 12, 13, 14, 15].map((decisionId) => ({ decisionId, ...ANNEE })),
      affectations: [affectation(1, 24), affectation(2, 10.25, { fin: null })],
    });
    expect(resultat).toEqual(
      jasmine.objectContaining({
        decisionsIndividuelles: 2,
        decisionsMutualisees: 6,
        besoinHeures: 68.5,
        missions: 2,
        moyensHeures: 34.25,
        couverture: 0.5,
      }),
    );
  });

  it('the mean is cut into sub-periods: a day without need or means counts in it', () => {
    const resultat = calculer({
      individuelles: [
        { decisionId: 1, ...du('2026-09-01', '2026-11-12'), heures: 20 }, // 73 days, one fifth of the year
        { decisionId: 2, ...du('2027-01-01', '2027-03-14'), heures: 10 }, // 73 days
      ],
      affectations: [affectation(1, 24, du('2026-09-01', '2026-11-12'))],
    });
    expect(resultat.besoinHeures).toBe(30);
    expect(resultat.besoinMoyen).toBe(6);
    expect(resultat.moyensMoyens).toBe(4.8);
    expect(resultat.couverture).toBe(0.8);
  });

  it('the formula is applied day by day, not to the decisions of the year together', () => {
    const resultat = calculer({
      mutualisees: [
        { decisionId: 1, ...du('2026-09-01', '2026-12-31') },
        { decisionId: 2, ...du('2027-01-01', '2027-08-31') },
      ],
    });
    expect(resultat.besoinMoyen).toBe(24);
    expect(resultat.decisionsMutualisees).toBe(2);
  });

  it('a decision present through two schoolings at once counts once a day', () => {
    const resultat = calculer({
      individuelles: [
        { decisionId: 1, ...du('2026-09-01', '2027-02-28'), heures: 10 },
        { decisionId: 1, ...du('2026-12-01', '2027-08-31'), heures: 10 },
      ],
    });
    expect(resultat.decisionsIndividuelles).toBe(1);
    expect(resultat.besoinHeures).toBe(10);
    expect(resultat.besoinMoyen).toBe(10);
  });

  it('what has no day in the year does not count', () => {
    const ailleurs = { debut: jour('2025-09-01'), fin: jour('2026-08-31') };
    const resultat = calculer({
      individuelles: [{ decisionId: 1, ...ailleurs, heures: 10 }],
      mutualisees: [{ decisionId: 2, debut: jour('2027-09-01'), fin: null }],
      affectations: [affectation(1, 24, ailleurs)],
    });
    expect(resultat).toEqual(calculer({}));
  });

  it('weekly means: the most of each mission at one time, not the sum of its successive affectations', () => {
    const resultat = calculer({
      affectations: [
        affectation(1, 22, du('2027-01-01', '2027-08-31')),
        affectation(1, 20, du('2026-09-01', '2026-12-31')),
        affectation(2, 5, du('2026-09-01', '2027-01-31')),
        affectation(2, 6, du('2027-01-31', '2027-08-31')),
      ],
    });
    expect(resultat.missions).toBe(2);
    expect(resultat.moyensHeures).toBe(33);
  });

  it('collective and référent hours are apart, other natures nowhere', () => {
    const resultat = calculer({
      individuelles: [{ decisionId: 1, ...ANNEE, heures: 24 }],
      affectations: [
        affectation(1, 12),
        affectation(2, 24, { nature: 'COLLECTIF' }),
        affectation(3, 10, { nature: 'REFERENT' }),
        affectation(4, 8, { nature: 'AUTRE' }),
      ],
    });
    expect(resultat).toEqual(
      jasmine.objectContaining({
        missions: 1,
        moyensHeures: 12,
        moyensCollectifHeures: 24,
        moyensReferentHeures: 10,
        couverture: 0.5,
      }),
    );
  });

  it("lets the formula's refusals through, be it for one sub-period", () => {
    const parDecision = compilerFormule('100 / cM');
    const donnees = {
      individuelles: [],
      mutualisees: [{ decisionId: 1, ...du('2026-09-01', '2027-08-30') }],
      affectations: [],
    };
    expect(() => calculerBesoinsMoyens(2026, parDecision, donnees)).toThrowError(FormuleDivisionParZero);
  });
});

describe('totaliser', () => {
  it('sums the PIALs; the coverage is the ratio of the sums', () => {
    const un = calculer({
      individuelles: [{ decisionId: 1, ...ANNEE, heures: 10.1 }],
      affectations: [affectation(1, 5)],
    });
    const deux = calculer({
      mutualisees: [{ decisionId: 2, ...ANNEE }],
      affectations: [affectation(2, 24, { nature: 'COLLECTIF' })],
    });
    expect(totaliser([un, deux])).toEqual(
      jasmine.objectContaining({
        decisionsIndividuelles: 1,
        decisionsMutualisees: 1,
        besoinHeures: 34.1,
        missions: 1,
        moyensHeures: 5,
        moyensCollectifHeures: 24,
        couverture: 0.1466,
      }),
    );
    expect(totaliser([])).toEqual(calculer({}));
    expect(totaliser([un])).toEqual(un);
  });
});

describe('calculerBesoinsMoyens, against the day by day oracle', () => {
  const p = unePeriode('2026-07-01', 500);
  const heures = fc.nat(2400).map((n) => n / 100);
  const natures = fc.constantFrom('ACCOMPAGNANT' as const, 'COLLECTIF' as const, 'REFERENT' as const, 'AUTRE' as const);
  const donnees: fc.Arbitrary<DonneesPial> = fc
    .record({
      notifiees: fc.array(fc.option(heures), { minLength: 4, maxLength: 4 }),
      individuelles: fc.array(fc.tuple(fc.nat(3), p), { maxLength: 6 }),
      mutualisees: fc.array(fc.tuple(fc.nat(7), p), { maxLength: 10 }),
      affectations: fc.array(fc.tuple(fc.nat(3), p, heures, natures), { maxLength: 6 }),
    })
    .map((x) => ({
      individuelles: x.individuelles.map(([n, q]) => ({ decisionId: n, ...q, heures: x.notifiees[n] ?? null })),
      mutualisees: x.mutualisees.map(([n, q]) => ({ decisionId: 100 + n, ...q })),
      affectations: x.affectations.map(([missionId, q, h, nature]) => ({ missionId, ...q, heures: h, nature })),
    }));
  const formule = fc.constantFrom(FORMULE_PAR_DEFAUT, 'cM * 3.5', 'max(cM, cI) + hI / 10', '8').map(compilerFormule);

  it('same counts, hours, means and coverage', () => {
    toujours(
      fc.property(donnees, formule, (d, f) => {
        const rapide = calculerBesoinsMoyens(2026, f, d);
        const naif = besoinsMoyensNaifs(2026, f, d);
        for (const cle of Object.keys(naif) as (keyof BesoinsMoyens)[]) {
          const [a, b] = [rapide[cle], naif[cle]];
          if (a === null || b === null) assert.equal(a, b, cle);
          else {
            const tolerance = cle === 'couverture' ? 0.00005 : cle === 'besoinHeures' ? 0.005 : 0;
            assert.ok(Math.abs(a - b) <= tolerance + 1e-9, `${cle}: ${a}, ${b}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
