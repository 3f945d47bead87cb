import { Readable } from 'node:stream';
import type { Jour } from '../../../kernel/jour.js';
import { ecrireClasseur } from './classeur.js';
import type { ColonneExport } from './colonnes.js';
import { ecrireCsv } from './csv.js';
import type { FormatExport } from './demande.js';
import { ecrireFeuille } from './feuille.js';

const TYPES_MIME: Readonly<Record<FormatExport, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The same, for the description of the API. */
export const CONTENUS_EXPORT = Object.fromEntries(
  Object.values(TYPES_MIME).map((type) => [
    type.split(';')[0] ?? type,
    { schema: { type: 'string' as const, format: 'binary' } },
  ]),
);

export interface Export<Ligne> {
  /** Name of the list, without accents: `decisions` gives `decisions-2026-11-24.xlsx`. */
  readonly nom: string;
  /** Name of the sheet. */
  readonly titre: string;
  readonly format: FormatExport;
  readonly jour: Jour;
  readonly colonnes: readonly ColonneExport<Ligne>[];
  readonly lots: AsyncIterable<readonly Ligne[]>;
}

export interface FichierExporte {
  readonly nom: string;
  readonly type: string;
  /** To be read to its end or destroyed: until then a transaction is open. */
  readonly flux: Readable;
}

/** The file of a whole list, streamed. */
export function fichierExporte<Ligne>({ nom, titre, format, jour, colonnes, lots }: Export<Ligne>): FichierExporte {
  return {
    nom: `${nom}-${jour}.${format}`,
    type: TYPES_MIME[format],
    flux:
      format === 'xlsx'
        ? ecrireClasseur(titre, ecrireFeuille(colonnes, lots))
        : Readable.from(ecrireCsv(colonnes, lots), { objectMode: false, highWaterMark: 64 * 1024 }),
  };
}
