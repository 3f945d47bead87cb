import pg from 'pg';

const OID = { int8: 20, date: 1082, numeric: 1700 } as const;

/**
 * Dates stay `YYYY-MM-DD` strings (a calendar date has no zone); numeric and int8 become numbers: hours have two
 * decimals and ids stay far below 2^53.
 */
export function reglerTypesPg(): void {
  pg.types.setTypeParser(OID.date, (texte) => texte);
  pg.types.setTypeParser(OID.numeric, (texte) => Number(texte));
  pg.types.setTypeParser(OID.int8, (texte) => Number(texte));
}
