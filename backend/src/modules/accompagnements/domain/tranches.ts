import { centiemes } from '../../../kernel/heures.js';
import { type Jour, lendemain, veille } from '../../../kernel/jour.js';
import { type Periode, chevauche } from '../../../kernel/periode.js';

/** Weekly hours held on a period: an accompaniment, or an affectation (which may be open). */
export interface HeuresPosees extends Periode {
  readonly id: number;
  readonly heures: number;
}

export interface Tranche extends Periode {
  /** Sum of the weekly hours, in hundredths. */
  readonly posees: number;
  /** Increasing. */
  readonly ids: readonly number[];
}

/**
 * Cuts a period at each beginning and end of what is placed on it: the slices follow one another, and the sum of the
 * hours is constant on each. The last one is open when the period is.
 */
export function decouper(periode: Periode, poses: readonly HeuresPosees[]): Tranche[] {
  const dedans = poses.filter((p) => chevauche(periode, p)).sort((a, b) => a.id - b.id);
  const debuts = new Set<Jour>([periode.debut]);
  for (const p of dedans) {
    if (p.debut > periode.debut) debuts.add(p.debut);
    if (p.fin !== null && (periode.fin === null || p.fin < periode.fin)) debuts.add(lendemain(p.fin));
  }
  const ordonnes = [...debuts].sort();
  return ordonnes.map((debut, rang) => {
    const suivant = ordonnes[rang + 1];
    const actifs = dedans.filter((p) => p.debut <= debut && (p.fin === null || debut <= p.fin));
    return {
      debut,
      fin: suivant === undefined ? periode.fin : veille(suivant),
      posees: actifs.reduce((total, p) => total + centiemes(p.heures), 0),
      ids: actifs.map((p) => p.id),
    };
  });
}

export function memesIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, rang) => id === b[rang]);
}
