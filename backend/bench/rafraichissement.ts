import type { DataSource, EntityManager } from 'typeorm';
import { rafraichirCouvertures, rafraichirTout } from '../src/modules/accompagnements/index.js';
import { enTransaction } from '../src/platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/index.js';
import { clonerAcademie, compter, reposer } from './banc.js';
import { chronometrer, enMs, enSecondes, mediane, publier } from './mesures.js';

const TOUCHEES = 500;
const TOURS = 11;

/** One measure of a refresh that follows a change of some objects. */
interface Cas {
  readonly nom: string;
  readonly genre: 'decisions' | 'missions';
  /** The change, that is not measured. */
  readonly changement: (choisies: string) => string;
  /** What no set-based refresh can avoid: reading the same rows and rewriting the same stored ones. */
  readonly plancher: (choisies: string) => string;
}

const choisies = ({ genre }: Cas, tour: number): string =>
  genre === 'decisions'
    ? `SELECT id FROM decision WHERE id % 97 = ${tour} AND debut < fin ORDER BY id LIMIT ${TOUCHEES}`
    : `SELECT id FROM mission WHERE id % 51 = ${tour} ORDER BY id LIMIT ${TOUCHEES}`;

const CAS: readonly Cas[] = [
  {
    nom: `${TOUCHEES} décisions dont la fin change`,
    genre: 'decisions',
    changement: (ids) => `UPDATE decision SET fin = fin - 1 WHERE id IN (${ids})`,
    plancher: (ids) => `
      WITH lus AS (
        SELECT d.id, e.etat_dossier,
               (SELECT jsonb_agg(jsonb_build_array(s.uai, s.debut, s.fin)) FROM scolarite s
                 WHERE s.eleve_id = d.eleve_id) AS scolarites,
               (SELECT jsonb_agg(jsonb_build_array(a.id, a.uai, a.debut, a.fin, a.heures, a.maintien, m.source, x.latitude, t.latitude))
                  FROM accompagnement_decision ad
                  JOIN accompagnement a ON a.id = ad.accompagnement_id
                  JOIN mission m ON m.id = a.mission_id
                  JOIN aesh x ON x.id = m.aesh_id
                  LEFT JOIN pial_membre pm ON (pm.uai, pm.debut) BETWEEN ROW(a.uai, '-infinity'::date) AND ROW(a.uai, a.debut)
                                          AND (pm.fin IS NULL OR pm.fin >= a.debut)
                  LEFT JOIN etablissement t ON t.uai = pm.pial_uai
                 WHERE ad.decision_id = d.id) AS poses
          FROM decision d JOIN eleve e ON e.id = d.eleve_id WHERE d.id IN (${ids}))
      , lignes AS (UPDATE ligne_decision l SET couverture = l.couverture, priorite = l.priorite
                     FROM lus WHERE lus.id = l.decision_id)
      UPDATE couverture_decision c
         SET segments = c.segments,
             accompagnee = lus.poses IS NOT NULL OR lus.scolarites IS NULL OR lus.etat_dossier IS NULL
        FROM lus WHERE lus.id = c.decision_id`,
  },
  {
    nom: `${TOUCHEES} missions dont les heures changent`,
    genre: 'missions',
    changement: (ids) => `UPDATE mission SET heures = heures + 1 WHERE id IN (${ids})`,
    plancher: (ids) => `
      WITH lus AS (
        SELECT m.id, m.heures, m.actif AND x.actif AS active, n.accompagnement,
               (SELECT jsonb_agg(jsonb_build_array(a.id, a.debut, a.fin, a.heures)) FROM accompagnement a
                 WHERE a.mission_id = m.id) AS poses
          FROM mission m JOIN aesh x ON x.id = m.aesh_id JOIN nature_support n ON n.code = m.nature_code
         WHERE m.id IN (${ids}))
      UPDATE occupation_mission o
         SET segments = o.segments,
             heures_moyennes = CASE WHEN lus.poses IS NULL AND lus.active IS NULL AND lus.accompagnement IS NULL
                                    THEN lus.heures ELSE o.heures_moyennes END
        FROM lus WHERE lus.id = o.mission_id`,
  },
];

/** 500 touched decisions or missions, then all of them; the anomalies of their accompaniments included. */
export async function rafraichissement(): Promise<void> {
  const base = await clonerAcademie();
  const { source } = base;
  try {
    await reposer(source);
    const lignes = [['mesure', 'nous', 'plancher', 'rapport']];
    for (const cas of CAS) lignes.push(await mesurer(source, cas));
    const anomalies = await compter(source, 'anomalie_accompagnement');
    await source.query('TRUNCATE couverture_decision, occupation_mission, anomalie_accompagnement');
    await reposer(source);
    const vide = await chronometrer(() => rafraichirTout(source));
    if ((await compter(source, 'anomalie_accompagnement')) !== anomalies) throw new Error('Anomalies perdues.');
    await reposer(source, 'couverture_decision', 'occupation_mission', 'anomalie_accompagnement');
    const inchange = await chronometrer(() => rafraichirTout(source));
    const [decisions, missions] = [await compter(source, 'decision'), await compter(source, 'mission')];
    const parSeconde = (ms: number): string => `${Math.round((decisions + missions) / (ms / 1000))} par seconde`;
    publier({
      nom: 'rafraichissement',
      titre: 'Rafraîchissement des couvertures, des occupations et des anomalies',
      contexte: [
        `Rafraîchissement, anomalies comprises, dans la transaction qui touche ${TOUCHEES} objets : médiane de ${TOURS} tours alternés. Plancher : un seul ordre SQL qui lit les mêmes lignes et réécrit les mêmes couvertures et lignes de liste, ou occupations, sans rien calculer ni signaler ; il passe une première fois à blanc, pour que les pages soient en mémoire pour les deux. Le recalcul complet n'a pas de plancher ; il range ${anomalies} anomalies.`,
      ],
      lignes: [
        ...lignes,
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

async function mesurer(source: DataSource, cas: Cas): Promise<string[]> {
  const nous: number[] = [];
  const sol: number[] = [];
  for (let tour = 0; tour < TOURS; tour++) {
    const ids = choisies(cas, tour);
    const plancher = (): Promise<number> =>
      annulee(source, async (m) => (await chronometrer(() => m.query(cas.plancher(ids)))).ms);
    // Whoever comes second would find the pages in memory: they are, for both.
    await plancher();
    nous.push(await toucherEtRafraichir(source, cas, ids));
    sol.push(await plancher());
  }
  const [p50, p50Sol] = [mediane(nous), mediane(sol)];
  return [cas.nom, enMs(p50), enMs(p50Sol), `${(p50 / p50Sol).toFixed(2)} ×`];
}

/** The change itself is not measured: only what follows it in the transaction. */
async function toucherEtRafraichir(source: DataSource, cas: Cas, ids: string): Promise<number> {
  return enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
    await manager.query(cas.changement(ids));
    const { ms, valeur } = await chronometrer(() => rafraichirCouvertures(manager));
    if (valeur[cas.genre] !== TOUCHEES) throw new Error(`${valeur[cas.genre]} ${cas.genre} au lieu de ${TOUCHEES}.`);
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
