import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import { type EtatMission, etatMission } from '../../missions/index.js';
import { type SegmentFrise, hachurer } from '../../decisions/index.js';
import type { TypeDecision } from '../domain/couverture.js';
import type { SegmentOccupation } from '../domain/occupation.js';
import { type DerniereOperation, lireDerniereOperation } from '../persistence/journal-operations.js';
import { FIN_ANNEE, parametresDuJour, porteeAccompagnements } from './criteres-accompagnements.js';
import {
  type AccompagnementLigne,
  type AccompagnementSql,
  JOINTURES_ACCOMPAGNEMENT,
  JOINTURE_PIAL,
  colonnesAccompagnement,
  ligneAccompagnement,
} from './lignes-accompagnement.js';

export interface DecisionAccompagnee {
  readonly id: number;
  readonly type: TypeDecision;
  readonly heures: number | null;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly couverture: number;
  readonly priorite: number;
  readonly segments: SegmentFrise[];
  readonly eleve: { readonly id: number; readonly nom: string; readonly prenom: string };
  /** Where the pupil is on the days of the decision. */
  readonly etablissements: {
    readonly uai: string;
    readonly nom: string;
    readonly commune: string | null;
    readonly debut: Jour;
    readonly fin: Jour | null;
  }[];
}

/** An accompaniment with its mission and its decisions (F10.1-2). */
export interface AccompagnementDetail extends AccompagnementLigne {
  readonly mission: {
    readonly id: number;
    readonly debut: Jour;
    readonly fin: Jour | null;
    readonly heures: number;
    readonly typeContrat: 'CDD' | 'CDI';
    readonly nature: { readonly code: string; readonly activite: string };
    readonly etat: EtatMission;
    readonly segments: SegmentOccupation[];
    /** Still free on every day of the accompaniment. */
    readonly heuresLibres: number;
  };
  readonly decisions: DecisionAccompagnee[];
  readonly derniereOperation: DerniereOperation | null;
}

export class AccompagnementIntrouvable extends ErreurMetier {
  readonly code = 'ACCOMPAGNEMENT_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`L’accompagnement n° ${id} n’existe pas, ou plus, dans votre périmètre. Revenez à la liste.`);
  }
}

type DetailSql = AccompagnementSql & {
  mission_debut: Jour;
  mission_fin: Jour | null;
  mission_heures: number;
  mission_source: SourceRh;
  mission_active: boolean;
  type_contrat: 'CDD' | 'CDI';
  nature_code: string;
  activite: string;
  occupation: SegmentOccupation[] | null;
  libres: number | null;
  decisions: DecisionAccompagnee[] | null;
};

/**
 * @param jour today
 * @throws AccompagnementIntrouvable when it does not exist or is outside the perimeter
 */
export async function lireAccompagnement(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<AccompagnementDetail> {
  const params = [...parametresDuJour(jour), id];
  const vus = porteeDecisions(perimetre, { eleve: 'e' }, params, jour);
  const lignes: DetailSql[] = await base.query(
    `SELECT ${colonnesAccompagnement(FIN_ANNEE, vus)},
            m.debut AS mission_debut, m.fin AS mission_fin, m.heures AS mission_heures, m.source AS mission_source,
            m.actif AS mission_active, m.type_contrat, m.nature_code, n.activite, o.segments AS occupation,
            (SELECT m.heures - max(s.heures)
               FROM jsonb_to_recordset(o.segments) AS s(debut date, fin date, heures numeric)
              WHERE s.debut <= a.fin AND (s.fin IS NULL OR s.fin >= a.debut)) AS libres,
            (SELECT jsonb_agg(jsonb_build_object(
                      'id', d.id, 'type', d.type, 'heures', d.heures, 'debut', d.debut, 'fin', d.fin,
                      'couverture', coalesce(c.couverture, 0), 'priorite', coalesce(c.priorite, 1),
                      'segments', coalesce(c.segments, '[]'),
                      'eleve', jsonb_build_object('id', e.id, 'nom', e.nom, 'prenom', e.prenom),
                      'etablissements', coalesce((
                         SELECT jsonb_agg(jsonb_build_object('uai', sc.uai, 'nom', es.nom, 'commune', es.commune,
                                                             'debut', sc.debut, 'fin', sc.fin) ORDER BY sc.debut, sc.uai)
                           FROM scolarite sc JOIN etablissement es ON es.uai = sc.uai
                          WHERE sc.eleve_id = e.id AND sc.debut <= d.fin AND (sc.fin IS NULL OR sc.fin >= d.debut)), '[]'))
                      ORDER BY e.nom, e.prenom, d.id)
               FROM accompagnement_decision ad
               JOIN decision d ON d.id = ad.decision_id
               JOIN eleve e ON e.id = d.eleve_id
               LEFT JOIN couverture_decision c ON c.decision_id = d.id
              WHERE ad.accompagnement_id = a.id AND ${vus}) AS decisions
       FROM accompagnement a ${JOINTURES_ACCOMPAGNEMENT} ${JOINTURE_PIAL}
       JOIN nature_support n ON n.code = m.nature_code
       LEFT JOIN occupation_mission o ON o.mission_id = m.id
      WHERE a.id = $3 AND $1::date IS NOT NULL AND ${porteeAccompagnements(perimetre, params, jour)}`,
    params,
  );
  const l = lignes[0];
  if (l === undefined) throw new AccompagnementIntrouvable(id);
  return {
    ...ligneAccompagnement(l, jour),
    mission: {
      id: l.mission_id,
      debut: l.mission_debut,
      fin: l.mission_fin,
      heures: l.mission_heures,
      typeContrat: l.type_contrat,
      nature: { code: l.nature_code, activite: l.activite },
      etat: etatMission(l.mission_source, l.mission_active),
      segments: l.occupation ?? [],
      heuresLibres: l.libres ?? l.mission_heures,
    },
    decisions: (l.decisions ?? []).map((d) => ({ ...d, segments: hachurer(d.segments, jour) })),
    derniereOperation: await lireDerniereOperation(base, id),
  };
}

/** As the list shows it: what a refusal for its version gives back. */
export async function lireLigneAccompagnement(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<AccompagnementLigne> {
  const params = [...parametresDuJour(jour), id];
  const vus = porteeDecisions(perimetre, { eleve: 'e' }, params, jour);
  const lignes: AccompagnementSql[] = await base.query(
    `SELECT ${colonnesAccompagnement(FIN_ANNEE, vus)}
       FROM accompagnement a ${JOINTURES_ACCOMPAGNEMENT} ${JOINTURE_PIAL}
      WHERE a.id = $3 AND $1::date IS NOT NULL AND ${porteeAccompagnements(perimetre, params, jour)}`,
    params,
  );
  const l = lignes[0];
  if (l === undefined) throw new AccompagnementIntrouvable(id);
  return ligneAccompagnement(l, jour);
}
