import { ErreurMetier } from './erreur-metier.js';

declare const marqueJour: unique symbol;

/** A calendar date, without time nor zone: ISO 'YYYY-MM-DD', years 0001–9999, so that `<` and `>` compare days. */
export type Jour = string & { readonly [marqueJour]: true };

export class JourInvalide extends ErreurMetier {
  readonly code = 'JOUR_INVALIDE';
  readonly nature = 'invalide';
  constructor(texte: string) {
    super(`« ${texte.slice(0, 40)} » n'est pas une date du calendrier (attendu : AAAA-MM-JJ).`);
  }
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const FRANCAIS = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const DUREES = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days from 0000-03-01 to 1970-01-01. */
const ORIGINE = 719468;
const PREMIER = -719162; // 0001-01-01
const DERNIER = 2932896; // 9999-12-31
/** 1970–2106: the days that the application really writes, kept once written. */
const TAILLE_CACHE = 50_000;
const dejaEcrits: (Jour | undefined)[] = new Array<Jour | undefined>(TAILLE_CACHE).fill(undefined);

/** @throws JourInvalide when the text is not an ISO date of the calendar (31/02, month 13, other formats) */
export function jour(texte: string): Jour {
  if (!estJour(texte)) throw new JourInvalide(String(texte));
  return texte;
}

export function estJour(valeur: unknown): valeur is Jour {
  if (typeof valeur !== 'string') return false;
  const morceaux = ISO.exec(valeur);
  return morceaux !== null && existe(Number(morceaux[1]), Number(morceaux[2]), Number(morceaux[3]));
}

/** Reads what extracts and people write: ISO or `dd/mm/yyyy` (also `d/m/yyyy`), spaces around ignored. Null otherwise. */
export function lireJour(texte: string): Jour | null {
  const net = texte.trim();
  if (estJour(net)) return net;
  const morceaux = FRANCAIS.exec(net);
  if (morceaux === null) return null;
  const [j, m, a] = [Number(morceaux[1]), Number(morceaux[2]), Number(morceaux[3])];
  return existe(a, m, j) ? ecrire(a, m, j) : null;
}

/**
 * Days since 1970-01-01 (negative before). Arithmetic only: it is called millions of times by the coverage.
 * The Gregorian calendar is counted from a year that starts in March, so that 29/02 is its last day.
 */
export function numeroJour(j: Jour): number {
  const annee = chiffre(j, 0) * 1000 + chiffre(j, 1) * 100 + chiffre(j, 2) * 10 + chiffre(j, 3);
  const mois = chiffre(j, 5) * 10 + chiffre(j, 6);
  const quantieme = chiffre(j, 8) * 10 + chiffre(j, 9);
  const a = mois > 2 ? annee : annee - 1;
  const m = mois > 2 ? mois - 3 : mois + 9;
  const joursDesAnnees = 365 * a + Math.floor(a / 4) - Math.floor(a / 100) + Math.floor(a / 400);
  return joursDesAnnees + Math.floor((153 * m + 2) / 5) + quantieme - 1 - ORIGINE;
}

/** @throws JourInvalide when the number is not an integer or leaves the years 0001–9999 */
export function jourDepuisNumero(n: number): Jour {
  const connu = dejaEcrits[n];
  if (connu !== undefined) return connu;
  if (!Number.isInteger(n) || n < PREMIER || n > DERNIER) throw new JourInvalide(String(n));
  const depuisMars = n + ORIGINE;
  const cycle = Math.floor(depuisMars / 146097);
  const dansCycle = depuisMars - cycle * 146097;
  const an = Math.floor(
    (dansCycle - Math.floor(dansCycle / 1460) + Math.floor(dansCycle / 36524) - Math.floor(dansCycle / 146096)) / 365,
  );
  const dansAn = dansCycle - (365 * an + Math.floor(an / 4) - Math.floor(an / 100));
  const m = Math.floor((5 * dansAn + 2) / 153);
  const quantieme = dansAn - Math.floor((153 * m + 2) / 5) + 1;
  const mois = m < 10 ? m + 3 : m - 9;
  const resultat = ecrire(cycle * 400 + an + (mois <= 2 ? 1 : 0), mois, quantieme);
  if (n >= 0 && n < TAILLE_CACHE) dejaEcrits[n] = resultat;
  return resultat;
}

export function plusJours(j: Jour, n: number): Jour {
  return jourDepuisNumero(numeroJour(j) + n);
}

export function veille(j: Jour): Jour {
  return plusJours(j, -1);
}

export function lendemain(j: Jour): Jour {
  return plusJours(j, 1);
}

/** Days from a to b: b − a, negative when b comes first. */
export function ecartJours(a: Jour, b: Jour): number {
  return numeroJour(b) - numeroJour(a);
}

/** 'dd/mm/yyyy' */
export function enFrancais(j: Jour): string {
  return `${j.slice(8, 10)}/${j.slice(5, 7)}/${j.slice(0, 4)}`;
}

export function maxJour(premier: Jour, ...autres: readonly Jour[]): Jour {
  return autres.reduce((a, b) => (b > a ? b : a), premier);
}

export function minJour(premier: Jour, ...autres: readonly Jour[]): Jour {
  return autres.reduce((a, b) => (b < a ? b : a), premier);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date of an instant, in a time zone (the server's zone plays no part). */
export function aujourdhui(maintenant: Date, zone = 'Europe/Paris'): Jour {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  const parties = new Map(format.formatToParts(maintenant).map((p) => [p.type, p.value]));
  return ecrire(Number(parties.get('year')), Number(parties.get('month')), Number(parties.get('day')));
}

function chiffre(texte: string, rang: number): number {
  return texte.charCodeAt(rang) - 48;
}

function existe(annee: number, mois: number, quantieme: number): boolean {
  if (annee < 1 || mois < 1 || mois > 12 || quantieme < 1) return false;
  const bissextile = mois === 2 && annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0);
  return quantieme <= (DUREES[mois - 1] ?? 0) + (bissextile ? 1 : 0);
}

function ecrire(annee: number, mois: number, quantieme: number): Jour {
  const a = String(annee).padStart(4, '0');
  const m = String(mois).padStart(2, '0');
  const q = String(quantieme).padStart(2, '0');
  return `${a}-${m}-${q}` as Jour;
}
