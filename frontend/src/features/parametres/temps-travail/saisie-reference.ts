export interface SaisieReference {
  /** As typed: « 62 », « 62,5 », « 62 % ». */
  quotite: string;
  heures: number | null;
}

export const HEURES_MAX = 48;

export type QuotiteLue = { readonly quotite: number } | { readonly faute: string };

/** Quotité of a reference: more than 0 %, 100 % at most, two decimals at most; the server says the same. */
export function lireQuotiteReference(texte: string): QuotiteLue {
  const net = texte.replace(/[\s\u00a0\u202f]/g, '').replace(/%$/, '');
  if (!/^\d{1,3}(?:[.,]\d{1,2})?$/.test(net)) {
    return { faute: 'Saisissez un pourcentage, par exemple 62 ou 62,5.' };
  }
  const quotite = Number(net.replace(',', '.'));
  return quotite > 0 && quotite <= 100 ? { quotite } : { faute: 'Plus de 0 %, 100 % au plus.' };
}
