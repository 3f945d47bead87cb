import type { DataSource, EntityManager } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { MotifFermeture } from '../domain/session.js';
import { empreinteDuJeton } from './jeton-rafraichissement.js';

/** Closes one session; a session that is already closed keeps its first reason. */
export async function marquerFermee(
  manager: EntityManager,
  sessionId: string,
  motif: MotifFermeture,
  maintenant: Date,
): Promise<void> {
  await manager.query(`UPDATE session SET fermee_le = $2, motif_fermeture = $3 WHERE id = $1 AND fermee_le IS NULL`, [
    sessionId,
    maintenant,
    motif,
  ]);
}

/** Sign-out: closes the session that the cookie belongs to. @returns its id, null when the token is not known */
export async function fermerSessionDuJeton(
  source: DataSource,
  jeton: string,
  maintenant: Date,
): Promise<string | null> {
  const [titulaire] = await source.query<{ sessionId: string; compteId: number; nom: string }[]>(
    `SELECT s.id AS "sessionId", c.id AS "compteId", c.prenom || ' ' || c.nom AS nom
       FROM jeton_rafraichissement j JOIN session s ON s.id = j.session_id JOIN compte c ON c.id = s.compte_id
      WHERE j.empreinte = $1`,
    [empreinteDuJeton(jeton)],
  );
  if (!titulaire) return null;
  await enTransaction(source, { id: titulaire.compteId, nom: titulaire.nom }, (manager) =>
    marquerFermee(manager, titulaire.sessionId, 'DECONNEXION', maintenant),
  );
  return titulaire.sessionId;
}
