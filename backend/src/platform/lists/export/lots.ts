import type { DataSource, QueryRunner } from 'typeorm';

const LOT = 500;

/** Some rows of the cursor, and the transaction in which they are read. */
export interface Lot<Ligne> {
  readonly lot: Ligne[];
  readonly lecture: Pick<QueryRunner, 'query'>;
}

/**
 * Rows of a query through a cursor of the server, a set at a time, in a read-only transaction: memory stays flat
 * whatever their number, and nothing that is written meanwhile shows. Leaving the loop, by an end, an error or a
 * client that has gone away, closes the cursor and gives the connection back.
 */
export async function* lireParLots<Ligne>(
  base: DataSource,
  requete: string,
  params: readonly unknown[],
): AsyncGenerator<Lot<Ligne>, void, undefined> {
  const lecture = base.createQueryRunner();
  try {
    await lecture.connect();
    await lecture.startTransaction('REPEATABLE READ');
    await lecture.query('SET TRANSACTION READ ONLY');
    await lecture.query(`DECLARE lignes NO SCROLL CURSOR FOR ${requete}`, [...params]);
    for (;;) {
      const lot: Ligne[] = await lecture.query(`FETCH ${LOT} FROM lignes`);
      if (lot.length > 0) yield { lot, lecture };
      if (lot.length < LOT) return;
    }
  } finally {
    if (lecture.isTransactionActive) await lecture.rollbackTransaction();
    await lecture.release();
  }
}
