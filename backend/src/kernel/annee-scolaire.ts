import type { Jour } from './jour.js';
import type { Periode, PeriodeFermee } from './periode.js';

/** Named by the year in which it starts: 2026 = 01/09/2026–31/08/2027. */
export type AnneeScolaire = number;

/** The school year of a day. */
export function anneeScolaire(j: Jour): AnneeScolaire {
  const annee = Number(j.slice(0, 4));
  return j.slice(5, 7) >= '09' ? annee : annee - 1;
}

export function periodeAnnee(annee: AnneeScolaire): PeriodeFermee {
  return { debut: `${quatre(annee)}-09-01` as Jour, fin: `${quatre(annee + 1)}-08-31` as Jour };
}

/** '2026-2027' */
export function libelleAnnee(annee: AnneeScolaire): string {
  return `${annee}-${annee + 1}`;
}

/** The whole period lies inside one school year; false when it is open. */
export function memeAnnee(p: Periode): boolean {
  return p.fin !== null && anneeScolaire(p.debut) === anneeScolaire(p.fin);
}

function quatre(annee: number): string {
  return String(annee).padStart(4, '0');
}
