import { type JourIso, jourIso } from '../formats/jours';

export type JourLu = { readonly jour: JourIso } | { readonly faute: string };

interface Lue {
  readonly jour: number;
  readonly mois: number;
  readonly annee: string;
}

const MOIS = [
  ...['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet'],
  ...['aout', 'septembre', 'octobre', 'novembre', 'decembre'],
];
const JOUR_DE_SEMAINE = '(?:(?:lun|mar|mercre|jeu|vendre|same)di,? |dimanche,? )?';
const LETTRES = new RegExp(`^${JOUR_DE_SEMAINE}(?:le )?(\\d{1,2})(?:er)? ?([a-z]{3,})\\.? ?(\\d{4}|\\d{2})$`);
/** Years of two digits reach from 1970 to 2069. */
const PIVOT = 70;

/**
 * Reads what people type or paste: 24/11/2026, 4-9-2026, 24.11.2026, 24112026, 2026-11-24, 2026-11-24T08:00,
 * « 1 sept. 2026 », « mardi 1er septembre 2026 ». Once the box is left (`achevee`), a year of two digits too:
 * before that, 01/09/20 is only the beginning of 01/09/2026.
 */
export function lireJour(saisie: string, achevee = false): JourLu {
  const texte = saisie.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  const lue = enChiffres(texte) ?? enLettres(texte);
  if (lue === null || (lue.annee.length === 2 && !achevee)) {
    return { faute: 'Saisissez une date au format jj/mm/aaaa.' };
  }
  const jour = jourIso(siecle(lue.annee), lue.mois, lue.jour);
  return jour === null ? { faute: `Le ${texte} n’existe pas dans le calendrier.` } : { jour };
}

/** Whether the next letter belongs to a date written in words, and is no shortcut: after « 1 », « 12 ja », « lun ». */
export function enToutesLettres(texte: string): boolean {
  return /^\s*([a-z]+\.?,? ?)?(\d{1,2}(er)? ?[a-z]*)?$/.test(sansAccents(texte)) && texte.trim() !== '';
}

function enChiffres(texte: string): Lue | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(texte);
  if (iso) {
    return { jour: Number(iso[3]), mois: Number(iso[2]), annee: iso[1] ?? '' };
  }
  const francaise =
    /^(\d{1,2}) ?[/.\- ] ?(\d{1,2}) ?[/.\- ] ?(\d{4}|\d{2})$/.exec(texte) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(texte);
  return francaise && { jour: Number(francaise[1]), mois: Number(francaise[2]), annee: francaise[3] ?? '' };
}

function enLettres(texte: string): Lue | null {
  const lue = LETTRES.exec(sansAccents(texte));
  const mois = MOIS.filter((nom) => nom.startsWith(lue?.[2] ?? '?'));
  return lue && mois.length === 1
    ? { jour: Number(lue[1]), mois: MOIS.indexOf(mois[0] ?? '') + 1, annee: lue[3] ?? '' }
    : null;
}

function siecle(annee: string): number {
  const nombre = Number(annee);
  return annee.length === 4 ? nombre : nombre + (nombre < PIVOT ? 2000 : 1900);
}

function sansAccents(texte: string): string {
  return texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
