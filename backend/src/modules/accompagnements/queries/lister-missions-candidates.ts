import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type PeriodeFermee, dureeJours, intersection, trous } from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';
import { type Page, type ParametresListe, ordreSql, pageSql, rechercheSql } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeDecisions, porteeMissions } from '../../../platform/security/index.js';
import { DecisionIntrouvable } from '../../decisions/index.js';
import type { SegmentOccupation } from '../domain/occupation.js';
import { type EtablissementDuContexte, verifierCreation } from '../domain/regles-creation.js';
import { chargerEtablissementDuContexte, chargerMissionsDuContexte } from '../persistence/contexte-creation.js';

export interface MissionCandidate {
  readonly missionId: number;
  readonly aesh: {
    readonly id: number;
    readonly nom: string;
    readonly prenom: string;
    readonly commune: string | null;
    readonly transport: string | null;
  };
  readonly nature: { readonly code: string; readonly activite: string };
  readonly typeContrat: 'CDD' | 'CDI';
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly heures: number;
  /** Weekly hours that stay free on every day of the period; negative when the mission is exceeded. */
  readonly heuresLibres: number;
  readonly segments: SegmentOccupation[];
  /** PIALs to which it is affected on some day of the period. */
  readonly pials: { readonly uai: string; readonly nom: string }[];
  /** Great-circle km from the AESH's home to the school (reading 8). */
  readonly distanceKm: number | null;
  /** Its AESH accompanies one of these pupils, or did. */
  readonly accompagneDeja: boolean;
  /** Sectors of the pupils that its AESH accompanies on some day of the period. */
  readonly secteurs: { readonly code: string; readonly libelle: string }[];
  readonly previsionnelle: boolean;
  /** What forbids to choose it, null when nothing does. */
  readonly empechement: { readonly code: string; readonly message: string } | null;
}

const TRIS = {
  possible: 'k.possible',
  accompagneDeja: 'k.accompagne_deja',
  distanceKm: 'k.distance_km',
  nom: ['k.nom', 'k.prenom'],
  heures: 'k.heures',
  heuresLibres: 'k.heures_libres',
  debut: 'k.debut',
  fin: 'k.fin',
} as const;

export const TRIS_MISSIONS_CANDIDATES = [
  'possible',
  'accompagneDeja',
  'distanceKm',
  'nom',
  'heures',
  'heuresLibres',
  'debut',
  'fin',
] as const satisfies readonly (keyof typeof TRIS)[];

/** Possible first, those who know the pupil, the nearest. */
export const TRI_MISSIONS_CANDIDATES = '-possible,-accompagneDeja,distanceKm,nom';

export interface ChoixDeMission extends ParametresListe<(typeof TRIS_MISSIONS_CANDIDATES)[number]> {
  /** One individual decision, or several mutualised ones. */
  readonly decisionIds: readonly number[];
  readonly debut: Jour;
  readonly fin: Jour;
  /** School where the pupil is accompanied. */
  readonly uai: Uai;
  /** Weekly hours to place; the notified ones by default, or one hour when there are none. */
  readonly heures?: number | undefined;
  /** Only the missions affected to this PIAL on some day of the period. */
  readonly pial?: Uai | undefined;
}

/** What a mission is refused for; the rest (dates of the decision, schooling) is no matter of mission. */
const REFUS_DE_MISSION: ReadonlySet<string> = new Set([
  'ACCOMPAGNEMENT_AESH_INACTIF',
  'ACCOMPAGNEMENT_MISSION_INACTIVE',
  'ACCOMPAGNEMENT_NATURE_SANS_ACCOMPAGNEMENT',
  'ACCOMPAGNEMENT_HORS_MISSION',
  'ACCOMPAGNEMENT_HORS_PIAL',
  'ACCOMPAGNEMENT_MISSION_SATUREE',
  'ACCOMPAGNEMENT_HEURES_AFFECTEES',
]);

interface CandidateSql {
  total: number;
  id: number;
  aesh_id: number;
  nom: string;
  prenom: string;
  commune: string | null;
  transport: string | null;
  nature_code: string;
  activite: string;
  type_contrat: 'CDD' | 'CDI';
  debut: Jour;
  fin: Jour | null;
  heures: number;
  heures_libres: number;
  possible: boolean;
  accompagne_deja: boolean;
  distance_km: number | null;
  previsionnelle: boolean;
  segments: SegmentOccupation[] | null;
  pials: { uai: string; nom: string }[] | null;
  secteurs: { code: string; libelle: string }[] | null;
}

