import assert from 'node:assert/strict';
import fc from 'fast-check';
import { centiemes, depuisCentiemes, enFrancaisHeures, estHeures, sommeHeures } from './heures.js';
import { toujours } from './jours.oracle.js';

describe('heures', () => {
  it('hundredths and back, exactly', () => {
    toujours(
      fc.property(fc.nat(1_000_000), (n) => {
        assert.equal(centiemes(depuisCentiemes(n)), n);
        assert.ok(estHeures(depuisCentiemes(n)));
      }),
    );
  });

  it('sums exactly where floats would not', () => {
    expect(sommeHeures([0.1, 0.2])).toBe(0.3);
    expect(sommeHeures([])).toBe(0);
    toujours(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 50 }), (liste) => {
        assert.equal(sommeHeures(liste.map(depuisCentiemes)), liste.reduce((a, b) => a + b, 0) / 100);
      }),
    );
  });

  for (const valeur of [-1, NaN, Infinity, 24.505, 0.001, '24', null]) {
    it(`${String(valeur)} is no number of hours`, () => expect(estHeures(valeur)).toBeFalse());
  }

  const cas: [number, string][] = [
    [24.5, '24 h 30'],
    [24, '24 h'],
    [0, '0 h'],
    [0.25, '0 h 15'],
    [8.05, '8 h 03'],
    [1.999, '2 h'],
    [-1.25, '-1 h 15'],
    [-0.001, '0 h'],
  ];
  for (const [heures, texte] of cas)
    it(`writes ${heures} as ${texte}`, () => expect(enFrancaisHeures(heures)).toBe(texte));
});
