import type { EntityManager } from 'typeorm';
import { entiers, parmi } from './parametres.js';

type Genre = 'DECISION' | 'MISSION' | 'AFFECTATION';

/** Distinct ids, increasing. */
export interface Marques {
  readonly decisions: readonly number[];
  readonly missions: readonly number[];
  /** Missions too: those whose affectations are to be held against the schools where they accompany. */
  readonly affectations: readonly number[];
}

/** Takes the marks that nobody else is handling; those of this transaction always are. */
export async function prendreMarques(manager: EntityManager): Promise<Marques> {
  const lignes: { genre: Genre; ids: number[] }[] = await manager.query(
    `WITH prises AS (
       DELETE FROM couverture_a_rafraichir
        WHERE id = ANY (ARRAY(SELECT id FROM couverture_a_rafraichir FOR UPDATE SKIP LOCKED))
       RETURNING genre, objets)
     SELECT genre, array_agg(DISTINCT objet ORDER BY objet) AS ids FROM prises, unnest(objets) AS objet GROUP BY genre`,
  );
  const ids = (genre: Genre): number[] => lignes.find((l) => l.genre === genre)?.ids ?? [];
  return { decisions: ids('DECISION'), missions: ids('MISSION'), affectations: ids('AFFECTATION') };
}

/**
 * Two refreshes of one object follow each other: the second reads what the first committed. The lock is on the stored
 * row, that only refreshes touch and always in order, so that imports, which hold rows of decisions and missions in
 * any order, cannot deadlock with them. An object without a stored row is nearly always new, thus ours: its own row.
 * @param ids increasing
 * @returns some have no stored row yet
 */
export async function verrouillerDecisions(manager: EntityManager, ids: readonly number[]): Promise<boolean> {
  return verrouiller(manager, 'decision', 'couverture_decision', 'decision_id', ids);
}

export async function verrouillerMissions(manager: EntityManager, ids: readonly number[]): Promise<boolean> {
  return verrouiller(manager, 'mission', 'occupation_mission', 'mission_id', ids);
}

async function verrouiller(
  manager: EntityManager,
  table: string,
  derivee: string,
  cle: string,
  ids: readonly number[],
): Promise<boolean> {
  if (ids.length === 0) return false;
  const [ranges]: { n: number }[] = await manager.query(
    `WITH verrous AS (SELECT FROM ${derivee} r WHERE r.${cle} = ANY (${parmi('$1')}) ORDER BY r.${cle} FOR NO KEY UPDATE)
     SELECT count(*) AS n FROM verrous`,
    [entiers(ids)],
  );
  if (ranges?.n === ids.length) return false;
  await manager.query(
    `WITH verrous AS (
       SELECT FROM ${table} o
        WHERE o.id = ANY ($1::int[]) AND NOT EXISTS (SELECT FROM ${derivee} r WHERE r.${cle} = o.id)
        ORDER BY o.id FOR NO KEY UPDATE)
     SELECT count(*) FROM verrous`,
    [entiers(ids)],
  );
  return true;
}
