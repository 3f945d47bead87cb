import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { type Jour, jourDepuisNumero, numeroJour } from '../../../kernel/jour.js';
import type { PeriodeFermee } from '../../../kernel/periode.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { criteresDecisions } from './criteres-decisions.js';

export interface EvolutionDecisions {
  readonly annee: AnneeScolaire;
  readonly points: readonly PointEvolution[];
}

export interface PointEvolution {
  readonly jour: Jour;
  /** Decisions active on that day. */
  readonly actives: number;
  /** Of which with an accompaniment on that day. */
  readonly accompagnees: number;
}

/**
 * Decisions over the current school year (F4.1-3), one point a week. A sweep: each decision counts from the first point
 * on or after its first day to the last one before it ends, so the cost follows the decisions, not the points.
 * @param jour today
 */
export async function suivreEvolution(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  jour: Jour,
): Promise<EvolutionDecisions> {
  const annee = anneeScolaire(jour);
  const periode = periodeAnnee(annee);
  const jours = joursDesPoints(periode);
  const { source, params } = criteresDecisions(perimetre, { sort: [], ...periode }, jour);
  const points = `$${params.push(jours)}::date[]`;
  const rang = (date: string): string => `width_bucket(${date}, ${points})`;
  const lignes: { rang: number; actives: number; accompagnees: number }[] = await base.query(
    `WITH vues AS MATERIALIZED (SELECT l.decision_id AS id, l.debut, l.fin ${source}),
     presences AS (
       SELECT v.id, greatest(a.debut, v.debut) AS debut, least(a.fin, v.fin) AS fin
         FROM vues v JOIN accompagnement_decision ad ON ad.decision_id = v.id
         JOIN accompagnement a ON a.id = ad.accompagnement_id
        WHERE a.debut <= v.fin AND a.fin >= v.debut),
     -- Several accompaniments of one decision at a time are one: the days that they cover together.
     morceaux AS (
       SELECT id, min(debut) AS debut, max(fin) AS fin
         FROM (SELECT p.*, count(*) FILTER (WHERE nouveau) OVER (PARTITION BY id ORDER BY debut, fin) AS morceau
                 FROM (SELECT id, debut, fin,
                              debut > max(fin) OVER (PARTITION BY id ORDER BY debut, fin
                                                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS nouveau
                         FROM presences) p) q
        GROUP BY id, morceau),
     pas AS (
       SELECT ${rang('debut - 1')} + 1 AS rang, 1 AS actives, 0 AS accompagnees FROM vues
       UNION ALL SELECT ${rang('fin')} + 1, -1, 0 FROM vues
       UNION ALL SELECT ${rang('debut - 1')} + 1, 0, 1 FROM morceaux
       UNION ALL SELECT ${rang('fin')} + 1, 0, -1 FROM morceaux)
     SELECT rang, sum(actives) AS actives, sum(accompagnees) AS accompagnees FROM pas GROUP BY rang`,
    params,
  );
  const parRang = new Map(lignes.map((ligne) => [ligne.rang, ligne]));
  let [actives, accompagnees] = [0, 0];
  return {
    annee,
    points: jours.map((date, n) => {
      const pas = parRang.get(n + 1);
      actives += pas?.actives ?? 0;
      accompagnees += pas?.accompagnees ?? 0;
      return { jour: date, actives, accompagnees };
    }),
  };
}

/** Days since 1970-01-01, a Thursday. */
const estLundi = (numero: number): boolean => (((numero + 3) % 7) + 7) % 7 === 0;

/** The first day, each Monday, the last day. */
export function joursDesPoints({ debut, fin }: PeriodeFermee): Jour[] {
  const [premier, dernier] = [numeroJour(debut), numeroJour(fin)];
  const jours: Jour[] = [];
  for (let numero = premier; numero <= dernier; numero += 1) {
    if (numero === premier || numero === dernier || estLundi(numero)) jours.push(jourDepuisNumero(numero));
  }
  return jours;
}