/**
 * Missions among which to choose for a decision, or several mutualised ones (guide §10.3.1 step 7): active, accompanying, of the perimeter, with at
 * least one day in the period. The set is sorted by SQL; the reason of each impossible one of the page is then given by
 * the very rule of the creation (`verifierCreation`), which a spec compares with `possible`.
 * @throws DecisionIntrouvable, EtablissementInconnu
 */
export async function listerMissionsCandidates(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  choix: ChoixDeMission,
): Promise<Page<MissionCandidate>> {
  const besoin = await lireBesoin(base, perimetre, choix.decisionIds);
  const etablissement = await chargerEtablissementDuContexte(base, choix.uai);
  const heures = choix.heures ?? besoin.heures ?? 1;

  const params: unknown[] = [];
  const source = sqlCandidates(perimetre, choix, { etablissement, heures, eleveIds: besoin.eleveIds }, params);
  const ordre = ordreSql(choix.sort, TRIS, 'k.id');
  const paramsPage = [...params];
  const lignes: CandidateSql[] = await base.query(
    `${source},
     page AS MATERIALIZED (SELECT k.*, count(*) OVER () AS total FROM classees k ${ordre} ${pageSql(choix, paramsPage)})
     SELECT k.*, n.activite, o.segments,
            (SELECT jsonb_agg(DISTINCT jsonb_build_object('uai', f.pial_uai, 'nom', t.nom))
               FROM affectation_pial f JOIN etablissement t ON t.uai = f.pial_uai
              WHERE f.mission_id = k.id AND f.debut <= $2::date AND (f.fin IS NULL OR f.fin >= $1::date)) AS pials,
            (SELECT jsonb_agg(DISTINCT jsonb_build_object('code', s.code, 'libelle', s.libelle))
               FROM mission am
               JOIN accompagnement a ON a.mission_id = am.id AND a.debut <= $2::date AND a.fin >= $1::date
               JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id
               JOIN decision d ON d.id = ad.decision_id
               JOIN eleve e ON e.id = d.eleve_id
               JOIN secteur s ON s.code = e.secteur_code
              WHERE am.aesh_id = k.aesh_id) AS secteurs
       FROM page k
       JOIN nature_support n ON n.code = k.nature_code
       LEFT JOIN occupation_mission o ON o.mission_id = k.id
     ${ordre}`,
    paramsPage,
  );
  const { page, size } = choix;
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    const comptes: { total: number }[] = await base.query(`${source} SELECT count(*) AS total FROM classees`, params);
    total = comptes[0]?.total ?? 0;
  }
  const empechements = await expliquer(base, perimetre, choix, etablissement, heures, lignes);
  return { items: lignes.map((l) => candidate(l, empechements.get(l.id) ?? null)), total, page, size };
}

/** @throws DecisionIntrouvable */
async function lireBesoin(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  ids: readonly number[],
): Promise<{ eleveIds: number[]; heures: number | null }> {
  const params: unknown[] = [ids];
  const lignes: { id: number; eleveId: number; heures: number | null }[] = await base.query(
    `SELECT d.id, e.id AS "eleveId", d.heures FROM decision d JOIN eleve e ON e.id = d.eleve_id
      WHERE d.id = ANY ($1::int[]) AND ${porteeDecisions(perimetre, { eleve: 'e' }, params)} ORDER BY d.id`,
    params,
  );
  const inconnues = ids.filter((id) => !lignes.some((l) => l.id === id));
  if (inconnues.length > 0) throw new DecisionIntrouvable([...new Set(inconnues)]);
  return { eleveIds: lignes.map((l) => l.eleveId), heures: lignes[0]?.heures ?? null };
}

/**
 * Common tables down to `classees`: one row a candidate, with all that sorts it. $1 and $2 are the period.
 *
 * Highest load of a period: running sum over the days when something begins or ends. School in a PIAL: the days of its
 * memberships that affectations of the mission to the same PIAL cover must be all of them. School hors PIAL, on its
 * days outside any PIAL: affectations and accompaniments in schools hors PIAL leave the hours (F10.3-1).
 */
