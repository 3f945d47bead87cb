import type { EntityManager } from 'typeorm';
import type { EtatAccompagnement } from '../domain/operations.js';
import type { Instantane } from './journal-operations.js';

/** Rows as they are; absent ids are left out. @param verrou to be taken after the locks of their missions */
export async function lireInstantanes(
  manager: EntityManager,
  ids: readonly number[],
  { verrou }: { verrou: boolean },
): Promise<Instantane[]> {
  return manager.query(
    `SELECT a.id, a.mission_id AS "missionId", a.uai, a.debut, a.fin, a.heures, a.heures_repas AS "heuresRepas",
            a.heures_meridienne AS "heuresMeridienne", a.maintien, a.version,
            coalesce((SELECT jsonb_agg(ad.decision_id ORDER BY ad.decision_id)
                        FROM accompagnement_decision ad WHERE ad.accompagnement_id = a.id), '[]') AS "decisionIds"
       FROM accompagnement a WHERE a.id = ANY ($1::int[]) ORDER BY a.id ${verrou ? 'FOR UPDATE OF a' : ''}`,
    [ids],
  );
}

const VALEURS = `$1::int, (SELECT type FROM decision WHERE id = $9), $2, $3::date, $4::date, $5::numeric, $6::numeric, $7::numeric, $8::boolean`;

function valeurs(etat: EtatAccompagnement): unknown[] {
  const { missionId, uai, debut, fin, heures, heuresRepas, heuresMeridienne, maintien, decisionIds } = etat;
  return [missionId, uai, debut, fin, heures, heuresRepas, heuresMeridienne, maintien, decisionIds[0]];
}

/** @param ancien id and version of one that is made again */
export async function insererAccompagnement(
  manager: EntityManager,
  etat: EtatAccompagnement,
  ancien?: { readonly id: number; readonly version: number },
): Promise<Instantane> {
  const colonnes = 'mission_id, type, uai, debut, fin, heures, heures_repas, heures_meridienne, maintien';
  const crees: { id: number; version: number }[] =
    ancien === undefined
      ? await manager.query(
          `INSERT INTO accompagnement (${colonnes}) VALUES (${VALEURS}) RETURNING id, version`,
          valeurs(etat),
        )
      : await manager.query(
          `INSERT INTO accompagnement (${colonnes}, id, version) OVERRIDING SYSTEM VALUE
           VALUES (${VALEURS}, $10::int, $11::int + 1) RETURNING id, version`,
          [...valeurs(etat), ancien.id, ancien.version],
        );
  const { id, version } = crees[0] as { id: number; version: number };
  await lierDecisions(manager, id, etat.decisionIds);
  return { ...etat, id, version };
}

/** A version more, even when nothing but the pupils has changed. */
export async function changerAccompagnement(
  manager: EntityManager,
  id: number,
  etat: EtatAccompagnement,
): Promise<Instantane> {
  // An UPDATE answers its rows and their number.
  const [[change]] = await manager.query<[{ version: number }[], number]>(
    `UPDATE accompagnement SET (mission_id, type, uai, debut, fin, heures, heures_repas, heures_meridienne, maintien)
          = ROW(${VALEURS}), version = version + 1
      WHERE id = $10 RETURNING version`,
    [...valeurs(etat), id],
  );
  if (change === undefined) throw new Error(`Accompagnement ${id} disparu sous son verrou.`);
  await manager.query(
    `DELETE FROM accompagnement_decision WHERE accompagnement_id = $1 AND decision_id <> ALL ($2::int[])`,
    [id, etat.decisionIds],
  );
  await lierDecisions(manager, id, etat.decisionIds);
  return { ...etat, id, version: change.version };
}

export async function supprimerAccompagnements(manager: EntityManager, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  // The links first: whoever listens to them still finds the accompaniment.
  await manager.query('DELETE FROM accompagnement_decision WHERE accompagnement_id = ANY ($1::int[])', [ids]);
  await manager.query('DELETE FROM accompagnement WHERE id = ANY ($1::int[])', [ids]);
}

async function lierDecisions(manager: EntityManager, id: number, decisionIds: readonly number[]): Promise<void> {
  await manager.query(
    `INSERT INTO accompagnement_decision (accompagnement_id, decision_id) SELECT $1, unnest($2::int[])
     ON CONFLICT DO NOTHING`,
    [id, decisionIds],
  );
}
