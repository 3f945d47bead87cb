import type { DataSource } from 'typeorm';
import { type AnneeScolaire, libelleAnnee } from '../../../kernel/annee-scolaire.js';
import type { JobsService } from '../../../platform/jobs/index.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/perimetre.js';
import { DepartementAPreciser, DepartementInconnu } from './refus-recalcul.js';

export const JOB_RECALCUL = 'recalcul-agregats';

/**
 * Enqueues the computation of the aggregates of a school year; while one waits or runs for the same département and
 * year, gives that one.
 * @param session a superviseur computes its département; an administrator must say which
 * @throws DepartementAPreciser, DepartementInconnu
 */
export async function lancerRecalcul(
  source: DataSource,
  jobs: JobsService,
  session: SessionCourante,
  { annee, departement: demande }: { annee: AnneeScolaire; departement?: string | undefined },
): Promise<string> {
  const { perimetre } = session;
  const sien = perimetre.nature === 'DEPARTEMENT' ? perimetre.departement : null;
  if (sien !== null && demande !== undefined && demande !== sien) throw new DepartementInconnu(demande);
  const departement = sien ?? demande;
  if (departement === undefined) throw new DepartementAPreciser();
  const [connu] = await source.query<{ libelle: string }[]>('SELECT libelle FROM departement WHERE code = $1', [
    departement,
  ]);
  if (!connu) throw new DepartementInconnu(departement);
  return jobs.enfiler({
    type: JOB_RECALCUL,
    libelle: `Recalcul des besoins et des moyens ${libelleAnnee(annee)} (${connu.libelle})`,
    donnees: { departement, annee },
    auteur: acteurDe(session),
    departement,
    sansDoublon: true,
  });
}
