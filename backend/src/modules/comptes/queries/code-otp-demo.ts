import type { DataSource } from 'typeorm';
import { codeOtp, dechiffrer, PERIODE_OTP_S, pasOtp, type Secrets } from '../../../platform/security/index.js';
import { cleCompte } from '../domain/limites.js';
import { CompteIntrouvable } from '../domain/refus.js';

export interface CodeOtpDemo {
  readonly code: string;
  /** 0 when the code is accepted now; else how long to wait: the codes before it are all used. */
  readonly utilisableDansSecondes: number;
  readonly expireDansSecondes: number;
}

/**
 * The virtual OTP key of a demonstration account: its next code that has not been used.
 *
 * @throws CompteIntrouvable for any other account
 */
export async function codeOtpDemo(
  source: DataSource,
  secrets: Secrets,
  saisi: string,
  maintenant = new Date(),
): Promise<CodeOtpDemo> {
  const identifiant = saisi.trim().toLowerCase();
  const [compte] = await source.query<{ secret: string; dernierPas: number }[]>(
    `SELECT secret_otp_chiffre AS secret, dernier_pas_otp AS "dernierPas" FROM compte WHERE identifiant = $1 AND demo AND actif`,
    [identifiant],
  );
  if (!compte) throw new CompteIntrouvable(identifiant);
  const pas = Math.max(pasOtp(maintenant), compte.dernierPas + 1);
  const secondes = Math.floor(maintenant.getTime() / 1000);
  return {
    code: await codeOtp(dechiffrer(compte.secret, secrets.cleOtp, cleCompte(identifiant)), pas),
    // Accepted from one step before it to one step after it.
    utilisableDansSecondes: Math.max(0, (pas - 1) * PERIODE_OTP_S - secondes),
    expireDansSecondes: (pas + 2) * PERIODE_OTP_S - secondes,
  };
}
