import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** What the cookie holds: 256 random bits. */
export const nouveauJeton = (): string => randomBytes(32).toString('base64url');

/** What the database holds of it. A random token needs no slow hash. */
export const empreinteDuJeton = (jeton: string): string => createHash('sha256').update(jeton).digest('base64url');

export async function enregistrerJeton(manager: EntityManager, sessionId: string, maintenant: Date): Promise<string> {
  const jeton = nouveauJeton();
  await manager.query(`INSERT INTO jeton_rafraichissement (empreinte, session_id, emis_le) VALUES ($1, $2, $3)`, [
    empreinteDuJeton(jeton),
    sessionId,
    maintenant,
  ]);
  return jeton;
}
