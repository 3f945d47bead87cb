import type { EntityManager } from 'typeorm';
import type { Jour } from '../src/kernel/jour.js';
import type { Uai } from '../src/kernel/uai.js';
import type { Presence } from './mise-en-oeuvre.js';

export interface MissionLue {
  readonly id: number;
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly heures: number;
  readonly nature: string;
  readonly accompagne: boolean;
  readonly uaiEmployeur: Uai | null;
}

export interface PialLu {
  readonly uai: Uai;
  readonly codeCommune: string | null;
}

export async function lirePials(manager: EntityManager, departement: string): Promise<PialLu[]> {
  return manager.query(
    `SELECT p.uai, e.code_commune AS "codeCommune" FROM pial p JOIN etablissement e ON e.uai = p.uai
      WHERE p.departement = $1 AND p.actif ORDER BY p.uai`,
    [departement],
  );
}

/**
 * Where each mission of the département works: the tête de PIAL that RH name, else the PIAL of the employer. Schools
 * outside any PIAL, and their missions, are gathered around the nearest tête (`voisinage`).
 */
export async function preparerCibles(manager: EntityManager, departement: string): Promise<void> {
  await manager.query(`DROP TABLE IF EXISTS demo_voisinage, demo_cible`);
  await manager.query(
    `CREATE TEMP TABLE demo_voisinage AS
     SELECT e.uai, (SELECT p.uai FROM pial p JOIN etablissement t ON t.uai = p.uai
                     WHERE p.departement = e.departement
                     ORDER BY distance_km(t.latitude, t.longitude, e.latitude, e.longitude), p.uai LIMIT 1) AS tete
       FROM etablissement e
      WHERE e.departement = '${departement}' AND NOT EXISTS (SELECT FROM pial_membre pm WHERE pm.uai = e.uai)`,
  );
  await manager.query(
    `CREATE TEMP TABLE demo_cible AS
     SELECT m.id AS mission_id, coalesce(t.uai, pm.pial_uai) AS pial_uai, v.tete AS voisinage
       FROM mission m
       LEFT JOIN pial t ON t.uai = m.uai_tete_pial AND t.actif
       LEFT JOIN pial_membre pm ON pm.uai = m.uai_employeur AND pm.fin IS NULL
       LEFT JOIN demo_voisinage v ON v.uai = m.uai_employeur
      WHERE m.departement = '${departement}' AND m.source <> 'PREVISIONNEL'`,
  );
  await manager.query(`CREATE INDEX ON demo_cible (pial_uai)`);
  await manager.query(`CREATE INDEX ON demo_cible (voisinage)`);
  await manager.query(`ANALYZE demo_cible`);
}

const MISSIONS = `
  SELECT m.id, m.debut, m.fin, m.heures, m.nature_code AS nature, n.accompagnement AS accompagne,
         m.uai_employeur AS "uaiEmployeur"
    FROM demo_cible c
    JOIN mission m ON m.id = c.mission_id
    JOIN nature_support n ON n.code = m.nature_code
   WHERE m.actif AND m.heures > 0`;
const ORDRE_MISSIONS = ` ORDER BY m.source, m.id_mission COLLATE "C"`;

export async function lireMissions(manager: EntityManager, pial: Uai): Promise<MissionLue[]> {
  return manager.query(`${MISSIONS} AND c.pial_uai = $1 ${ORDRE_MISSIONS}`, [pial]);
}

export async function lireMissionsHorsPial(manager: EntityManager, tete: Uai): Promise<MissionLue[]> {
  return manager.query(`${MISSIONS} AND c.pial_uai IS NULL AND c.voisinage = $1 ${ORDRE_MISSIONS}`, [tete]);
}

const colonnesPresence = (membre: string): string => `
  d.id AS "decisionId", d.type, d.heures, s.uai, greatest(d.debut, s.debut${membre && `, ${membre}.debut`}) AS debut,
  least(d.fin, s.fin${membre && `, ${membre}.fin`}) AS fin, d.fin AS "finDecision", s.fin AS "finScolarite",
  EXISTS (SELECT FROM decision x WHERE x.eleve_id = d.eleve_id AND x.debut > d.debut) AS renouvelee`;
const DECISIONS_ACCOMPAGNABLES = `
  JOIN eleve e ON e.id = s.eleve_id AND e.etat_dossier = 'ACTIF'
  JOIN decision d ON d.eleve_id = s.eleve_id AND d.fin >= s.debut AND (s.fin IS NULL OR d.debut <= s.fin)`;
const ORDRE_PRESENCES = ` ORDER BY d.identifiant COLLATE "C", s.identifiant COLLATE "C"`;

/** Decisions of the pupils of a PIAL: closed and frozen files are left out. */
export async function lirePresences(manager: EntityManager, pial: Uai): Promise<Presence[]> {
  const presences: Presence[] = await manager.query(
    `SELECT ${colonnesPresence('pm')}
       FROM pial_membre pm
       JOIN scolarite s ON s.uai = pm.uai AND (pm.fin IS NULL OR s.debut <= pm.fin) AND (s.fin IS NULL OR s.fin >= pm.debut)
       ${DECISIONS_ACCOMPAGNABLES}
      WHERE pm.pial_uai = $1 ${ORDRE_PRESENCES}`,
    [pial],
  );
  return presences.filter((p) => p.debut <= p.fin);
}

export async function lirePresencesHorsPial(manager: EntityManager, tete: Uai): Promise<Presence[]> {
  return manager.query(
    `SELECT ${colonnesPresence('')}
       FROM demo_voisinage v JOIN scolarite s ON s.uai = v.uai ${DECISIONS_ACCOMPAGNABLES}
      WHERE v.tete = $1 ${ORDRE_PRESENCES}`,
    [tete],
  );
}
