import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UaiInvalide, cleUai, estUai, lireUai, uai } from './uai.js';
import { toujours } from './jours.oracle.js';

const LETTRES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

describe('uai', () => {
  for (const texte of ['0311131L', '0090038T', '0121517J', '0460054J', '0311631E', '0090037S', '0000000A']) {
    it(`accepts ${texte}`, () => expect(uai(texte) as string).toBe(texte));
  }

  for (const texte of ['0311131K', '0311131l', '311131L', '03111311', '0311131LL', ' 0311131L', '', 'ABCDEFGH']) {
    it(`refuses « ${texte} »`, () => {
      expect(estUai(texte)).toBeFalse();
      expect(() => uai(texte)).toThrowError(UaiInvalide);
    });
  }

  it('tells the letter that is expected', () => {
    expect(() => uai('0311131K')).toThrowError(/« 0311131K » n'est pas un UAI : la lettre de contrôle devrait être L/);
    expect(() => uai('collège')).toThrowError(/sept chiffres et une lettre/);
  });

  it('reads lower case and spaces', () => {
    expect(lireUai('  0311131l ') as string | null).toBe('0311131L');
    expect(lireUai('0311131K')).toBeNull();
    expect(lireUai('')).toBeNull();
  });

  it('exactly one letter fits seven digits, never I, O or Q', () => {
    toujours(
      fc.property(fc.nat(9_999_999), (n) => {
        const chiffres = String(n).padStart(7, '0');
        const bonnes = [...LETTRES].filter((lettre) => estUai(chiffres + lettre));
        assert.deepEqual(bonnes, [cleUai(chiffres)]);
        assert.ok(!'IOQ'.includes(bonnes.join()));
      }),
    );
  });

  it('one wrong digit, or two neighbours swapped, is always caught', () => {
    toujours(
      fc.property(fc.nat(9_999_999), fc.nat(6), fc.integer({ min: 1, max: 9 }), (n, rang, ecart) => {
        const chiffres = String(n).padStart(7, '0');
        const autre = (Number(chiffres[rang]) + ecart) % 10;
        const faux = chiffres.slice(0, rang) + autre + chiffres.slice(rang + 1);
        assert.ok(!estUai(faux + cleUai(chiffres)));
        const echange =
          chiffres.slice(0, rang) + (chiffres[rang + 1] ?? '') + chiffres[rang] + chiffres.slice(rang + 2);
        if (echange !== chiffres) assert.ok(!estUai(echange + cleUai(chiffres)));
      }),
    );
  });

  it('cleUai refuses anything but seven digits', () => {
    for (const texte of ['123', '12345678', '12a4567', '']) expect(() => cleUai(texte)).toThrowError(UaiInvalide);
  });
});
