import type { DataSource, EntityManager } from 'typeorm';
import type { AccompagnementExistant, GenreOperation } from '../domain/operations.js';

/** An accompaniment as an operation found it or left it. */
export interface Instantane extends AccompagnementExistant {
  readonly version: number;
}

/** Minutes during which an operation can be undone. */
export const DELAI_ANNULATION = 15;

export interface OperationLue {
  readonly id: number;
  readonly genre: GenreOperation;
  readonly auteur: string;
  readonly le: Date;
  readonly avant: readonly Instantane[];
  readonly apres: readonly Instantane[];
  readonly annuleeLe: Date | null;
  readonly annuleePar: string | null;
  readonly expiree: boolean;
}

export interface DerniereOperation {
  readonly id: number;
  readonly genre: GenreOperation;
  readonly le: string;
  readonly auteur: string;
  readonly annulable: boolean;
  readonly expireLe: string;
}

export async function noterOperation(
  manager: EntityManager,
  operation: {
    readonly genre: GenreOperation;
    readonly compteId: number;
    readonly auteur: string;
    readonly avant: readonly Instantane[];
    readonly apres: readonly Instantane[];
  },
): Promise<number> {
  const { genre, compteId, auteur, avant, apres } = operation;
  const ids = [...new Set([...avant, ...apres].map(({ id }) => id))].sort((a, b) => a - b);
  const notees: { id: number }[] = await manager.query(
    `INSERT INTO operation_accompagnement (genre, compte_id, auteur, accompagnements, avant, apres)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [genre, compteId, auteur, ids, JSON.stringify(avant), JSON.stringify(apres)],
  );
  return (notees[0] as { id: number }).id;
}

/** Locked: nobody else may undo it meanwhile. */
export async function verrouillerOperation(manager: EntityManager, id: number): Promise<OperationLue | null> {
  const lues: OperationLue[] = await manager.query(
    `SELECT id, genre, auteur, le, avant, apres, annulee_le AS "annuleeLe", annulee_par AS "annuleePar",
            le < now() - make_interval(mins => $2) AS expiree
       FROM operation_accompagnement WHERE id = $1 FOR UPDATE`,
    [id, DELAI_ANNULATION],
  );
  return lues[0] ?? null;
}

export async function noterAnnulation(manager: EntityManager, id: number, auteur: string): Promise<void> {
  await manager.query(`UPDATE operation_accompagnement SET annulee_le = now(), annulee_par = $2 WHERE id = $1`, [
    id,
    auteur,
  ]);
}

/** The last one on this accompaniment, undone or not; `annulable`: in time, and nothing has touched what it left. */
export async function lireDerniereOperation(
  base: DataSource | EntityManager,
  accompagnementId: number,
): Promise<DerniereOperation | null> {
  const lues: (Omit<DerniereOperation, 'le' | 'expireLe'> & { le: Date; expireLe: Date })[] = await base.query(
    `SELECT o.id, o.genre, o.le, o.auteur, o.le + make_interval(mins => $2) AS "expireLe",
            o.annulee_le IS NULL AND o.le > now() - make_interval(mins => $2)
              AND NOT EXISTS (SELECT FROM jsonb_to_recordset(o.apres) AS s(id int, version int, "missionId" int)
                                LEFT JOIN accompagnement a ON a.id = s.id AND a.version = s.version AND a.mission_id = s."missionId"
                               WHERE a.id IS NULL) AS annulable
       FROM operation_accompagnement o
      WHERE o.accompagnements @> ARRAY[$1::int]
      ORDER BY o.id DESC LIMIT 1`,
    [accompagnementId, DELAI_ANNULATION],
  );
  const lue = lues[0];
  return lue === undefined ? null : { ...lue, le: lue.le.toISOString(), expireLe: lue.expireLe.toISOString() };
}
