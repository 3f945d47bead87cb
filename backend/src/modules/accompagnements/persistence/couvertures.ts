import type { EntityManager } from 'typeorm';
import type { Position } from '../../../kernel/distance.js';
import type { Jour } from '../../../kernel/jour.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';
import type { AccompagnementPose, CouvertureDecision, DecisionACouvrir, TypeDecision } from '../domain/couverture.js';
import type { AccompagnementDeMission, MissionOccupable, OccupationMission } from '../domain/occupation.js';

/** What the rule needs about one decision. */
export interface DecisionChargee {
  readonly id: number;
  readonly decision: DecisionACouvrir;
  readonly scolarites: Periode[];
  readonly accompagnements: (AccompagnementPose & {
    readonly domicile: Position | null;
    readonly tete: Position | null;
  })[];
}

export interface MissionChargee {
  readonly id: number;
  readonly mission: MissionOccupable;
  readonly accompagnements: AccompagnementDeMission[];
}

export type CouvertureAEcrire = CouvertureDecision & { readonly id: number; readonly distanceKm: number | null };
export type OccupationAEcrire = OccupationMission & { readonly id: number };

/**
 * Takes the marks that nobody else is handling; those of this transaction always are.
 * @returns distinct ids, increasing
 */
export async function prendreMarques(manager: EntityManager): Promise<{ decisions: number[]; missions: number[] }> {
  const lignes: { genre: 'DECISION' | 'MISSION'; ids: number[] }[] = await manager.query(
    `WITH prises AS (
       DELETE FROM couverture_a_rafraichir
        WHERE id = ANY (ARRAY(SELECT id FROM couverture_a_rafraichir FOR UPDATE SKIP LOCKED))
       RETURNING genre, objet_id)
     SELECT genre, array_agg(DISTINCT objet_id ORDER BY objet_id) AS ids FROM prises GROUP BY genre`,
  );
  const ids = (genre: 'DECISION' | 'MISSION'): number[] => lignes.find((l) => l.genre === genre)?.ids ?? [];
  return { decisions: ids('DECISION'), missions: ids('MISSION') };
}

/**
 * Two refreshes of one object follow each other: the second reads what the first committed. The lock is on the stored
 * row, that only refreshes touch and always in order, so that imports, which hold rows of decisions and missions in
 * any order, cannot deadlock with them. An object without a stored row is nearly always new, thus ours: its own row.
 */
export async function verrouillerCouvertures(manager: EntityManager, ids: readonly number[]): Promise<void> {
  await verrouiller(manager, 'decision', 'couverture_decision', 'decision_id', ids);
}

export async function verrouillerOccupations(manager: EntityManager, ids: readonly number[]): Promise<void> {
  await verrouiller(manager, 'mission', 'occupation_mission', 'mission_id', ids);
}

async function verrouiller(
  manager: EntityManager,
  table: string,
  derivee: string,
  cle: string,
  ids: readonly number[],
): Promise<void> {
  await manager.query(
    `WITH verrous AS (
       SELECT o.id FROM ${table} o
        WHERE o.id = ANY ($1::int[]) AND NOT EXISTS (SELECT FROM ${derivee} r WHERE r.${cle} = o.id)
        ORDER BY o.id FOR NO KEY UPDATE)
     SELECT count(*) FROM verrous`,
    [ids],
  );
  await manager.query(
    `WITH verrous AS (SELECT r.${cle} FROM ${derivee} r WHERE r.${cle} = ANY ($1::int[]) ORDER BY r.${cle} FOR NO KEY UPDATE)
     SELECT count(*) FROM verrous`,
    [ids],
  );
}

interface LigneDecision {
  id: number;
  type: TypeDecision;
  heures: number | null;
  debut: Jour;
  fin: Jour;
}

interface LigneAccompagnement {
  decision_id: number;
  id: number;
  debut: Jour;
  fin: Jour;
  heures: number;
  maintien: boolean;
  previsionnelle: boolean;
  latitude: number | null;
  longitude: number | null;
  tete_latitude: number | null;
  tete_longitude: number | null;
}

