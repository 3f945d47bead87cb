import { lireQuotiteReference } from './saisie-reference';

describe('lireQuotiteReference', () => {
  for (const [saisie, quotite] of [
    ['62', 62],
    ['62,5', 62.5],
    ['62.25', 62.25],
    ['62\u00a0%', 62],
    ['100', 100],
  ] as const) {
    it(`reads « ${saisie} »`, () => expect(lireQuotiteReference(saisie)).toEqual({ quotite }));
  }

  for (const saisie of ['', '0', '100,5', '62,123', '-5', 'soixante']) {
    it(`refuses « ${saisie} »`, () => expect('faute' in lireQuotiteReference(saisie)).toBeTrue());
  }
});
