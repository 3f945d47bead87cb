import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh, TypeContrat } from '../../../kernel/rh.js';
import { type ParametresListe, ordreSql, rechercheSql } from '../../../platform/lists/liste.js';
import { texteCherche } from '../../../platform/lists/texte-cherche.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import { affecteeA, missionRecente, periodeRegardee } from '../../aesh/index.js';
import type { EtatMission, Occupation } from '../domain/libelles.js';
import { JOINTURES_MISSION, JOINTURE_OCCUPATION, PERIODE_MISSION } from './lignes-mission.js';

/** Name of each sort → SQL on m (mission), x (AESH), n (nature), e (employer), oc (hours of the period). */
const TRIS = {
  nom: ['x.nom_usage', 'x.prenom'],
  etat: `CASE WHEN NOT m.actif THEN 3 WHEN m.source = 'PREVISIONNEL' THEN 2 ELSE 1 END`,
  source: 'm.source',
  codePostal: 'x.code_postal',
  commune: 'x.commune',
  transport: 'x.transport',
  typeContrat: 'm.type_contrat',
  debutContrat: 'm.debut_contrat',
  finContrat: 'm.fin_contrat',
  nature: 'm.nature_code',
  debut: 'm.debut',
  fin: 'm.fin',
  quotite: 'm.quotite',
  heures: 'm.heures',
  employeur: 'coalesce(e.nom, m.uai_employeur)',
  heuresOccupees: 'coalesce(oc.occupees, 0)',
  heuresDisponibles: 'oc.disponibles',
} as const;

export const TRIS_MISSIONS = [
  'nom',
  'etat',
  'source',
  'codePostal',
  'commune',
  'transport',
  'typeContrat',
  'debutContrat',
  'finContrat',
  'nature',
  'debut',
  'fin',
  'quotite',
  'heures',
  'employeur',
  'heuresOccupees',
  'heuresDisponibles',
] as const satisfies readonly (keyof typeof TRIS)[];

export interface FiltresMissions {
  /** The mission runs in all or part of the period; hours and PIALs are looked at in it (today without one). */
  readonly debut?: Jour | undefined;
  readonly fin?: Jour | undefined;
  readonly contrat?: readonly TypeContrat[] | undefined;
  readonly source?: readonly SourceRh[] | undefined;
  readonly etat?: readonly EtatMission[] | undefined;
  readonly nature?: readonly string[] | undefined;
  readonly accompagnante?: boolean | undefined;
  /** Employers. */
  readonly uai?: readonly string[] | undefined;
  readonly pial?: readonly string[] | undefined;
  readonly occupation?: readonly Occupation[] | undefined;
  readonly disponible?: boolean | undefined;
  /** Neither RH hours nor a reference: 0 h, flagged (F8.0-6). */
  readonly sansHeures?: boolean | undefined;
  readonly ids?: readonly number[] | undefined;
}

export type ChoixMissions = Pick<ParametresListe<(typeof TRIS_MISSIONS)[number]>, 'q' | 'sort'> & FiltresMissions;

export interface CriteresMissions {
  /** FROM and WHERE; the key is `m.id`. */
  readonly source: string;
  readonly ordre: string;
  /** `$1` and `$2` are the days looked at, `$3` is today. */
  readonly params: unknown[];
}

/** What the search reads of a mission: its AESH, its employer and its nature are each read once, however many missions they have. */
const JOINTURE_TEXTE = `
  JOIN (SELECT x.id, ${texteCherche(['x.nom_usage', 'x.nom_famille', 'x.prenom', 'x.code_postal', 'x.commune', 'x.transport'])} AS texte
          FROM aesh x OFFSET 0) tx ON tx.id = m.aesh_id
  JOIN (SELECT n.code, ${texteCherche(['n.code', 'n.activite'])} AS texte FROM nature_support n OFFSET 0) tn ON tn.code = m.nature_code
  LEFT JOIN (SELECT e.uai, ${texteCherche(['e.nom', 'e.commune'])} AS texte FROM etablissement e OFFSET 0) te ON te.uai = m.uai_employeur
 CROSS JOIN LATERAL (
   SELECT concat_ws(' ', tx.texte, tn.texte, te.texte, lower(m.type_contrat), lower(m.uai_employeur),
                    CASE WHEN m.source = 'PREVISIONNEL' THEN 'previsionnelle' ELSE lower(m.id_mission) END) AS texte OFFSET 0) t`;

