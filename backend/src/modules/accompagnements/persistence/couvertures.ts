import type { EntityManager } from 'typeorm';
import type { Position } from '../../../kernel/distance.js';
import type { Jour } from '../../../kernel/jour.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';
import type { AccompagnementPose, CouvertureDecision, DecisionACouvrir, TypeDecision } from '../domain/couverture.js';
import { documents, enDocuments, entiers, parmi, tableau } from './parametres.js';

/** What the rules need about one decision. */
export interface DecisionChargee {
  readonly id: number;
  /** Some anomaly of it is stored. */
  readonly signalee: boolean;
  readonly decision: DecisionACouvrir & { readonly dossierActif: boolean };
  /** All those of the pupil. */
  readonly scolarites: (Periode & { readonly uai: string })[];
  readonly accompagnements: (AccompagnementPose & {
    readonly uai: string;
    readonly domicile: Position | null;
    readonly tete: Position | null;
  })[];
}

export type CouvertureAEcrire = CouvertureDecision & { readonly id: number; readonly distanceKm: number | null };

interface LigneDecision {
  id: number;
  type: TypeDecision;
  heures: number | null;
  debut: Jour;
  fin: Jour;
  dossier_actif: boolean;
  signalee: boolean;
}

interface LigneAccompagnement {
  decision_id: number;
  id: number;
  uai: string;
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
    `SELECT d.id, d.type, d.heures, d.debut, d.fin, e.etat_dossier = 'ACTIF' AS dossier_actif,
            d.id IN (SELECT decision_id FROM anomalie_accompagnement WHERE decision_id IS NOT NULL) AS signalee
       FROM decision d JOIN eleve e ON e.id = d.eleve_id WHERE d.id = ANY (${parmi('$1')}) ORDER BY d.id`,
    [entiers(ids)],
  );
  const scolarites: { decision_id: number; uai: string; debut: Jour; fin: Jour | null }[] = await manager.query(
    `SELECT d.id AS decision_id, s.uai, s.debut, s.fin
       FROM decision d JOIN scolarite s ON s.eleve_id = d.eleve_id WHERE d.id = ANY (${parmi('$1')})`,
    [entiers(ids)],
  );
  // The tête de PIAL is that of the school on the first day of the accompaniment (reading 8); none when hors PIAL.
  // Compared as rows, memberships are found by their btree: the planner would take the slow index of the exclusion.
  const accompagnements: LigneAccompagnement[] = await manager.query(
    `SELECT ad.decision_id, a.id, a.uai, a.debut, a.fin, a.heures, a.maintien, m.source = 'PREVISIONNEL' AS previsionnelle,
            x.latitude, x.longitude, t.latitude AS tete_latitude, t.longitude AS tete_longitude
       FROM accompagnement_decision ad
       JOIN accompagnement a ON a.id = ad.accompagnement_id
       JOIN mission m ON m.id = a.mission_id
       JOIN aesh x ON x.id = m.aesh_id
       LEFT JOIN pial_membre pm ON (pm.uai, pm.debut) BETWEEN ROW(a.uai, '-infinity'::date) AND ROW(a.uai, a.debut)
                               AND (pm.fin IS NULL OR pm.fin >= a.debut)
       LEFT JOIN etablissement t ON t.uai = pm.pial_uai
      WHERE ad.decision_id = ANY (${parmi('$1')})`,
    [entiers(ids)],
  );
  const parId = new Map<number, DecisionChargee>();
  for (const d of decisions) {
    const periode: PeriodeFermee = { debut: d.debut, fin: d.fin };
    parId.set(d.id, {
      id: d.id,
      signalee: d.signalee,
      decision: { type: d.type, heures: d.heures, periode, dossierActif: d.dossier_actif },
      scolarites: [],
      accompagnements: [],
    });
  }
  for (const s of scolarites) parId.get(s.decision_id)?.scolarites.push(s);
  for (const a of accompagnements) {
    parId.get(a.decision_id)?.accompagnements.push({
      id: a.id,
      uai: a.uai,
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

/**
 * A row that would not change is left alone: no dead row, no write.
 * @param neuves some have no row yet
 */
export async function ecrireCouvertures(
  manager: EntityManager,
  lignes: readonly CouvertureAEcrire[],
  neuves: boolean,
): Promise<void> {
  const parametres = [
    entiers(lignes.map((l) => l.id)),
    tableau(lignes.map((l) => l.couverture)),
    tableau(lignes.map((l) => l.priorite)),
    tableau(lignes.map((l) => l.accompagnee)),
    tableau(lignes.map((l) => l.distanceKm)),
    documents(lignes.map((l) => l.segments)),
  ];
  const calculees = `
    (SELECT id, couverture, priorite, accompagnee, distance_km, segments::jsonb AS segments
       FROM unnest($1::int[], $2::float8[], $3::float8[], $4::boolean[], $5::float8[], ${enDocuments('$6')})
              AS u(id, couverture, priorite, accompagnee, distance_km, segments)) AS r`;
  await manager.query(
    `UPDATE couverture_decision c
        SET couverture = r.couverture, priorite = r.priorite, accompagnee = r.accompagnee,
            distance_km = r.distance_km, segments = r.segments
       FROM ${calculees}
      WHERE c.decision_id = r.id
        AND (c.couverture, c.priorite, c.accompagnee, c.distance_km, c.segments)
            IS DISTINCT FROM (r.couverture, r.priorite, r.accompagnee, r.distance_km, r.segments)`,
    parametres,
  );
  if (!neuves) return;
  await manager.query(
    `INSERT INTO couverture_decision (decision_id, couverture, priorite, accompagnee, distance_km, segments)
     SELECT r.* FROM ${calculees} WHERE NOT EXISTS (SELECT FROM couverture_decision c WHERE c.decision_id = r.id)`,
    parametres,
  );
}

function position(latitude: number | null, longitude: number | null): Position | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
