import type { DataSource, EntityManager } from 'typeorm';
import { distanceKm } from '../../../kernel/distance.js';
import type { Suivi } from '../../../kernel/suivi.js';
import { anomaliesDAffectation, anomaliesDeDecision, anomaliesDeMission } from '../domain/anomalies.js';
import { calculerCouverture } from '../domain/couverture.js';
import { calculerOccupation } from '../domain/occupation.js';
import {
  chargerAffectations,
  ecrireAnomaliesDAffectations,
  ecrireAnomaliesDeDecisions,
  ecrireAnomaliesDeMissions,
} from '../persistence/anomalies.js';
import { type DecisionChargee, chargerDecisions, ecrireCouvertures } from '../persistence/couvertures.js';
import { prendreMarques, verrouillerDecisions, verrouillerMissions } from '../persistence/marques.js';
import { chargerMissions, ecrireOccupations } from '../persistence/occupations.js';

export interface BilanRafraichissement {
  readonly decisions: number;
  readonly missions: number;
}

/** Objects loaded, computed and written at a time: bounds the memory and the size of one statement. */
const LOT = 5_000;

/**
 * Recomputes what the writes of this transaction made stale (the triggers have marked it) and what former ones may have
 * left: coverages, occupations and anomalies. To be called once, last, in each transaction that writes decisions,
 * schoolings, files, missions, AESH, affectations or accompaniments: its locks are taken in order, decisions first (the
 * triggers of `ligne_decision` may hold stored coverages already), and held until the commit.
 */
export async function rafraichirCouvertures(manager: EntityManager): Promise<BilanRafraichissement> {
  const { decisions, missions, affectations } = await prendreMarques(manager);
  const toutes = [...new Set([...missions, ...affectations])].sort((a, b) => a - b);
  const decisionsNeuves = await verrouillerDecisions(manager, decisions);
  const missionsNeuves = await verrouillerMissions(manager, toutes);
  for (const lot of lots(missions)) await rafraichirMissions(manager, lot, missionsNeuves);
  for (const lot of lots(affectations)) await rafraichirAffectations(manager, lot);
  for (const lot of lots(decisions)) await rafraichirDecisions(manager, lot, decisionsNeuves);
  return { decisions: decisions.length, missions: missions.length };
}

/**
 * Recomputes everything, one transaction a set: a change of rule, a restored backup. Users may write meanwhile, and it
 * can be stopped and started again at will.
 */
export async function rafraichirTout(source: DataSource, suivi?: Suivi): Promise<BilanRafraichissement> {
  await source.transaction((manager) => rafraichirCouvertures(manager));
  const [totaux]: { decisions: number; missions: number }[] = await source.query(
    `SELECT (SELECT count(*) FROM decision) AS decisions, (SELECT count(*) FROM mission) AS missions`,
  );
  const total = Math.max(1, (totaux?.decisions ?? 0) + (totaux?.missions ?? 0));
  let faits = 0;
  const parcourir = async (
    table: 'mission' | 'decision',
    etape: string,
    rafraichir: (manager: EntityManager, ids: number[]) => Promise<void>,
  ): Promise<number> => {
    let dernier = 0;
    let nombre = 0;
    for (;;) {
      const ids = await source.transaction(async (manager) => {
        const lignes: { id: number }[] = await manager.query(
          `SELECT id FROM ${table} WHERE id > $1 ORDER BY id LIMIT ${LOT}`,
          [dernier],
        );
        const lot = lignes.map((l) => l.id);
        if (lot.length > 0) await rafraichir(manager, lot);
        return lot;
      });
      dernier = ids.at(-1) ?? dernier;
      nombre += ids.length;
      faits += ids.length;
      suivi?.progresser(Math.min(1, faits / total), `${etape} : ${nombre}`);
      if (ids.length < LOT) return nombre;
    }
  };
  const missions = await parcourir('mission', 'Occupation des missions', async (manager, ids) => {
    await rafraichirMissions(manager, ids, await verrouillerMissions(manager, ids));
    await rafraichirAffectations(manager, ids);
  });
  const decisions = await parcourir('decision', 'Couverture des décisions', async (manager, ids) => {
    await rafraichirDecisions(manager, ids, await verrouillerDecisions(manager, ids));
  });
  return { decisions, missions };
}

/** Under the lock of these decisions, as the two below under that of their missions. */
async function rafraichirDecisions(manager: EntityManager, ids: readonly number[], neuves: boolean): Promise<void> {
  const chargees = await chargerDecisions(manager, ids);
  await ecrireCouvertures(
    manager,
    chargees.map((d) => ({
      id: d.id,
      ...calculerCouverture(d.decision, d.scolarites, d.accompagnements),
      distanceKm: distanceLaPlusCourte(d),
    })),
    neuves,
  );
  await ecrireAnomaliesDeDecisions(
    manager,
    chargees.map(({ id, signalee, decision, scolarites, accompagnements }) => ({
      id,
      signalee,
      anomalies: anomaliesDeDecision(decision, scolarites, accompagnements),
    })),
  );
}

async function rafraichirMissions(manager: EntityManager, ids: readonly number[], neuves: boolean): Promise<void> {
  const chargees = await chargerMissions(manager, ids);
  await ecrireOccupations(
    manager,
    chargees.map((m) => ({ id: m.id, ...calculerOccupation(m.mission, m.accompagnements) })),
    neuves,
  );
  await ecrireAnomaliesDeMissions(
    manager,
    chargees.map(({ id, signalee, mission, accompagnements }) => ({
      id,
      signalee,
      anomalies: anomaliesDeMission(mission, accompagnements),
    })),
  );
}

async function rafraichirAffectations(manager: EntityManager, ids: readonly number[]): Promise<void> {
  const chargees = await chargerAffectations(manager, ids);
  await ecrireAnomaliesDAffectations(
    manager,
    ids,
    chargees.map((m) => ({ id: m.id, anomalies: anomaliesDAffectation(m.affectations, m.accompagnements) })),
  );
}

/** km from the nearest home of its AESH to the tête de PIAL of the school where it accompanies (reading 8). */
function distanceLaPlusCourte({ accompagnements }: DecisionChargee): number | null {
  let plusCourte: number | null = null;
  for (const { domicile, tete } of accompagnements) {
    if (domicile === null || tete === null) continue;
    const km = distanceKm(domicile, tete);
    if (plusCourte === null || km < plusCourte) plusCourte = km;
  }
  return plusCourte;
}

function* lots(ids: readonly number[]): Generator<number[]> {
  for (let debut = 0; debut < ids.length; debut += LOT) yield ids.slice(debut, debut + LOT);
}
