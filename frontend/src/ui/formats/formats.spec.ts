import { accorder, heuresFr, jourEnLettres, jourFr, kilometresFr, periodeFr, pourcentFr } from './formats';
import { anneeScolaire, jourIso, plusJours, plusMois } from './jours';

describe('formats', () => {
  it('writes hours as French screens do', () => {
    expect(heuresFr(24.5)).toBe('24\u00a0h\u00a030');
    expect(heuresFr(24)).toBe('24\u00a0h');
    expect(heuresFr(1834.1)).toBe('1\u202f834\u00a0h\u00a006');
    expect(heuresFr(0)).toBe('0\u00a0h');
    expect(heuresFr(null)).toBe('');
    expect(heuresFr(9.999)).toBe('10\u00a0h');
  });

  it('writes days, periods, distances and ratios', () => {
    expect(jourFr('2026-09-01')).toBe('01/09/2026');
    expect(periodeFr('2026-09-01', null)).toBe('à partir du 01/09/2026');
    expect(jourEnLettres('2026-09-01')).toBe('mardi 1 septembre 2026');
    expect(kilometresFr(3)).toBe('3,0\u00a0km');
    expect(pourcentFr(0.874)).toMatch(/^87\s%$/);
    expect(pourcentFr(null)).toBe('');
  });

  it('agrees in number as French does: zero and one are singular', () => {
    expect(accorder(0, 'décision')).toBe('0\u00a0décision');
    expect(accorder(1, 'décision')).toBe('1\u00a0décision');
    expect(accorder(4812, 'décision')).toBe('4\u202f812\u00a0décisions');
  });

  it('counts days across a change of clock, and school years from 1 September', () => {
    expect(plusJours('2026-10-24', 2)).toBe('2026-10-26');
    expect(plusJours('2027-03-01', -1)).toBe('2027-02-28');
    expect(plusMois('2027-01-31', 1)).toBe('2027-02-28');
    expect(plusMois('2026-12-15', 1)).toBe('2027-01-15');
    expect(plusMois('2027-01-15', -1)).toBe('2026-12-15');
    expect(jourIso(2027, 2, 30)).toBeNull();
    expect(anneeScolaire('2027-08-31')).toBe(2026);
    expect(anneeScolaire('2027-09-01')).toBe(2027);
  });
});
