import type { DataSource } from 'typeorm';
import { enTransaction } from '../../../platform/database/transaction.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/perimetre.js';
import { colonnesDe } from '../conduite/colonnes-source.js';
import { verifierCorrespondances } from '../lecture/entete.js';
import type { EncodageImport, SourceImport } from '../persistence/entites.js';

/**
 * Keeps how the files of a source are read from now on: by the screens, the drop folder, the night, the command line.
 * @throws CorrespondanceInvalide naming the columns that are not ours
 */
export async function garderCorrespondancesSource(
  base: DataSource,
  session: SessionCourante,
  source: SourceImport,
  { encodage, correspondances }: { encodage: EncodageImport; correspondances: Readonly<Record<string, string>> },
): Promise<void> {
  verifierCorrespondances(colonnesDe(source), correspondances);
  await enTransaction(base, acteurDe(session), (manager) =>
    manager.query(
      `INSERT INTO correspondance_import AS c (source, encodage, colonnes, auteur) VALUES ($1, $2, $3::jsonb, $4)
       ON CONFLICT (source) DO UPDATE SET encodage = excluded.encodage, colonnes = excluded.colonnes,
         auteur = excluded.auteur, modifie_le = now()
       WHERE (c.encodage, c.colonnes) IS DISTINCT FROM (excluded.encodage, excluded.colonnes)`,
      [source, encodage, JSON.stringify(correspondances), session.nomComplet],
    ),
  );
}
