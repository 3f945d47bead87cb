import type { DataSource, EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { type Jour, maxJour, minJour } from '../../../kernel/jour.js';
import { type Periode, type PeriodeFermee, intersection } from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';
import { type Page, type ParametresListe, ordreSql, pageSql } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import {
  type DecisionLigne,
  type DecisionSql,
  colonnesDecision,
  criteresDecisions,
  jointuresDecision,
  ligneDecision,
} from '../../decisions/index.js';
import type { TypeDecision } from '../domain/couverture.js';
import { verifierCreation } from '../domain/regles-creation.js';
import {
  MissionIntrouvable,
  chargerDecisionsDuContexte,
  chargerEtablissementsDuContexte,
  chargerMissionsDuContexte,
} from '../persistence/contexte-creation.js';

/** Where the pupil would be accompanied, and on which days; null without schooling then. */
export interface PlaceProposee extends PeriodeFermee {
  readonly uai: Uai;
  readonly etablissement: string;
}

export interface DecisionCandidate extends Omit<DecisionLigne, 'distanceKm'> {
  /** Great-circle km from the AESH's home to that school (reading 8). */
  readonly distanceKm: number | null;
  readonly place: PlaceProposee | null;
  /** This AESH accompanies the pupil, or did. */
  readonly accompagneDeja: boolean;
  /** What forbids even a minute of it, null when nothing does. */
  readonly empechement: { readonly code: string; readonly message: string } | null;
}

const TRIS = {
  possible: 'k.possible',
  priorite: 'k.priorite',
  distanceKm: 'k.distance_km',
  accompagneDeja: 'k.accompagne_deja',
  nom: 'k.cle_nom',
  heures: 'k.heures',
  debut: 'k.debut',
  fin: 'k.fin',
  etablissement: 'k.cle_etablissement',
} as const;

export const TRIS_DECISIONS_CANDIDATES = [
  'possible',
  'priorite',
  'distanceKm',
  'accompagneDeja',
  'nom',
  'heures',
  'debut',
  'fin',
  'etablissement',
] as const satisfies readonly (keyof typeof TRIS)[];

/** Possible first, the least implemented, the nearest. */
export const TRI_DECISIONS_CANDIDATES = '-possible,-priorite,distanceKm,nom';

export interface ChoixDeDecision extends ParametresListe<(typeof TRIS_DECISIONS_CANDIDATES)[number]> {
  readonly missionId: number;
  readonly type?: TypeDecision | undefined;
  /** By default the mission within its current school year. */
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
}

/** The least that can be placed: hours are chosen after the decision. */
const HEURES_MINIMALES = 0.01;

interface CandidateSql extends DecisionSql {
  total: number;
  km: number | null;
  accompagne_deja: boolean;
  place_uai: Uai | null;
  place_nom: string | null;
  place_debut: Jour | null;
  place_fin: Jour | null;
}

/**
 * Decisions among which to choose for a mission (F10.3-4): active on some day of the period. The set is sorted by SQL;
 * the reason of each impossible one of the page is given by the very rule of the creation.
 * @param jour today
 * @throws MissionIntrouvable
 */
export async function listerDecisionsCandidates(
  base: DataSource | EntityManager,
  perimetres: { readonly mission: Perimetre; readonly decisions: Perimetre },
  choix: ChoixDeDecision,
  jour: Jour,
): Promise<Page<DecisionCandidate>> {
  const { page, size, missionId } = choix;
  const periode = await periodeDe(base, perimetres.mission, choix, jour);
  const mission = (await chargerMissionsDuContexte(base, perimetres.mission, [missionId], periode)).get(missionId);
  if (mission === undefined) throw new MissionIntrouvable(missionId);

  const { source, params } = criteresDecisions(
    perimetres.decisions,
    { q: choix.q, sort: [], type: choix.type && [choix.type], debut: periode.debut, fin: periode.fin },
    jour,
  );
  const classees = sqlCandidates(source, missionId, periode, params);
  const ordre = ordreSql(choix.sort, TRIS, 'k.id');
  const paramsPage = [...params];
  const lignes: CandidateSql[] = await base.query(
    `${classees},
     page AS MATERIALIZED (SELECT k.*, count(*) OVER () AS total FROM classees k ${ordre} ${pageSql(choix, paramsPage)}),
     rangees AS (SELECT k.*, row_number() OVER (${ordre}) AS rang FROM page k)
     SELECT l.total, l.distance_km AS km, l.accompagne_deja, l.place_uai, l.place_nom, l.place_debut, l.place_fin,
            ${colonnesDecision}
       FROM rangees l JOIN decision d ON d.id = l.id ${jointuresDecision}
      ORDER BY l.rang`,
    paramsPage,
  );
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    const comptes: { total: number }[] = await base.query(`${classees} SELECT count(*) AS total FROM classees`, params);
    total = comptes[0]?.total ?? 0;
  }

  const contextes = await chargerDecisionsDuContexte(
    base,
    perimetres.mission,
    lignes.map(({ id }) => id),
  );
  const decisions = new Map(contextes.map((d) => [d.id, d]));
  const uais = [...new Set(lignes.flatMap(({ place_uai: uai }) => uai ?? []))];
  const etablissements = await chargerEtablissementsDuContexte(base, uais);
  const items = lignes.map((l): DecisionCandidate => {
    const place = placeDe(l);
    const decision = decisions.get(l.id);
    const etablissement = place === null ? undefined : etablissements.get(place.uai);
    let empechement: DecisionCandidate['empechement'] = SANS_SCOLARITE;
    if (place !== null && decision !== undefined && etablissement !== undefined) {
      const demande = { ...place, decisionIds: [l.id], heures: HEURES_MINIMALES, heuresRepas: 0, heuresMeridienne: 0 };
      const [refus] = verifierCreation(demande, { decisions: [decision], mission, etablissement });
      empechement = refus === undefined ? null : { code: refus.code, message: refus.message };
    }
    return {
      ...ligneDecision(l, jour),
      distanceKm: l.km,
      place,
      accompagneDeja: l.accompagne_deja,
      empechement,
    };
  });
  return { items, total, page, size };
}

