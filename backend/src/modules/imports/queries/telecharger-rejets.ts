import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { SessionCourante } from '../../../platform/security/perimetre.js';
import { ligneCsv } from './csv.js';
import { lireImport } from './lire-imports.js';

const LOT = 5_000;
const COLONNES = ['fichier', 'ligne', 'colonne', 'valeur', 'code', 'motif'] as const;

type Rejet = Readonly<Record<(typeof COLONNES)[number], string | number | null>> & { readonly id: number };

const RESERVE = 'Le motif cite une donnée d’élève : il est réservé au superviseur qui a envoyé le fichier.';

/**
 * The rejected lines of an import as CSV (`;`, UTF-8 with BOM), read by sets: no connection is held while the client
 * takes its time. A rejected line of ERSEH belongs to no département that we know: what it says of a pupil is for the
 * superviseur who sent it, the others see where it is wrong.
 * @param signalements instead, the lines imported all the same at which somebody should look
 * @throws ImportIntrouvable
 */
export async function telechargerRejets(
  base: DataSource,
  session: Pick<SessionCourante, 'compteId' | 'perimetre'>,
  importId: string,
  { signalements = false }: { readonly signalements?: boolean } = {},
): Promise<Readable> {
  const { source } = await lireImport(base, importId);
  const [auteur] = await base.query<{ id: number | null }[]>('SELECT auteur_id AS id FROM import WHERE id = $1', [
    importId,
  ]);
  const enClair = source !== 'ERSEH' || (session.perimetre.nature !== 'AUCUN' && auteur?.id === session.compteId);
  return Readable.from(lignesCsv(base, importId, { enClair, signalements }));
}

async function* lignesCsv(
  base: DataSource,
  importId: string,
  { enClair, signalements }: { readonly enClair: boolean; readonly signalements: boolean },
): AsyncGenerator<string> {
  yield `\ufeff${ligneCsv(COLONNES)}`;
  let dernier: Rejet | undefined;
  for (;;) {
    const lot: Rejet[] = await base.query(
      `SELECT id, ${COLONNES.join(', ')} FROM import_rejet
        WHERE import_id = $1 AND signalement = ${signalements} AND ($2::text IS NULL OR (fichier, ligne, id) > ($2, $3::integer, $4::bigint))
        ORDER BY fichier, ligne, id LIMIT ${LOT}`,
      [importId, dernier?.fichier ?? null, dernier?.ligne ?? 0, dernier?.id ?? 0],
    );
    const texte = lot
      .map((rejet) => (enClair ? rejet : { ...rejet, valeur: null, motif: RESERVE }))
      .map((rejet) => ligneCsv(COLONNES.map((nom) => rejet[nom])))
      .join('');
    if (texte !== '') yield texte;
    if (lot.length < LOT) return;
    dernier = lot.at(-1);
  }
}
