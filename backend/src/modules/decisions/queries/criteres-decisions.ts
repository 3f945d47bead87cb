import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import type { Jour } from '../../../kernel/jour.js';
import { type ParametresListe, ordreSql, rechercheSql } from '../../../platform/lists/liste.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import { decisionsEnAnomalie } from './anomalies-decision.js';
import type { EtatMiseEnOeuvre, NatureDecision, OrigineDecision, TypeDecision } from '../domain/libelles.js';

/** Filter value of the decisions that show no tête de PIAL. */
export const HORS_PIAL = 'HORS_PIAL';

export const ACCOMPAGNEMENTS_CHERCHES = ['AUCUN', 'AU_MOINS_UN'] as const;

/** Name of each sort → SQL on `ligne_decision l`. The keys are without accents nor case, in C order. */
const TRIS = {
  identifiant: 'l.identifiant',
  nom: 'l.cle_nom',
  type: 'l.type',
  heures: 'l.heures',
  origine: 'l.origine',
  nature: 'l.nature',
  debut: 'l.debut',
  fin: 'l.fin',
  secteur: 'l.cle_secteur',
  pial: 'l.cle_pial',
  etablissement: 'l.cle_etablissement',
  priorite: 'l.priorite',
  couverture: 'l.couverture',
  distanceKm: 'l.distance_km',
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
  'pial',
  'etablissement',
  'priorite',
  'couverture',
  'distanceKm',
] as const satisfies readonly (keyof typeof TRIS)[];

/** Every filter is optional; those that are given all apply, each with any of its values. */
export interface FiltresDecisions {
  readonly type?: readonly TypeDecision[] | undefined;
  readonly origine?: readonly OrigineDecision[] | undefined;
  readonly nature?: readonly NatureDecision[] | undefined;
  readonly secteur?: readonly string[] | undefined;
  /** Têtes de PIAL shown with the decision, or HORS_PIAL. */
  readonly pial?: readonly string[] | undefined;
  /** Schools shown with the decision. */
  readonly uai?: readonly string[] | undefined;
  readonly etat?: readonly EtatMiseEnOeuvre[] | undefined;
  /** Something in its timeline is hatched (guide §5.5.1). */
  readonly previsionnel?: boolean | undefined;
  readonly anomalie?: boolean | undefined;
  /** On the days from `debut` to `fin`, on the whole decision when there are none. */
  readonly accompagnement?: (typeof ACCOMPAGNEMENTS_CHERCHES)[number] | undefined;
  /** Active on all or part of the period (F4.3-1); either end may be left out. */
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
  /** A selection made on the screen. */
  readonly ids?: readonly number[] | undefined;
}

/** What chooses and orders the decisions, without the pages. */
export type ChoixDecisions = Pick<ParametresListe<(typeof TRIS_DECISIONS)[number]>, 'q' | 'sort'> & FiltresDecisions;

export interface CriteresSql {
  /** FROM and WHERE; the key is `l.decision_id`. */
  readonly source: string;
  readonly ordre: string;
  /** `$1` is today. */
  readonly params: unknown[];
}

/** One row per decision today: `ligne_decision` dates what depends on the day. */
export const LIGNE_DU_JOUR = 'l.du <= $1::date AND l.au >= $1::date';

/** The list as SQL. @param jour today: the PIAL shown and what is provisional depend on it */
export function criteresDecisions(perimetre: Perimetre, choix: ChoixDecisions, jour: Jour): CriteresSql {
  const params: unknown[] = [jour];
  const conditions = [
    LIGNE_DU_JOUR,
    porteeLignes(perimetre, params, jour),
    ...filtrer(choix, params, jour),
    // Last: it reads the text of each row that is left.
    rechercheSql('l.texte', choix.q, params),
  ];
  return {
    source: `
         FROM ligne_decision l
        CROSS JOIN LATERAL (SELECT l.eleve_id AS id, l.secteur_code) e
        WHERE ${conditions.join('\n          AND ')}`,
    ordre: ordreSql(choix.sort, TRIS, 'l.decision_id'),
    params,
  };
}

/** The perimeter. The rows bear the département of the sector: whole départements are read straight from an index. */
function porteeLignes(perimetre: Perimetre, params: unknown[], jour: Jour): string {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
      return `l.departement = ${parametre(perimetre.departement)}`;
    case 'SECTEURS_CHOISIS':
      return `l.departement = ${parametre(perimetre.departement)} AND l.secteur_code = ANY (${parametre(perimetre.secteurs)}::text[])`;
    default:
      return porteeDecisions(perimetre, { eleve: 'e' }, params, jour);
  }
}

