import { ErreurMetier } from './erreur-metier.js';
import { type Jour, enFrancais, lendemain, maxJour, numeroJour, veille } from './jour.js';

/** `[debut, fin]`, both days included; `fin` null = open (CDI, schooling without an end). */
export interface Periode {
  readonly debut: Jour;
  readonly fin: Jour | null;
}

export interface PeriodeFermee extends Periode {
  readonly fin: Jour;
}

export class PeriodeInvalide extends ErreurMetier {
  readonly code = 'PERIODE_INVALIDE';
  readonly nature = 'invalide';
  constructor(debut: Jour, fin: Jour) {
    super(`La période finit le ${enFrancais(fin)}, avant de commencer le ${enFrancais(debut)}.`, {
      champs: [{ path: 'fin', message: `La fin doit être le ${enFrancais(debut)} ou après.` }],
    });
  }
}

/** @throws PeriodeInvalide when fin < debut */
export function periode(debut: Jour, fin: Jour): PeriodeFermee;
export function periode(debut: Jour, fin: Jour | null): Periode;
export function periode(debut: Jour, fin: Jour | null): Periode {
  if (fin !== null && fin < debut) throw new PeriodeInvalide(debut, fin);
  return { debut, fin };
}

export function contient(p: Periode, j: Jour): boolean {
  return p.debut <= j && (p.fin === null || j <= p.fin);
}

/** All the days of q are in p. */
export function inclut(p: Periode, q: Periode): boolean {
  return p.debut <= q.debut && (p.fin === null || (q.fin !== null && q.fin <= p.fin));
}

/** p and q have at least one day in common. */
export function chevauche(p: Periode, q: Periode): boolean {
  return (q.fin === null || p.debut <= q.fin) && (p.fin === null || q.debut <= p.fin);
}

/** The days common to p and q; null when there is none. Closed as soon as one of them is. */
export function intersection(p: PeriodeFermee, q: Periode): PeriodeFermee | null;
export function intersection(p: Periode, q: PeriodeFermee): PeriodeFermee | null;
export function intersection(p: Periode, q: Periode): Periode | null;
export function intersection(p: Periode, q: Periode): Periode | null {
  if (!chevauche(p, q)) return null;
  const fin = p.fin === null || (q.fin !== null && q.fin < p.fin) ? q.fin : p.fin;
  return { debut: maxJour(p.debut, q.debut), fin };
}

/** Number of days, both ends included (≥ 1). */
export function dureeJours(p: PeriodeFermee): number {
  return numeroJour(p.fin) - numeroJour(p.debut) + 1;
}

/** The days of p that are not in q: 0, 1 or 2 periods, in order. */
export function soustraire(p: PeriodeFermee, q: Periode): PeriodeFermee[];
export function soustraire(p: Periode, q: Periode): Periode[];
export function soustraire(p: Periode, q: Periode): Periode[] {
  if (!chevauche(p, q)) return [p];
  const restes: Periode[] = [];
  if (p.debut < q.debut) restes.push({ debut: p.debut, fin: veille(q.debut) });
  if (q.fin !== null && (p.fin === null || q.fin < p.fin)) restes.push({ debut: lendemain(q.fin), fin: p.fin });
  return restes;
}

/** The maximal runs of days of p that are in none of the pieces (in any order, overlapping or not), in order. */
export function trous(p: PeriodeFermee, morceaux: readonly Periode[]): PeriodeFermee[];
export function trous(p: Periode, morceaux: readonly Periode[]): Periode[];
export function trous(p: Periode, morceaux: readonly Periode[]): Periode[] {
  const resultat: Periode[] = [];
  let debut = p.debut;
  for (const morceau of morceaux.filter((m) => chevauche(p, m)).sort((a, b) => (a.debut < b.debut ? -1 : 1))) {
    if (debut < morceau.debut) resultat.push({ debut, fin: veille(morceau.debut) });
    if (morceau.fin === null || (p.fin !== null && morceau.fin >= p.fin)) return resultat;
    debut = maxJour(debut, lendemain(morceau.fin));
  }
  resultat.push({ debut, fin: p.fin });
  return resultat;
}

/** The union of the pieces contains every day of p. */
export function couvreEntierement(p: Periode, morceaux: readonly Periode[]): boolean {
  return trous(p, morceaux).length === 0;
}

/** 'du 01/09/2026 au 31/08/2027', 'le 01/09/2026', 'à partir du 01/09/2026' */
export function enFrancaisPeriode(p: Periode): string {
  if (p.fin === null) return `à partir du ${enFrancais(p.debut)}`;
  if (p.fin === p.debut) return `le ${enFrancais(p.debut)}`;
  return `du ${enFrancais(p.debut)} au ${enFrancais(p.fin)}`;
}
