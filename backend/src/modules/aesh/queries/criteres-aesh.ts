import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh, TypeContrat } from '../../../kernel/rh.js';
import { type ParametresListe, ordreSql, rechercheSql } from '../../../platform/lists/liste.js';
import { texteCherche } from '../../../platform/lists/texte-cherche.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import { type EtatAesh, HORS_PIAL } from '../domain/libelles.js';
import { heuresDeTous, missionsAesh } from './lignes-aesh.js';
import { periodeRegardee, porteeAesh } from './portee-aesh.js';

/** Name of each sort → SQL on x (AESH), h (hours), k (missions). */
const TRIS = {
  etat: `CASE WHEN NOT x.actif THEN 3 WHEN x.source = 'PREVISIONNEL' THEN 2 ELSE 1 END`,
  nom: ['x.nom_usage', 'x.prenom'],
  source: 'x.source',
  dateNaissance: 'x.date_naissance',
  codePostal: 'x.code_postal',
  commune: 'x.commune',
  transport: 'x.transport',
  rqth: 'x.rqth',
  missions: 'k.missions',
  heures: 'coalesce(h.heures, 0)',
  heuresLibres: 'coalesce(h.heures_libres, 0)',
} as const;

export const TRIS_AESH = [
  'etat',
  'nom',
  'source',
  'dateNaissance',
  'codePostal',
  'commune',
  'transport',
  'rqth',
  'missions',
  'heures',
  'heuresLibres',
] as const satisfies readonly (keyof typeof TRIS)[];

/** All that are given apply; those about missions must hold for one and the same mission. */
export interface FiltresAesh {
  readonly etat?: readonly EtatAesh[] | undefined;
  readonly source?: readonly SourceRh[] | undefined;
  readonly contrat?: readonly TypeContrat[] | undefined;
  readonly nature?: readonly string[] | undefined;
  /** Têtes of the PIALs to which a mission is affected in the period (today without one), or HORS_PIAL. */
  readonly pial?: readonly string[] | undefined;
  readonly commune?: readonly string[] | undefined;
  readonly transport?: readonly string[] | undefined;
  readonly rqth?: boolean | undefined;
  /** Free hours on every day of the period. */
  readonly disponible?: boolean | undefined;
  /** A mission runs in all or part of the period. */
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
  readonly ids?: readonly number[] | undefined;
}

export type ChoixAesh = Pick<ParametresListe<(typeof TRIS_AESH)[number]>, 'q' | 'sort'> & FiltresAesh;

export interface CriteresAesh {
  /** FROM and WHERE; the key is `x.id`. */
  readonly source: string;
  readonly ordre: string;
  /** `$1` and `$2` are the days looked at, `$3` is today. */
  readonly params: unknown[];
}

/** What the search reads of the AESH `x`. */
export const TEXTE_AESH = texteCherche([
  'x.nom_usage',
  'x.nom_famille',
  'x.prenom',
  'x.code_postal',
  'x.commune',
  'x.courriel',
  'x.telephone',
  'x.transport',
  `CASE WHEN x.source = 'PREVISIONNEL' THEN concat_ws(' ', x.numen, 'prévisionnel') ELSE x.id_agent END`,
]);

