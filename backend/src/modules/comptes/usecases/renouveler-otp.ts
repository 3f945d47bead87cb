import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import {
  ACTEUR_SYSTEME,
  type Acteur,
  adresseOtpauth,
  chiffrer,
  nouveauSecretOtp,
  type Secrets,
} from '../../../platform/security/index.js';
import { cleCompte } from '../domain/limites.js';
import { CompteIntrouvable } from '../domain/refus.js';
import type { MotifFermeture } from '../domain/session.js';

/**
 * Replaces a lost OTP key: the former key no longer works, the sessions are closed and the lock is lifted.
 *
 * @returns the `otpauth://…` address of the new key
 */
export async function renouvelerOtp(
  source: DataSource,
  secrets: Secrets,
  saisi: string,
  acteur: Acteur = ACTEUR_SYSTEME,
): Promise<string> {
  const identifiant = saisi.trim().toLowerCase();
  const secret = nouveauSecretOtp();
  const motif: MotifFermeture = 'OTP_RENOUVELE';
  await enTransaction(source, acteur, async (manager) => {
    const [comptes] = await manager.query<[{ id: number }[], number]>(
      `UPDATE compte SET secret_otp_chiffre = $2, dernier_pas_otp = 0 WHERE identifiant = $1 RETURNING id`,
      [identifiant, chiffrer(secret, secrets.cleOtp, cleCompte(identifiant))],
    );
    const [compte] = comptes;
    if (!compte) throw new CompteIntrouvable(identifiant);
    await manager.query(
      `UPDATE session SET fermee_le = now(), motif_fermeture = $2 WHERE compte_id = $1 AND fermee_le IS NULL`,
      [compte.id, motif],
    );
    await manager.query(`DELETE FROM echec_connexion WHERE cle = $1`, [cleCompte(identifiant)]);
  });
  return adresseOtpauth(secret, identifiant);
}
