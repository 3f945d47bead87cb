import type { EntityManager } from 'typeorm';
import type { SessionCourante } from '../../../platform/security/index.js';
import { porteeMessages } from '../queries/portee-messages.js';

export interface Marquage {
  readonly ids?: readonly number[] | undefined;
  readonly tous?: true | undefined;
  readonly lu: boolean;
}

/**
 * Marks messages of the perimeter as read, or not, for this account alone; the others are left out in silence.
 * @returns how many really changed
 */
export async function marquerMessages(
  manager: EntityManager,
  { compteId, perimetreDesListes }: Pick<SessionCourante, 'compteId' | 'perimetreDesListes'>,
  { ids, lu }: Marquage,
): Promise<{ nombre: number }> {
  const params: unknown[] = [compteId];
  const portee = porteeMessages(perimetreDesListes, 'm', params);
  const choix = ids ? ` AND m.id = ANY($${params.push([...ids])}::integer[])` : '';
  const messages = `SELECT m.id FROM message m WHERE ${portee}${choix}`;
  const faits = await manager.query<{ nombre: number }[]>(
    lu
      ? `WITH faits AS (INSERT INTO message_lu (message_id, compte_id)
           SELECT id, $1::integer FROM (${messages}) m ORDER BY id ON CONFLICT DO NOTHING RETURNING 1)
         SELECT count(*) AS nombre FROM faits`
      : `WITH faits AS (DELETE FROM message_lu l USING (${messages}) m
           WHERE l.message_id = m.id AND l.compte_id = $1::integer RETURNING 1)
         SELECT count(*) AS nombre FROM faits`,
    params,
  );
  return { nombre: faits[0]?.nombre ?? 0 };
}
