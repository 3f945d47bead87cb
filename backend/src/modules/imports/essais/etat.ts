import type { DataSource } from 'typeorm';
import { ACTEUR_SYSTEME } from '../../../platform/security/perimetre.js';
import type { OptionsImportRh } from '../rh/importer-rh.js';

/** What every import spec passes. */
export const PAR_SYSTEME: Pick<OptionsImportRh, 'acteur'> = { acteur: ACTEUR_SYSTEME };

/** Everything that an import may change, as one fingerprint without ids; two equal ones are the same state. */
export async function etatDe(base: DataSource): Promise<string> {
  const [etat] = await base.query<{ h: string }[]>(`
    SELECT md5(concat_ws('|',
      (SELECT string_agg((to_jsonb(a) - 'id')::text, ',' ORDER BY source, id_agent) FROM aesh a),
      (SELECT string_agg((to_jsonb(m) - '{id,aesh_id}'::text[])::text || a.id_agent, ',' ORDER BY m.source, m.id_mission)
         FROM mission m JOIN aesh a ON a.id = m.aesh_id),
      (SELECT string_agg(m.id_mission || o.heures_moyennes || o.segments, ',' ORDER BY m.source, m.id_mission)
         FROM occupation_mission o JOIN mission m ON m.id = o.mission_id),
      (SELECT count(*) FROM couverture_a_rafraichir),
      (SELECT count(*) FROM audit),
      (SELECT string_agg(to_jsonb(s)::text, ',' ORDER BY code) FROM secteur s),
      (SELECT string_agg((to_jsonb(e) - 'id')::text, ',' ORDER BY identifiant) FROM eleve e),
      (SELECT string_agg((to_jsonb(s) - '{id,eleve_id}'::text[])::text, ',' ORDER BY identifiant) FROM scolarite s),
      (SELECT string_agg((to_jsonb(d) - '{id,eleve_id}'::text[])::text, ',' ORDER BY identifiant) FROM decision d),
      (SELECT string_agg(to_jsonb(e)::text, ',' ORDER BY uai) FROM etablissement e),
      (SELECT string_agg(to_jsonb(p)::text, ',' ORDER BY uai) FROM pial p),
      (SELECT string_agg((to_jsonb(m) - 'id')::text, ',' ORDER BY uai, debut) FROM pial_membre m))) AS h`);
  return etat?.h ?? '';
}

export async function nombreAudit(base: DataSource): Promise<number> {
  const [n] = await base.query<{ n: number }[]>('SELECT count(*) AS n FROM audit');
  return n?.n ?? 0;
}

export async function une<T = Record<string, unknown>>(
  base: DataSource,
  requete: string,
  parametres: unknown[] = [],
): Promise<T | undefined> {
  return (await base.query<T[]>(requete, parametres))[0];
}

/** Empties what imports and users write; the nomenclatures and the communes stay. */
export async function viderBase(base: DataSource): Promise<void> {
  await base.query(
    `TRUNCATE aesh, mission, secteur, eleve, etablissement, pial, import, import_difference, import_changement, correspondance_import, audit, couverture_a_rafraichir, reference_temps_travail
     RESTART IDENTITY CASCADE`,
  );
}
