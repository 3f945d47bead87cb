import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';

/** An accompaniment seen from its mission (F8.1-1). */
export interface AccompagnementDeMission {
  readonly id: number;
  readonly missionId: number;
  readonly type: 'INDIVIDUELLE' | 'MUTUALISEE';
  readonly debut: Jour;
  readonly fin: Jour;
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  readonly maintien: boolean;
  readonly uai: string;
  readonly etablissement: string;
  /** Those of the perimeter only. */
  readonly eleves: {
    readonly decisionId: number;
    readonly eleveId: number;
    readonly nom: string;
    readonly prenom: string;
    readonly classe: string | null;
  }[];
}

/** Accompaniments of some missions, the latest first, with their pupils and their class in that school. */
export async function accompagnementsDe(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  missions: readonly number[],
  jour: Jour,
): Promise<AccompagnementDeMission[]> {
  const params: unknown[] = [missions];
  return base.query(
    `SELECT a.id, a.mission_id AS "missionId", a.type, a.debut, a.fin, a.heures, a.heures_repas AS "heuresRepas",
            a.heures_meridienne AS "heuresMeridienne", a.maintien, a.uai, et.nom AS etablissement,
            coalesce(el.eleves, '[]') AS eleves
       FROM accompagnement a
       JOIN etablissement et ON et.uai = a.uai
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('decisionId', d.id, 'eleveId', e.id, 'nom', e.nom, 'prenom', e.prenom,
                                            'classe', sc.classe) ORDER BY e.nom, e.prenom, d.id) AS eleves
          FROM accompagnement_decision ad
          JOIN decision d ON d.id = ad.decision_id
          JOIN eleve e ON e.id = d.eleve_id
          LEFT JOIN LATERAL (
            SELECT s.classe FROM scolarite s
             WHERE s.eleve_id = e.id AND s.uai = a.uai AND s.debut <= a.fin AND (s.fin IS NULL OR s.fin >= a.debut)
             ORDER BY s.debut DESC LIMIT 1) sc ON true
         WHERE ad.accompagnement_id = a.id AND ${porteeDecisions(perimetre, { eleve: 'e' }, params, jour)}) el
      WHERE a.mission_id = ANY ($1::int[])
      ORDER BY a.debut DESC, a.id DESC`,
    params,
  );
}
