import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { lireParLots } from '../../../platform/lists/export/lots.js';
import { type Page, type ParametresListe, pageSql } from '../../../platform/lists/liste.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { periodeRegardee } from '../../aesh/index.js';
import { type ChoixMissions, type TRIS_MISSIONS, criteresMissions } from './criteres-missions.js';
import {
  COLONNES_MISSION,
  JOINTURES_MISSION,
  JOINTURE_OCCUPATION,
  type MissionLigne,
  type MissionSql,
  ligneMission,
} from './lignes-mission.js';

export type ParametresMissions = ParametresListe<(typeof TRIS_MISSIONS)[number]> & ChoixMissions;

/**
 * Missions of the perimeter (guide §8). One round trip: the keys of the page are found and counted first, only these
 * rows are dressed with their occupation and their PIALs.
 */
export async function listerMissions(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  parametres: ParametresMissions,
  jour: Jour,
): Promise<Page<MissionLigne>> {
  const { source, ordre, params } = criteresMissions(perimetre, parametres, jour);
  const paramsPage = [...params];
  const lignes: (MissionSql & { total: number })[] = await base.query(
    `WITH page AS MATERIALIZED (
       SELECT p.id, p.total, row_number() OVER () AS rang
         FROM (SELECT m.id, count(*) OVER () AS total ${source} ${ordre} ${pageSql(parametres, paramsPage)}) p)
     SELECT page.total, ${COLONNES_MISSION}
       FROM page JOIN mission m ON m.id = page.id ${JOINTURES_MISSION} ${JOINTURE_OCCUPATION}
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
  return { items: lignes.map(ligneMission), total, page, size };
}

/** The whole filtered list, in its order, some hundreds of lines at a time, in one snapshot. */
export async function* exporterMissions(
  base: DataSource,
  perimetre: Perimetre,
  choix: ChoixMissions,
  jour: Jour,
): AsyncGenerator<MissionLigne[], void, undefined> {
  const { source, ordre, params } = criteresMissions(perimetre, choix, jour);
  const { de, a } = periodeRegardee(choix, jour);
  for await (const { lot, lecture } of lireParLots<{ id: number }>(base, `SELECT m.id ${source} ${ordre}`, params)) {
    const lignes: MissionSql[] = await lecture.query(
      `SELECT ${COLONNES_MISSION}
         FROM unnest($3::int[]) WITH ORDINALITY AS page(id, rang)
         JOIN mission m ON m.id = page.id ${JOINTURES_MISSION} ${JOINTURE_OCCUPATION}
        ORDER BY page.rang`,
      [de, a, lot.map(({ id }) => id)],
    );
    yield lignes.map(ligneMission);
  }
}
