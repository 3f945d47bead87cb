import type { DataSource, EntityManager } from 'typeorm';
import { rafraichirCouvertures, rafraichirTout } from '../src/modules/accompagnements/index.js';
import { enTransaction } from '../src/platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/index.js';
import { clonerAcademie, compter, reposer } from './banc.js';
import { chronometrer, enMs, enSecondes, mediane, publier } from './mesures.js';

const TOUCHEES = 500;
const TOURS = 11;

const choisies = (tour: number): string =>
  `SELECT id FROM decision WHERE id % 97 = ${tour} AND debut < fin ORDER BY id LIMIT ${TOUCHEES}`;

/** What no set-based refresh can avoid: reading the same rows and rewriting the same stored ones. */
const plancher = (tour: number): string => `
  WITH lus AS (
    SELECT d.id,
           (SELECT jsonb_agg(jsonb_build_array(s.debut, s.fin)) FROM scolarite s
             WHERE s.eleve_id = d.eleve_id AND s.debut <= d.fin AND (s.fin IS NULL OR s.fin >= d.debut)) AS scolarites,
           (SELECT jsonb_agg(jsonb_build_array(a.id, a.debut, a.fin, a.heures, a.maintien, m.source, x.latitude, t.latitude))
              FROM accompagnement_decision ad
              JOIN accompagnement a ON a.id = ad.accompagnement_id
              JOIN mission m ON m.id = a.mission_id
              JOIN aesh x ON x.id = m.aesh_id
              LEFT JOIN pial_membre pm ON pm.uai = a.uai AND pm.debut <= a.debut AND (pm.fin IS NULL OR pm.fin >= a.debut)
              LEFT JOIN etablissement t ON t.uai = pm.pial_uai
             WHERE ad.decision_id = d.id) AS poses
      FROM decision d WHERE d.id IN (${choisies(tour)}))
  UPDATE couverture_decision c
     SET segments = c.segments, accompagnee = lus.poses IS NOT NULL OR lus.scolarites IS NULL
    FROM lus WHERE lus.id = c.decision_id`;

/** 500 touched decisions, then all of them. */
export async function rafraichissement(): Promise<void> {
  const base = await clonerAcademie();
  const { source } = base;
  try {
    await reposer(source);
    const nous: number[] = [];
    const sol: number[] = [];
    for (let tour = 0; tour < TOURS; tour++) {
      nous.push(await toucherEtRafraichir(source, tour));
      sol.push(await annulee(source, async (m) => (await chronometrer(() => m.query(plancher(tour)))).ms));
    }
    await source.query('TRUNCATE couverture_decision, occupation_mission');
    await reposer(source);
    const vide = await chronometrer(() => rafraichirTout(source));
    await reposer(source, 'couverture_decision', 'occupation_mission');
    const inchange = await chronometrer(() => rafraichirTout(source));
    const [decisions, missions] = [await compter(source, 'decision'), await compter(source, 'mission')];
    const parSeconde = (ms: number): string => `${Math.round((decisions + missions) / (ms / 1000))} par seconde`;
    const [p50, p50Sol] = [mediane(nous), mediane(sol)];
    publier({
      nom: 'rafraichissement',
      titre: 'Rafraîchissement des couvertures et des occupations',
      contexte: [
        `${TOUCHEES} décisions dont la fin change : rafraîchissement dans la transaction qui les touche, médiane de ${TOURS} tours alternés. Plancher : un seul ordre SQL qui lit les mêmes lignes et réécrit les mêmes couvertures, sans rien calculer. Le recalcul complet n'a pas de plancher.`,
      ],
      lignes: [
        ['mesure', 'nous', 'plancher', 'rapport'],
        [`${TOUCHEES} décisions touchées`, enMs(p50), enMs(p50Sol), `${(p50 / p50Sol).toFixed(2)} ×`],
        [
          `${decisions} décisions et ${missions} missions, tout à écrire`,
          enSecondes(vide.ms),
          '–',
          parSeconde(vide.ms),
        ],
        ['les mêmes, rien de changé', enSecondes(inchange.ms), '–', parSeconde(inchange.ms)],
      ],
      versionPostgresql: base.versionPostgresql,
    });
  } finally {
    await base.fermer();
  }
}

/** The change itself is not measured: only what follows it in the transaction. */
async function toucherEtRafraichir(source: DataSource, tour: number): Promise<number> {
  return enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
    await manager.query(`UPDATE decision SET fin = fin - 1 WHERE id IN (${choisies(tour)})`);
    const { ms, valeur } = await chronometrer(() => rafraichirCouvertures(manager));
    if (valeur.decisions !== TOUCHEES) throw new Error(`${valeur.decisions} décisions rafraîchies.`);
    return ms;
  });
}

/** Runs, then undoes, so that the floor leaves the stored coverages as they are. */
async function annulee<T>(source: DataSource, travail: (manager: EntityManager) => Promise<T>): Promise<T> {
  const executant = source.createQueryRunner();
  await executant.startTransaction();
  try {
    return await travail(executant.manager);
  } finally {
    await executant.rollbackTransaction();
    await executant.release();
  }
}
