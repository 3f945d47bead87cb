/** Quoted when it must be; a spreadsheet must not take it for a formula. */
export function champCsv(valeur: string | number | null): string {
  if (valeur === null) return '';
  if (typeof valeur === 'number') return String(valeur);
  const sur = /^[=+@\t\r-]/.test(valeur) ? `'${valeur}` : valeur;
  return /[";\r\n]/.test(sur) ? `"${sur.replaceAll('"', '""')}"` : sur;
}

export function ligneCsv(valeurs: readonly (string | number | null)[]): string {
  return `${valeurs.map(champCsv).join(';')}\r\n`;
}
