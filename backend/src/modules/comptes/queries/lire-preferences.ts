import type { DataSource, EntityManager } from 'typeorm';

/** Preferences of an account: key → JSON value. */
export async function lirePreferences(
  base: DataSource | EntityManager,
  compteId: number,
): Promise<Record<string, unknown>> {
  const [ligne] = await base.query<{ preferences: Record<string, unknown> | null }[]>(
    `SELECT jsonb_object_agg(cle, valeur) AS preferences FROM preference WHERE compte_id = $1`,
    [compteId],
  );
  return ligne?.preferences ?? {};
}
