import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import { type FicheAesh, lireFicheAesh, missionRecente } from '../../aesh/index.js';
import { type AccompagnementDeMission, accompagnementsDe } from './accompagnements-de.js';
import {
  COLONNES_MISSION,
  JOINTURES_MISSION,
  JOINTURE_OCCUPATION,
  type MissionLigne,
  type MissionSql,
  PERIODE_MISSION,
  ligneMission,
} from './lignes-mission.js';

/** File of an AESH: its missions of the perimeter, the latest first, and their accompaniments (guide §7.1). */
export interface AeshDossier extends Omit<FicheAesh, 'missions'> {
  readonly missions: MissionLigne[];
  readonly accompagnements: AccompagnementDeMission[];
}

/**
 * @param jour today
 * @throws AeshIntrouvable when it does not exist or is outside the perimeter
 */
export async function lireDossierAesh(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<AeshDossier> {
  const fiche = await lireFicheAesh(base, perimetre, id, jour);
  const params: unknown[] = [jour, jour, jour, id];
  const lignes: MissionSql[] = await base.query(
    `SELECT ${COLONNES_MISSION}
       FROM mission m ${JOINTURES_MISSION} ${JOINTURE_OCCUPATION}
      WHERE m.aesh_id = $4 AND ${missionRecente('m', PERIODE_MISSION.jour)}
        AND ${porteeMissions(perimetre, { mission: 'm' }, params, jour)}
      ORDER BY m.debut DESC, m.id DESC`,
    params,
  );
  const missions = lignes.map(ligneMission);
  const accompagnements = await accompagnementsDe(
    base,
    perimetre,
    missions.map((m) => m.id),
    jour,
  );
  return { ...fiche, missions, accompagnements };
}
