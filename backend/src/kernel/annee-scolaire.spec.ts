import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anneeScolaire, libelleAnnee, memeAnnee, periodeAnnee } from './annee-scolaire.js';
import { jour, lendemain } from './jour.js';
import { unJour, unePeriode, toujours } from './jours.oracle.js';
import { contient, inclut } from './periode.js';

describe('annee scolaire', () => {
  const cas: [string, number][] = [
    ['2026-09-01', 2026],
    ['2026-11-24', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
    ['2027-08-31', 2026],
    ['2027-09-01', 2027],
  ];
  for (const [j, annee] of cas) it(`${j} is in ${annee}`, () => expect(anneeScolaire(jour(j))).toBe(annee));

  it('goes from 01/09 to 31/08 and is named by both years', () => {
    expect(periodeAnnee(2026)).toEqual({ debut: jour('2026-09-01'), fin: jour('2027-08-31') });
    expect(libelleAnnee(2026)).toBe('2026-2027');
  });

  it('years follow one another, and each day is in its own', () => {
    toujours(
      fc.property(unJour('1990-01-01', 30_000), (j) => {
        const annee = anneeScolaire(j);
        assert.ok(contient(periodeAnnee(annee), j));
        assert.equal(lendemain(periodeAnnee(annee).fin), periodeAnnee(annee + 1).debut);
      }),
    );
  });

  it('memeAnnee: the year of the start holds the whole period', () => {
    toujours(
      fc.property(unePeriode('2025-06-01', 900), (p) => {
        assert.equal(memeAnnee(p), inclut(periodeAnnee(anneeScolaire(p.debut)), p));
      }),
    );
  });
});