const SANS_SCOLARITE = {
  code: 'ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE',
  message:
    "Aucune scolarité n'est enregistrée sur cette période : demandez à l'ERSEH de la compléter avant de créer un accompagnement.",
};

function placeDe(l: CandidateSql): PlaceProposee | null {
  if (l.place_uai === null || l.place_nom === null || l.place_debut === null || l.place_fin === null) return null;
  return { uai: l.place_uai, etablissement: l.place_nom, debut: l.place_debut, fin: l.place_fin };
}

/** The asked days, else those of the mission in the current school year, or in its own when it is elsewhere. */
async function periodeDe(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  { missionId, debut, fin }: ChoixDeDecision,
  jour: Jour,
): Promise<PeriodeFermee> {
  const params: unknown[] = [missionId];
  const lues: Periode[] = await base.query(
    `SELECT m.debut, m.fin FROM mission m WHERE m.id = $1 AND ${porteeMissions(perimetre, { mission: 'm' }, params)}`,
    params,
  );
  const mission = lues[0];
  if (mission === undefined) throw new MissionIntrouvable(missionId);
  const reference =
    debut ?? (mission.fin === null ? maxJour(jour, mission.debut) : maxJour(mission.debut, minJour(jour, mission.fin)));
  const annee = periodeAnnee(anneeScolaire(reference));
  const parDefaut = intersection(annee, mission) ?? annee;
  const de = debut ?? parDefaut.debut;
  const a = fin ?? parDefaut.fin;
  return { debut: de, fin: maxJour(de, a) };
}

/**
 * Common tables down to `classees`: one row a candidate `l`, with all that sorts it. The days looked at are those of the
 * period that are in the mission and the decision; the school is the first of the pupil on them, the place its stay.
 */
