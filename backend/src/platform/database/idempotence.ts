import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ErreurMetier } from '../../kernel/erreur-metier.js';

export class CleReutilisee extends ErreurMetier {
  readonly code = 'CLE_REUTILISEE';
  readonly nature = 'conflit';
  constructor() {
    super('Cette clé d’idempotence a déjà servi à une autre demande. Rechargez la page, puis recommencez la création.');
  }
}

/**
 * Runs a creation once per key and account: the same request again gets the same answer, another one with the key of the
 * first is refused. Two at once: the second waits for the first, then gets its answer; or creates, if the first failed.
 * Must be the first thing of the transaction: whoever waits here holds nothing that others want.
 * @param demande plain JSON data, whose order of keys does not vary
 * @throws CleReutilisee
 */
export async function uneSeuleFois<Reponse extends object>(
  manager: EntityManager,
  { compteId, cle, demande }: { compteId: number; cle: string; demande: unknown },
  creer: () => Promise<Reponse>,
): Promise<Reponse> {
  const empreinte = createHash('sha256').update(JSON.stringify(demande)).digest('hex');
  const prise: { id: number }[] = await manager.query(
    `INSERT INTO cle_idempotence (compte_id, cle, empreinte, reponse) VALUES ($1, $2, $3, 'null')
     ON CONFLICT (compte_id, cle) DO NOTHING RETURNING id`,
    [compteId, cle, empreinte],
  );
  const nouvelle = prise[0];
  if (nouvelle === undefined) {
    const connues: { empreinte: string; reponse: Reponse }[] = await manager.query(
      `SELECT empreinte, reponse FROM cle_idempotence WHERE compte_id = $1 AND cle = $2`,
      [compteId, cle],
    );
    const connue = connues[0];
    if (connue === undefined || connue.empreinte !== empreinte) throw new CleReutilisee();
    return connue.reponse;
  }
  const reponse = await creer();
  await manager.query(`UPDATE cle_idempotence SET reponse = $2 WHERE id = $1`, [nouvelle.id, JSON.stringify(reponse)]);
  return reponse;
}
