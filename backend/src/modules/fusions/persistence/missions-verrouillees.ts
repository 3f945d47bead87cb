import type { EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';

import { type ChargeLue, lireCharges, nommerMission } from '../../missions/index.js';

export interface MissionFusionnable {
  readonly id: number;
  readonly aeshId: number;
  readonly source: SourceRh;
  readonly actif: boolean;
  readonly departement: string | null;
  readonly natureCode: string;
  readonly uaiEmployeur: string | null;
  readonly accompagne: boolean;
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly heures: number;
  readonly version: number;
  readonly charges: readonly ChargeLue[];
}

/** Missions with all that stands on them. @param condition SQL on the mission `m`, its values in `params` */
export async function lireMissionsFusionnables(
  base: Pick<EntityManager, 'query'>,
  condition: string,
  params: unknown[],
): Promise<MissionFusionnable[]> {
  const lignes: Omit<MissionFusionnable, 'charges'>[] = await base.query(
    `SELECT m.id, m.aesh_id AS "aeshId", m.source, m.actif, m.departement, m.nature_code AS "natureCode",
            m.uai_employeur AS "uaiEmployeur", n.accompagnement AS accompagne, m.debut, m.fin, m.heures, m.version
       FROM mission m JOIN nature_support n ON n.code = m.nature_code WHERE ${condition} ORDER BY m.id`,
    params,
  );
  const charges = new Map(lignes.map(({ id }) => [id, [] as ChargeLue[]]));
  for (const charge of await lireCharges(base, [...charges.keys()])) charges.get(charge.missionId)?.push(charge);
  return lignes.map((ligne) => ({ ...ligne, charges: charges.get(ligne.id) ?? [] }));
}

/** In the order of their ids, whoever comes: nobody puts or moves anything on them meanwhile. */
export async function verrouillerMissions(manager: EntityManager, condition: string, params: unknown[]): Promise<void> {
  await manager.query(`SELECT m.id FROM mission m WHERE ${condition} ORDER BY m.id FOR UPDATE`, params);
}

export function nommer(mission: MissionFusionnable, qui: string): string {
  return nommerMission(qui, mission.natureCode, mission.debut, mission.fin).replace(/^La/, 'la').replace(/,$/, '');
}
