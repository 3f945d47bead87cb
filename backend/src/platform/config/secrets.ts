import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigInvalide } from './config.js';

const schema = z.object({
  motDePasseBase: z.string().min(16),
  cleJwt: z.string().min(32),
  cleOtp: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Keys of one installation; `cleOtp` (32 bytes, hex) encrypts the OTP secrets at rest. */
export type Secrets = z.infer<typeof schema>;

/** Reads the secrets file, or draws it at the first start (0600). Instances that share a database share this file. */
export function lireSecrets(fichier: string): Secrets {
  if (existsSync(fichier)) {
    try {
      return schema.parse(JSON.parse(readFileSync(fichier, 'utf8')));
    } catch {
      throw new ConfigInvalide(
        `Fichier de secrets illisible : ${fichier}. Restaurez-le depuis la sauvegarde ; sans lui les clés OTP sont perdues.`,
      );
    }
  }
  const secrets: Secrets = {
    motDePasseBase: randomBytes(24).toString('base64url'),
    cleJwt: randomBytes(48).toString('base64url'),
    cleOtp: randomBytes(32).toString('hex'),
  };
  mkdirSync(dirname(fichier), { recursive: true });
  const provisoire = `${fichier}.${process.pid}`;
  writeFileSync(provisoire, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(provisoire, fichier);
  return secrets;
}
