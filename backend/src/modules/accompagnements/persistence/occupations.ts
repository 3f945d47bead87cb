import type { EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { PeriodeFermee } from '../../../kernel/periode.js';
import type { AccompagnementDeMission, MissionOccupable, OccupationMission } from '../domain/occupation.js';
import { documents, enDocuments, entiers, parmi, tableau } from './parametres.js';

/** What the rules need about one mission. */
export interface MissionChargee {
  readonly id: number;
  /** Some anomaly of it is stored. */
  readonly signalee: boolean;
  readonly mission: MissionOccupable & { readonly active: boolean };
  readonly accompagnements: AccompagnementDeMission[];
}

export type OccupationAEcrire = OccupationMission & { readonly id: number };

export async function chargerMissions(manager: EntityManager, ids: readonly number[]): Promise<MissionChargee[]> {
  const missions: {
    id: number;
    debut: Jour;
    fin: Jour | null;
    heures: number;
    accompagne: boolean;
    active: boolean;
    signalee: boolean;
  }[] = await manager.query(
    `SELECT m.id, m.debut, m.fin, m.heures, n.accompagnement AS accompagne, m.actif AND x.actif AS active,
            m.id IN (SELECT mission_id FROM anomalie_accompagnement WHERE mission_id IS NOT NULL) AS signalee
       FROM mission m JOIN nature_support n ON n.code = m.nature_code JOIN aesh x ON x.id = m.aesh_id
      WHERE m.id = ANY (${parmi('$1')}) ORDER BY m.id`,
    [entiers(ids)],
  );
  const accompagnements: (PeriodeFermee & { mission_id: number; id: number; heures: number })[] = await manager.query(
    `SELECT mission_id, id, debut, fin, heures FROM accompagnement WHERE mission_id = ANY (${parmi('$1')})`,
    [entiers(ids)],
  );
  const parId = new Map<number, MissionChargee>();
  for (const { id, debut, fin, heures, accompagne, active, signalee } of missions) {
    parId.set(id, {
      id,
      signalee,
      mission: { periode: { debut, fin }, heures, accompagne, active },
      accompagnements: [],
    });
  }
  for (const a of accompagnements) parId.get(a.mission_id)?.accompagnements.push(a);
  return [...parId.values()];
}

/**
 * A row that would not change is left alone: no dead row, no write.
 * @param neuves some have no row yet
 */
export async function ecrireOccupations(
  manager: EntityManager,
  lignes: readonly OccupationAEcrire[],
  neuves: boolean,
): Promise<void> {
  const parametres = [
    entiers(lignes.map((l) => l.id)),
    tableau(lignes.map((l) => l.heuresMoyennes)),
    documents(lignes.map((l) => l.segments)),
  ];
  const calculees = `
    (SELECT id, heures_moyennes, segments::jsonb AS segments
       FROM unnest($1::int[], $2::numeric[], ${enDocuments('$3')}) AS u(id, heures_moyennes, segments)) AS r`;
  await manager.query(
    `UPDATE occupation_mission o
        SET heures_moyennes = r.heures_moyennes, segments = r.segments
       FROM ${calculees}
      WHERE o.mission_id = r.id
        AND (o.heures_moyennes, o.segments) IS DISTINCT FROM (r.heures_moyennes, r.segments)`,
    parametres,
  );
  if (!neuves) return;
  await manager.query(
    `INSERT INTO occupation_mission (mission_id, heures_moyennes, segments)
     SELECT r.* FROM ${calculees} WHERE NOT EXISTS (SELECT FROM occupation_mission o WHERE o.mission_id = r.id)`,
    parametres,
  );
}
