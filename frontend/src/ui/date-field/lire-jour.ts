import { type JourIso, jourIso } from '../formats/jours';

export type JourLu = { readonly jour: JourIso } | { readonly faute: string };

/** Reads what people type or paste: 24/11/2026, 4-9-2026, 24.11.2026, 24112026, 2026-11-24, 2026-11-24T08:00. */
export function lireJour(saisie: string): JourLu {
  const texte = saisie.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?$/.exec(texte);
  if (iso) {
    return exister(Number(iso[3]), Number(iso[2]), Number(iso[1]), texte);
  }
  const francais =
    /^(\d{1,2}) ?[/.\- ] ?(\d{1,2}) ?[/.\- ] ?(\d{4})$/.exec(texte) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(texte);
  return francais
    ? exister(Number(francais[1]), Number(francais[2]), Number(francais[3]), texte)
    : { faute: 'Saisissez une date au format jj/mm/aaaa.' };
}

function exister(jour: number, mois: number, annee: number, texte: string): JourLu {
  const lu = jourIso(annee, mois, jour);
  return lu === null ? { faute: `Le ${texte} n’existe pas dans le calendrier.` } : { jour: lu };
}
