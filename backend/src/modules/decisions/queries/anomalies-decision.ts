import type { Jour } from '../../../kernel/jour.js';
import {
  ANOMALIES_SANS_DATE,
  type TypeAnomalie,
  estATraiter,
  libelleAnomalie,
  phraseAnomalie,
} from '../domain/anomalie.js';

/** An anomaly of one of the accompaniments of a decision, as the ⚠ tells it (F5-6). */
export interface AnomalieDeDecision {
  readonly type: TypeAnomalie;
  readonly libelle: string;
  readonly message: string;
  readonly accompagnementId: number;
  /** The days at fault, both included. */
  readonly debut: Jour;
  readonly fin: Jour;
}

export type AnomalieSql = Omit<AnomalieDeDecision, 'libelle' | 'message'> & {
  readonly aesh: string;
  readonly etablissement: string;
};

/** An anomaly of an accompaniment is that of all its decisions, or of one only. */
const CONCERNE = '(an.decision_id IS NULL OR an.decision_id = ad.decision_id)';

/** SQL of the `AnomalieSql` of a decision `d`, jsonb, null when there is none. */
export const anomaliesDe = (d: string): string => `
  (SELECT jsonb_agg(jsonb_build_object(
            'type', an.type, 'accompagnementId', an.accompagnement_id, 'debut', an.debut, 'fin', an.fin,
            'aesh', x.prenom || ' ' || x.nom_usage, 'etablissement', et.nom)
            ORDER BY an.type, an.debut, an.accompagnement_id)
     FROM accompagnement_decision ad
     JOIN anomalie_accompagnement an ON an.accompagnement_id = ad.accompagnement_id
     JOIN accompagnement a ON a.id = ad.accompagnement_id
     JOIN mission m ON m.id = a.mission_id
     JOIN aesh x ON x.id = m.aesh_id
     JOIN etablissement et ON et.uai = a.uai
    WHERE ad.decision_id = ${d}.id AND ${CONCERNE})`;

/** SQL of the ids of the decisions that have something to mend. @param jour SQL expression of today */
export const decisionsEnAnomalie = (jour: string): string => `
  SELECT ad.decision_id FROM anomalie_accompagnement an
    JOIN accompagnement_decision ad ON ad.accompagnement_id = an.accompagnement_id
   WHERE ${CONCERNE} AND (an.type NOT IN (${ANOMALIES_SANS_DATE.join(', ')}) OR an.fin >= ${jour})`;

/** Those that are to be mended today, in words. @param eleve name of the pupil, as it is shown */
export function direAnomalies(
  anomalies: readonly AnomalieSql[] | null,
  eleve: string,
  jour: Jour,
): AnomalieDeDecision[] {
  return (anomalies ?? [])
    .filter((anomalie) => estATraiter(anomalie, jour))
    .map(({ aesh, etablissement, ...anomalie }) => ({
      ...anomalie,
      libelle: libelleAnomalie(anomalie.type),
      message: phraseAnomalie({ ...anomalie, aesh, eleve, etablissement }),
    }));
}
