import type { DataSource } from 'typeorm';
import { type Page, type ParametresListe, ordreSql, pageSql, rechercheSql } from '../../../platform/lists/liste.js';
import { ImportIntrouvable } from '../domain/refus-import.js';
import type { EtatImport, SourceImport } from '../persistence/entites.js';

/** An import as the screens see it; imports hold no perimeter: their profiles see them all. */
export interface ImportLu {
  readonly id: string;
  readonly source: SourceImport;
  /** EN_ATTENTE: its job has not started. */
  readonly etat: EtatImport | 'EN_ATTENTE';
  readonly simulation: boolean;
  readonly fichiers: string[];
  readonly auteur: string;
  readonly commenceLe: string;
  readonly termineLe: string | null;
  readonly dureeMs: number | null;
  /** Of its job, while it waits or runs. */
  readonly jobId: string | null;
  readonly bilan: Record<string, unknown> | null;
  readonly erreur: { code: string; message: string } | null;
}

type Ligne = Omit<ImportLu, 'commenceLe' | 'termineLe' | 'dureeMs'> & { commenceLe: Date; termineLe: Date | null };

/** The jobs, waiting or running, of an import. */
export function jobDe(alias: string): string {
  return `SELECT j.id FROM job j
     WHERE j.type = 'import' AND j.etat IN ('EN_ATTENTE', 'EN_COURS') AND j.donnees->>'importId' = ${alias}.id::text`;
}

const EN_ATTENTE = `i.etat = 'EN_COURS' AND i.bilan IS NOT NULL`;
const COLONNES = `i.id, i.source, CASE WHEN ${EN_ATTENTE} THEN 'EN_ATTENTE' ELSE i.etat END AS etat, i.simulation, i.fichiers,
  i.auteur, i.commence_le AS "commenceLe", i.termine_le AS "termineLe",
  CASE WHEN i.etat <> 'EN_COURS' THEN i.bilan END AS bilan, i.erreur,
  CASE WHEN i.etat = 'EN_COURS' THEN (${jobDe('i')} ORDER BY j.cree_le DESC LIMIT 1) END AS "jobId"`;

export const TRIS_IMPORTS = ['commenceLe', 'source', 'etat', 'auteur'] as const;

export type FiltreImports = ParametresListe<(typeof TRIS_IMPORTS)[number]> & {
  readonly source?: SourceImport | undefined;
  readonly etat?: EtatImport | undefined;
};

export async function listerImports(base: DataSource, filtre: FiltreImports): Promise<Page<ImportLu>> {
  const params: unknown[] = [filtre.source ?? null, filtre.etat ?? null];
  const condition = `($1::text IS NULL OR i.source = $1) AND ($2::text IS NULL OR i.etat = $2)
    AND ${rechercheSql(`texte_recherche(i.auteur || ' ' || array_to_string(i.fichiers, ' '))`, filtre.q, params)}`;
  const [compte] = await base.query<{ total: number }[]>(
    `SELECT count(*)::integer AS total FROM import i WHERE ${condition}`,
    params,
  );
  const ordre = ordreSql(
    filtre.sort,
    { commenceLe: 'i.commence_le', source: 'i.source', etat: 'i.etat', auteur: 'i.auteur' },
    'i.id',
  );
  const lignes = await base.query<Ligne[]>(
    `SELECT ${COLONNES} FROM import i WHERE ${condition} ${ordre} ${pageSql(filtre, params)}`,
    params,
  );
  return { items: lignes.map(versImport), total: compte?.total ?? 0, page: filtre.page, size: filtre.size };
}

/** @throws ImportIntrouvable */
export async function lireImport(base: DataSource, id: string): Promise<ImportLu> {
  const [ligne] = await base.query<Ligne[]>(`SELECT ${COLONNES} FROM import i WHERE i.id = $1`, [id]);
  if (!ligne) throw new ImportIntrouvable();
  return versImport(ligne);
}

/** The last import of a source that is not a dry run; null when there was none. */
export async function dernierImport(base: DataSource, source: SourceImport): Promise<ImportLu | null> {
  const [ligne] = await base.query<Ligne[]>(
    `SELECT ${COLONNES} FROM import i WHERE i.source = $1 AND NOT i.simulation ORDER BY i.commence_le DESC LIMIT 1`,
    [source],
  );
  return ligne ? versImport(ligne) : null;
}

function versImport(ligne: Ligne): ImportLu {
  return {
    ...ligne,
    commenceLe: ligne.commenceLe.toISOString(),
    termineLe: ligne.termineLe?.toISOString() ?? null,
    dureeMs: ligne.termineLe ? Math.max(0, ligne.termineLe.getTime() - ligne.commenceLe.getTime()) : null,
  };
}
