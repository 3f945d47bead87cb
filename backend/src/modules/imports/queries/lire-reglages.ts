import type { DataSource } from 'typeorm';
import type { Config } from '../../../platform/config/config.js';
import { colonnesDe } from '../conduite/colonnes-source.js';
import type { EncodageImport, SourceImport } from '../persistence/entites.js';
import { type ImportLu, dernierImport } from './lire-imports.js';

const SOURCES: readonly SourceImport[] = ['EPP', 'ASSED', 'ECOLES', 'ERSEH'];

export interface Planification {
  readonly heure: string;
  readonly dossierDepot: string | null;
  readonly sources: { readonly source: SourceImport; readonly derniere: ImportLu | null }[];
}

/** When the night imports, from where, and what each source last gave. */
export async function lirePlanification(
  base: DataSource,
  config: Pick<Config, 'heureImport' | 'depot'>,
): Promise<Planification> {
  const sources: Planification['sources'] = [];
  for (const source of SOURCES) sources.push({ source, derniere: await dernierImport(base, source) });
  return { heure: config.heureImport, dossierDepot: config.depot, sources };
}

export interface CorrespondancesLues {
  readonly source: SourceImport;
  readonly encodage: EncodageImport;
  readonly correspondances: Readonly<Record<string, string>>;
  readonly colonnes: { readonly nom: string; readonly obligatoire: boolean }[];
  readonly auteur: string | null;
  readonly modifieLe: string | null;
}

/** What is kept for a source; automatic encoding and our own names when nothing is. */
export async function lireCorrespondancesSource(base: DataSource, source: SourceImport): Promise<CorrespondancesLues> {
  const [garde] = await base.query<
    { encodage: EncodageImport; colonnes: Record<string, string>; auteur: string; modifieLe: Date }[]
  >('SELECT encodage, colonnes, auteur, modifie_le AS "modifieLe" FROM correspondance_import WHERE source = $1', [
    source,
  ]);
  return {
    source,
    encodage: garde?.encodage ?? 'AUTO',
    correspondances: garde?.colonnes ?? {},
    colonnes: colonnesDe(source).map(({ nom, facultative }) => ({ nom, obligatoire: facultative !== true })),
    auteur: garde?.auteur ?? null,
    modifieLe: garde?.modifieLe.toISOString() ?? null,
  };
}
