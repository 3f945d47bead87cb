import type { EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import type { Jour } from '../src/kernel/jour.js';
import type { TypeAnomalie } from '../src/modules/decisions/index.js';

/** An accompaniment that was made wrong on purpose. */
export interface AnomalieVoulue {
  readonly numero: TypeAnomalie;
  readonly accompagnementId: number;
}

interface Recette {
  readonly numero: TypeAnomalie;
  /** What the accompaniment must be; `k` is its row of `demo_seuls`, `m`, `d` and `s` its mission, decision, schooling. */
  readonly condition: string;
  /** What RH, the ERSEH or a gestionnaire changed since; `c` is the row of `demo_seuls`. */
  readonly changement: string;
}

const SUR_MISSION = (colonnes: string): string =>
  `UPDATE mission x SET ${colonnes}, version = x.version + 1 FROM choisis c WHERE x.id = c.mission_id`;
const SUR_DECISION = (colonnes: string): string =>
  `UPDATE decision x SET ${colonnes}, version = x.version + 1 FROM choisis c WHERE x.id = c.decision_id`;
/** The mission began this year and accompanies nobody else. */
const MISSION_NEUVE = `k.seul_sur_mission AND m.debut >= k.rentree`;

const RECETTES: readonly Recette[] = [
  { numero: 1, condition: MISSION_NEUVE, changement: SUR_MISSION('debut = c.debut + 20') },
  {
    numero: 2,
    condition: `k.seul_sur_mission AND (m.fin IS NULL OR m.fin >= k.fin)`,
    changement: SUR_MISSION('fin = c.fin - 45'),
  },
  {
    numero: 3,
    condition: `k.seul_cette_annee AND d.debut >= k.rentree`,
    changement: SUR_DECISION('debut = c.debut + 30'),
  },
  {
    numero: 4,
    condition: `k.seul_cette_annee AND s.fin >= k.fin`,
    changement: `UPDATE scolarite x SET fin = c.fin - 60 FROM choisis c WHERE x.id = c.scolarite_id`,
  },
  {
    numero: 5,
    condition: `k.seul_cette_annee AND NOT k.deja_accompagne`,
    changement: `UPDATE eleve x SET etat_dossier = CASE WHEN c.rang % 2 = 0 THEN 'CLOTURE' ELSE 'GELE' END
                   FROM choisis c WHERE x.id = c.eleve_id`,
  },
  {
    numero: 6,
    condition: `${MISSION_NEUVE} AND k.heures >= 6`,
    changement: SUR_MISSION(`heures = c.heures - 2, heures_rh = c.heures - 2, origine_heures = 'RH'`),
  },
  { numero: 7, condition: `k.seul_cette_annee AND d.fin >= k.fin`, changement: SUR_DECISION('fin = c.fin - 40') },
  {
    numero: 8,
    condition: MISSION_NEUVE,
    // An AESH without any other mission leaves RH altogether.
    changement: `WITH parties AS (
                   UPDATE mission x SET actif = false, version = x.version + 1 FROM choisis c WHERE x.id = c.mission_id
                   RETURNING x.id, x.aesh_id)
                 UPDATE aesh x SET actif = false, version = x.version + 1 FROM parties p
                  WHERE x.id = p.aesh_id AND NOT EXISTS (SELECT FROM mission o WHERE o.aesh_id = x.id AND o.id <> p.id)`,
  },
  {
    numero: 9,
    condition: `k.seul_sur_mission`,
    changement: `DELETE FROM affectation_pial x USING choisis c
                  WHERE x.mission_id = c.mission_id AND x.debut <= c.fin AND (x.fin IS NULL OR x.fin >= c.debut)`,
  },
];

/**
 * Breaks a handful of accompaniments of the current year, each in one way and as the imports would: RH or the ERSEH
 * changed a mission, a decision, a schooling or a file afterwards. They are chosen so that one change makes one anomaly.
 */
export async function semerAnomalies(
  manager: EntityManager,
  departement: string,
  aujourdhui: Jour,
): Promise<AnomalieVoulue[]> {
  const { debut } = periodeAnnee(anneeScolaire(aujourdhui));
  await manager.query('DROP TABLE IF EXISTS demo_seuls, choisis');
  await manager.query(accompagnementsSeuls(departement, debut, aujourdhui));
  const [compte]: { n: number }[] = await manager.query('SELECT count(DISTINCT id)::int AS n FROM demo_seuls');
  const combien = Math.min(8, Math.max(2, Math.round((compte?.n ?? 0) / 250)));
  const voulues: AnomalieVoulue[] = [];
  // One of each first: a small département has few accompaniments that fit.
  for (const nombre of [1, combien - 1]) {
    for (const { numero, condition, changement } of RECETTES) {
      await manager.query(choisir(condition, nombre));
      await manager.query(changement);
      const choisis: { id: number }[] = await manager.query('SELECT id FROM choisis ORDER BY id');
      voulues.push(...choisis.map(({ id }) => ({ numero, accompagnementId: id })));
      await manager.query(`DELETE FROM demo_seuls k USING choisis c
                            WHERE k.id = c.id OR k.mission_id = c.mission_id OR k.eleve_id = c.eleve_id`);
      await manager.query('DROP TABLE choisis');
    }
  }
  await manager.query('DROP TABLE demo_seuls');
  return voulues;
}

/** Enough to choose from, whatever the size of the département. */
const CANDIDATS = 2_500;

/** Some running accompaniments of the PIALs, one row for each of their decisions. */
function accompagnementsSeuls(departement: string, rentree: Jour, aujourdhui: Jour): string {
  return `
    CREATE TEMP TABLE demo_seuls AS
    WITH candidat AS MATERIALIZED (
      SELECT a.* FROM accompagnement a JOIN etablissement t ON t.uai = a.uai AND t.departement = '${departement}'
       WHERE a.debut >= '${rentree}' AND '${aujourdhui}' BETWEEN a.debut AND a.fin
         AND NOT a.maintien AND a.fin - a.debut >= 120
       ORDER BY md5(a.id::text) LIMIT ${CANDIDATS})
    SELECT a.id, a.mission_id, a.debut, a.fin, a.heures, d.id AS decision_id, d.eleve_id, s.id AS scolarite_id,
           date '${rentree}' AS rentree,
           NOT EXISTS (SELECT FROM accompagnement o
                        WHERE o.mission_id = a.mission_id AND o.id <> a.id AND o.fin >= '${rentree}') AS seul_sur_mission,
           NOT EXISTS (SELECT FROM decision x
                         JOIN accompagnement_decision y ON y.decision_id = x.id
                         JOIN accompagnement o ON o.id = y.accompagnement_id
                        WHERE x.eleve_id = d.eleve_id AND o.id <> a.id AND o.fin >= '${rentree}') AS seul_cette_annee,
           EXISTS (SELECT FROM decision x
                     JOIN accompagnement_decision y ON y.decision_id = x.id
                     JOIN accompagnement o ON o.id = y.accompagnement_id
                    WHERE x.eleve_id = d.eleve_id AND o.fin < '${rentree}') AS deja_accompagne
      FROM candidat a
      JOIN pial_membre pm ON pm.uai = a.uai AND pm.fin IS NULL
      JOIN mission m ON m.id = a.mission_id AND m.source <> 'PREVISIONNEL'
      JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id
      JOIN decision d ON d.id = ad.decision_id
      JOIN scolarite s ON s.eleve_id = d.eleve_id AND s.uai = a.uai
                      AND s.debut <= a.debut AND (s.fin IS NULL OR s.fin >= a.fin)`;
}

function choisir(condition: string, combien: number): string {
  return `
    CREATE TEMP TABLE choisis AS
    SELECT c.*, row_number() OVER (ORDER BY md5(c.id::text)) AS rang
      FROM (SELECT DISTINCT ON (k.id) k.*
              FROM demo_seuls k
              JOIN mission m ON m.id = k.mission_id
              JOIN decision d ON d.id = k.decision_id
              JOIN scolarite s ON s.id = k.scolarite_id
             WHERE ${condition} ORDER BY k.id, d.identifiant COLLATE "C") c
     ORDER BY md5(c.id::text) LIMIT ${combien}`;
}
