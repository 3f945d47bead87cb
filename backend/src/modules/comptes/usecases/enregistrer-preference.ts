import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { SessionOuverte } from '../../../platform/security/index.js';
import { TropDePreferences } from '../domain/refus-choix.js';

export const PREFERENCES_MAX = 100;

/**
 * Keeps a preference of the account; the last write wins. `null` removes it.
 *
 * @throws TropDePreferences for a new key beyond the hundredth
 */
export async function enregistrerPreference(
  source: DataSource,
  { compteId, nomComplet }: Pick<SessionOuverte, 'compteId' | 'nomComplet'>,
  cle: string,
  valeur: unknown,
): Promise<void> {
  await enTransaction(source, { id: compteId, nom: nomComplet }, async (manager) => {
    if (valeur === null) {
      await manager.query(`DELETE FROM preference WHERE compte_id = $1 AND cle = $2`, [compteId, cle]);
      return;
    }
    const json = JSON.stringify(valeur);
    const [connues] = await manager.query<[{ cle: string }[], number]>(
      `UPDATE preference SET valeur = $3 WHERE compte_id = $1 AND cle = $2 RETURNING cle`,
      [compteId, cle, json],
    );
    if (connues.length > 0) return;
    // The account is the lock of the count: two new keys at once do not make 101.
    await manager.query(`SELECT FROM compte WHERE id = $1 FOR NO KEY UPDATE`, [compteId]);
    const gardees = await manager.query<unknown[]>(
      `INSERT INTO preference (compte_id, cle, valeur)
       SELECT $1, $2, $3 WHERE (SELECT count(*) FROM preference WHERE compte_id = $1 AND cle <> $2) < $4
       ON CONFLICT (compte_id, cle) DO UPDATE SET valeur = excluded.valeur
       RETURNING cle`,
      [compteId, cle, json, PREFERENCES_MAX],
    );
    if (gardees.length === 0) throw new TropDePreferences(PREFERENCES_MAX);
  });
}
