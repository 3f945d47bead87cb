import type { Suivi } from '../../../kernel/suivi.js';
import type { DataSource } from 'typeorm';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import type { JobsService } from '../../../platform/jobs/index.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import { type Acteur, type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { recalculerHeures, verrouillerReferences } from '../persistence/heures-missions.js';

export const JOB_RECALCUL_TEMPS_TRAVAIL = 'RECALCUL_TEMPS_TRAVAIL';

export interface BilanTempsTravail {
  readonly missionsLues: number;
  readonly missionsModifiees: number;
}

/** Forces the recomputation (F3.1-3); while one waits or runs for the département, gives that one. @returns id of the job */
export async function lancerRecalculTempsTravail(
  source: DataSource,
  jobs: JobsService,
  session: SessionCourante,
): Promise<string> {
  const departement = departementDe(session.perimetre);
  const [connu] = await source.query<{ libelle: string }[]>('SELECT libelle FROM departement WHERE code = $1', [
    departement,
  ]);
  return jobs.enfiler({
    type: JOB_RECALCUL_TEMPS_TRAVAIL,
    libelle: `Recalcul des temps de travail (${connu?.libelle ?? departement})`,
    donnees: { departement },
    auteur: acteurDe(session),
    departement,
    sansDoublon: true,
  });
}

/** Weekly hours of all the missions of the département, by their RH hours or the references, then the occupations. */
export async function recalculerTempsTravail(
  ecritures: Ecritures,
  { departement, acteur, suivi }: { departement: string; acteur: Acteur; suivi: Suivi },
): Promise<BilanTempsTravail> {
  suivi.progresser(0, 'Attente d’un import en cours');
  return ecritures.transaction(acteur, async (manager) => {
    await verrouillerReferences(manager);
    const [compte] = await manager.query<{ missions: number }[]>(
      'SELECT count(*) AS missions FROM mission WHERE departement = $1',
      [departement],
    );
    const missionsLues = compte?.missions ?? 0;
    suivi.progresser(0.2, `Calcul des heures de ${missionsLues} missions`);
    const missionsModifiees = await recalculerHeures(manager, departement);
    suivi.progresser(0.6, `Mise à jour des occupations de ${missionsModifiees} missions`);
    return { missionsLues, missionsModifiees };
  });
}