export async function chargerDecisions(manager: EntityManager, ids: readonly number[]): Promise<DecisionChargee[]> {
  const decisions: LigneDecision[] = await manager.query(
    `SELECT id, type, heures, debut, fin FROM decision WHERE id = ANY ($1::int[]) ORDER BY id`,
    [ids],
  );
  const scolarites: { decision_id: number; debut: Jour; fin: Jour | null }[] = await manager.query(
    `SELECT d.id AS decision_id, s.debut, s.fin
       FROM decision d JOIN scolarite s ON s.eleve_id = d.eleve_id
      WHERE d.id = ANY ($1::int[]) AND s.debut <= d.fin AND (s.fin IS NULL OR s.fin >= d.debut)`,
    [ids],
  );
  // The tête de PIAL is that of the school on the first day of the accompaniment (reading 8); none when hors PIAL.
  const accompagnements: LigneAccompagnement[] = await manager.query(
    `SELECT ad.decision_id, a.id, a.debut, a.fin, a.heures, a.maintien, m.source = 'PREVISIONNEL' AS previsionnelle,
            x.latitude, x.longitude, t.latitude AS tete_latitude, t.longitude AS tete_longitude
       FROM accompagnement_decision ad
       JOIN accompagnement a ON a.id = ad.accompagnement_id
       JOIN mission m ON m.id = a.mission_id
       JOIN aesh x ON x.id = m.aesh_id
       LEFT JOIN pial_membre pm ON pm.uai = a.uai AND pm.debut <= a.debut AND (pm.fin IS NULL OR pm.fin >= a.debut)
       LEFT JOIN etablissement t ON t.uai = pm.pial_uai
      WHERE ad.decision_id = ANY ($1::int[])`,
    [ids],
  );
  const parId = new Map<number, DecisionChargee>();
  for (const d of decisions) {
    const periode: PeriodeFermee = { debut: d.debut, fin: d.fin };
    parId.set(d.id, {
      id: d.id,
      decision: { type: d.type, heures: d.heures, periode },
      scolarites: [],
      accompagnements: [],
    });
  }
  for (const s of scolarites) parId.get(s.decision_id)?.scolarites.push(s);
  for (const a of accompagnements) {
    parId.get(a.decision_id)?.accompagnements.push({
      id: a.id,
      debut: a.debut,
      fin: a.fin,
      heures: a.heures,
      maintien: a.maintien,
      missionPrevisionnelle: a.previsionnelle,
      domicile: position(a.latitude, a.longitude),
      tete: position(a.tete_latitude, a.tete_longitude),
    });
  }
  return [...parId.values()];
}

export async function chargerMissions(manager: EntityManager, ids: readonly number[]): Promise<MissionChargee[]> {
  const missions: { id: number; debut: Jour; fin: Jour | null; heures: number; accompagne: boolean }[] =
    await manager.query(
      `SELECT m.id, m.debut, m.fin, m.heures, n.accompagnement AS accompagne
         FROM mission m JOIN nature_support n ON n.code = m.nature_code
        WHERE m.id = ANY ($1::int[]) ORDER BY m.id`,
      [ids],
    );
  const accompagnements: { mission_id: number; id: number; debut: Jour; fin: Jour; heures: number }[] =
    await manager.query(
      `SELECT mission_id, id, debut, fin, heures FROM accompagnement WHERE mission_id = ANY ($1::int[])`,
      [ids],
    );
  const parId = new Map<number, MissionChargee>();
  for (const { id, debut, fin, heures, accompagne } of missions) {
    parId.set(id, { id, mission: { periode: { debut, fin }, heures, accompagne }, accompagnements: [] });
  }
  for (const a of accompagnements) parId.get(a.mission_id)?.accompagnements.push(a);
  return [...parId.values()];
}

/** A row that would not change is left alone: no dead row, no write. */
export async function ecrireCouvertures(manager: EntityManager, lignes: readonly CouvertureAEcrire[]): Promise<void> {
  await manager.query(
    `INSERT INTO couverture_decision AS c (decision_id, couverture, priorite, accompagnee, distance_km, segments)
     SELECT id, couverture, priorite, accompagnee, "distanceKm", segments
       FROM jsonb_to_recordset($1::jsonb) AS r(id int, couverture float8, priorite float8, accompagnee bool,
                                               "distanceKm" float8, segments jsonb)
     ON CONFLICT (decision_id) DO UPDATE
        SET couverture = EXCLUDED.couverture, priorite = EXCLUDED.priorite, accompagnee = EXCLUDED.accompagnee,
            distance_km = EXCLUDED.distance_km, segments = EXCLUDED.segments
      WHERE (c.couverture, c.priorite, c.accompagnee, c.distance_km, c.segments)
         IS DISTINCT FROM (EXCLUDED.couverture, EXCLUDED.priorite, EXCLUDED.accompagnee, EXCLUDED.distance_km,
                           EXCLUDED.segments)`,
    [JSON.stringify(lignes)],
  );
}

export async function ecrireOccupations(manager: EntityManager, lignes: readonly OccupationAEcrire[]): Promise<void> {
  await manager.query(
    `INSERT INTO occupation_mission AS o (mission_id, heures_moyennes, segments)
     SELECT id, "heuresMoyennes", segments
       FROM jsonb_to_recordset($1::jsonb) AS r(id int, "heuresMoyennes" numeric, segments jsonb)
     ON CONFLICT (mission_id) DO UPDATE
        SET heures_moyennes = EXCLUDED.heures_moyennes, segments = EXCLUDED.segments
      WHERE (o.heures_moyennes, o.segments) IS DISTINCT FROM (EXCLUDED.heures_moyennes, EXCLUDED.segments)`,
    [JSON.stringify(lignes)],
  );
}

function position(latitude: number | null, longitude: number | null): Position | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
