import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Page, type ParametresListe, ordreSql, pageSql, rechercheSql } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import {
  type DecisionLigne,
  type DecisionSql,
  type TypeDecision,
  colonnesDecision,
  jointuresDecision,
  ligneDecision,
  pialMontre,
  scolaritesMontrees,
} from './lignes-decision.js';

/** Name of each sort → SQL on d (decision), e (pupil), s (sector), c (stored coverage). */
const TRIS = {
  identifiant: 'e.identifiant',
  nom: ['e.nom', 'e.prenom'],
  type: 'd.type',
  heures: 'd.heures',
  origine: 'd.origine',
  nature: 'd.nature',
  debut: 'd.debut',
  fin: 'd.fin',
  secteur: 's.libelle',
  priorite: 'c.priorite',
  couverture: 'c.couverture',
  distanceKm: 'c.distance_km',
} as const;

export const TRIS_DECISIONS = [
  'identifiant',
  'nom',
  'type',
  'heures',
  'origine',
  'nature',
  'debut',
  'fin',
  'secteur',
  'priorite',
  'couverture',
  'distanceKm',
] as const satisfies readonly (keyof typeof TRIS)[];

export const ETATS_MISE_EN_OEUVRE = ['SANS', 'PARTIELLE', 'COMPLETE'] as const;

export interface FiltresDecisions {
  readonly type?: TypeDecision | undefined;
  readonly secteur?: string | undefined;
  /** Tête de PIAL shown with the decision. */
  readonly pial?: string | undefined;
  /** One of the schools shown with the decision. */
  readonly uai?: string | undefined;
  readonly etat?: (typeof ETATS_MISE_EN_OEUVRE)[number] | undefined;
  /** Active on all or part of the period (F4.3-1); either end may be left out. */
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
}

export type ParametresDecisions = ParametresListe<(typeof TRIS_DECISIONS)[number]> & FiltresDecisions;

/**
 * Decisions of the perimeter: home page of the gestionnaire (guide §6). One round trip: the keys of the page are found
 * and counted first, only these rows are then dressed with schools, PIAL and timeline.
 * @param jour today: the school where the pupil is, and what is hatched, depend on it
 */
export async function listerDecisions(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  parametres: ParametresDecisions,
  jour: Jour,
): Promise<Page<DecisionLigne>> {
  const params: unknown[] = [jour];
  const aujourdhui = '$1::date';
  const conditions = [
    porteeDecisions(perimetre, { eleve: 'e' }, params, jour),
    ...filtrer(parametres, params, aujourdhui),
  ];
  const ordre = ordreSql(parametres.sort, TRIS, 'd.id');
  const source = `
         FROM decision d
         JOIN eleve e ON e.id = d.eleve_id
         LEFT JOIN secteur s ON s.code = e.secteur_code
         LEFT JOIN couverture_decision c ON c.decision_id = d.id
        WHERE ${conditions.join('\n          AND ')}`;
  const paramsPage = [...params];
  const lignes: (DecisionSql & { total: number })[] = await base.query(
    `WITH page AS MATERIALIZED (
       SELECT d.id, count(*) OVER () AS total ${source} ${ordre} ${pageSql(parametres, paramsPage)})
     SELECT page.total, ${colonnesDecision}
       FROM page JOIN decision d ON d.id = page.id ${jointuresDecision(aujourdhui)}
     ${ordre}`,
    paramsPage,
  );
  const { page, size } = parametres;
  let total = lignes[0]?.total ?? 0;
  if (lignes.length === 0 && page > 1) {
    // After the last page there is no row to bear the total. `jour` may be unused there: it keeps its place.
    const comptes: { total: number }[] = await base.query(
      `SELECT count(*) AS total ${source} AND ${aujourdhui} IS NOT NULL`,
      params,
    );
    total = comptes[0]?.total ?? 0;
  }
  return { items: lignes.map((l) => ligneDecision(l, jour)), total, page, size };
}

function filtrer(filtres: FiltresDecisions & { q?: string | undefined }, params: unknown[], jour: string): string[] {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  const conditions: string[] = [];
  if (filtres.q) {
    conditions.push(
      rechercheSql(`texte_recherche(e.nom || ' ' || e.prenom || ' ' || e.identifiant)`, filtres.q, params),
    );
  }
  if (filtres.type) conditions.push(`d.type = ${parametre(filtres.type)}`);
  if (filtres.secteur) conditions.push(`e.secteur_code = ${parametre(filtres.secteur)}`);
  if (filtres.etat === 'SANS') conditions.push('c.priorite = 1');
  if (filtres.etat === 'PARTIELLE') conditions.push('c.priorite > 0 AND c.priorite < 1');
  if (filtres.etat === 'COMPLETE') conditions.push('c.priorite = 0');
  if (filtres.debut) conditions.push(`d.fin >= ${parametre(filtres.debut)}`);
  if (filtres.fin) conditions.push(`d.debut <= ${parametre(filtres.fin)}`);
  // The first condition, by index, leaves few decisions to the second, exact but dear.
  if (filtres.uai) {
    const uai = parametre(filtres.uai);
    conditions.push(
      `d.eleve_id IN (SELECT eleve_id FROM scolarite WHERE uai = ${uai})`,
      `EXISTS (SELECT FROM ${scolaritesMontrees('d')} sm WHERE sm.uai = ${uai})`,
    );
  }
  if (filtres.pial) {
    const pial = parametre(filtres.pial);
    conditions.push(
      `d.eleve_id IN (SELECT sc.eleve_id FROM pial_membre pm JOIN scolarite sc ON sc.uai = pm.uai WHERE pm.pial_uai = ${pial})`,
      `${pialMontre('d', jour)} = ${pial}`,
    );
  }
  return conditions;
}
