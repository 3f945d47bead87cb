import { rafraichirCouvertures, rafraichirTout } from '../src/modules/accompagnements/index.js';
import { enTransaction } from '../src/platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/index.js';
import { baseAcademie, chronometrer, compter, publier, quantile } from './banc.js';

const TOUCHEES = 500;
const TOURS = 15;

/** What a set-based refresh cannot avoid: reading the same rows and rewriting the same stored ones. */
const PLANCHER = `
  WITH ids AS (SELECT id FROM decision WHERE id % 97 = $1::int % 97 ORDER BY id LIMIT ${TOUCHEES}),
  lus AS (
    SELECT i.id, jsonb_agg(DISTINCT to_jsonb(s)) AS scolarites,
           jsonb_agg(DISTINCT jsonb_build_array(a.id, a.debut, a.fin, a.heures, a.maintien, m.source)) AS poses
      FROM ids i JOIN decision d ON d.id = i.id
      LEFT JOIN scolarite s ON s.eleve_id = d.eleve_id
      LEFT JOIN accompagnement_decision ad ON ad.decision_id = d.id
      LEFT JOIN accompagnement a ON a.id = ad.accompagnement_id
      LEFT JOIN mission m ON m.id = a.mission_id
     GROUP BY i.id)
  UPDATE couverture_decision c SET segments = c.segments, couverture = c.couverture
    FROM lus WHERE lus.id = c.decision_id`;

/** 500 touched decisions, and all of them (issue 3: ≤ 1.5× a bare set-based SQL). */
export async function rafraichissement(): Promise<void> {
  const { source, fermer } = await baseAcademie();
  const nous: number[] = [];
  const plancher: number[] = [];
  for (let tour = 0; tour < TOURS; tour++) {
    const mesure = await chronometrer(() => source.query(PLANCHER, [tour]));
    plancher.push(mesure.ms);
    const ms = await enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
      await manager.query(
        `INSERT INTO couverture_a_rafraichir (genre, objet_id)
         SELECT 'DECISION', id FROM (SELECT id FROM decision WHERE id % 97 = $1::int % 97 ORDER BY id LIMIT ${TOUCHEES}) AS t`,
        [tour],
      );
      const { ms: duree, valeur } = await chronometrer(() => rafraichirCouvertures(manager));
      if (valeur.decisions !== TOUCHEES) throw new Error(`${valeur.decisions} décisions rafraîchies`);
      return duree;
    });
    nous.push(ms);
  }
  const tout = await chronometrer(() => rafraichirTout(source));
  const [p50, sol] = [quantile(nous, 0.5), quantile(plancher, 0.5)];
  await publier('rafraichissement', 'Rafraîchissement des couvertures', [
    ['mesure', 'nous', 'plancher (SQL ensembliste)', 'rapport'],
    [
      `${TOUCHEES} décisions touchées, p50 de ${TOURS}`,
      `${p50.toFixed(0)} ms`,
      `${sol.toFixed(0)} ms`,
      `${(p50 / sol).toFixed(2)}×`,
    ],
    [
      `tout : ${await compter(source, 'decision')} décisions et ${await compter(source, 'mission')} missions`,
      `${(tout.ms / 1000).toFixed(1)} s`,
      '–',
      '–',
    ],
  ]);
  await fermer();
}
