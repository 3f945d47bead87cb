import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jour } from './jour.js';
import { dansPeriode, joursDe, unePeriode, unePeriodeFermee, toujours } from './jours.oracle.js';
import {
  type Periode,
  type PeriodeFermee,
  PeriodeInvalide,
  chevauche,
  contient,
  couvreEntierement,
  dureeJours,
  enFrancaisPeriode,
  inclut,
  intersection,
  periode,
  soustraire,
  trous,
} from './periode.js';

const fermee = unePeriodeFermee('2026-08-25', 14);
const quelconque = unePeriode('2026-08-25', 14);
/** Every day that the arbitrary periods may hold, and enough beyond to tell an open one. */
const HORIZON: PeriodeFermee = { debut: jour('2026-08-20'), fin: jour('2026-09-20') };

function ensemble(...periodes: readonly Periode[]): string[] {
  return joursDe(HORIZON).filter((j) => periodes.some((p) => dansPeriode(p, j)));
}

describe('periode', () => {
  it('refuses an end before the start, and takes a single day', () => {
    expect(() => periode(jour('2026-09-02'), jour('2026-09-01'))).toThrowError(PeriodeInvalide);
    expect(dureeJours(periode(jour('2026-09-01'), jour('2026-09-01')))).toBe(1);
    expect(dureeJours(periode(jour('2023-09-01'), jour('2024-08-31')))).toBe(366);
    expect(periode(jour('2026-09-01'), null).fin).toBeNull();
  });

  it('is written in French', () => {
    expect(enFrancaisPeriode({ debut: jour('2026-09-01'), fin: jour('2027-08-31') })).toBe(
      'du 01/09/2026 au 31/08/2027',
    );
    expect(enFrancaisPeriode({ debut: jour('2026-09-01'), fin: jour('2026-09-01') })).toBe('le 01/09/2026');
    expect(enFrancaisPeriode({ debut: jour('2026-09-01'), fin: null })).toBe('à partir du 01/09/2026');
  });
});

describe('operations on periods, against sets of days', () => {
  it('contient, dureeJours', () => {
    toujours(
      fc.property(quelconque, (p) => {
        for (const j of joursDe(HORIZON)) assert.equal(contient(p, j), dansPeriode(p, j));
        if (p.fin !== null) assert.equal(dureeJours({ debut: p.debut, fin: p.fin }), ensemble(p).length);
      }),
    );
  });

  it('chevauche, inclut, intersection', () => {
    toujours(
      fc.property(quelconque, quelconque, (p, q) => {
        const communs = ensemble(p).filter((j) => ensemble(q).includes(j));
        assert.equal(chevauche(p, q), communs.length > 0);
        assert.equal(
          inclut(p, q),
          ensemble(q).every((j) => ensemble(p).includes(j)),
        );
        const commune = intersection(p, q);
        assert.deepEqual(commune === null ? [] : ensemble(commune), communs);
        assert.equal(commune?.fin === null, commune !== null && p.fin === null && q.fin === null);
      }),
      { numRuns: 400 },
    );
  });

  it('soustraire', () => {
    toujours(
      fc.property(quelconque, quelconque, (p, q) => {
        const restes = soustraire(p, q);
        assert.deepEqual(
          ensemble(...restes),
          ensemble(p).filter((j) => !ensemble(q).includes(j)),
        );
        assert.ok(restes.every((r) => r.fin === null || r.debut <= r.fin));
      }),
      { numRuns: 400 },
    );
  });

  it('trous, couvreEntierement: maximal holes, in order', () => {
    toujours(
      fc.property(fc.oneof(fermee, quelconque), fc.array(quelconque, { maxLength: 5 }), (p, morceaux) => {
        const manquants = ensemble(p).filter((j) => !ensemble(...morceaux).includes(j));
        const resultat = trous(p, morceaux);
        assert.deepEqual(
          resultat.flatMap((t) => ensemble(t)),
          manquants,
        );
        assert.equal(couvreEntierement(p, morceaux), manquants.length === 0);
        // maximal: one hole per run of missing days
        const departs = manquants.filter(
          (j, n) => n === 0 || Date.parse(j) - Date.parse(manquants[n - 1] ?? j) > 86_400_000,
        );
        assert.deepEqual(
          resultat.map((t) => t.debut as string),
          departs,
        );
      }),
      { numRuns: 600 },
    );
  });

  it('trous leaves its argument alone', () => {
    const morceaux = [periode(jour('2026-09-05'), null), periode(jour('2026-09-01'), jour('2026-09-02'))];
    const copie = [...morceaux];
    trous(HORIZON, morceaux);
    expect(morceaux).toEqual(copie);
  });
});
