import type { EntityManager } from 'typeorm';
import type { OptionsLecture } from '../lecture/lecteur-csv.js';
import type { EncodageImpose } from '../lecture/encodage.js';
import type { Correspondances } from '../lecture/entete.js';
import type { SourceImport } from '../persistence/entites.js';

/** How the files of one import are read. */
export interface ReglagesLecture {
  readonly encodage: EncodageImpose;
  /** Our column → its name in the file; `eleve.NOM` for ERSEH. */
  readonly correspondances: Correspondances;
  /** Kept for the source, not given for this import: our own names do as well. */
  readonly souples: boolean;
}

interface Demande {
  readonly mapping?: Correspondances | undefined;
  readonly encodage?: EncodageImpose | undefined;
}

/**
 * What is asked for this import, else what is kept for its source: the same for a sending, the drop folder, the night
 * and the command line.
 */
export async function reglagesDeLecture(
  manager: EntityManager,
  source: SourceImport,
  demande: Demande,
): Promise<ReglagesLecture> {
  const [garde] = await manager.query<{ encodage: EncodageImpose; colonnes: Correspondances }[]>(
    'SELECT encodage, colonnes FROM correspondance_import WHERE source = $1',
    [source],
  );
  return {
    encodage: demande.encodage ?? garde?.encodage ?? 'AUTO',
    correspondances: demande.mapping ?? garde?.colonnes ?? {},
    souples: demande.mapping === undefined,
  };
}

/** @param prefixe of the columns of one file, when the source has several */
export function lectureSelon(
  { encodage, correspondances, souples }: ReglagesLecture,
  prefixe = '',
): Pick<OptionsLecture, 'encodage' | 'correspondances' | 'souples'> {
  const propres = Object.entries(correspondances)
    .filter(([notre]) => prefixe === '' || notre.startsWith(`${prefixe}.`))
    .map(([notre, leur]): [string, string] => [prefixe === '' ? notre : notre.slice(prefixe.length + 1), leur]);
  return { encodage, souples, correspondances: Object.fromEntries(propres) };
}