export function criteresMissions(perimetre: Perimetre, choix: ChoixMissions, jour: Jour): CriteresMissions {
  const { de, a } = periodeRegardee(choix, jour);
  const params: unknown[] = [de, a, jour];
  const conditions = [
    '$1::date IS NOT NULL AND $2::date IS NOT NULL',
    porteeMissions(perimetre, { mission: 'm' }, params, jour),
    missionRecente('m', PERIODE_MISSION.jour),
    ...filtrer(choix, params),
  ];
  let jointures = JOINTURES_MISSION;
  const parHeures = choix.sort.some(({ nom }) => nom === 'heuresOccupees' || nom === 'heuresDisponibles');
  if (parHeures || choix.occupation || choix.disponible !== undefined) jointures += JOINTURE_OCCUPATION;
  if (choix.q) {
    jointures += JOINTURE_TEXTE;
    conditions.push(rechercheSql('t.texte', choix.q, params));
  }
  return {
    source: `FROM mission m ${jointures} WHERE ${conditions.join('\n AND ')}`,
    ordre: ordreSql(choix.sort, TRIS, 'm.id'),
    params,
  };
}

const ETATS: Readonly<Record<EtatMission, string>> = {
  ACTIVE: `m.actif AND m.source <> 'PREVISIONNEL'`,
  INACTIVE: 'NOT m.actif',
  PREVISIONNELLE: `m.actif AND m.source = 'PREVISIONNEL'`,
};

const OCCUPEE: Readonly<Record<Occupation, string>> = {
  VIDE: 'coalesce(oc.occupees, 0) = 0',
  PARTIELLE: 'oc.occupees > 0 AND oc.occupees < m.heures',
  PLEINE: 'oc.occupees > 0 AND oc.occupees = m.heures',
  DEPASSEE: 'oc.occupees > m.heures',
};

function filtrer(filtres: FiltresMissions, params: unknown[]): string[] {
  const parametre = (valeur: unknown): string => `$${params.push(valeur)}`;
  const unParmi = (conditions: readonly string[]): string => `(${conditions.map((c) => `(${c})`).join(' OR ')})`;
  const conditions: string[] = [];
  if (filtres.debut) conditions.push(`(m.fin IS NULL OR m.fin >= ${PERIODE_MISSION.de})`);
  if (filtres.fin) conditions.push(`m.debut <= ${PERIODE_MISSION.a}`);
  for (const [colonne, valeurs] of [
    ['type_contrat', filtres.contrat],
    ['source', filtres.source],
    ['nature_code', filtres.nature],
    ['uai_employeur', filtres.uai],
  ] as const) {
    if (valeurs) conditions.push(`m.${colonne} = ANY (${parametre(valeurs)}::text[])`);
  }
  if (filtres.ids) conditions.push(`m.id = ANY (${parametre(filtres.ids)}::int[])`);
  if (filtres.etat) conditions.push(unParmi(filtres.etat.map((etat) => ETATS[etat])));
  if (filtres.accompagnante !== undefined) conditions.push(`n.accompagnement = ${parametre(filtres.accompagnante)}`);
  if (filtres.pial) conditions.push(affecteeA(filtres.pial, params));
  if (filtres.sansHeures !== undefined) {
    conditions.push(`m.origine_heures ${filtres.sansHeures ? '=' : '<>'} 'ABSENTE'`);
  }
  if (filtres.occupation) {
    conditions.push(`n.accompagnement AND ${unParmi(filtres.occupation.map((occupation) => OCCUPEE[occupation]))}`);
  }
  if (filtres.disponible !== undefined) conditions.push(`oc.disponibles ${filtres.disponible ? '> 0' : '<= 0'}`);
  return conditions;
}
