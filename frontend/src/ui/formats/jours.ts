import { InjectionToken } from '@angular/core';

/** Calendar days travel as 'YYYY-MM-DD' and are compared as text; they never become a Date with a zone. */
export type JourIso = string;

const MS_PAR_JOUR = 86_400_000;

/** Days since 1970-01-01. */
export function numeroJour(jour: JourIso): number {
  return Math.round(Date.parse(`${jour}T00:00:00Z`) / MS_PAR_JOUR);
}

export function jourDepuisNumero(numero: number): JourIso {
  return new Date(numero * MS_PAR_JOUR).toISOString().slice(0, 10);
}

export function plusJours(jour: JourIso, nombre: number): JourIso {
  return jourDepuisNumero(numeroJour(jour) + nombre);
}

/** The same day of another month, or its last day when that month is shorter. */
export function plusMois(jour: JourIso, nombre: number): JourIso {
  const rang = Number(jour.slice(0, 4)) * 12 + Number(jour.slice(5, 7)) - 1 + nombre;
  const dernier = new Date(Date.UTC(Math.floor(rang / 12), (rang % 12) + 1, 0));
  const voulu = Math.min(Number(jour.slice(8, 10)), dernier.getUTCDate());
  return `${dernier.toISOString().slice(0, 8)}${String(voulu).padStart(2, '0')}`;
}

export function jourIso(annee: number, mois: number, jour: number): JourIso | null {
  const date = new Date(Date.UTC(annee, mois - 1, jour));
  const existe = date.getUTCFullYear() === annee && date.getUTCMonth() === mois - 1 && date.getUTCDate() === jour;
  return existe ? date.toISOString().slice(0, 10) : null;
}

/** School year N runs from 01/09/N to 31/08/N+1. */
export function anneeScolaire(jour: JourIso): number {
  const annee = Number(jour.slice(0, 4));
  return jour.slice(5) >= '09-01' ? annee : annee - 1;
}

export function premierJourAnnee(annee: number): JourIso {
  return `${annee}-09-01`;
}

export function dernierJourAnnee(annee: number): JourIso {
  return `${annee + 1}-08-31`;
}

export function libelleAnnee(annee: number): string {
  return `${annee}-${annee + 1}`;
}

/** Today in the user's calendar; a token, so that a spec chooses the day. */
export const JOUR_COURANT = new InjectionToken<() => JourIso>('JOUR_COURANT', {
  providedIn: 'root',
  factory: () => () => {
    const date = new Date();
    return jourIso(date.getFullYear(), date.getMonth() + 1, date.getDate()) ?? '';
  },
});