export function criteresAesh(perimetre: Perimetre, choix: ChoixAesh, jour: Jour): CriteresAesh {
  const { de, a } = periodeRegardee(choix, jour);
  const params: unknown[] = [de, a, jour];
  const trie = (...noms: string[]): boolean => choix.sort.some(({ nom }) => noms.includes(nom));
  const jointures: string[] = [];
  const conditions = [
    '$1::date IS NOT NULL AND $2::date IS NOT NULL AND $3::date IS NOT NULL',
    porteeAesh(perimetre, 'x', params, jour),
    ...filtrer(perimetre, choix, params, jour),
  ];
  if (choix.q) {
    // Once a row, whatever the number of words.
    jointures.push(`CROSS JOIN LATERAL (SELECT ${TEXTE_AESH} AS texte OFFSET 0) t`);
    conditions.push(rechercheSql('t.texte', choix.q, params));
  }
  if (trie('heures', 'heuresLibres') || choix.disponible !== undefined) {
    jointures.push(heuresDeTous(perimetre, params, jour));
  }
  if (trie('missions')) jointures.push(missionsAesh(perimetre, params, jour));
  if (choix.disponible !== undefined) {
    conditions.push(`coalesce(h.heures_libres, 0) ${choix.disponible ? '> 0' : '<= 0'}`);
  }
  return {
    source: `FROM aesh x ${jointures.join(' ')} WHERE ${conditions.join('\n AND ')}`,
    ordre: ordreSql(choix.sort, TRIS, 'x.id'),
    params,
  };
}

const ETATS: Readonly<Record<EtatAesh, string>> = {
  ACTIF: `x.actif AND x.source <> 'PREVISIONNEL'`,
  INACTIF: 'NOT x.actif',
  PREVISIONNEL: `x.actif AND x.source = 'PREVISIONNEL'`,
};

function filtrer(perimetre: Perimetre, filtres: FiltresAesh, params: unknown[], jour: Jour): string[] {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  const conditions: string[] = [];
  if (filtres.etat) conditions.push(`(${filtres.etat.map((etat) => `(${ETATS[etat]})`).join(' OR ')})`);
  if (filtres.source) conditions.push(`x.source = ANY (${parametre(filtres.source)}::text[])`);
  for (const colonne of ['commune', 'transport'] as const) {
    const valeurs = filtres[colonne];
    if (valeurs) {
      conditions.push(
        `texte_recherche(x.${colonne}) = ANY (SELECT texte_recherche(v) FROM unnest(${parametre(valeurs)}::text[]) v)`,
      );
    }
  }
  if (filtres.rqth !== undefined) conditions.push(`coalesce(x.rqth, false) = ${parametre(filtres.rqth)}`);
  if (filtres.ids) conditions.push(`x.id = ANY (${parametre(filtres.ids)}::int[])`);
  const mission = filtrerMissions(filtres, params);
  if (mission.length > 0) {
    mission.push(porteeMissions(perimetre, { mission: 'm' }, params, jour));
    conditions.push(`x.id IN (SELECT m.aesh_id FROM mission m WHERE ${mission.join(' AND ')})`);
  }
  return conditions;
}

function filtrerMissions({ contrat, nature, pial, debut, fin }: FiltresAesh, params: unknown[]): string[] {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  const conditions: string[] = [];
  if (contrat) conditions.push(`m.type_contrat = ANY (${parametre(contrat)}::text[])`);
  if (nature) conditions.push(`m.nature_code = ANY (${parametre(nature)}::text[])`);
  if (debut) conditions.push(`(m.fin IS NULL OR m.fin >= $1::date)`);
  if (fin) conditions.push(`m.debut <= $2::date`);
  if (pial) conditions.push(affecteeA(pial, params));
  return conditions;
}

/** The mission `m` is affected in the period to one of these PIALs, or, with HORS_PIAL, to none. */
export function affecteeA(pials: readonly string[], params: unknown[]): string {
  const affectation = `SELECT FROM affectation_pial f WHERE f.mission_id = m.id AND f.debut <= $2::date AND (f.fin IS NULL OR f.fin >= $1::date)`;
  const uais = pials.filter((uai) => uai !== HORS_PIAL);
  const morceaux: string[] = [];
  if (uais.length > 0) morceaux.push(`EXISTS (${affectation} AND f.pial_uai = ANY ($${params.push(uais)}::text[]))`);
  if (pials.includes(HORS_PIAL)) morceaux.push(`(m.actif AND NOT EXISTS (${affectation}))`);
  return `(${morceaux.join(' OR ')})`;
}
