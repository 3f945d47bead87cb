import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHME = 'aes-256-gcm';
const TAILLE_NONCE = 12;
const TAILLE_SCEAU = 16;
const VERSION = 'v1';

/**
 * AES-256-GCM of a short text: `v1.<nonce, seal, cipher in base64url>`.
 *
 * @param cle 32 bytes in hexadecimal
 * @param lieA what the text belongs to: a cipher moved to another record does not open
 */
export function chiffrer(texte: string, cle: string, lieA: string): string {
  const nonce = randomBytes(TAILLE_NONCE);
  const chiffre = createCipheriv(ALGORITHME, Buffer.from(cle, 'hex'), nonce, { authTagLength: TAILLE_SCEAU });
  chiffre.setAAD(Buffer.from(lieA));
  const corps = Buffer.concat([chiffre.update(texte, 'utf8'), chiffre.final()]);
  return `${VERSION}.${Buffer.concat([nonce, chiffre.getAuthTag(), corps]).toString('base64url')}`;
}

/** @throws when the key, the owner or the cipher is not the right one */
export function dechiffrer(chiffre: string, cle: string, lieA: string): string {
  const [version, contenu] = chiffre.split('.');
  if (version !== VERSION || contenu === undefined) throw new Error('Texte chiffré de version inconnue.');
  const octets = Buffer.from(contenu, 'base64url');
  const nonce = octets.subarray(0, TAILLE_NONCE);
  const sceau = octets.subarray(TAILLE_NONCE, TAILLE_NONCE + TAILLE_SCEAU);
  const corps = octets.subarray(TAILLE_NONCE + TAILLE_SCEAU);
  const clair = createDecipheriv(ALGORITHME, Buffer.from(cle, 'hex'), nonce, { authTagLength: TAILLE_SCEAU });
  clair.setAAD(Buffer.from(lieA));
  clair.setAuthTag(sceau);
  return Buffer.concat([clair.update(corps), clair.final()]).toString('utf8');
}
