import fc from 'fast-check';
import { type Jour, jour } from './jour.js';
import type { Periode, PeriodeFermee } from './periode.js';

/*
 * For the specs: arbitrary days and periods, and the naive way through a period, one day at a time on the `Date` of the
 * platform, which shares nothing with the arithmetic of `jour.ts`.
 */

const JOUR_MS = 86_400_000;

export function jourNaif(instant: number): Jour {
  return jour(new Date(instant).toISOString().slice(0, 10));
}

/**
 * Holds for all the values, or throws with the smallest counter-example. Properties use `assert`, which throws at once;
 * an `expect` would only be noted down.
 */
export function toujours<T>(propriete: fc.IProperty<T>, parametres?: fc.Parameters<T>): void {
  fc.assert(propriete, parametres);
  expect().nothing();
}

/** Every day of the period, in order. */
export function joursDe(p: PeriodeFermee): Jour[] {
  const jours: Jour[] = [];
  for (let t = Date.parse(p.debut); t <= Date.parse(p.fin); t += JOUR_MS) jours.push(jourNaif(t));
  return jours;
}

export function dansPeriode(p: Periode, j: Jour): boolean {
  return Date.parse(p.debut) <= Date.parse(j) && (p.fin === null || Date.parse(j) <= Date.parse(p.fin));
}

/** A day among the `nombre` ones from `depuis`. */
export function unJour(depuis: string, nombre: number): fc.Arbitrary<Jour> {
  return fc.nat(nombre - 1).map((n) => jourNaif(Date.parse(depuis) + n * JOUR_MS));
}

export function unePeriodeFermee(depuis: string, nombre: number): fc.Arbitrary<PeriodeFermee> {
  return fc
    .tuple(unJour(depuis, nombre), unJour(depuis, nombre))
    .map(([a, b]) => (a <= b ? { debut: a, fin: b } : { debut: b, fin: a }));
}

/** Open one time in four. */
export function unePeriode(depuis: string, nombre: number): fc.Arbitrary<Periode> {
  return fc
    .tuple(unePeriodeFermee(depuis, nombre), fc.nat(3))
    .map(([p, n]) => (n === 0 ? { debut: p.debut, fin: null } : p));
}
