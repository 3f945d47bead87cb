import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import type { Jour } from '../../../kernel/jour.js';
import { type ParametresListe, ordreSql, rechercheSql } from '../../../platform/lists/liste.js';
import { texteCherche } from '../../../platform/lists/texte-cherche.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import { ANOMALIES_SANS_DATE, LIGNE_DU_JOUR } from '../../decisions/index.js';
import type { TypeDecision } from '../domain/couverture.js';
import { JOINTURES_ACCOMPAGNEMENT, JOINTURE_PIAL, previsionnelSql } from './lignes-accompagnement.js';

/** Name of each sort → SQL on a (accompaniment), x (AESH), et (school), el (pupils). */
const TRIS = {
  nom: ['x.nom_usage', 'x.prenom'],
  debut: 'a.debut',
  fin: 'a.fin',
  type: 'a.type',
  heures: 'a.heures',
  etablissement: 'et.nom',
  eleve: 'el.premier',
  decisions: 'el.nombre',
} as const;

export const TRIS_ACCOMPAGNEMENTS = [
  'nom',
  'debut',
  'fin',
  'type',
  'heures',
  'etablissement',
  'eleve',
  'decisions',
] as const satisfies readonly (keyof typeof TRIS)[];

/** Filter value of the accompaniments in a school outside any PIAL. */
export const HORS_PIAL = 'HORS_PIAL';

export interface FiltresAccompagnements {
  readonly type?: readonly TypeDecision[] | undefined;
  /** Running on all or part of the period (F4.3-1). */
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
  /** Têtes of the PIAL of the school on the first day, or HORS_PIAL. */
  readonly pial?: readonly string[] | undefined;
  readonly uai?: readonly string[] | undefined;
  /** Sectors of some pupil. */
  readonly secteur?: readonly string[] | undefined;
  readonly maintien?: boolean | undefined;
  readonly previsionnel?: boolean | undefined;
  /** Something is to be mended today. */
  readonly anomalie?: boolean | undefined;
  readonly missionId?: number | undefined;
  readonly aeshId?: number | undefined;
  readonly decisionId?: number | undefined;
  readonly ids?: readonly number[] | undefined;
}

export type ChoixAccompagnements = Pick<ParametresListe<(typeof TRIS_ACCOMPAGNEMENTS)[number]>, 'q' | 'sort'> &
  FiltresAccompagnements;

export interface CriteresAccompagnements {
  /** FROM and WHERE; the key is `a.id`. */
  readonly source: string;
  readonly ordre: string;
  /** `$1` is today, `$2` the last day of the current school year. */
  readonly params: unknown[];
}

export const JOUR = '$1::date';
export const FIN_ANNEE = '$2::date';
/** `$1` and `$2`. */
export const parametresDuJour = (jour: Jour): unknown[] => [jour, periodeAnnee(anneeScolaire(jour)).fin];

/** Names and identifiers of the pupils, without accents nor case, from the lines of their decisions. */
const JOINTURE_ELEVES = `
  LEFT JOIN (SELECT ad.accompagnement_id, count(*) AS nombre, min(l.cle_nom) AS premier,
                    string_agg(l.cle_nom || ' ' || lower(l.identifiant), ' ') AS texte
               FROM accompagnement_decision ad
               LEFT JOIN ligne_decision l ON l.decision_id = ad.decision_id AND ${LIGNE_DU_JOUR}
              GROUP BY ad.accompagnement_id) el ON el.accompagnement_id = a.id`;

/** What the search reads: each AESH and each school once, however many accompaniments they have. */
const JOINTURE_TEXTE = `
  JOIN (SELECT x.id, ${texteCherche(['x.nom_usage', 'x.prenom'])} AS texte FROM aesh x
         WHERE x.id IN (SELECT m.aesh_id FROM mission m) OFFSET 0) tx ON tx.id = m.aesh_id
  JOIN (SELECT e.uai, ${texteCherche(['e.nom', 'e.commune'])} AS texte FROM etablissement e
         WHERE e.uai IN (SELECT uai FROM accompagnement) OFFSET 0) te ON te.uai = a.uai
 CROSS JOIN LATERAL (
   SELECT concat_ws(' ', el.texte, tx.texte, te.texte, lower(a.uai), lower(a.type)) AS texte OFFSET 0) t`;

