import { Pipe, type PipeTransform } from '@angular/core';

const ESPACE = '\u00a0';
const ENTIER = new Intl.NumberFormat('fr-FR');
const DECIMAL = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const POURCENT = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 0 });
const EN_TOUTES_LETTRES = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' });
const HORODATAGE = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' });

/** '2026-11-24' → '24/11/2026'; '' for no date. */
export function jourFr(jour: string | null | undefined): string {
  return jour ? `${jour.slice(8, 10)}/${jour.slice(5, 7)}/${jour.slice(0, 4)}` : '';
}

/** '2026-09-01' → 'mardi 1 septembre 2026', for the ear. */
export function jourEnLettres(jour: string): string {
  return EN_TOUTES_LETTRES.format(new Date(`${jour}T00:00:00Z`));
}

export function periodeFr(debut: string, fin: string | null): string {
  return fin ? `du ${jourFr(debut)} au ${jourFr(fin)}` : `à partir du ${jourFr(debut)}`;
}

/** Weekly hours: 24.5 → '24 h 30', 24 → '24 h'. */
export function heuresFr(heures: number | null | undefined): string {
  if (heures === null || heures === undefined) {
    return '';
  }
  const minutes = Math.round(Math.abs(heures) * 60);
  const reste = minutes % 60;
  const texte = `${ENTIER.format(Math.floor(minutes / 60))}${ESPACE}h`;
  const signe = heures < 0 ? '−' : '';
  return signe + (reste === 0 ? texte : `${texte}${ESPACE}${String(reste).padStart(2, '0')}`);
}

export function nombreFr(nombre: number): string {
  return ENTIER.format(nombre);
}

export function kilometresFr(km: number | null): string {
  return km === null ? '' : `${DECIMAL.format(km)}${ESPACE}km`;
}

/** Ratio to per cent: 0.874 → '87 %'; '' when there is no ratio. */
export function pourcentFr(ratio: number | null | undefined): string {
  return ratio === null || ratio === undefined ? '' : POURCENT.format(ratio);
}

export function horodatageFr(instant: string | null | undefined): string {
  return instant ? HORODATAGE.format(new Date(instant)) : '';
}

/** 'décision' and 2 → '2 décisions'; French keeps the singular for 0 and 1. */
export function accorder(nombre: number, singulier: string, pluriel = `${singulier}s`): string {
  return `${nombreFr(nombre)}${ESPACE}${nombre >= 2 ? pluriel : singulier}`;
}

@Pipe({ name: 'jour' })
export class JourPipe implements PipeTransform {
  readonly transform = jourFr;
}

@Pipe({ name: 'heures' })
export class HeuresPipe implements PipeTransform {
  readonly transform = heuresFr;
}

@Pipe({ name: 'pourcent' })
export class PourcentPipe implements PipeTransform {
  readonly transform = pourcentFr;
}

@Pipe({ name: 'nombre' })
export class NombrePipe implements PipeTransform {
  readonly transform = nombreFr;
}

@Pipe({ name: 'kilometres' })
export class KilometresPipe implements PipeTransform {
  readonly transform = kilometresFr;
}

@Pipe({ name: 'horodatage' })
export class HorodatagePipe implements PipeTransform {
  readonly transform = horodatageFr;
}