function sqlCandidates(
  perimetre: Perimetre,
  { debut, fin, q, pial }: ChoixDeMission,
  { etablissement, heures, eleveIds }: { etablissement: EtablissementDuContexte; heures: number; eleveIds: number[] },
  params: unknown[],
): string {
  const periode: PeriodeFermee = { debut, fin };
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  params.push(debut, fin);
  const enPial = etablissement.appartenances.flatMap(({ pialUai, ...appartenance }) => {
    const morceau = intersection(periode, appartenance);
    return morceau === null ? [] : [{ pialUai, ...morceau }];
  });
  const horsPial = trous(periode, etablissement.appartenances);
  const joursEnPial = enPial.reduce((total, p) => total + dureeJours(p), 0);
  const besoin = parametre(heures);

  const conditions = [
    porteeMissions(perimetre, { mission: 'm' }, params),
    'm.actif AND x.actif AND n.accompagnement',
    'm.debut <= $2::date AND (m.fin IS NULL OR m.fin >= $1::date)',
  ];
  if (q) conditions.push(rechercheSql(`texte_recherche(x.nom_usage || ' ' || x.prenom)`, q, params));
  if (pial) {
    conditions.push(`EXISTS (SELECT FROM affectation_pial f WHERE f.mission_id = m.id AND f.pial_uai = ${parametre(pial)}
      AND f.debut <= $2::date AND (f.fin IS NULL OR f.fin >= $1::date))`);
  }

  return `WITH candidates AS MATERIALIZED (
       SELECT m.id, m.aesh_id, m.nature_code, m.type_contrat, m.debut, m.fin, m.heures,
              m.source = 'PREVISIONNEL' AS previsionnelle,
              x.nom_usage AS nom, x.prenom, x.commune, x.transport, x.latitude, x.longitude,
              greatest(m.debut, $1::date) AS de, least(coalesce(m.fin, $2::date), $2::date) AS a,
              m.debut <= $1::date AND (m.fin IS NULL OR m.fin >= $2::date) AS couvre
         FROM mission m JOIN aesh x ON x.id = m.aesh_id JOIN nature_support n ON n.code = m.nature_code
        WHERE ${conditions.join('\n          AND ')}),
     posees AS (
       SELECT c.id, a.uai, a.heures, greatest(a.debut, c.de) AS de, least(a.fin, c.a) AS a
         FROM candidates c JOIN accompagnement a ON a.mission_id = c.id AND a.debut <= c.a AND a.fin >= c.de),
     charges AS (${chargeMaximale('SELECT id, heures, de, a FROM posees')}),
     affectees AS (
       SELECT c.id, sum(least(coalesce(f.fin, p.fin), p.fin) - greatest(f.debut, p.debut) + 1) AS jours
         FROM unnest(${parametre(enPial.map((p) => p.pialUai))}::text[], ${parametre(enPial.map((p) => p.debut))}::date[],
                     ${parametre(enPial.map((p) => p.fin))}::date[]) p(pial_uai, debut, fin)
         JOIN affectation_pial f ON f.pial_uai = p.pial_uai AND f.debut <= p.fin AND (f.fin IS NULL OR f.fin >= p.debut)
         JOIN candidates c ON c.id = f.mission_id
        GROUP BY c.id),
     engagees AS (${horsPial.length === 0 ? 'SELECT NULL::int AS id, NULL::numeric AS charge WHERE false' : chargeMaximale(engageesHorsPial(parametre(multirange(horsPial))))}),
     connus AS (
       SELECT DISTINCT m.aesh_id
         FROM decision d
         JOIN accompagnement_decision ad ON ad.decision_id = d.id
         JOIN accompagnement a ON a.id = ad.accompagnement_id
         JOIN mission m ON m.id = a.mission_id
        WHERE d.eleve_id = ANY (${parametre(eleveIds)}::int[])),
     classees AS (
       SELECT c.*, l.libres AS heures_libres, connus.aesh_id IS NOT NULL AS accompagne_deja,
              distance_km(c.latitude, c.longitude, e.latitude, e.longitude) AS distance_km,
              c.couvre AND l.libres >= ${besoin}::numeric
                AND coalesce(affectees.jours, 0) = ${parametre(joursEnPial)}::int
                AND c.heures - coalesce(engagees.charge, 0) >= ${besoin}::numeric AS possible
         FROM candidates c
         JOIN etablissement e ON e.uai = ${parametre(etablissement.uai)}
         LEFT JOIN charges ON charges.id = c.id
         LEFT JOIN affectees ON affectees.id = c.id
         LEFT JOIN engagees ON engagees.id = c.id
         LEFT JOIN connus ON connus.aesh_id = c.aesh_id
        CROSS JOIN LATERAL (SELECT CASE WHEN c.couvre THEN c.heures - coalesce(charges.charge, 0)
                                        ELSE least(0, c.heures - coalesce(charges.charge, 0)) END AS libres) l)`;
}

