import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh } from '../../../kernel/rh.js';
import { type EtatAesh, etatAesh } from '../../aesh/index.js';
import { type TypeAnomalie, estATraiter, libelleAnomalie, phraseAnomalie } from '../../decisions/index.js';
import type { TypeDecision } from '../domain/couverture.js';

export interface EleveAccompagne {
  readonly id: number;
  readonly decisionId: number;
  readonly nom: string;
  readonly prenom: string;
  readonly classe: string | null;
}

export interface AnomalieDAccompagnement {
  readonly type: TypeAnomalie;
  readonly libelle: string;
  readonly message: string;
}

/** A line of the list of the accompaniments (F10.1-1). */
export interface AccompagnementLigne {
  readonly id: number;
  readonly type: TypeDecision;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  readonly maintien: boolean;
  /** Provisional mission, or it starts after the current school year. */
  readonly previsionnel: boolean;
  readonly eleves: EleveAccompagne[];
  readonly etablissement: { readonly uai: string; readonly nom: string; readonly commune: string | null };
  /** Of the school, on the first day; null when hors PIAL. */
  readonly pial: { readonly uai: string; readonly nom: string } | null;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string; readonly etat: EtatAesh };
  readonly missionId: number;
  readonly anomalies: AnomalieDAccompagnement[];
  readonly version: number;
}

export interface AccompagnementSql {
  id: number;
  type: TypeDecision;
  debut: Jour;
  fin: Jour;
  heures: number;
  heures_repas: number;
  heures_meridienne: number;
  maintien: boolean;
  previsionnel: boolean;
  uai: string;
  etablissement: string;
  commune: string | null;
  pial_uai: string | null;
  pial_nom: string | null;
  aesh_id: number;
  nom: string;
  prenom: string;
  aesh_source: SourceRh;
  aesh_actif: boolean;
  mission_id: number;
  version: number;
  eleves: EleveAccompagne[] | null;
  anomalies: { type: TypeAnomalie; debut: Jour; fin: Jour; decisionId: number | null }[] | null;
}

export const JOINTURES_ACCOMPAGNEMENT = `
  JOIN mission m ON m.id = a.mission_id
  JOIN aesh x ON x.id = m.aesh_id
  JOIN etablissement et ON et.uai = a.uai`;

/** PIAL of the school on the first day. Compared as rows, memberships are found by their btree. */
export const JOINTURE_PIAL = `
  LEFT JOIN pial_membre pm ON (pm.uai, pm.debut) BETWEEN ROW(a.uai, '-infinity'::date) AND ROW(a.uai, a.debut)
                          AND (pm.fin IS NULL OR pm.fin >= a.debut)
  LEFT JOIN etablissement tete ON tete.uai = pm.pial_uai`;

/** @param finAnnee SQL of the last day of the current school year */
export const previsionnelSql = (finAnnee: string): string =>
  `(m.source = 'PREVISIONNEL' OR a.debut > ${finAnnee}::date)`;

/** @param finAnnee SQL of the last day of the current school year @param elevesVus SQL predicate on the pupil `e` */
export const colonnesAccompagnement = (finAnnee: string, elevesVus: string): string => `
  a.id, a.type, a.debut, a.fin, a.heures, a.heures_repas, a.heures_meridienne, a.maintien,
  ${previsionnelSql(finAnnee)} AS previsionnel, a.uai, et.nom AS etablissement, et.commune,
  pm.pial_uai, tete.nom AS pial_nom, x.id AS aesh_id, x.nom_usage AS nom, x.prenom, x.source AS aesh_source,
  x.actif AS aesh_actif, a.mission_id, a.version,
  (SELECT jsonb_agg(jsonb_build_object('id', e.id, 'decisionId', d.id, 'nom', e.nom, 'prenom', e.prenom,
                                       'classe', sc.classe) ORDER BY e.nom, e.prenom, d.id)
     FROM accompagnement_decision ad
     JOIN decision d ON d.id = ad.decision_id
     JOIN eleve e ON e.id = d.eleve_id
     LEFT JOIN LATERAL (
       SELECT s.classe FROM scolarite s
        WHERE s.eleve_id = e.id AND s.uai = a.uai AND s.debut <= a.fin AND (s.fin IS NULL OR s.fin >= a.debut)
        ORDER BY s.debut DESC LIMIT 1) sc ON true
    WHERE ad.accompagnement_id = a.id AND ${elevesVus}) AS eleves,
  (SELECT jsonb_agg(jsonb_build_object('type', an.type, 'debut', an.debut, 'fin', an.fin, 'decisionId', an.decision_id)
                    ORDER BY an.type, an.debut, an.decision_id)
     FROM anomalie_accompagnement an WHERE an.accompagnement_id = a.id) AS anomalies`;

export function ligneAccompagnement(l: AccompagnementSql, jour: Jour): AccompagnementLigne {
  const eleves = l.eleves ?? [];
  return {
    id: l.id,
    type: l.type,
    debut: l.debut,
    fin: l.fin,
    heures: l.heures,
    heuresRepas: l.heures_repas,
    heuresMeridienne: l.heures_meridienne,
    maintien: l.maintien,
    previsionnel: l.previsionnel,
    eleves,
    etablissement: { uai: l.uai, nom: l.etablissement, commune: l.commune },
    pial: l.pial_uai === null ? null : { uai: l.pial_uai, nom: l.pial_nom ?? l.pial_uai },
    aesh: { id: l.aesh_id, nom: l.nom, prenom: l.prenom, etat: etatAesh(l.aesh_source, l.aesh_actif) },
    missionId: l.mission_id,
    anomalies: direAnomalies(l, eleves, jour),
    version: l.version,
  };
}

/** Those to be mended today, in words; those of a pupil that is not seen are left out. */
function direAnomalies(
  l: AccompagnementSql,
  eleves: readonly EleveAccompagne[],
  jour: Jour,
): AnomalieDAccompagnement[] {
  const nommer = (e: EleveAccompagne): string => `${e.prenom} ${e.nom}`;
  return (l.anomalies ?? []).flatMap(({ type, debut, fin, decisionId }) => {
    if (!estATraiter({ type, fin }, jour)) return [];
    const concernes = decisionId === null ? eleves : eleves.filter((e) => e.decisionId === decisionId);
    if (concernes.length === 0) return [];
    const message = phraseAnomalie({
      type,
      aesh: `${l.prenom} ${l.nom}`,
      eleve: concernes.map(nommer).join(', '),
      etablissement: l.etablissement,
      debut,
      fin,
    });
    return [{ type, libelle: libelleAnomalie(type), message }];
  });
}
