import type { DataSource } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { lireParLots } from '../../../platform/lists/export/lots.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { type ChoixDecisions, criteresDecisions } from './criteres-decisions.js';
import {
  type DecisionLigne,
  type DecisionSql,
  colonnesDecision,
  jointuresDecision,
  ligneDecision,
} from './lignes-decision.js';

/**
 * The whole filtered list, in its order, some hundreds of lines at a time: the keys come from a cursor, each set of
 * them is then dressed. One snapshot from the first line to the last.
 * @param jour today
 */
export async function* exporterDecisions(
  base: DataSource,
  perimetre: Perimetre,
  choix: ChoixDecisions,
  jour: Jour,
): AsyncGenerator<DecisionLigne[], void, undefined> {
  const { source, ordre, params } = criteresDecisions(perimetre, choix, jour);
  const cles = `SELECT l.decision_id AS id, l.pial_uai ${source} ${ordre}`;
  for await (const { lot, lecture } of lireParLots<{ id: number; pial_uai: string | null }>(base, cles, params)) {
    const lignes: DecisionSql[] = await lecture.query(
      `SELECT ${colonnesDecision}
         FROM unnest($1::int[], $2::text[]) WITH ORDINALITY AS l(id, pial_uai, rang)
         JOIN decision d ON d.id = l.id ${jointuresDecision}
        ORDER BY l.rang`,
      [lot.map(({ id }) => id), lot.map((ligne) => ligne.pial_uai)],
    );
    yield lignes.map((ligne) => ligneDecision(ligne, jour));
  }
}