const ETATS: Readonly<Record<EtatMiseEnOeuvre, string>> = {
  SANS: 'l.priorite = 1',
  PARTIELLE: '(l.priorite > 0 AND l.priorite < 1)',
  COMPLETE: '(l.priorite = 0 AND l.couverture <= 1)',
  DEPASSEE: '(l.priorite = 0 AND l.couverture > 1)',
};

const parmi = (oui: boolean): string => (oui ? 'IN' : 'NOT IN');

function filtrer(filtres: FiltresDecisions, params: unknown[], jour: Jour): string[] {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  const conditions: string[] = [];
  for (const [colonne, valeurs] of [
    ['type', filtres.type],
    ['origine', filtres.origine],
    ['nature', filtres.nature],
    ['secteur_code', filtres.secteur],
  ] as const) {
    if (valeurs) conditions.push(`l.${colonne} = ANY (${parametre(valeurs)}::text[])`);
  }
  if (filtres.ids) conditions.push(`l.decision_id = ANY (${parametre(filtres.ids)}::int[])`);
  if (filtres.uai) conditions.push(`l.uais && ${parametre(filtres.uai)}::text[]`);
  if (filtres.pial) {
    const horsPial = filtres.pial.includes(HORS_PIAL) ? 'l.pial_uai IS NULL OR ' : '';
    const uais = filtres.pial.filter((uai) => uai !== HORS_PIAL);
    conditions.push(`(${horsPial}l.pial_uai = ANY (${parametre(uais)}::text[]))`);
  }
  if (filtres.etat) conditions.push(`(${filtres.etat.map((etat) => ETATS[etat]).join(' OR ')})`);
  const periode: string[] = [];
  if (filtres.debut) {
    const debut = parametre(filtres.debut);
    conditions.push(`l.fin >= ${debut}`);
    periode.push(`a.fin >= ${debut}`);
  }
  if (filtres.fin) {
    const fin = parametre(filtres.fin);
    conditions.push(`l.debut <= ${fin}`);
    periode.push(`a.debut <= ${fin}`);
  }
  if (filtres.accompagnement) {
    conditions.push(
      `l.decision_id ${parmi(filtres.accompagnement === 'AU_MOINS_UN')} (${decisionsAccompagnees(periode)})`,
    );
  }
  if (filtres.previsionnel !== undefined) {
    const finAnnee = parametre(periodeAnnee(anneeScolaire(jour)).fin);
    conditions.push(`l.decision_id ${parmi(filtres.previsionnel)} (${decisionsPrevisionnelles(finAnnee)})`);
  }
  if (filtres.anomalie !== undefined) {
    conditions.push(`l.decision_id ${parmi(filtres.anomalie)} (${decisionsEnAnomalie('$1::date')})`);
  }
  return conditions;
}

/** SQL of ids. @param periode SQL conditions on an accompaniment `a`; none: any of them */
export function decisionsAccompagnees(periode: readonly string[]): string {
  const a = periode.length === 0 ? '' : ` JOIN accompagnement a ON a.id = ad.accompagnement_id`;
  const ou = periode.length === 0 ? '' : ` WHERE ${periode.join(' AND ')}`;
  return `SELECT ad.decision_id FROM accompagnement_decision ad${a}${ou}`;
}

/**
 * What `hachurer` hatches: an accompaniment on a provisional mission, or that starts after the current school year, and
 * that has days in the timeline. The stored segments, dear to read, are read for these decisions only.
 */
const decisionsPrevisionnelles = (finAnnee: string): string => `
  SELECT c.decision_id FROM couverture_decision c
   WHERE c.decision_id IN (
           SELECT ad.decision_id FROM accompagnement_decision ad
            WHERE ad.accompagnement_id IN (
                    SELECT a.id FROM mission m JOIN accompagnement a ON a.mission_id = m.id
                     WHERE m.source = 'PREVISIONNEL'
                    UNION ALL SELECT a.id FROM accompagnement a WHERE a.debut > ${finAnnee}))
     AND EXISTS (
           SELECT FROM jsonb_to_recordset(c.segments) AS sg(debut date, accompagnements jsonb, previsionnel boolean)
            WHERE sg.previsionnel OR (sg.debut > ${finAnnee} AND sg.accompagnements <> '[]'))`;