function sqlCandidates(source: string, missionId: number, periode: PeriodeFermee, params: unknown[]): string {
  const mission = `$${params.push(missionId)}::int`;
  const debut = `$${params.push(periode.debut)}::date`;
  const fin = `$${params.push(periode.fin)}::date`;
  return `WITH mi AS MATERIALIZED (
       SELECT m.id, m.aesh_id, m.heures, x.latitude, x.longitude,
              greatest(m.debut, ${debut}) AS de, least(coalesce(m.fin, ${fin}), ${fin}) AS a,
              m.actif AND x.actif AND n.accompagnement AS active
         FROM mission m JOIN aesh x ON x.id = m.aesh_id JOIN nature_support n ON n.code = m.nature_code
        WHERE m.id = ${mission}),
     pleins AS MATERIALIZED (
       SELECT s.debut, s.fin FROM occupation_mission o
        CROSS JOIN LATERAL jsonb_to_recordset(o.segments) AS s(debut date, fin date, heures numeric)
        WHERE o.mission_id = ${mission} AND s.heures >= (SELECT heures FROM mi)),
     affectees AS MATERIALIZED (
       SELECT f.pial_uai, f.debut, coalesce(f.fin, 'infinity') AS fin, f.heures FROM affectation_pial f WHERE f.mission_id = ${mission}),
     connus AS MATERIALIZED (
       SELECT DISTINCT d.eleve_id FROM mission m JOIN accompagnement a ON a.mission_id = m.id
         JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id JOIN decision d ON d.id = ad.decision_id
        WHERE m.aesh_id = (SELECT aesh_id FROM mi)),
     choisies AS MATERIALIZED (
       SELECT l.decision_id AS id, l.eleve_id, l.pial_uai, l.priorite, l.cle_nom, l.heures, l.debut, l.fin, l.cle_etablissement
       ${source}),
     classees AS (
       SELECT c.*, p.uai AS place_uai, et.nom AS place_nom, p.de AS place_debut, p.a AS place_fin,
              distance_km(mi.latitude, mi.longitude, et.latitude, et.longitude) AS distance_km,
              connus.eleve_id IS NOT NULL AS accompagne_deja,
              coalesce(mi.active AND e.etat_dossier = 'ACTIF' AND p.de <= p.a
                AND NOT EXISTS (SELECT FROM pleins s WHERE s.debut <= p.a AND (s.fin IS NULL OR s.fin >= p.de))
                AND CASE WHEN pm.pial_uai IS NULL
                         THEN mi.heures > (SELECT coalesce(sum(f.heures), 0) FROM affectees f WHERE f.debut <= p.a AND f.fin >= p.de)
                         ELSE EXISTS (SELECT FROM affectees f WHERE f.pial_uai = pm.pial_uai AND f.debut <= p.de AND f.fin >= p.a)
                    END, false) AS possible
         FROM choisies c
        CROSS JOIN mi
         JOIN eleve e ON e.id = c.eleve_id
         LEFT JOIN LATERAL (
           SELECT sc.uai, greatest(c.debut, mi.de, sc.debut) AS de, least(c.fin, mi.a, coalesce(sc.fin, mi.a)) AS a
             FROM scolarite sc
            WHERE sc.eleve_id = c.eleve_id AND sc.debut <= least(c.fin, mi.a)
              AND (sc.fin IS NULL OR sc.fin >= greatest(c.debut, mi.de))
            ORDER BY sc.debut, sc.id LIMIT 1) p ON p.de <= p.a
         LEFT JOIN etablissement et ON et.uai = p.uai
         LEFT JOIN pial_membre pm ON (pm.uai, pm.debut) BETWEEN ROW(p.uai, '-infinity'::date) AND ROW(p.uai, p.de)
                                 AND (pm.fin IS NULL OR pm.fin >= p.de)
         LEFT JOIN connus ON connus.eleve_id = c.eleve_id)`;
}
