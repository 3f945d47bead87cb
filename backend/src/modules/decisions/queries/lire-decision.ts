import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import { LIGNE_DU_JOUR } from './criteres-decisions.js';
import {
  type DecisionLigne,
  type DecisionSql,
  colonnesDecision,
  jointuresDecision,
  ligneDecision,
} from './lignes-decision.js';

export interface ScolariteDeDecision {
  readonly id: number;
  readonly uai: string;
  readonly etablissement: string;
  readonly commune: string | null;
  readonly classe: string | null;
  readonly dispositif: string | null;
  readonly debut: Jour;
  readonly fin: Jour | null;
}

export interface AccompagnementDeDecision {
  readonly id: number;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  readonly maintien: boolean;
  readonly uai: string;
  readonly etablissement: string;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
  readonly missionId: number;
}

export interface DecisionDetail extends DecisionLigne {
  readonly eleve: DecisionLigne['eleve'] & {
    readonly dateNaissance: Jour;
    readonly etatDossier: 'ACTIF' | 'GELE' | 'CLOTURE';
    readonly ine: string | null;
  };
  /** All those of the pupil, the latest first. */
  readonly scolarites: ScolariteDeDecision[];
  readonly accompagnements: AccompagnementDeDecision[];
}

export class DecisionIntrouvable extends ErreurMetier {
  readonly code = 'DECISION_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(ids: readonly number[]) {
    const sujet =
      ids.length === 1
        ? `La décision n° ${ids.join()} n'existe pas`
        : `Les décisions n° ${ids.join(', ')} n'existent pas`;
    super(`${sujet} dans votre périmètre. Revenez à la liste des décisions.`, { details: { decisionIds: [...ids] } });
  }
}

type DetailSql = DecisionSql & {
  date_naissance: Jour;
  etat_dossier: DecisionDetail['eleve']['etatDossier'];
  ine: string | null;
  scolarites: ScolariteDeDecision[] | null;
  accompagnements: AccompagnementDeDecision[] | null;
};

/**
 * @param jour today
 * @throws DecisionIntrouvable when it does not exist or is outside the perimeter
 */
export async function lireDecision(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<DecisionDetail> {
  const params: unknown[] = [jour, id];
  const lignes: DetailSql[] = await base.query(
    `SELECT ${colonnesDecision}, e.date_naissance, e.etat_dossier, e.ine,
            (SELECT jsonb_agg(jsonb_build_object(
                      'id', sc.id, 'uai', sc.uai, 'etablissement', et.nom, 'commune', et.commune, 'classe', sc.classe,
                      'dispositif', sc.dispositif, 'debut', sc.debut, 'fin', sc.fin) ORDER BY sc.debut DESC, sc.id DESC)
               FROM scolarite sc JOIN etablissement et ON et.uai = sc.uai WHERE sc.eleve_id = e.id) AS scolarites,
            (SELECT jsonb_agg(jsonb_build_object(
                      'id', a.id, 'debut', a.debut, 'fin', a.fin, 'heures', a.heures, 'heuresRepas', a.heures_repas,
                      'heuresMeridienne', a.heures_meridienne, 'maintien', a.maintien, 'uai', a.uai,
                      'etablissement', et.nom, 'missionId', a.mission_id,
                      'aesh', jsonb_build_object('id', x.id, 'nom', x.nom_usage, 'prenom', x.prenom))
                      ORDER BY a.debut, a.id)
               FROM accompagnement_decision ad
               JOIN accompagnement a ON a.id = ad.accompagnement_id
               JOIN mission m ON m.id = a.mission_id
               JOIN aesh x ON x.id = m.aesh_id
               JOIN etablissement et ON et.uai = a.uai
              WHERE ad.decision_id = d.id) AS accompagnements
       FROM decision d LEFT JOIN ligne_decision l ON l.decision_id = d.id AND ${LIGNE_DU_JOUR} ${jointuresDecision}
      WHERE d.id = $2 AND ${porteeDecisions(perimetre, { eleve: 'e' }, params, jour)}`,
    params,
  );
  const l = lignes[0];
  if (l === undefined) throw new DecisionIntrouvable([id]);
  const ligne = ligneDecision(l, jour);
  return {
    ...ligne,
    eleve: { ...ligne.eleve, dateNaissance: l.date_naissance, etatDossier: l.etat_dossier, ine: l.ine },
    scolarites: l.scolarites ?? [],
    accompagnements: l.accompagnements ?? [],
  };
}
