import { type Jour, numeroJour } from '../../../kernel/jour.js';
import type { ColonneExport } from './colonnes.js';

/** Styles of the cells, by their rank in styles.xml. */
export const STYLES = { entete: 1, texte: 2, jour: 3, nombre: 4, part: 5 } as const;

/** What a cell may hold, for Excel. */
const LONGUEUR_CELLULE = 32_767;
const LARGEUR_DEFAUT = 18;
/** Number of 01/01/1970 for Excel, which counts days from 1900. */
const NUMERO_1970 = 25_569;

/**
 * Sheet of an XLSX file, as XML, a piece per set of lines. Each string is a text cell (`inlineStr`), never a formula
 * nor a number whatever it looks like; dates, numbers and % are numbers.
 */
export async function* ecrireFeuille<Ligne>(
  colonnes: readonly ColonneExport<Ligne>[],
  lots: AsyncIterable<readonly Ligne[]>,
): AsyncGenerator<string, void, undefined> {
  const lettres = colonnes.map((_, rang) => lettreDeColonne(rang));
  const largeurs = colonnes
    .map(
      ({ largeur = LARGEUR_DEFAUT }, rang) =>
        `<col min="${rang + 1}" max="${rang + 1}" width="${largeur}" customWidth="1"/>`,
    )
    .join('');
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${largeurs}</cols><sheetData><row r="1">${colonnes
    .map(({ entete }, rang) => celluleTexte(`${lettres[rang]}1`, STYLES.entete, entete))
    .join('')}</row>`;
  let numero = 1;
  for await (const lot of lots) {
    let morceau = '';
    for (const ligne of lot) {
      numero += 1;
      morceau += `<row r="${numero}">`;
      for (const [rang, colonne] of colonnes.entries()) morceau += cellule(`${lettres[rang]}${numero}`, colonne, ligne);
      morceau += '</row>';
    }
    yield morceau;
  }
  yield `</sheetData><autoFilter ref="A1:${lettres.at(-1)}${numero}"/></worksheet>`;
}

function cellule<Ligne>(reference: string, { genre = 'texte', valeur }: ColonneExport<Ligne>, ligne: Ligne): string {
  const contenu = valeur(ligne);
  if (contenu === null || contenu === '') return '';
  if (typeof contenu === 'number') return `<c r="${reference}" s="${STYLES[genre]}"><v>${contenu}</v></c>`;
  if (genre === 'jour') {
    return `<c r="${reference}" s="${STYLES.jour}"><v>${numeroJour(contenu as Jour) + NUMERO_1970}</v></c>`;
  }
  return celluleTexte(reference, STYLES.texte, contenu);
}

const celluleTexte = (reference: string, style: number, texte: string): string =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${enXml(texte.slice(0, LONGUEUR_CELLULE))}</t></is></c>`;

const ENTITES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes the text; characters that XML forbids are written `_x0001_`, as Excel does, and so is that very notation. */
export function enXml(texte: string): string {
  return texte
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>"]/g, (c) => ENTITES[c] ?? c);
}

/** 0 → A, 25 → Z, 26 → AA. */
export function lettreDeColonne(rang: number): string {
  const reste = String.fromCharCode(65 + (rang % 26));
  return rang < 26 ? reste : lettreDeColonne(Math.floor(rang / 26) - 1) + reste;
}
