import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh, TypeContrat } from '../../../kernel/rh.js';
import { type EtatAesh, etatAesh } from '../../aesh/index.js';
import { type EtatMission, type OrigineHeures, type SegmentOccupe, etatMission } from '../domain/libelles.js';

/** A line of the list of the missions (F8.0-7). */
export interface MissionLigne {
  readonly id: number;
  readonly aesh: {
    readonly id: number;
    readonly nom: string;
    readonly prenom: string;
    readonly etat: EtatAesh;
    readonly codePostal: string | null;
    readonly commune: string | null;
    readonly transport: string | null;
  };
  readonly etat: EtatMission;
  readonly source: SourceRh;
  /** Of RH; null for a provisional mission. */
  readonly idMission: string | null;
  readonly typeContrat: TypeContrat;
  readonly debutContrat: Jour | null;
  readonly finContrat: Jour | null;
  readonly nature: { readonly code: string; readonly activite: string; readonly accompagnement: boolean };
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly quotite: number | null;
  readonly heures: number;
  readonly heuresRh: number | null;
  readonly origineHeures: OrigineHeures;
  /** Null when unknown to the annuaire. */
  readonly employeur: { readonly uai: string; readonly nom: string; readonly commune: string | null } | null;
  readonly uaiEmployeur: string | null;
  /** Weekly hours placed, on the fullest day of the period. */
  readonly heuresOccupees: number;
  /** Weekly hours free on every day of the period; negative when exceeded, 0 when the nature does not accompany. */
  readonly heuresDisponibles: number;
  readonly segments: SegmentOccupe[];
  readonly pials: {
    readonly uai: string;
    readonly nom: string;
    readonly heures: number;
    readonly debut: Jour;
    readonly fin: Jour | null;
  }[];
  readonly version: number;
}

export interface MissionSql {
  id: number;
  aesh_id: number;
  nom: string;
  prenom: string;
  aesh_source: SourceRh;
  aesh_actif: boolean;
  code_postal: string | null;
  commune: string | null;
  transport: string | null;
  source: SourceRh;
  actif: boolean;
  id_mission: string;
  type_contrat: TypeContrat;
  debut_contrat: Jour | null;
  fin_contrat: Jour | null;
  nature_code: string;
  activite: string;
  accompagnement: boolean;
  debut: Jour;
  fin: Jour | null;
  quotite: number | null;
  heures: number;
  heures_rh: number | null;
  origine_heures: OrigineHeures;
  uai_employeur: string | null;
  employeur_nom: string | null;
  employeur_commune: string | null;
  occupees: number | null;
  disponibles: number;
  segments: SegmentOccupe[] | null;
  pials: MissionLigne['pials'] | null;
  version: number;
}

/** `$1` and `$2` are the first and last days looked at, `$3` is today. */
export const PERIODE_MISSION = { de: '$1::date', a: '$2::date', jour: '$3::date' } as const;

export const JOINTURES_MISSION = `
  JOIN aesh x ON x.id = m.aesh_id
  JOIN nature_support n ON n.code = m.nature_code
  LEFT JOIN etablissement e ON e.uai = m.uai_employeur`;

/** `oc`: hours placed and free on the days of the period that are in the mission. */
export const JOINTURE_OCCUPATION = `
  LEFT JOIN occupation_mission o ON o.mission_id = m.id
  CROSS JOIN LATERAL (
    SELECT max(s.heures) AS occupees,
           CASE WHEN n.accompagnement AND m.actif AND count(s.heures) > 0 THEN m.heures - max(s.heures) ELSE 0 END AS disponibles
      FROM jsonb_to_recordset(o.segments) AS s(debut date, fin date, heures numeric)
     WHERE s.debut <= ${PERIODE_MISSION.a} AND (s.fin IS NULL OR s.fin >= ${PERIODE_MISSION.de})) oc`;

export const COLONNES_MISSION = `
  m.id, m.aesh_id, x.nom_usage AS nom, x.prenom, x.source AS aesh_source, x.actif AS aesh_actif, x.code_postal,
  x.commune, x.transport, m.source, m.actif, m.id_mission, m.type_contrat, m.debut_contrat, m.fin_contrat,
  m.nature_code, n.activite, n.accompagnement, m.debut, m.fin, m.quotite, m.heures, m.heures_rh, m.origine_heures,
  m.uai_employeur, e.nom AS employeur_nom, e.commune AS employeur_commune, oc.occupees, oc.disponibles, o.segments,
  (SELECT jsonb_agg(jsonb_build_object('uai', f.pial_uai, 'nom', t.nom, 'heures', f.heures, 'debut', f.debut, 'fin', f.fin)
                    ORDER BY f.debut, f.pial_uai)
     FROM affectation_pial f JOIN etablissement t ON t.uai = f.pial_uai WHERE f.mission_id = m.id) AS pials,
  m.version`;

export function ligneMission(l: MissionSql): MissionLigne {
  return {
    id: l.id,
    aesh: {
      id: l.aesh_id,
      nom: l.nom,
      prenom: l.prenom,
      etat: etatAesh(l.aesh_source, l.aesh_actif),
      codePostal: l.code_postal,
      commune: l.commune,
      transport: l.transport,
    },
    etat: etatMission(l.source, l.actif),
    source: l.source,
    idMission: l.source === 'PREVISIONNEL' ? null : l.id_mission,
    typeContrat: l.type_contrat,
    debutContrat: l.debut_contrat,
    finContrat: l.fin_contrat,
    nature: { code: l.nature_code, activite: l.activite, accompagnement: l.accompagnement },
    debut: l.debut,
    fin: l.fin,
    quotite: l.quotite,
    heures: l.heures,
    heuresRh: l.heures_rh,
    origineHeures: l.origine_heures,
    employeur:
      l.employeur_nom === null || l.uai_employeur === null
        ? null
        : { uai: l.uai_employeur, nom: l.employeur_nom, commune: l.employeur_commune },
    uaiEmployeur: l.uai_employeur,
    heuresOccupees: l.occupees ?? 0,
    heuresDisponibles: l.disponibles,
    segments: l.segments ?? [],
    pials: l.pials ?? [],
    version: l.version,
  };
}
