import { type Jour, enFrancais } from '../../../kernel/jour.js';
import type { ColonneExport } from './colonnes.js';

/** So that a spreadsheet reads the accents. */
const MARQUE_UTF8 = '\uFEFF';

/** Lines of a French spreadsheet: `;`, CRLF, decimal comma, dates jj/mm/aaaa. */
export async function* ecrireCsv<Ligne>(
  colonnes: readonly ColonneExport<Ligne>[],
  lots: AsyncIterable<readonly Ligne[]>,
): AsyncGenerator<string, void, undefined> {
  yield MARQUE_UTF8 + ligneCsv(colonnes.map(({ entete }) => champTexte(entete)));
  for await (const lot of lots) {
    yield lot.map((ligne) => ligneCsv(colonnes.map((colonne) => champ(colonne, ligne)))).join('');
  }
}

const ligneCsv = (champs: readonly string[]): string => `${champs.join(';')}\r\n`;

function champ<Ligne>({ genre = 'texte', valeur }: ColonneExport<Ligne>, ligne: Ligne): string {
  const contenu = valeur(ligne);
  if (contenu === null || contenu === '') return '';
  if (typeof contenu === 'string') return genre === 'jour' ? enFrancais(contenu as Jour) : champTexte(contenu);
  return genre === 'part' ? `${decimal(Math.round(contenu * 100))} %` : decimal(contenu);
}

const decimal = (nombre: number): string => String(nombre).replace('.', ',');

/** A text that a spreadsheet would take for a formula is led by an apostrophe; quoted when it must be. */
function champTexte(texte: string): string {
  const sur = /^[=+\-@\t\r]/.test(texte) ? `'${texte}` : texte;
  return /[";\r\n]/.test(sur) ? `"${sur.replaceAll('"', '""')}"` : sur;
}
