import { z } from 'zod';
import { schemaExport } from './demande.js';

const schema = schemaExport({
  tri: ['nom', 'debut'],
  defaut: 'nom',
  filtres: { type: z.enum(['A', 'B']).optional() },
  colonnes: ['nom', 'debut', 'fin'],
});

describe('schemaExport', () => {
  it('gives every column, in XLSX, when nothing is asked', () => {
    expect(schema.parse({})).toEqual({
      format: 'xlsx',
      colonnes: ['nom', 'debut', 'fin'],
      sort: [{ nom: 'nom', descendant: false }],
    });
  });

  it('reads the columns in the order asked, each once, beside what chooses the lines', () => {
    expect(schema.parse({ format: 'csv', colonnes: 'fin,nom,fin', q: ' léa ', sort: '-debut', type: 'A' })).toEqual({
      format: 'csv',
      colonnes: ['fin', 'nom'],
      q: 'léa',
      sort: [{ nom: 'debut', descendant: true }],
      type: 'A',
    });
  });

  for (const [demande, champ] of [
    [{ format: 'pdf' }, 'format'],
    [{ colonnes: 'nom,age' }, 'colonnes'],
    [{ colonnes: '' }, 'colonnes'],
    [{ colonnes: 'toString' }, 'colonnes'],
    [{ page: '1' }, 'page'],
    [{ sort: 'fin' }, 'sort'],
  ] as [object, string][]) {
    it(`refuses ${JSON.stringify(demande)}`, () => {
      const { error } = schema.safeParse(demande);
      expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([champ]);
    });
  }
});
