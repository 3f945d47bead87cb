import type { Jour } from '../../../kernel/jour.js';
import { type SegmentFrise, hachurer } from '../domain/frise.js';
import type { NatureDecision, OrigineDecision, TypeDecision } from '../domain/libelles.js';
import { type AnomalieDeDecision, type AnomalieSql, anomaliesDe, direAnomalies } from './anomalies-decision.js';

/** A school of the period of the decision; several schoolings in one school make one line. */
export interface EtablissementDeDecision {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string | null;
  readonly debut: Jour;
  readonly fin: Jour | null;
}

/** A line of the decisions page (F6.1-2). */
export interface DecisionLigne {
  readonly id: number;
  readonly eleve: {
    readonly id: number;
    readonly identifiant: string;
    readonly nom: string;
    readonly prenom: string;
  };
  readonly type: TypeDecision;
  /** Notified weekly hours, individual decisions only. */
  readonly heures: number | null;
  readonly origine: OrigineDecision;
  readonly nature: NatureDecision;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly secteur: { readonly code: string; readonly libelle: string };
  /** Tête de PIAL; null when hors PIAL. */
  readonly pial: { readonly uai: string; readonly nom: string } | null;
  readonly etablissements: EtablissementDeDecision[];
  /** Mean of the implementation over the need; may exceed 1. */
  readonly couverture: number;
  /** 0 complete, 1 nothing (F4.5-3). */
  readonly priorite: number;
  readonly segments: SegmentFrise[];
  readonly anomalies: AnomalieDeDecision[];
  /** Great-circle km from the nearest of its AESH to the tête de PIAL. */
  readonly distanceKm: number | null;
  readonly version: number;
}

export interface DecisionSql {
  id: number;
  type: TypeDecision;
  heures: number | null;
  origine: OrigineDecision;
  nature: NatureDecision;
  debut: Jour;
  fin: Jour;
  version: number;
  eleve_id: number;
  identifiant: string;
  nom: string;
  prenom: string;
  secteur_code: string;
  secteur_libelle: string;
  pial_uai: string | null;
  pial_nom: string | null;
  etablissements: EtablissementDeDecision[] | null;
  couverture: number | null;
  priorite: number | null;
  distance_km: number | null;
  segments: SegmentFrise[] | null;
  anomalies: AnomalieSql[] | null;
}

/**
 * Schoolings shown with a decision `d` (F6.1-3): those that overlap it; when there is none, the last one.
 * `d` needs eleve_id, debut and fin.
 */
export const scolaritesMontrees = (d: string): string => `
  (SELECT m.* FROM (
     SELECT sc.id, sc.uai, sc.debut, sc.fin, r.recoupe,
            bool_or(r.recoupe) OVER () AS une_recoupe,
            row_number() OVER (ORDER BY sc.debut DESC, sc.id DESC) AS depuis_la_fin
       FROM scolarite sc
      CROSS JOIN LATERAL (SELECT sc.debut <= ${d}.fin AND (sc.fin IS NULL OR sc.fin >= ${d}.debut) AS recoupe) r
      WHERE sc.eleve_id = ${d}.eleve_id) m
    WHERE m.recoupe OR (NOT m.une_recoupe AND m.depuis_la_fin = 1))`;

/** Columns and joins that make a `DecisionSql` out of a decision `d` and its row `l` of the day, for the PIAL shown. */
export const colonnesDecision = `
  d.id, d.type, d.heures, d.origine, d.nature, d.debut, d.fin, d.version,
  e.id AS eleve_id, e.identifiant, e.nom, e.prenom, s.code AS secteur_code, s.libelle AS secteur_libelle,
  l.pial_uai, tete.nom AS pial_nom, ec.etablissements,
  c.couverture, c.priorite, c.distance_km, c.segments, ${anomaliesDe('d')} AS anomalies`;

export const jointuresDecision = `
  JOIN eleve e ON e.id = d.eleve_id
  JOIN secteur s ON s.code = e.secteur_code
  LEFT JOIN couverture_decision c ON c.decision_id = d.id
  LEFT JOIN etablissement tete ON tete.uai = l.pial_uai
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('uai', x.uai, 'nom', x.nom, 'commune', x.commune, 'debut', x.debut, 'fin', x.fin)
                     ORDER BY x.debut, x.uai) AS etablissements
      FROM (SELECT sm.uai, et.nom, et.commune, min(sm.debut) AS debut,
                   CASE WHEN bool_or(sm.fin IS NULL) THEN NULL ELSE max(sm.fin) END AS fin
              FROM ${scolaritesMontrees('d')} sm JOIN etablissement et ON et.uai = sm.uai
             GROUP BY sm.uai, et.nom, et.commune) x) ec`;

export function ligneDecision(l: DecisionSql, jour: Jour): DecisionLigne {
  return {
    id: l.id,
    eleve: { id: l.eleve_id, identifiant: l.identifiant, nom: l.nom, prenom: l.prenom },
    type: l.type,
    heures: l.heures,
    origine: l.origine,
    nature: l.nature,
    debut: l.debut,
    fin: l.fin,
    secteur: { code: l.secteur_code, libelle: l.secteur_libelle },
    pial: l.pial_uai === null ? null : { uai: l.pial_uai, nom: l.pial_nom ?? l.pial_uai },
    etablissements: l.etablissements ?? [],
    couverture: l.couverture ?? 0,
    priorite: l.priorite ?? 1,
    segments: hachurer(l.segments ?? [], jour),
    anomalies: direAnomalies(l.anomalies, `${l.prenom} ${l.nom}`, jour),
    distanceKm: l.distance_km,
    version: l.version,
  };
}
