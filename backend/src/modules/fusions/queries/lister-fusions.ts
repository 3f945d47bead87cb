import type { DataSource, EntityManager } from 'typeorm';
import type { Page } from '../../../platform/lists/liste.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import type { Perimetre } from '../../../platform/security/index.js';

interface Personne {
  readonly id: number;
  readonly nom: string;
  readonly prenom: string;
}

export interface FusionLigne {
  readonly id: number;
  /** ISO instant. */
  readonly le: string;
  readonly auteur: string;
  readonly previsionnel: Personne;
  readonly reel: Personne;
  readonly missions: { readonly previsionnelleId: number; readonly reelleId: number | null }[];
  readonly accompagnements: number;
  readonly affectations: number;
  /** Nothing that it moved has changed since. */
  readonly annulable: boolean;
  readonly annuleeLe: string | null;
  readonly annuleePar: string | null;
}

type FusionSql = Omit<FusionLigne, 'le' | 'annuleeLe'> & { le: Date; annuleeLe: Date | null; total: number };

/** A row that the merge touched is as the merge left it. */
const INTACTES = (liste: string, table: string): string => `
  NOT EXISTS (SELECT FROM jsonb_to_recordset(f.inverse -> '${liste}') AS t(id int, version int)
                LEFT JOIN ${table} o ON o.id = t.id WHERE o.version IS DISTINCT FROM t.version)`;

/** Merges of the département, the latest first. @param demande `id`: that one only */
export async function listerFusions(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  { page, size, id = null }: { readonly page: number; readonly size: number; readonly id?: number | null },
): Promise<Page<FusionLigne>> {
  const departement = departementDe(perimetre);
  const lignes: FusionSql[] = await base.query(
    `SELECT f.id, f.le, f.auteur, f.missions, f.annulee_le AS "annuleeLe", f.annulee_par AS "annuleePar",
            jsonb_build_object('id', p.id, 'nom', p.nom_usage, 'prenom', p.prenom) AS previsionnel,
            jsonb_build_object('id', r.id, 'nom', r.nom_usage, 'prenom', r.prenom) AS reel,
            jsonb_array_length(f.inverse -> 'accompagnements') AS accompagnements,
            jsonb_array_length(f.inverse -> 'affectations') AS affectations,
            f.annulee_le IS NULL AND ${INTACTES('accompagnements', 'accompagnement')}
              AND ${INTACTES('affectations', 'affectation_pial')} AND ${INTACTES('missionsRemplacees', 'mission')}
              AND ${INTACTES('missionsDeplacees', 'mission')}
              AND (f.inverse -> 'previsionnel' = 'null' OR p.version = (f.inverse -> 'previsionnel' ->> 'version')::int)
              AND NOT EXISTS (SELECT FROM jsonb_each(f.inverse -> 'completes') c
                               WHERE to_jsonb(r) -> c.key IS DISTINCT FROM c.value) AS annulable,
            count(*) OVER () AS total
       FROM fusion f JOIN aesh p ON p.id = f.previsionnel_id JOIN aesh r ON r.id = f.reel_id
      WHERE f.departement = $1 AND ($2::int IS NULL OR f.id = $2)
      ORDER BY f.id DESC LIMIT $3 OFFSET $4`,
    [departement, id, size, (page - 1) * size],
  );
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    const comptes: { total: number }[] = await base.query(
      'SELECT count(*) AS total FROM fusion WHERE departement = $1',
      [departement],
    );
    total = comptes[0]?.total ?? 0;
  }
  return {
    items: lignes.map(({ total: _, le, annuleeLe, ...ligne }) => ({
      ...ligne,
      le: le.toISOString(),
      annuleeLe: annuleeLe?.toISOString() ?? null,
    })),
    total,
    page,
    size,
  };
}
