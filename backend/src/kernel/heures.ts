/** Weekly hours are plain numbers with at most 2 decimals; sums are made in integer hundredths to stay exact. */

/** Integer hundredths of hours, rounded to the nearest. */
export function centiemes(heures: number): number {
  return Math.round(heures * 100);
}

export function depuisCentiemes(n: number): number {
  return n / 100;
}

/** A number of hours that can be recorded: finite, not negative, at most 2 decimals. */
export function estHeures(valeur: unknown): valeur is number {
  return (
    typeof valeur === 'number' &&
    Number.isFinite(valeur) &&
    valeur >= 0 &&
    depuisCentiemes(centiemes(valeur)) === valeur
  );
}

/** Exact sum of hours of at most 2 decimals. */
export function sommeHeures(liste: readonly number[]): number {
  let total = 0;
  for (const heures of liste) total += centiemes(heures);
  return depuisCentiemes(total);
}

/** 24.5 → '24 h 30', 24 → '24 h', −1.25 → '-1 h 15'; to the nearest minute. */
export function enFrancaisHeures(heures: number): string {
  const minutes = Math.round(Math.abs(heures) * 60);
  const reste = minutes % 60;
  const signe = heures < 0 && minutes > 0 ? '-' : '';
  return `${signe}${Math.floor(minutes / 60)} h${reste === 0 ? '' : ` ${String(reste).padStart(2, '0')}`}`;
}
