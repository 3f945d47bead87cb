import { ErreurMetier } from './erreur-metier.js';

declare const marqueUai: unique symbol;

/** National identifier of a school: 7 digits and a check letter, e.g. '0311131L'. */
export type Uai = string & { readonly [marqueUai]: true };

const CLES = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const FORME = /^\d{7}[A-Z]$/;
const CHIFFRES = /^\d{7}$/;

export class UaiInvalide extends ErreurMetier {
  readonly code = 'UAI_INVALIDE';
  readonly nature = 'invalide';
  constructor(texte: string) {
    super(`« ${texte.slice(0, 20)} » n'est pas un UAI : ${defaut(texte)}.`);
  }
}

/** @throws UaiInvalide when the form or the check letter is wrong (no trimming: see lireUai) */
export function uai(texte: string): Uai {
  if (!estUai(texte)) throw new UaiInvalide(String(texte));
  return texte;
}

export function estUai(texte: unknown): texte is Uai {
  return typeof texte === 'string' && FORME.test(texte) && cleUai(texte.slice(0, 7)) === texte[7];
}

/** Reads what extracts and people write: spaces around and lower case accepted. Null when it is not a UAI. */
export function lireUai(texte: string): Uai | null {
  const net = texte.trim().toUpperCase();
  return estUai(net) ? net : null;
}

/**
 * Check letter: number modulo 23, in the alphabet without I, O and Q.
 * @throws UaiInvalide when it is not given exactly seven digits
 */
export function cleUai(septChiffres: string): string {
  if (!CHIFFRES.test(septChiffres)) throw new UaiInvalide(septChiffres);
  return CLES.charAt(Number(septChiffres) % 23);
}

function defaut(texte: string): string {
  if (!FORME.test(texte)) return 'attendu, sept chiffres et une lettre';
  return `la lettre de contrôle devrait être ${cleUai(texte.slice(0, 7))}`;
}
