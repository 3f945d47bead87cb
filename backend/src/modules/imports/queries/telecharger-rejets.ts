import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { lireImport } from './lire-imports.js';

const LOT = 5_000;
const COLONNES = ['fichier', 'ligne', 'colonne', 'valeur', 'code', 'motif'] as const;

type Rejet = Readonly<Record<(typeof COLONNES)[number], string | number | null>> & { readonly id: number };

/**
 * The rejected lines of an import as CSV (`;`, UTF-8 with BOM), read by sets: no connection is held while the client
 * takes its time.
 * @throws ImportIntrouvable
 */
export async function telechargerRejets(base: DataSource, importId: string): Promise<Readable> {
  await lireImport(base, importId);
  return Readable.from(lignesCsv(base, importId));
}

async function* lignesCsv(base: DataSource, importId: string): AsyncGenerator<string> {
  yield `\ufeff${COLONNES.join(';')}\r\n`;
  let dernier: Rejet | undefined;
  for (;;) {
    const lot: Rejet[] = await base.query(
      `SELECT id, ${COLONNES.join(', ')} FROM import_rejet
        WHERE import_id = $1 AND ($2::text IS NULL OR (fichier, ligne, id) > ($2, $3::integer, $4::bigint))
        ORDER BY fichier, ligne, id LIMIT ${LOT}`,
      [importId, dernier?.fichier ?? null, dernier?.ligne ?? 0, dernier?.id ?? 0],
    );
    if (lot.length > 0)
      yield lot.map((rejet) => `${COLONNES.map((nom) => champCsv(rejet[nom])).join(';')}\r\n`).join('');
    if (lot.length < LOT) return;
    dernier = lot.at(-1);
  }
}

/** Quoted when it must be; a spreadsheet must not take it for a formula. */
export function champCsv(valeur: string | number | null): string {
  if (valeur === null) return '';
  if (typeof valeur === 'number') return String(valeur);
  const sur = /^[=+@\t\r-]/.test(valeur) ? `'${valeur}` : valeur;
  return /[";\r\n]/.test(sur) ? `"${sur.replaceAll('"', '""')}"` : sur;
}
