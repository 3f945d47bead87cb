import { type Jour, lireJour } from '../../../kernel/jour.js';
import { type Uai, cleUai, lireUai } from '../../../kernel/uai.js';
import { type CodeRejet, FauteDeChamp } from './rejet.js';

/** Longest text kept: names and identifiers are indexed. */
export const LONGUEUR_MAX = 255;
const LONGUEUR_MONTREE = 200;
/** Same values come back thousands of times in one file (dates, schools): each is read once. */
const TAILLE_CACHE = 20_000;

const MINUIT = /[ T]00:00(?::00(?:\.0+)?)?Z?$/;
/** RH bases write an open end as a far one: 31/12/2999, 31/12/9999. */
const FIN_OUVERTE = '2900-01-01';
const PREMIER_JOUR = '1900-01-01';
const JOUR_TROP_LOIN = '2200-01-01';

function memoire<T>(lire: (texte: string) => T): (texte: string) => T {
  const connus = new Map<string, T>();
  return (texte) => {
    const connu = connus.get(texte);
    if (connu !== undefined) return connu;
    if (connus.size >= TAILLE_CACHE) connus.clear();
    const lu = lire(texte);
    connus.set(texte, lu);
    return lu;
  };
}

/**
 * Reads the fields of one record by the name of their column. Every reader throws FauteDeChamp when the field is not
 * what it must be; an empty field is null, or a fault when it is mandatory.
 */
export class Ligne {
  private champs: readonly string[] = [];
  private readonly jourLu = memoire((texte) => lireJour(texte.replace(MINUIT, '')));
  private readonly uaiLu = memoire(lireUai);

  constructor(private readonly positions: Readonly<Record<string, number>>) {}

  /** The record to read from now on. */
  poser(champs: readonly string[]): void {
    this.champs = champs;
  }

  /** The column is in the file. */
  a(colonne: string): boolean {
    return this.positions[colonne] !== undefined;
  }

  /** As written, without the spaces around; empty when there is nothing. */
  brut(colonne: string): string {
    const position = this.positions[colonne];
    return position === undefined ? '' : (this.champs[position] ?? '').trim();
  }

  texte(colonne: string): string | null {
    const texte = this.brut(colonne);
    if (texte === '') return null;
    if (texte.length > LONGUEUR_MAX) {
      throw this.faute(colonne, 'VALEUR_TROP_LONGUE', `${colonne} dépasse ${LONGUEUR_MAX} caractères.`);
    }
    return texte;
  }

  texteObligatoire(colonne: string): string {
    return this.texte(colonne) ?? this.manque(colonne);
  }

  jour(colonne: string): Jour | null {
    const texte = this.brut(colonne);
    if (texte === '') return null;
    const jour = this.jourLu(texte);
    if (jour === null) {
      throw this.faute(
        colonne,
        'DATE_INVALIDE',
        `« ${texte.slice(0, 40)} » n'est pas une date du calendrier (attendu : JJ/MM/AAAA ou AAAA-MM-JJ).`,
      );
    }
    if (jour < PREMIER_JOUR || (jour >= JOUR_TROP_LOIN && jour < FIN_OUVERTE)) {
      throw this.faute(colonne, 'DATE_INVALIDE', `L'année de « ${texte.slice(0, 40)} » n'est pas vraisemblable.`);
    }
    return jour;
  }

  jourObligatoire(colonne: string): Jour {
    const jour = this.jour(colonne) ?? this.manque(colonne);
    if (jour >= FIN_OUVERTE) {
      throw this.faute(colonne, 'DATE_INVALIDE', `L'année de « ${this.brut(colonne)} » n'est pas vraisemblable.`);
    }
    return jour;
  }

  /** End of a period: empty, or so far that it means « without end ». */
  finOuverte(colonne: string): Jour | null {
    const jour = this.jour(colonne);
    return jour !== null && jour >= FIN_OUVERTE ? null : jour;
  }

