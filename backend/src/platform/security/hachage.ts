import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

interface Cout {
  /** KiB */
  readonly memoire: number;
  readonly passes: number;
  readonly voies: number;
}

/** OWASP's minimum for argon2id: about 40 ms on one core. */
const COUT: Cout = { memoire: 19_456, passes: 2, voies: 1 };
const TAILLE_SEL = 16;
const TAILLE_EMPREINTE = 32;
const VERSION = 0x13;

const calculer = promisify(argon2);

const base64 = (octets: Buffer): string => octets.toString('base64').replace(/=+$/, '');

function empreinteDe(texte: string, sel: Buffer, taille: number, cout: Cout): Promise<Buffer> {
  return calculer('argon2id', {
    message: texte.normalize('NFC'),
    nonce: sel,
    parallelism: cout.voies,
    tagLength: taille,
    memory: cout.memoire,
    passes: cout.passes,
  });
}

/** argon2id of a short secret, as a PHC string that carries its own parameters. */
export async function hacher(texte: string): Promise<string> {
  const sel = randomBytes(TAILLE_SEL);
  const empreinte = await empreinteDe(texte, sel, TAILLE_EMPREINTE, COUT);
  const { memoire, passes, voies } = COUT;
  return `$argon2id$v=${VERSION}$m=${memoire},t=${passes},p=${voies}$${base64(sel)}$${base64(empreinte)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** @throws when `hache` is not an argon2id PHC string: a damaged record, not a wrong secret */
export async function correspond(texte: string, hache: string): Promise<boolean> {
  const lu = PHC.exec(hache);
  if (!lu) throw new Error('Empreinte argon2id illisible.');
  const [, memoire, passes, voies, sel = '', empreinte = ''] = lu;
  const attendue = Buffer.from(empreinte, 'base64');
  const cout = { memoire: Number(memoire), passes: Number(passes), voies: Number(voies) };
  const calculee = await empreinteDe(texte, Buffer.from(sel, 'base64'), attendue.length, cout);
  return timingSafeEqual(calculee, attendue);
}
