import type { DataSource, EntityManager } from 'typeorm';
import { type Page, type ParametresListe, ordreSql, pageSql, rechercheSql } from '../../lists/liste.js';
import type { SessionCourante } from '../../security/perimetre.js';
import { JobIntrouvable } from '../erreurs-job.js';
import type { Job } from '../job.js';

const COLONNES = `j.id, j.type, j.libelle, j.etat, j.progression, j.etape, j.resultat, j.erreur, j.auteur,
  j.cree_le AS "creeLe", j.demarre_le AS "demarreLe", j.termine_le AS "termineLe"`;

type Ligne = Omit<Job, 'creeLe' | 'demarreLe' | 'termineLe'> & {
  creeLe: Date;
  demarreLe: Date | null;
  termineLe: Date | null;
};

/** What a session may see of the jobs: all of them, those of one département, or none. */
export type VisibiliteJobs = { readonly tous: true } | { readonly tous: false; readonly departement: string | null };

export function visibiliteJobs({ profil, perimetre }: SessionCourante): VisibiliteJobs {
  if (profil === 'ADMINISTRATEUR') return { tous: true };
  return { tous: false, departement: perimetre.nature === 'DEPARTEMENT' ? perimetre.departement : null };
}

/** @throws JobIntrouvable also when it is outside the perimeter */
export async function lireJob(base: DataSource | EntityManager, visibilite: VisibiliteJobs, id: string): Promise<Job> {
  const params: unknown[] = [id];
  const [ligne] = await base.query<Ligne[]>(
    `SELECT ${COLONNES} FROM job j WHERE j.id = $1 AND ${portee(visibilite, params)}`,
    params,
  );
  if (!ligne) throw new JobIntrouvable();
  return versJob(ligne);
}

/** For those who have already been shown the jobs: no perimeter. */
export async function lireJobsParId(base: DataSource | EntityManager, ids: readonly string[]): Promise<Job[]> {
  const lignes = await base.query<Ligne[]>(`SELECT ${COLONNES} FROM job j WHERE j.id = ANY($1::uuid[])`, [ids]);
  return lignes.map(versJob);
}

export const TRIS_JOBS = ['creeLe', 'type', 'etat', 'auteur'] as const;

export type FiltreJobs = ParametresListe<(typeof TRIS_JOBS)[number]> & { readonly type?: string | undefined };

/** The history of the perimeter. */
export async function listerJobs(
  base: DataSource | EntityManager,
  visibilite: VisibiliteJobs,
  filtre: FiltreJobs,
): Promise<Page<Job>> {
  const params: unknown[] = [filtre.type ?? null];
  const condition = `($1::text IS NULL OR j.type = $1) AND ${portee(visibilite, params)}
    AND ${rechercheSql('texte_recherche(j.libelle)', filtre.q, params)}`;
  const [compte] = await base.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM job j WHERE ${condition}`,
    params,
  );
  const ordre = ordreSql(
    filtre.sort,
    { creeLe: 'j.cree_le', type: 'j.type', etat: 'j.etat', auteur: 'j.auteur' },
    'j.id',
  );
  const lignes = await base.query<Ligne[]>(
    `SELECT ${COLONNES} FROM job j WHERE ${condition} ${ordre} ${pageSql(filtre, params)}`,
    params,
  );
  return { items: lignes.map(versJob), total: compte?.total ?? 0, page: filtre.page, size: filtre.size };
}

function portee(visibilite: VisibiliteJobs, params: unknown[]): string {
  if (visibilite.tous) return 'true';
  params.push(visibilite.departement);
  return `j.departement = $${params.length}::text`;
}

function versJob(ligne: Ligne): Job {
  return {
    ...ligne,
    creeLe: ligne.creeLe.toISOString(),
    demarreLe: ligne.demarreLe?.toISOString() ?? null,
    termineLe: ligne.termineLe?.toISOString() ?? null,
  };
}