/** Highest sum of hours on one day, per id; `poses` gives id, heures, de, a (both days included). */
function chargeMaximale(poses: string): string {
  return `SELECT id, max(charge) AS charge
            FROM (SELECT id, sum(sum(heures)) OVER (PARTITION BY id ORDER BY jour) AS charge
                    FROM (SELECT p.id, v.jour, v.heures
                            FROM (${poses}) p
                           CROSS JOIN LATERAL (VALUES (p.de, p.heures), (p.a + 1, - p.heures)) v(jour, heures)) ev
                   GROUP BY id, jour) cumul
           GROUP BY id`;
}

/** Affectations, and the parts of the accompaniments on which their school is in no PIAL, on the days of `jours`. */
function engageesHorsPial(jours: string): string {
  return `SELECT h.id, h.heures, lower(r) AS de, upper(r) - 1 AS a
            FROM (SELECT c.id, f.heures,
                         datemultirange(daterange(greatest(f.debut, c.de), least(coalesce(f.fin, c.a), c.a), '[]')) AS jours
                    FROM candidates c
                    JOIN affectation_pial f ON f.mission_id = c.id AND f.debut <= c.a AND (f.fin IS NULL OR f.fin >= c.de)
                  UNION ALL
                  SELECT p.id, p.heures, datemultirange(daterange(p.de, p.a, '[]')) - coalesce(pm.jours, '{}')
                    FROM posees p
                    LEFT JOIN (SELECT uai, range_agg(daterange(debut, fin, '[]')) AS jours FROM pial_membre GROUP BY uai) pm
                           ON pm.uai = p.uai) h
           CROSS JOIN LATERAL unnest(h.jours * ${jours}::datemultirange) r`;
}

function multirange(periodes: readonly PeriodeFermee[]): string {
  return `{${periodes.map((p) => `[${p.debut},${p.fin}]`).join(',')}}`;
}

async function expliquer(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  { debut, fin, uai }: ChoixDeMission,
  etablissement: EtablissementDuContexte,
  heures: number,
  lignes: readonly CandidateSql[],
): Promise<Map<number, { code: string; message: string }>> {
  const ids = lignes.filter((l) => !l.possible).map((l) => l.id);
  const explications = new Map<number, { code: string; message: string }>();
  if (ids.length === 0) return explications;
  const demande = { decisionIds: [], uai, debut, fin, heures, heuresRepas: 0, heuresMeridienne: 0 };
  for (const [id, mission] of await chargerMissionsDuContexte(base, perimetre, ids, { debut, fin })) {
    const refus = verifierCreation(demande, { decisions: [], mission, etablissement }).find((r) =>
      REFUS_DE_MISSION.has(r.code),
    );
    if (refus) explications.set(id, { code: refus.code, message: refus.message });
  }
  return explications;
}

function candidate(l: CandidateSql, empechement: MissionCandidate['empechement']): MissionCandidate {
  return {
    missionId: l.id,
    aesh: { id: l.aesh_id, nom: l.nom, prenom: l.prenom, commune: l.commune, transport: l.transport },
    nature: { code: l.nature_code, activite: l.activite },
    typeContrat: l.type_contrat,
    debut: l.debut,
    fin: l.fin,
    heures: l.heures,
    heuresLibres: l.heures_libres,
    segments: l.segments ?? [],
    pials: l.pials ?? [],
    distanceKm: l.distance_km,
    accompagneDeja: l.accompagne_deja,
    secteurs: l.secteurs ?? [],
    previsionnelle: l.previsionnelle,
    empechement,
  };
}
