import { z } from 'zod';
import {
  schemaCode,
  schemaDrapeau,
  schemaId,
  schemaIdTexte,
  schemaJour,
  schemaPlusieurs,
  schemaUai,
} from './champs.js';

describe('champs', () => {
  const cas: [string, { safeParse(valeur: unknown): { success: boolean; data?: unknown } }, unknown, unknown][] = [
    ['a day', schemaJour, '2026-09-01', '2026-09-01'],
    ['29/02 of a leap year', schemaJour, '2024-02-29', '2024-02-29'],
    ['29/02 of another', schemaJour, '2025-02-29', undefined],
    ['year 0, which PostgreSQL does not know', schemaJour, '0000-01-01', undefined],
    ['a French date', schemaJour, '01/09/2026', undefined],
    ['an instant', schemaJour, '2026-09-01T00:00:00Z', undefined],
    ['a UAI in lower case', schemaUai, '0311131l', '0311131L'],
    ['a UAI with a wrong letter', schemaUai, '0311131A', undefined],
    ['a UAI and something', schemaUai, '0311131L ', undefined],
    ['an id', schemaIdTexte, '12', 12],
    ['an id above int4', schemaIdTexte, '2147483648', undefined],
    ['a word', schemaIdTexte, 'abc', undefined],
    ['an empty id', schemaIdTexte, '', undefined],
    ['an id as text in a body', schemaId, '12', undefined],
    ['a code', schemaCode, 'TLSE 1/É', 'TLSE 1/É'],
    ['a code with NUL', schemaCode, 'a\0', undefined],
    ['an empty code', schemaCode, '', undefined],
    ['yes', schemaDrapeau, 'true', true],
    ['no', schemaDrapeau, 'false', false],
    ['neither yes nor no', schemaDrapeau, '1', undefined],
    ['several values, each once', schemaPlusieurs(z.enum(['A', 'B'])), 'B,A,B', ['B', 'A']],
    ['several ids', schemaPlusieurs(schemaIdTexte), '3,12', [3, 12]],
    ['an unknown value among several', schemaPlusieurs(z.enum(['A', 'B'])), 'A,C', undefined],
    ['no value', schemaPlusieurs(z.enum(['A', 'B'])), '', undefined],
    ['a missing value', schemaPlusieurs(z.enum(['A', 'B'])), 'A,', undefined],
    ['as many values as may be', schemaPlusieurs(schemaCode, 2), 'a,b', ['a', 'b']],
    ['one more', schemaPlusieurs(schemaCode, 2), 'a,b,c', undefined],
    ['a parameter given twice', schemaPlusieurs(schemaCode), ['a', 'b'], undefined],
  ];
  for (const [quoi, schema, valeur, attendu] of cas) {
    it(`${quoi}: ${attendu === undefined ? 'refused' : 'read'}`, () => {
      const lu = schema.safeParse(valeur);
      expect(lu.success ? lu.data : undefined).toEqual(attendu);
    });
  }
});
