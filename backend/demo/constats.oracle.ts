import type { DataSource } from 'typeorm';

/** Anomalies of accompaniments as the domain states them, by plain SQL over the whole base. */
const CONSTATS: Readonly<Record<number, string>> = {
  1: `a.debut < m.debut`,
  2: `a.fin > m.fin`,
  3: `EXISTS (SELECT FROM accompagnement_decision ad JOIN decision d ON d.id = ad.decision_id
               WHERE ad.accompagnement_id = a.id AND a.debut < d.debut)`,
  4: `EXISTS (SELECT FROM accompagnement_decision ad JOIN decision d ON d.id = ad.decision_id
               WHERE ad.accompagnement_id = a.id AND NOT daterange(a.debut, a.fin, '[]') <@ coalesce(
                       (SELECT range_agg(daterange(s.debut, s.fin, '[]')) FROM scolarite s
                         WHERE s.eleve_id = d.eleve_id AND s.uai = a.uai), '{}'::datemultirange))`,
  5: `EXISTS (SELECT FROM accompagnement_decision ad JOIN decision d ON d.id = ad.decision_id
                JOIN eleve e ON e.id = d.eleve_id
               WHERE ad.accompagnement_id = a.id AND e.etat_dossier <> 'ACTIF')`,
  6: `EXISTS (SELECT FROM accompagnement t
               WHERE t.mission_id = a.mission_id AND t.debut <= a.fin AND t.fin >= a.debut
                 AND (SELECT sum(o.heures) FROM accompagnement o
                       WHERE o.mission_id = a.mission_id AND greatest(t.debut, a.debut) BETWEEN o.debut AND o.fin) > m.heures)`,
  7: `NOT a.maintien AND EXISTS (SELECT FROM accompagnement_decision ad JOIN decision d ON d.id = ad.decision_id
                                  WHERE ad.accompagnement_id = a.id AND a.fin > d.fin)`,
  8: `NOT m.actif OR NOT x.actif`,
  9: `EXISTS (SELECT FROM pial_membre pm WHERE pm.uai = a.uai AND pm.debut <= a.fin AND (pm.fin IS NULL OR pm.fin >= a.debut)
                 AND NOT daterange(a.debut, a.fin, '[]') * daterange(pm.debut, pm.fin, '[]') <@ coalesce(
                       (SELECT range_agg(daterange(f.debut, f.fin, '[]')) FROM affectation_pial f
                         WHERE f.mission_id = a.mission_id AND f.pial_uai = pm.pial_uai), '{}'::datemultirange))`,
};

/** Number of the anomaly → ids of its accompaniments, increasing. */
export async function anomaliesConstatees(source: DataSource): Promise<Map<number, number[]>> {
  const constatees = new Map<number, number[]>();
  for (const [numero, condition] of Object.entries(CONSTATS)) {
    const lignes: { id: number }[] = await source.query(
      `SELECT a.id FROM accompagnement a JOIN mission m ON m.id = a.mission_id JOIN aesh x ON x.id = m.aesh_id
        WHERE ${condition} ORDER BY a.id`,
    );
    constatees.set(
      Number(numero),
      lignes.map(({ id }) => id),
    );
  }
  return constatees;
}

/** The same as stored by the application. */
export async function anomaliesStockees(source: DataSource): Promise<Map<number, number[]>> {
  const lignes: { type: number; ids: number[] }[] = await source.query(
    `SELECT type, array_agg(DISTINCT accompagnement_id ORDER BY accompagnement_id) AS ids
       FROM anomalie_accompagnement GROUP BY type`,
  );
  return new Map(lignes.map(({ type, ids }) => [type, ids]));
}

/** Missions affected for more than their hours on some day (second half of invariant 2). */
export async function depassementsDAffectations(source: DataSource): Promise<number[]> {
  const lignes: { id: number }[] = await source.query(
    `SELECT DISTINCT m.id FROM mission m JOIN affectation_pial f ON f.mission_id = m.id
      WHERE (SELECT sum(o.heures) FROM affectation_pial o
              WHERE o.mission_id = m.id AND o.debut <= f.debut AND (o.fin IS NULL OR f.debut <= o.fin)) > m.heures
      ORDER BY m.id`,
  );
  return lignes.map(({ id }) => id);
}
