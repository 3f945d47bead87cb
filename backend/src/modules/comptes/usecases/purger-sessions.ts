import type { DataSource } from 'typeorm';
import { LIMITE_ADRESSE } from '../domain/limites.js';
import { DUREE_MAXIMALE_MS } from '../domain/session.js';

const JOUR_MS = 24 * 3_600_000;
const CONSERVATION_MS = 30 * JOUR_MS;
/** No client sends a request again after that. */
const CONSERVATION_CLES_MS = 7 * JOUR_MS;

export interface BilanPurge {
  readonly jetons: number;
  readonly sessions: number;
  readonly essais: number;
  readonly cles: number;
}

/**
 * Removes the tokens of the sessions that are over (they can only be refused), the sessions that have been over for
 * 30 days, the counters of attempts that no longer count, and the idempotency keys of more than a week.
 */
export async function purgerSessions(source: DataSource, maintenant = new Date()): Promise<BilanPurge> {
  const nombre = async (sql: string, params: unknown[]): Promise<number> =>
    (await source.query<[unknown[], number]>(sql, params))[1];
  const fin = (retard: number): Date => new Date(maintenant.getTime() - DUREE_MAXIMALE_MS - retard);
  return {
    jetons: await nombre(
      `DELETE FROM jeton_rafraichissement j USING session s
        WHERE s.id = j.session_id AND (s.fermee_le IS NOT NULL OR s.ouverte_le < $1)`,
      [fin(0)],
    ),
    sessions: await nombre(`DELETE FROM session WHERE coalesce(fermee_le, ouverte_le + $2::interval) < $1`, [
      new Date(maintenant.getTime() - CONSERVATION_MS),
      `${DUREE_MAXIMALE_MS} milliseconds`,
    ]),
    essais: await nombre(
      `DELETE FROM echec_connexion WHERE depuis < $1 AND (bloque_jusqua IS NULL OR bloque_jusqua < $2)`,
      [new Date(maintenant.getTime() - LIMITE_ADRESSE.fenetreMs), maintenant],
    ),
    cles: await nombre(`DELETE FROM cle_idempotence WHERE cree_le < $1`, [
      new Date(maintenant.getTime() - CONSERVATION_CLES_MS),
    ]),
  };
}
