import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copier } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

export type Cellule = string | number | boolean | null;

/** COPY into a table, in the transaction of the manager. Values hold no tab, backslash nor line break. */
export async function copierLignes(
  manager: EntityManager,
  table: string,
  colonnes: readonly string[],
  lignes: readonly (readonly Cellule[])[],
): Promise<void> {
  if (lignes.length === 0) return;
  const client = (await manager.queryRunner?.connect()) as PoolClient;
  const texte = function* (): Generator<string> {
    for (let debut = 0; debut < lignes.length; debut += 1000) {
      const lot = lignes.slice(debut, debut + 1000);
      yield `${lot.map((ligne) => ligne.map((cellule) => cellule ?? '\\N').join('\t')).join('\n')}\n`;
    }
  };
  await pipeline(Readable.from(texte()), client.query(copier(`COPY ${table} (${colonnes.join(', ')}) FROM STDIN`)));
}