  /** @throws FauteDeChamp DATES_INVERSEES when the end comes before the start */
  verifierOrdre(colonneDebut: string, debut: Jour | null, colonneFin: string, fin: Jour | null): void {
    if (debut !== null && fin !== null && fin < debut) {
      throw this.faute(
        colonneFin,
        'DATES_INVERSEES',
        `${colonneFin} (${this.brut(colonneFin)}) précède ${colonneDebut} (${this.brut(colonneDebut)}).`,
      );
    }
  }

  /** Decimal comma or point, rounded to the hundredth; `%` and `h` after it are accepted. */
  nombre(colonne: string, minimum: number, maximum: number): number | null {
    const texte = this.brut(colonne);
    if (texte === '') return null;
    const net = texte.replace(/[\s\u00a0\u202f]|%$|h$/gi, '').replace(',', '.');
    if (!/^[+-]?\d{1,12}(?:\.\d{0,12})?$/.test(net)) {
      throw this.faute(colonne, 'NOMBRE_INVALIDE', `« ${texte.slice(0, 40)} » n'est pas un nombre.`);
    }
    const nombre = Math.round(Number(net) * 100) / 100;
    if (nombre < minimum || nombre > maximum) {
      throw this.faute(
        colonne,
        'NOMBRE_HORS_BORNES',
        `${colonne} vaut ${texte.slice(0, 40)} ; une valeur de ${minimum} à ${maximum} est attendue.`,
      );
    }
    return nombre;
  }

  uai(colonne: string): Uai | null {
    const texte = this.brut(colonne);
    if (texte === '') return null;
    const uai = this.uaiLu(texte);
    if (uai === null) throw this.faute(colonne, 'UAI_INVALIDE', motifUai(texte));
    return uai;
  }

  uaiObligatoire(colonne: string): Uai {
    return this.uai(colonne) ?? this.manque(colonne);
  }

  /** One of the values of a nomenclature, case ignored; `choix` maps what files write to what we keep. */
  choix<T>(colonne: string, choix: Readonly<Record<string, T>>): T | null {
    const texte = this.brut(colonne);
    if (texte === '') return null;
    const cle = texte.toUpperCase();
    const trouve = Object.hasOwn(choix, cle) ? choix[cle] : undefined;
    if (trouve === undefined) {
      throw this.faute(
        colonne,
        'VALEUR_INCONNUE',
        `« ${texte.slice(0, 40)} » n'est pas une valeur de ${colonne} (attendu : ${Object.keys(choix).join(', ')}).`,
      );
    }
    return trouve;
  }

  choixObligatoire<T>(colonne: string, choix: Readonly<Record<string, T>>): T {
    return this.choix(colonne, choix) ?? this.manque(colonne);
  }

  /** Five characters when it is a number: spreadsheets drop the leading zero. */
  codePostal(colonne: string): string | null {
    const texte = this.texte(colonne);
    return texte !== null && /^\d{4}$/.test(texte) ? `0${texte}` : texte;
  }

  faute(colonne: string, code: CodeRejet, motif: string): FauteDeChamp {
    return new FauteDeChamp(colonne, this.brut(colonne).slice(0, LONGUEUR_MONTREE), code, motif);
  }

  private manque(colonne: string): never {
    throw this.faute(colonne, 'VALEUR_MANQUANTE', `${colonne} est obligatoire et manque.`);
  }
}

/** Yes or no as extracts write it. */
export const OUI_NON: Readonly<Record<string, boolean>> = {
  O: true,
  N: false,
  OUI: true,
  NON: false,
  '1': true,
  '0': false,
};

function motifUai(texte: string): string {
  const net = texte.toUpperCase();
  return /^\d{7}[A-Z]$/.test(net)
    ? `« ${net} » n'est pas un UAI : sa lettre de contrôle devrait être ${cleUai(net.slice(0, 7))}.`
    : `« ${texte.slice(0, 40)} » n'est pas un UAI (sept chiffres et une lettre).`;
}
