import { type Filtre } from './filtres/filtre';
import { REGLAGES_INITIAUX, basculerFiltre, lireReglages, propose } from './reglages';

const USUEL: Filtre = { genre: 'choix', nom: 'type', libelle: 'Type', options: [] };
const RESERVE: Filtre = { ...USUEL, nom: 'nature', enReserve: true };

describe('settings of a list', () => {
  it('come back as they were kept', () => {
    const reglages = {
      ...REGLAGES_INITIAUX,
      disposition: { ordre: ['a'], montrees: ['b'], masquees: ['c'], largeurs: { a: 120 } },
      filtresRetires: ['type'],
      filtresVisibles: false,
      densite: 'confort' as const,
      taille: 100,
    };
    expect(lireReglages(JSON.parse(JSON.stringify(reglages)))).toEqual(reglages);
  });

  it('fall back on the usual ones, piece by piece, when what was kept makes no sense', () => {
    for (const valeur of [undefined, null, 'abc', 12, [], { disposition: 3, taille: 7, filtresRetires: [4] }]) {
      expect(lireReglages(valeur)).toEqual(REGLAGES_INITIAUX);
    }
    const { disposition } = lireReglages({ disposition: { ordre: ['a', 3], largeurs: { a: 'x', b: 5 } } });
    expect(disposition.ordre).toEqual(['a']);
    expect(disposition.largeurs).toEqual({ b: 36 });
  });

  it('F4.3-2 offer a filter, or take it away, and back', () => {
    expect([USUEL, RESERVE].map((filtre) => propose(filtre, REGLAGES_INITIAUX))).toEqual([true, false]);
    const autres = basculerFiltre(RESERVE, basculerFiltre(USUEL, REGLAGES_INITIAUX));
    expect([USUEL, RESERVE].map((filtre) => propose(filtre, autres))).toEqual([false, true]);
    expect(basculerFiltre(USUEL, basculerFiltre(RESERVE, autres))).toEqual(REGLAGES_INITIAUX);
  });
});
