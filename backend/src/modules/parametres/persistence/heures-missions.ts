import type { EntityManager } from 'typeorm';
import type { OrigineHeuresCalculee } from '../domain/changement.js';

/** A mission whose hours the references change. */
export interface HeuresChangees {
  readonly missionId: number;
  readonly avant: number;
  readonly apres: number;
  readonly origine: OrigineHeuresCalculee;
}

/**
 * One writer of the references at a time, and none while an import, which computes hours with them, is running: it holds
 * this table in SHARE mode. First lock of the transaction.
 */
export async function verrouillerReferences(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE reference_temps_travail IN SHARE ROW EXCLUSIVE MODE');
}

/** Hours that the missions of the département `$1` would have with these references; typed hours are nobody's but theirs. */
const CHANGEMENTS = (references: string): string => `
  SELECT m.id AS "missionId", m.heures AS avant, h.heures AS apres, h.origine
    FROM mission m
    LEFT JOIN (${references}) r ON r.quotite = m.quotite
   CROSS JOIN LATERAL heures_effectives(m.heures_rh, r.heures) h
   WHERE m.departement = $1 AND m.origine_heures <> 'SAISIE'
     AND (h.heures, h.origine) IS DISTINCT FROM (m.heures, m.origine_heures)`;

/** @returns how many missions have changed */
export async function recalculerHeures(manager: EntityManager, departement: string): Promise<number> {
  const [, modifiees] = await manager.query<[unknown, number]>(
    `UPDATE mission m SET heures = c.apres, origine_heures = c.origine, version = m.version + 1
       FROM (${CHANGEMENTS('SELECT quotite, heures FROM reference_temps_travail WHERE departement = $1')}) c
      WHERE m.id = c."missionId"`,
    [departement],
  );
  return modifiees;
}

/** What `recalculerHeures` would change if the references were others. */
export async function simulerHeures(
  manager: Pick<EntityManager, 'query'>,
  departement: string,
  references: readonly { readonly quotite: number; readonly heures: number }[],
): Promise<HeuresChangees[]> {
  return manager.query(
    `${CHANGEMENTS('SELECT * FROM unnest($2::numeric[], $3::numeric[]) AS s(quotite, heures)')} ORDER BY m.id`,
    [departement, references.map(({ quotite }) => quotite), references.map(({ heures }) => heures)],
  );
}
