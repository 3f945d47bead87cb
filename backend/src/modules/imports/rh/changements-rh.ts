import type { EntityManager } from 'typeorm';
import { type Jour, aujourdhui } from '../../../kernel/jour.js';

/**
 * Keeps what this photo changes for the accompaniments that are not over (issue 4, §6), département by département of
 * their pupils. In the transaction of the import, before it writes: the base still holds the former values.
 * @param aujour day from which an accompaniment is not over
 */
export async function garderChangements(
  manager: EntityManager,
  importId: string,
  aujour: Jour = aujourdhui(new Date()),
): Promise<void> {
  // The hash of the pairs once for all the kinds of change; `accompagnements` and `decisions` repeat, place by place.
  await manager.query(
    `INSERT INTO import_changement (import_id, departement, genre, aesh_id, mission_id, champs, accompagnements, decisions)
     WITH changee AS MATERIALIZED (
       SELECT t.id, t.aesh_id, t.debut, t.fin, t.fin_contrat, t.heures, t.nature_code,
              p.debut AS debut_apres, p.fin AS fin_apres, p.fin_contrat AS fin_contrat_apres, p.heures AS heures_apres,
              p.nature_code AS nature_apres, least(p.fin, p.fin_contrat) AS borne,
              coalesce(p.fin < coalesce(t.fin, 'infinity'), false)
                OR coalesce(p.fin_contrat < coalesce(t.fin_contrat, 'infinity'), false) AS ecourtee
         FROM plan_mission p JOIN mission t ON t.id = p.cible_id
        WHERE p.modifie
          AND ROW(t.debut, t.fin, t.fin_contrat, t.heures, t.nature_code)
              IS DISTINCT FROM ROW(p.debut, p.fin, p.fin_contrat, p.heures, p.nature_code)
     ), quittee AS MATERIALIZED (
       SELECT m.id, m.aesh_id, m.debut, m.fin, x.id IS NOT NULL AS avec_aesh
         FROM mission m LEFT JOIN aesh_absent x ON x.id = m.aesh_id
        WHERE x.id IS NOT NULL OR m.id IN (SELECT id FROM mission_absente)
     ), paire AS MATERIALIZED (
       SELECT a.mission_id, a.id AS accompagnement_id, a.fin, d.id AS decision_id, s.departement
         FROM (SELECT id FROM changee UNION SELECT id FROM quittee) v
         JOIN accompagnement a ON a.mission_id = v.id AND a.fin >= $2
         JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id
         JOIN decision d ON d.id = ad.decision_id
         JOIN eleve e ON e.id = d.eleve_id
         JOIN secteur s ON s.code = e.secteur_code
     ), touchee AS (
       SELECT mission_id, departement, array_agg(accompagnement_id) AS accompagnements, array_agg(decision_id) AS decisions
         FROM paire GROUP BY mission_id, departement
     )
     SELECT $1::uuid, r.departement, r.genre, r.aesh_id, r.mission_id, r.champs, r.accompagnements, r.decisions
       FROM (
         SELECT p.departement, 'AESH_INACTIF' AS genre, q.aesh_id, NULL::integer AS mission_id, '{}'::jsonb AS champs,
                array_agg(p.accompagnement_id) AS accompagnements, array_agg(p.decision_id) AS decisions
           FROM quittee q JOIN paire p ON p.mission_id = q.id WHERE q.avec_aesh GROUP BY p.departement, q.aesh_id
         UNION ALL
         SELECT p.departement, 'CONTRAT_ROMPU', c.aesh_id, c.id,
                jsonb_build_object('fin', jsonb_build_array(c.fin, c.fin_apres),
                                   'fin_contrat', jsonb_build_array(c.fin_contrat, c.fin_contrat_apres)),
                array_agg(p.accompagnement_id), array_agg(p.decision_id)
           FROM changee c JOIN paire p ON p.mission_id = c.id AND p.fin > c.borne
          WHERE c.ecourtee
          GROUP BY p.departement, c.aesh_id, c.id, c.fin, c.fin_apres, c.fin_contrat, c.fin_contrat_apres
         UNION ALL
         SELECT t.departement, 'MISSION_INACTIVE', q.aesh_id, q.id,
                jsonb_build_object('debut', jsonb_build_array(q.debut, NULL), 'fin', jsonb_build_array(q.fin, NULL)),
                t.accompagnements, t.decisions
           FROM quittee q JOIN touchee t ON t.mission_id = q.id WHERE NOT q.avec_aesh
         UNION ALL
         SELECT t.departement, g.genre, c.aesh_id, c.id, g.champs, t.accompagnements, t.decisions
           FROM changee c
           JOIN touchee t ON t.mission_id = c.id
          CROSS JOIN LATERAL (
            SELECT 'PERIODE_MODIFIEE' AS genre,
                   jsonb_build_object('debut', jsonb_build_array(c.debut, c.debut_apres),
                                      'fin', jsonb_build_array(c.fin, c.fin_apres)) AS champs
             WHERE c.debut <> c.debut_apres OR (c.fin IS DISTINCT FROM c.fin_apres AND NOT c.ecourtee)
            UNION ALL
            SELECT 'HEURES_MODIFIEES', jsonb_build_object('heures', jsonb_build_array(c.heures, c.heures_apres))
             WHERE c.heures <> c.heures_apres
            UNION ALL
            SELECT 'NATURE_MODIFIEE', jsonb_build_object('nature_code', jsonb_build_array(c.nature_code, c.nature_apres))
             WHERE c.nature_code <> c.nature_apres) g) r`,
    [importId, aujour],
  );
}