/** An accompaniment is seen by whoever sees one of its pupils. */
export function porteeAccompagnements(perimetre: Perimetre, params: unknown[], jour: Jour): string {
  return `a.id IN (SELECT ad.accompagnement_id FROM accompagnement_decision ad JOIN decision d ON d.id = ad.decision_id
                     JOIN eleve e ON e.id = d.eleve_id WHERE ${porteeDecisions(perimetre, { eleve: 'e' }, params, jour)})`;
}

export function criteresAccompagnements(
  perimetre: Perimetre,
  choix: ChoixAccompagnements,
  jour: Jour,
): CriteresAccompagnements {
  const params = parametresDuJour(jour);
  const conditions = [
    `${JOUR} IS NOT NULL AND ${FIN_ANNEE} IS NOT NULL`,
    porteeAccompagnements(perimetre, params, jour),
    ...filtrer(choix, params),
  ];
  let jointures = JOINTURES_ACCOMPAGNEMENT;
  if (choix.pial) jointures += JOINTURE_PIAL;
  if (choix.q || choix.sort.some(({ nom }) => nom === 'eleve' || nom === 'decisions')) jointures += JOINTURE_ELEVES;
  if (choix.q) {
    jointures += JOINTURE_TEXTE;
    conditions.push(rechercheSql('t.texte', choix.q, params));
  }
  return {
    source: `FROM accompagnement a ${jointures} WHERE ${conditions.join('\n AND ')}`,
    ordre: ordreSql(choix.sort, TRIS, 'a.id'),
    params,
  };
}

const EN_ANOMALIE = `SELECT an.accompagnement_id FROM anomalie_accompagnement an
  WHERE an.type NOT IN (${ANOMALIES_SANS_DATE.join(', ')}) OR an.fin >= ${JOUR}`;

function filtrer(filtres: FiltresAccompagnements, params: unknown[]): string[] {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  const conditions: string[] = [];
  if (filtres.type) conditions.push(`a.type = ANY (${parametre(filtres.type)}::text[])`);
  if (filtres.uai) conditions.push(`a.uai = ANY (${parametre(filtres.uai)}::text[])`);
  if (filtres.ids) conditions.push(`a.id = ANY (${parametre(filtres.ids)}::int[])`);
  if (filtres.debut) conditions.push(`a.fin >= ${parametre(filtres.debut)}::date`);
  if (filtres.fin) conditions.push(`a.debut <= ${parametre(filtres.fin)}::date`);
  if (filtres.missionId) conditions.push(`a.mission_id = ${parametre(filtres.missionId)}::int`);
  if (filtres.aeshId) conditions.push(`m.aesh_id = ${parametre(filtres.aeshId)}::int`);
  if (filtres.decisionId) {
    conditions.push(`a.id IN (SELECT f.accompagnement_id FROM accompagnement_decision f
                              WHERE f.decision_id = ${parametre(filtres.decisionId)}::int)`);
  }
  if (filtres.secteur) {
    conditions.push(`a.id IN (SELECT f.accompagnement_id FROM accompagnement_decision f
      JOIN decision fd ON fd.id = f.decision_id JOIN eleve fe ON fe.id = fd.eleve_id
     WHERE fe.secteur_code = ANY (${parametre(filtres.secteur)}::text[]))`);
  }
  if (filtres.pial) {
    const horsPial = filtres.pial.includes(HORS_PIAL) ? 'pm.pial_uai IS NULL OR ' : '';
    const uais = filtres.pial.filter((uai) => uai !== HORS_PIAL);
    conditions.push(`(${horsPial}pm.pial_uai = ANY (${parametre(uais)}::text[]))`);
  }
  if (filtres.maintien !== undefined) conditions.push(`a.maintien = ${parametre(filtres.maintien)}`);
  if (filtres.previsionnel !== undefined) {
    conditions.push(`${previsionnelSql(FIN_ANNEE)} = ${parametre(filtres.previsionnel)}`);
  }
  if (filtres.anomalie !== undefined) conditions.push(`a.id ${filtres.anomalie ? 'IN' : 'NOT IN'} (${EN_ANOMALIE})`);
  return conditions;
}
