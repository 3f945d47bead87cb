import fc from 'fast-check';
import { distanceBornee, nomComparable } from './nom-comparable.js';
import { type Identite, comparerIdentites, rapprocher } from './rapprochement.js';

const identite = (nom: string, prenom: string, reste: Partial<Identite> = {}): Identite => ({
  nom,
  prenom,
  nomFamille: null,
  dateNaissance: null,
  numen: null,
  ...reste,
});

describe('nomComparable', () => {
  it('ignores accents, case, hyphens, apostrophes, spaces, ligatures and particles', () => {
    for (const [a, b] of [
      ['Lefèvre', 'LEFEVRE'],
      ['Marie-Claude', 'marie claude'],
      ['de la Fontaine', 'FONTAINE'],
      ["D'Artagnan", 'Artagnan'],
      ['Lecœur', 'LECOEUR'],
      ['N’Guyen', 'n guyen'],
      ['Van der Meer', 'Meer'],
    ] as const) {
      expect(nomComparable(a)).withContext(`${a} / ${b}`).toBe(nomComparable(b));
    }
  });

  it('keeps a name that is nothing but particles, and tells names apart', () => {
    expect(nomComparable('Le')).toBe('le');
    expect(nomComparable('De La')).toBe('dela');
    expect(nomComparable('Dupont')).not.toBe(nomComparable('Dupond'));
    expect(nomComparable('李')).toBe('李');
  });

  it('is stable, and never depends on case, accents composed or not, or what separates', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zéèçïA-ZÉÈ]{1,8}$/), { minLength: 1, maxLength: 4 }), (mots) => {
        const nom = nomComparable(mots.join(' '));
        expect(nomComparable(mots.join('-'))).toBe(nom);
        expect(nomComparable(mots.join("'"))).toBe(nom);
        expect(nomComparable(mots.join(' ').toUpperCase())).toBe(nom);
        expect(nomComparable(mots.join(' ').normalize('NFD'))).toBe(nom);
        expect(nomComparable(`  ${mots.join('  ')} `)).toBe(nom);
      }),
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (texte) => expect(typeof nomComparable(texte)).toBe('string')),
    );
  });
});

describe('distanceBornee', () => {
  /** Straight from the definition. */
  const naive = (a: string, b: string): number => {
    if (a === '' || b === '') return Math.max(a.length, b.length);
    return Math.min(
      naive(a.slice(1), b) + 1,
      naive(a, b.slice(1)) + 1,
      naive(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    );
  };

  it('is the distance when it is within the bound, the bound plus one otherwise', () => {
    const mot = fc.stringMatching(/^[abc]{0,5}$/);
    fc.assert(
      fc.property(mot, mot, fc.integer({ min: 0, max: 5 }), (a, b, maximum) => {
        expect(distanceBornee(a, b, maximum)).toBe(Math.min(naive(a, b), maximum + 1));
      }),
      { numRuns: 300 },
    );
  });
});

describe('comparerIdentites', () => {
  const raisons = (a: Identite, b: Identite): readonly string[] | undefined => comparerIdentites(a, b)?.raisons;
  const ne = { dateNaissance: '1980-05-04' };

  it('F8.3-1 NUMEN, then same name and birth date, then near spellings; a missing birth date weakens', () => {
    expect(raisons(identite('A', 'B', { numen: '15e 123' }), identite('C', 'D', { numen: '15E123' }))).toEqual([
      'MEME_NUMEN',
    ]);
    expect(raisons(identite('Lefèvre', 'Zoé', ne), identite('LEFEVRE', 'Zoe', ne))).toEqual(['MEME_NOM_ET_NAISSANCE']);
    expect(raisons(identite('Lefèvre', 'Zoé'), identite('LEFEVRE', 'Zoe', ne))).toEqual(['MEME_NOM']);
    expect(raisons(identite('Dupond', 'Martine', ne), identite('Dupont', 'Martine', ne))).toEqual(['NOM_PROCHE']);
    expect(raisons(identite('Dupond', 'Martine'), identite('Dupont', 'Martine'))).toEqual(['NOM_PROCHE']);
    expect(raisons(identite('Martin', 'Paul', ne), identite('Paul', 'Martin', ne))).toEqual(['NOM_PROCHE']);
    expect(raisons(identite('Martin', 'Marie', ne), identite('Martin', 'Marie-Claude', ne))).toEqual(['NOM_PROCHE']);
  });

  it('knows the married and the family name', () => {
    const mariee = identite('Durand', 'Anne', { nomFamille: 'Petit', ...ne });
    expect(raisons(identite('Petit', 'Anne', ne), mariee)).toEqual(['MEME_NOM_ET_NAISSANCE']);
  });

  it('two people of one name born on two days are two people; short names must be the same', () => {
    expect(
      raisons(identite('Martin', 'Paul', ne), identite('Martin', 'Paul', { dateNaissance: '1980-05-05' })),
    ).toBeUndefined();
    expect(raisons(identite('Roy', 'Lea'), identite('Roi', 'Lea'))).toBeUndefined();
    expect(raisons(identite('Martin', 'Marie'), identite('Martin', 'Marie-Claude'))).toBeUndefined();
  });

  const unNom = fc.stringMatching(/^[ab]{3,9}$/);
  const personne = fc.record({
    nom: unNom,
    nomFamille: fc.option(unNom),
    prenom: unNom,
    dateNaissance: fc.option(fc.constantFrom('1980-01-01', '1980-01-02')),
    numen: fc.option(fc.constantFrom('n1', 'N2')),
  });

  it('is symmetrical, and its score is between 0 and 1', () => {
    fc.assert(
      fc.property(personne, personne, (a, b) => {
        const ab = comparerIdentites(a, b);
        expect(comparerIdentites(b, a)).toEqual(ab);
        if (ab) expect(ab.score > 0 && ab.score <= 1).toBeTrue();
      }),
    );
  });

  it('rapprocher finds the pairs that comparing everybody finds, no more, no less', () => {
    fc.assert(
      fc.property(fc.array(personne, { maxLength: 12 }), fc.array(personne, { maxLength: 12 }), (as, bs) => {
        const attendues = as.flatMap((a) =>
          bs.flatMap((b) => (comparerIdentites(a, b) ? [[as.indexOf(a), bs.indexOf(b)]] : [])),
        );
        const trouvees = rapprocher(as, bs).map(({ a, b }) => [as.indexOf(a), bs.indexOf(b)]);
        expect(trouvees.map(String).sort()).toEqual(attendues.map(String).sort());
      }),
      { numRuns: 300 },
    );
  });
});
