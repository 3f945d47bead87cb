import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { Page } from '../../../platform/lists/liste.js';
import type { SessionCourante } from '../../../platform/security/perimetre.js';
import { ligneCsv } from './csv.js';
import { lireImport } from './lire-imports.js';

const LOT = 5_000;
const COLONNES = ['fichier', 'ligne', 'colonne', 'valeur', 'code', 'motif'] as const;

export interface LigneRejetee {
  readonly fichier: string;
  readonly ligne: number;
  readonly colonne: string | null;
  readonly valeur: string | null;
  readonly code: string;
  readonly motif: string;
}

type Rejet = LigneRejetee & { readonly id: number };

const RESERVE = 'Le motif cite une donnée d’élève : il est réservé au superviseur qui a envoyé le fichier.';

type Lecteur = Pick<SessionCourante, 'compteId' | 'perimetre'>;

/**
 * The rejected lines of an import as CSV (`;`, UTF-8 with BOM), read by sets: no connection is held while the client
 * takes its time. A rejected line of ERSEH belongs to no département that we know: what it says of a pupil is for the
 * superviseur who sent it, the others see where it is wrong.
 * @param signalements instead, the lines imported all the same at which somebody should look
 * @throws ImportIntrouvable
 */
export async function telechargerRejets(
  base: DataSource,
  session: Lecteur,
  importId: string,
  { signalements = false }: { readonly signalements?: boolean } = {},
): Promise<Readable> {
  const enClair = await lisibleEnClair(base, session, importId);
  return Readable.from(lignesCsv(base, importId, { enClair, signalements }));
}

/** The same, by pages, for the screens. @throws ImportIntrouvable */
export async function lireRejets(
  base: DataSource,
  session: Lecteur,
  importId: string,
  { signalements, page, size }: { readonly signalements: boolean; readonly page: number; readonly size: number },
): Promise<Page<LigneRejetee>> {
  const enClair = await lisibleEnClair(base, session, importId);
  const [compte] = await base.query<{ total: number }[]>(
    'SELECT count(*)::integer AS total FROM import_rejet WHERE import_id = $1 AND signalement = $2',
    [importId, signalements],
  );
  const lignes = await base.query<LigneRejetee[]>(
    `SELECT ${COLONNES.join(', ')} FROM import_rejet WHERE import_id = $1 AND signalement = $2
      ORDER BY fichier, ligne, id LIMIT $3 OFFSET $4`,
    [importId, signalements, size, (page - 1) * size],
  );
  return { items: lignes.map((ligne) => (enClair ? ligne : reserver(ligne))), total: compte?.total ?? 0, page, size };
}

async function lisibleEnClair(base: DataSource, { compteId, perimetre }: Lecteur, importId: string): Promise<boolean> {
  const { source } = await lireImport(base, importId);
  const [auteur] = await base.query<{ id: number | null }[]>('SELECT auteur_id AS id FROM import WHERE id = $1', [
    importId,
  ]);
  return source !== 'ERSEH' || (perimetre.nature !== 'AUCUN' && auteur?.id === compteId);
}

function reserver<T extends LigneRejetee>(ligne: T): T {
  return { ...ligne, valeur: null, motif: RESERVE };
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
      .map((rejet) => (enClair ? rejet : reserver(rejet)))
      .map((rejet) => ligneCsv(COLONNES.map((nom) => rejet[nom])))
      .join('');
    if (texte !== '') yield texte;
    if (lot.length < LOT) return;
    dernier = lot.at(-1);
  }
}
