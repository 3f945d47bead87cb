import { defautDuJson, TAILLE_JSON_MAX } from './json-borne.js';

describe('defautDuJson', () => {
  const imbriquer = (niveaux: number): unknown => JSON.parse('['.repeat(niveaux) + ']'.repeat(niveaux)) as unknown;
  const chaine = (octets: number): string => 'x'.repeat(octets - 2);

  const gardables: [string, unknown][] = [
    ['null', null],
    ['a flag', false],
    ['numbers', [0, -0, 1, -1.25, 1e15, 1e-15]],
    ['columns', { colonnes: ['nom', 'type'], largeurs: { nom: 120 }, élan: 'é 🔗 “”' }],
    ['an empty object', {}],
    ['16 kB', chaine(TAILLE_JSON_MAX)],
    ['32 levels', imbriquer(33)],
    ['a key named as a property of objects', { constructor: 1, toString: 2 }],
  ];
  for (const [quoi, valeur] of gardables) {
    it(`keeps ${quoi}`, () => expect(defautDuJson(valeur)).toBeNull());
  }

  const refuses: [string, unknown, RegExp][] = [
    ['one byte over 16 kB', chaine(TAILLE_JSON_MAX + 1), /16 ko/],
    ['16 kB of two-byte letters', 'é'.repeat(TAILLE_JSON_MAX / 2), /16 ko/],
    ['33 levels', imbriquer(34), /niveaux/],
    ['100,000 levels', imbriquer(100_000), /niveaux/],
    ['NUL in a text', { a: ['b\0'] }, /Texte/],
    ['half a surrogate pair', 'a\ud83d', /Texte/],
    ['NUL in a key', { 'a\0': 1 }, /champ/],
    ['half a pair in a key', [{ '\udd17': 1 }], /champ/],
    ['a number that JSON reads as infinite', JSON.parse('[1e999]'), /Nombre/],
    ['a number of 300 digits once stored', 1e300, /Nombre/],
    ['a number of 300 decimals once stored', -1e-300, /Nombre/],
    ['what is no JSON', { a: undefined }, /JSON/],
  ];
  for (const [quoi, valeur, message] of refuses) {
    it(`refuses ${quoi}`, () => expect(defautDuJson(valeur)).toMatch(message));
  }
});
