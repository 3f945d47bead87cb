import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Page, type ParametresListe, pageSql } from '../../../platform/lists/liste.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { type FiltresDecisions, type TRIS_DECISIONS, criteresDecisions } from './criteres-decisions.js';
import {
  type DecisionLigne,
  type DecisionSql,
  colonnesDecision,
  jointuresDecision,
  ligneDecision,
} from './lignes-decision.js';

export type ParametresDecisions = ParametresListe<(typeof TRIS_DECISIONS)[number]> & FiltresDecisions;

/**
 * Decisions of the perimeter: home page of the gestionnaire (guide §6). One round trip: the keys of the page are found
 * and counted first, on rows made for that, only the decisions of the page are then dressed with schools and timeline.
 * @param jour today: the PIAL of the school where the pupil is, and what is hatched, depend on it
 */
export async function listerDecisions(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  parametres: ParametresDecisions,
  jour: Jour,
): Promise<Page<DecisionLigne>> {
  const { source, ordre, params } = criteresDecisions(perimetre, parametres, jour);
  const paramsPage = [...params];
  const lignes: (DecisionSql & { total: number })[] = await base.query(
    `WITH page AS MATERIALIZED (
       SELECT p.*, row_number() OVER () AS rang
         FROM (SELECT l.decision_id AS id, l.pial_uai, count(*) OVER () AS total ${source}
               ${ordre} ${pageSql(parametres, paramsPage)}) p)
     SELECT l.total, ${colonnesDecision}
       FROM page l JOIN decision d ON d.id = l.id ${jointuresDecision}
      ORDER BY l.rang`,
    paramsPage,
  );
  const { page, size } = parametres;
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    // After the last page there is no row to bear the total.
    const comptes: { total: number }[] = await base.query(`SELECT count(*) AS total ${source}`, params);
    total = comptes[0]?.total ?? 0;
  }
  return { items: lignes.map((l) => ligneDecision(l, jour)), total, page, size };
}
