import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  JourInvalide,
  aujourdhui,
  ecartJours,
  enFrancais,
  estJour,
  jour,
  jourDepuisNumero,
  lendemain,
  lireJour,
  maxJour,
  minJour,
  numeroJour,
  plusJours,
  veille,
} from './jour.js';
import { jourNaif, toujours } from './jours.oracle.js';

describe('jour', () => {
  for (const texte of ['2026-09-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
    it(`accepts ${texte}`, () => {
      expect(estJour(texte)).toBeTrue();
      expect(jour(texte) as string).toBe(texte);
    });
  }

  for (const texte of [
    '2026-02-31',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
  ]) {
    it(`refuses ${texte}, which is not in the calendar`, () => {
      expect(() => jour(texte)).toThrowError(JourInvalide);
    });
  }

  for (const texte of [
    '',
    '2026-9-1',
    '01/09/2026',
    '2026-09-01T00:00:00Z',
    ' 2026-09-01',
    '20260901',
    '２０26-09-01',
  ]) {
    it(`refuses the form « ${texte} »`, () => {
      expect(() => jour(texte)).toThrowError(JourInvalide);
    });
  }

  it('says no to what is not a text', () => {
    for (const valeur of [null, undefined, 20260901, new Date()]) expect(estJour(valeur)).toBeFalse();
  });
});

describe('lireJour', () => {
  const cas: [string, string | null][] = [
    ['01/09/2026', '2026-09-01'],
    ['1/9/2026', '2026-09-01'],
    [' 31/08/2027 ', '2027-08-31'],
    ['\t2026-09-01 ', '2026-09-01'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2025', null],
    ['31/04/2026', null],
    ['00/09/2026', null],
    ['01/09/26', null],
    ['01-09-2026', null],
    ['2026/09/01', null],
    ['2026-09-01 08:00', null],
    ['', null],
  ];
  for (const [texte, attendu] of cas) {
    it(`reads « ${texte} » as ${attendu}`, () => expect(lireJour(texte) as string | null).toBe(attendu));
  }

  it('reads back what enFrancais writes', () => {
    toujours(
      fc.property(fc.integer({ min: -30_000, max: 60_000 }), (n) => {
        const j = jourDepuisNumero(n);
        assert.equal(lireJour(enFrancais(j)), j);
      }),
    );
  });
});

describe('numeroJour and jourDepuisNumero', () => {
  it('agree with the Date of the platform, over all the years', () => {
    toujours(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (n) => {
        const attendu = jourNaif(n * 86_400_000);
        assert.equal(jourDepuisNumero(n), attendu);
        assert.equal(numeroJour(attendu), n);
      }),
      { numRuns: 2000 },
    );
  });

  it('agree with it on every day of 1999–2101, century and leap years included', () => {
    for (let n = numeroJour(jour('1999-01-01')); n <= numeroJour(jour('2101-12-31')); n += 1) {
      const attendu = jourNaif(n * 86_400_000);
      if (jourDepuisNumero(n) !== attendu || numeroJour(attendu) !== n) fail(`day ${n}, ${attendu}`);
    }
    expect(numeroJour(jour('1970-01-01'))).toBe(0);
  });

  it('refuse what leaves the calendar', () => {
    expect(() => lendemain(jour('9999-12-31'))).toThrowError(JourInvalide);
    expect(() => veille(jour('0001-01-01'))).toThrowError(JourInvalide);
    expect(() => jourDepuisNumero(1.5)).toThrowError(JourInvalide);
    expect(() => jourDepuisNumero(NaN)).toThrowError(JourInvalide);
  });
});

describe('arithmetic on days', () => {
  it('goes over month, year and 29/02', () => {
    expect(lendemain(jour('2026-08-31')) as string).toBe('2026-09-01');
    expect(veille(jour('2027-01-01')) as string).toBe('2026-12-31');
    expect(plusJours(jour('2024-02-28'), 2) as string).toBe('2024-03-01');
    expect(ecartJours(jour('2026-09-01'), jour('2027-08-31'))).toBe(364);
    expect(ecartJours(jour('2027-08-31'), jour('2026-09-01'))).toBe(-364);
  });

  it('finds the first and the last', () => {
    const [a, b, c] = [jour('2026-09-01'), jour('2026-10-01'), jour('2025-09-01')];
    expect(maxJour(a, b, c)).toBe(b);
    expect(minJour(a, b, c)).toBe(c);
    expect(maxJour(a)).toBe(a);
  });
});

describe('aujourdhui', () => {
  it('is the day in Paris, whatever the zone of the server', () => {
    expect(aujourdhui(new Date('2026-11-23T22:59:59Z')) as string).toBe('2026-11-23');
    expect(aujourdhui(new Date('2026-11-23T23:00:00Z')) as string).toBe('2026-11-24');
    expect(aujourdhui(new Date('2026-07-13T22:00:00Z')) as string).toBe('2026-07-14');
  });

  it('takes another zone', () => {
    expect(aujourdhui(new Date('2026-11-23T23:00:00Z'), 'America/Cayenne') as string).toBe('2026-11-23');
    expect(aujourdhui(new Date('2026-11-23T20:00:00Z'), 'Indian/Reunion') as string).toBe('2026-11-24');
  });
});
