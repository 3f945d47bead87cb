export type HeuresLues = { readonly heures: number } | { readonly faute: string };

/** Reads weekly hours: 24 · 24,5 · 24.5 · 24h30 · 24 h 30 · 24:30 → hours, in hundredths at most. */
export function lireHeures(saisie: string): HeuresLues {
  const texte = saisie.replace(/[\s\u00a0\u202f]+/g, '').toLowerCase();
  const decimal = /^(\d{1,3})(?:[.,](\d{1,2}))?h?$/.exec(texte);
  if (decimal) {
    return { heures: Number(`${decimal[1]}.${decimal[2] ?? '0'}`) };
  }
  const minutes = /^(\d{1,3})[h:]([0-5]?\d)(?:m|min|mn)?$/.exec(texte);
  return minutes
    ? { heures: Math.round((Number(minutes[1]) + Number(minutes[2]) / 60) * 100) / 100 }
    : { faute: 'Saisissez un nombre d’heures, par exemple 24,5 ou 24 h 30.' };
}
