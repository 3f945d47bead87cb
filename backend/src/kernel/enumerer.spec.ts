import { enumerer } from './enumerer.js';

describe('enumerer', () => {
  const cas: [string[], number | undefined, string][] = [
    [[], undefined, ''],
    [['a'], undefined, 'a'],
    [['a', 'b'], undefined, 'a et b'],
    [['a', 'b', 'c'], undefined, 'a, b et c'],
    [['a', 'b', 'c'], 3, 'a, b et c'],
    [['a', 'b', 'c'], 2, 'a, b et 1 autre'],
    [['a', 'b', 'c', 'd'], 2, 'a, b et 2 autres'],
  ];
  for (const [mots, cites, attendu] of cas) {
    it(`${mots.length} words, ${cites ?? 'all'} named: « ${attendu} »`, () =>
      expect(enumerer(mots, cites)).toBe(attendu));
  }
});
