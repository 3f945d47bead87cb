import type { DataSource, EntityManager } from 'typeorm';
import type { ErreurDeJob } from './erreurs-job.js';
import type { DemandeJob } from './job.js';

/** Channel that carries the id of each job that changes. */
export const CANAL_JOB = 'agesh_job';

/** One attempt at a job: `jeton` is when it started, to the microsecond, and fences off the attempts before it. */
export interface Tentative {
  readonly id: string;
  readonly jeton: string;
}

export interface JobDemarre extends Tentative {
  readonly donnees: Readonly<Record<string, unknown>>;
  readonly auteur: string;
  readonly departement: string | null;
}

export interface JobOuvert {
  readonly id: string;
  readonly type: string;
  readonly etat: 'EN_ATTENTE' | 'EN_COURS';
  readonly jeton: string | null;
}

/** @returns the id, and whether the row is new */
export async function inscrireJob(
  manager: EntityManager,
  id: string,
  demande: DemandeJob,
): Promise<{ id: string; nouveau: boolean }> {
  const donnees = JSON.stringify(demande.donnees ?? {});
  if (demande.sansDoublon) {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7100))', [
      `${demande.type} ${demande.departement ?? ''} ${donnees}`,
    ]);
    const [ouvert] = await manager.query<{ id: string }[]>(
      `SELECT id FROM job
        WHERE type = $1 AND departement IS NOT DISTINCT FROM $2 AND donnees = $3::jsonb
          AND etat IN ('EN_ATTENTE', 'EN_COURS')
        ORDER BY cree_le LIMIT 1`,
      [demande.type, demande.departement, donnees],
    );
    if (ouvert) return { id: ouvert.id, nouveau: false };
  }
  const [insere] = await manager.query<{ id: string }[]>(
    `INSERT INTO job (id, type, libelle, donnees, auteur, departement, cle_unique)
     VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)
     ON CONFLICT (cle_unique) DO NOTHING
     RETURNING id`,
    [id, demande.type, demande.libelle, donnees, demande.auteur.nom, demande.departement, demande.cleUnique ?? null],
  );
  if (insere) return { id: insere.id, nouveau: true };
  const [existant] = await manager.query<{ id: string }[]>('SELECT id FROM job WHERE cle_unique = $1', [
    demande.cleUnique,
  ]);
  if (!existant) throw new Error(`Job ${demande.cleUnique ?? id} ni inséré ni trouvé.`);
  return { id: existant.id, nouveau: false };
}

/** @returns null when the job is already finished */
export async function marquerDemarre(source: DataSource, id: string): Promise<JobDemarre | null> {
  const [ligne] = await source.query<JobDemarre[]>(
    `WITH maj AS (
       UPDATE job
          SET etat = 'EN_COURS', demarre_le = clock_timestamp(), termine_le = NULL,
              progression = 0, etape = '', resultat = NULL, erreur = NULL
        WHERE id = $1 AND etat IN ('EN_ATTENTE', 'EN_COURS')
        RETURNING id, donnees, auteur, departement, demarre_le::text AS jeton)
     SELECT maj.*, pg_notify('${CANAL_JOB}', id::text) FROM maj`,
    [id],
  );
  return ligne ?? null;
}

export async function ecrireProgression(
  source: DataSource,
  { id, jeton }: Tentative,
  fraction: number,
  etape: string,
): Promise<void> {
  await source.query(
    `WITH maj AS (
       UPDATE job SET progression = $3, etape = $4
        WHERE id = $1 AND etat = 'EN_COURS' AND demarre_le = $2::timestamptz
        RETURNING id)
     SELECT pg_notify('${CANAL_JOB}', id::text) FROM maj`,
    [id, jeton, fraction, etape],
  );
}

export type FinDeJob =
  { readonly etat: 'TERMINE'; readonly resultat: unknown } | { readonly etat: 'ECHEC'; readonly erreur: ErreurDeJob };

/**
 * @param jeton of the attempt that ends; null for a job that never started
 * @returns the unique key of the job that ended, or undefined when this attempt had been overtaken
 */
export async function marquerFini(
  manager: EntityManager,
  { id, jeton }: { id: string; jeton: string | null },
  fin: FinDeJob,
): Promise<{ cleUnique: string | null } | undefined> {
  const [ligne] = await manager.query<{ cleUnique: string | null }[]>(
    `WITH maj AS (
       UPDATE job
          SET etat = $3, progression = CASE WHEN $3 = 'TERMINE' THEN 1 ELSE progression END,
              resultat = $4::jsonb, erreur = $5::jsonb, termine_le = clock_timestamp()
        WHERE id = $1 AND etat IN ('EN_ATTENTE', 'EN_COURS') AND demarre_le IS NOT DISTINCT FROM $2::timestamptz
        RETURNING id, cle_unique)
     SELECT cle_unique AS "cleUnique", pg_notify('${CANAL_JOB}', id::text) FROM maj`,
    [
      id,
      jeton,
      fin.etat,
      fin.etat === 'TERMINE' ? JSON.stringify(fin.resultat ?? null) : null,
      fin.etat === 'ECHEC' ? JSON.stringify(fin.erreur) : null,
    ],
  );
  return ligne;
}

/** The attempt is over without an end: another one will come. */
export async function remettreEnAttente(source: DataSource, { id, jeton }: Tentative): Promise<void> {
  await source.query(
    `WITH maj AS (
       UPDATE job SET etat = 'EN_ATTENTE', etape = 'Interrompu, sera repris'
        WHERE id = $1 AND etat = 'EN_COURS' AND demarre_le = $2::timestamptz
        RETURNING id)
     SELECT pg_notify('${CANAL_JOB}', id::text) FROM maj`,
    [id, jeton],
  );
}

export async function jobsOuverts(source: DataSource): Promise<JobOuvert[]> {
  return source.query<JobOuvert[]>(
    `SELECT id, type, etat, demarre_le::text AS jeton FROM job WHERE etat IN ('EN_ATTENTE', 'EN_COURS')`,
  );
}
