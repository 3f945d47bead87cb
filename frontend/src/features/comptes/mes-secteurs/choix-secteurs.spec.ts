import { basculer, chercherSecteurs, codesRetenus, memes } from './choix-secteurs';

const secteur = (code: string, libelle: string, choisi = false) => ({ code, libelle, choisi });
const SECTEURS = [
  secteur('0311', 'Secteur Collège Émile-Zola'),
  secteur('0312', 'Secteur Collège Jean Monnet'),
  secteur('0313', 'Secteur École Zola'),
];

describe('choix des secteurs', () => {
  it('F2.4-1 keeps every sector as long as nothing is narrowed', () => {
    expect([...codesRetenus(SECTEURS)]).toEqual(['0311', '0312', '0313']);
    expect([...codesRetenus([...SECTEURS, secteur('0314', 'Autre', true)])]).toEqual(['0314']);
  });

  it('searches several words in the label and the code, accents and case ignored', () => {
    const trouves = (q: string): string[] => chercherSecteurs(SECTEURS, q).map(({ code }) => code);
    expect(trouves('')).toEqual(['0311', '0312', '0313']);
    expect(trouves('ZOLA emile')).toEqual(['0311']);
    expect(trouves('zola 0313')).toEqual(['0313']);
    expect(trouves('jean zola')).toEqual([]);
  });

  it('checks and unchecks without touching what was kept, and knows when nothing changed', () => {
    const avant = codesRetenus(SECTEURS);
    const apres = basculer(avant, ['0312', '0313'], false);
    expect([...apres]).toEqual(['0311']);
    expect(avant.size).toBe(3);
    expect(memes(avant, apres)).toBeFalse();
    expect(memes(avant, basculer(apres, ['0313', '0312'], true))).toBeTrue();
    expect(memes(new Set(['a']), new Set(['b']))).toBeFalse();
  });
});
