import { heuresFr } from '../formats/formats';
import { lireHeures } from './lire-heures';

describe('lireHeures', () => {
  for (const [saisie, heures] of [
    ['24', 24],
    ['24,5', 24.5],
    ['24.25', 24.25],
    ['24 h 30', 24.5],
    ['24h30', 24.5],
    ['24:45', 24.75],
    ['6 h', 6],
    ['0', 0],
    ['24\u00a0h\u00a030', 24.5],
    ['7 h 20', 7.33],
  ] as const) {
    it(`reads « ${saisie} »`, () => expect(lireHeures(saisie)).toEqual({ heures }));
  }

  for (const saisie of ['-4', 'beaucoup', '24,555', '24 h 75', '1000000']) {
    it(`refuses « ${saisie} »`, () => expect('faute' in lireHeures(saisie)).toBeTrue());
  }

  it('reads back what the screen writes', () => {
    for (const heures of [0, 1.5, 10.25, 24, 39.75]) {
      expect(lireHeures(heuresFr(heures))).toEqual({ heures });
    }
  });
});
