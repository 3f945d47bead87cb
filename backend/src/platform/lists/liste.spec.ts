import { z } from 'zod';
import { ordreSql, pageSql, rechercheSql, schemaListe, schemaPage } from './liste.js';

const schema = schemaListe({
  tri: ['nom', 'debut'],
  defaut: '-debut,nom',
  filtres: { type: z.enum(['A', 'B']).optional() },
});

const fautes = (requete: object): string[] =>
  schema.safeParse(requete).error?.issues.map((i) => i.path.join('.')) ?? [];

describe('schemaListe', () => {
  it('fills in what is not asked', () => {
    expect(schema.parse({})).toEqual({
      sort: [
        { nom: 'debut', descendant: true },
        { nom: 'nom', descendant: false },
      ],
      page: 1,
      size: 50,
    });
  });

  it('reads search, sort on several columns, page and filters', () => {
    expect(schema.parse({ q: '  Élan ', sort: 'nom,-debut', page: '3', size: '200', type: 'A' })).toEqual({
      q: 'Élan',
      sort: [
        { nom: 'nom', descendant: false },
        { nom: 'debut', descendant: true },
      ],
      page: 3,
      size: 200,
      type: 'A',
    });
  });

  it('takes the NUL character, which PostgreSQL cannot hold, out of a search', () => {
    expect(schema.parse({ q: 'a\0b' }).q).toBe('a b');
  });

  const refuses: [object, string][] = [
    [{ sort: 'age' }, 'sort'],
    [{ sort: '' }, 'sort'],
    [{ sort: 'nom,' }, 'sort'],
    [{ sort: '--nom' }, 'sort'],
    [{ sort: 'nom DESC' }, 'sort'],
    [{ sort: ['nom', 'debut'] }, 'sort'],
    [{ sort: 'constructor' }, 'sort'],
    [{ age: '12' }, 'age'],
    [{ toString: '1' }, 'toString'],
    [{ size: '0' }, 'size'],
    [{ size: '201' }, 'size'],
    [{ size: '' }, 'size'],
    [{ page: '0' }, 'page'],
    [{ page: '1.5' }, 'page'],
    [{ page: 'Infinity' }, 'page'],
    [{ page: '1000001' }, 'page'],
    [{ q: 'x'.repeat(201) }, 'q'],
    [{ q: ['a'] }, 'q'],
    [{ type: 'C' }, 'type'],
  ];
  for (const [requete, champ] of refuses) {
    it(`refuses ${JSON.stringify(requete).slice(0, 60)}, naming ${champ}`, () =>
      expect(fautes(requete)).toContain(champ));
  }
});

describe('ordreSql', () => {
  const colonnes = { nom: ['e.nom', 'e.prenom'], debut: 'd.debut', id: 'd.id' };

  it('puts empty values last in both directions, and ends with the unique key', () => {
    const tri = [
      { nom: 'debut', descendant: true },
      { nom: 'nom', descendant: false },
    ] as const;
    expect(ordreSql(tri, colonnes, 'd.id')).toBe(
      'ORDER BY d.debut DESC NULLS LAST, e.nom ASC NULLS LAST, e.prenom ASC NULLS LAST, d.id',
    );
  });

  it('names a column once, the first time', () => {
    const tri = [
      { nom: 'id', descendant: true },
      { nom: 'debut', descendant: false },
      { nom: 'debut', descendant: true },
    ] as const;
    expect(ordreSql(tri, colonnes, 'd.id')).toBe('ORDER BY d.id DESC NULLS LAST, d.debut ASC NULLS LAST');
    expect(ordreSql([], colonnes, 'd.id')).toBe('ORDER BY d.id');
  });
});

describe('pageSql and rechercheSql', () => {
  it('continue the parameters of the caller', () => {
    const params: unknown[] = ['031'];
    expect(pageSql({ page: 3, size: 50 }, params)).toBe('LIMIT $2 OFFSET $3');
    expect(params).toEqual(['031', 50, 100]);
    expect(rechercheSql('texte', ' léa  martin ', params)).toContain('$4');
    expect(params.slice(3)).toEqual(['martin', 'léa']);
    expect(rechercheSql('texte', undefined, params)).toBe('true');
    expect(rechercheSql('texte', '   ', params)).toBe('true');
  });
});

describe('rechercheSql', () => {
  const cas: [string, string[]][] = [
    ['Léa  MARTIN léa', ['martin', 'léa']],
    ['a ma martin', ['martin']],
    ['le  la\u00a0lelac', ['lelac']],
    ['é e', ['é', 'e']],
  ];
  for (const [q, mots] of cas) {
    it(`« ${q} »: each word once, the longest first, without those that another contains`, () => {
      const params: unknown[] = [];
      rechercheSql('texte', q, params);
      expect(params).toEqual(mots);
    });
  }
});

describe('schemaPage', () => {
  it('is the shape of every list', () => {
    const page = schemaPage(z.object({ id: z.int() }), 'PageDEssai');
    expect(page.parse({ items: [{ id: 1 }], total: 1, page: 1, size: 50 }).items.length).toBe(1);
    expect(page.meta()?.id).toBe('PageDEssai');
  });
});
