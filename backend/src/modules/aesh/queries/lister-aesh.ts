import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { lireParLots } from '../../../platform/lists/export/lots.js';
import { type Page, type ParametresListe, pageSql } from '../../../platform/lists/liste.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { type ChoixAesh, type TRIS_AESH, criteresAesh } from './criteres-aesh.js';
import { type AeshLigne, type AeshSql, COLONNES_AESH, heuresAesh, ligneAesh, missionsAesh } from './lignes-aesh.js';
import { periodeRegardee } from './portee-aesh.js';

export type ParametresAesh = ParametresListe<(typeof TRIS_AESH)[number]> & ChoixAesh;

/**
 * AESH of the perimeter (guide §7). One round trip: the keys of the page are found and counted first, only these rows
 * are dressed with their contracts and hours.
 */
export async function listerAesh(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  parametres: ParametresAesh,
  jour: Jour,
): Promise<Page<AeshLigne>> {
  const { source, ordre, params } = criteresAesh(perimetre, parametres, jour);
  const paramsPage = [...params];
  const lignes: (AeshSql & { total: number })[] = await base.query(
    `WITH page AS MATERIALIZED (
       SELECT p.id, p.total, row_number() OVER () AS rang
         FROM (SELECT x.id, count(*) OVER () AS total ${source} ${ordre} ${pageSql(parametres, paramsPage)}) p)
     SELECT page.total, ${COLONNES_AESH}
       FROM page JOIN aesh x ON x.id = page.id ${habiller(perimetre, paramsPage, jour)}
      ORDER BY page.rang`,
    paramsPage,
  );
  const { page, size } = parametres;
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    // After the last page there is no row to bear the total.
    const comptes: { total: number }[] = await base.query(`SELECT count(*) AS total ${source}`, params);
    total = comptes[0]?.total ?? 0;
  }
  return { items: lignes.map(ligneAesh), total, page, size };
}

/** The whole filtered list, in its order, some hundreds of lines at a time, in one snapshot. */
export async function* exporterAesh(
  base: DataSource,
  perimetre: Perimetre,
  choix: ChoixAesh,
  jour: Jour,
): AsyncGenerator<AeshLigne[], void, undefined> {
  const { source, ordre, params } = criteresAesh(perimetre, choix, jour);
  for await (const { lot, lecture } of lireParLots<{ id: number }>(base, `SELECT x.id ${source} ${ordre}`, params)) {
    const { de, a } = periodeRegardee(choix, jour);
    const paramsLot: unknown[] = [de, a, jour, lot.map(({ id }) => id)];
    const lignes: AeshSql[] = await lecture.query(
      `SELECT ${COLONNES_AESH}
         FROM unnest($4::int[]) WITH ORDINALITY AS page(id, rang)
         JOIN aesh x ON x.id = page.id ${habiller(perimetre, paramsLot, jour)}
        ORDER BY page.rang`,
      paramsLot,
    );
    yield lignes.map(ligneAesh);
  }
}

const habiller = (perimetre: Perimetre, params: unknown[], jour: Jour): string =>
  missionsAesh(perimetre, params, jour) + heuresAesh(perimetre, params, jour);
