import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { lireParLots } from '../../../platform/lists/export/lots.js';
import { type Page, type ParametresListe, pageSql } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import {
  type ChoixAccompagnements,
  FIN_ANNEE,
  JOUR,
  type TRIS_ACCOMPAGNEMENTS,
  criteresAccompagnements,
  parametresDuJour,
} from './criteres-accompagnements.js';
import {
  type AccompagnementLigne,
  type AccompagnementSql,
  JOINTURES_ACCOMPAGNEMENT,
  JOINTURE_PIAL,
  colonnesAccompagnement,
  ligneAccompagnement,
} from './lignes-accompagnement.js';

export type ParametresAccompagnements = ParametresListe<(typeof TRIS_ACCOMPAGNEMENTS)[number]> & ChoixAccompagnements;

/**
 * Accompaniments of the perimeter (guide §10.1). One round trip: the keys of the page are found and counted first, only
 * these rows are dressed with pupils, PIAL and anomalies.
 */
export async function listerAccompagnements(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  parametres: ParametresAccompagnements,
  jour: Jour,
): Promise<Page<AccompagnementLigne>> {
  const { source, ordre, params } = criteresAccompagnements(perimetre, parametres, jour);
  const paramsPage = [...params];
  const page = `SELECT a.id, count(*) OVER () AS total ${source} ${ordre} ${pageSql(parametres, paramsPage)}`;
  const vus = porteeDecisions(perimetre, { eleve: 'e' }, paramsPage, jour);
  const lignes: (AccompagnementSql & { total: number })[] = await base.query(
    `WITH page AS MATERIALIZED (SELECT p.id, p.total, row_number() OVER () AS rang FROM (${page}) p)
     SELECT page.total, ${colonnesAccompagnement(FIN_ANNEE, vus)}
       FROM page JOIN accompagnement a ON a.id = page.id ${JOINTURES_ACCOMPAGNEMENT} ${JOINTURE_PIAL}
      ORDER BY page.rang`,
    paramsPage,
  );
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && parametres.page > 1) {
    // After the last page there is no row to bear the total.
    const comptes: { total: number }[] = await base.query(`SELECT count(*) AS total ${source}`, params);
    total = comptes[0]?.total ?? 0;
  }
  return {
    items: lignes.map((l) => ligneAccompagnement(l, jour)),
    total,
    page: parametres.page,
    size: parametres.size,
  };
}

/** The whole filtered list, in its order, some hundreds of lines at a time, in one snapshot. */
export async function* exporterAccompagnements(
  base: DataSource,
  perimetre: Perimetre,
  choix: ChoixAccompagnements,
  jour: Jour,
): AsyncGenerator<AccompagnementLigne[], void, undefined> {
  const { source, ordre, params } = criteresAccompagnements(perimetre, choix, jour);
  for await (const { lot, lecture } of lireParLots<{ id: number }>(base, `SELECT a.id ${source} ${ordre}`, params)) {
    const paramsLot = [...parametresDuJour(jour), lot.map(({ id }) => id)];
    const vus = porteeDecisions(perimetre, { eleve: 'e' }, paramsLot, jour);
    const lignes: AccompagnementSql[] = await lecture.query(
      `SELECT ${colonnesAccompagnement(FIN_ANNEE, vus)}
         FROM unnest($3::int[]) WITH ORDINALITY AS page(id, rang)
         JOIN accompagnement a ON a.id = page.id ${JOINTURES_ACCOMPAGNEMENT} ${JOINTURE_PIAL}
        WHERE ${JOUR} IS NOT NULL
        ORDER BY page.rang`,
      paramsLot,
    );
    yield lignes.map((l) => ligneAccompagnement(l, jour));
  }
}
