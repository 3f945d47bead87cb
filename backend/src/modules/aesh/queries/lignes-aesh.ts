import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh, TypeContrat } from '../../../kernel/rh.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import { type Civilite, type EtatAesh, etatAesh } from '../domain/libelles.js';
import { missionRecente } from './portee-aesh.js';

/** A line of the list of the AESH (guide §7). What is counted is counted over the missions of the perimeter. */
export interface AeshLigne {
  readonly id: number;
  readonly etat: EtatAesh;
  readonly source: SourceRh;
  /** NUMEN or the like; of a provisional AESH, the one that was typed, if any. */
  readonly idAgent: string | null;
  readonly civilite: Civilite | null;
  readonly nom: string;
  readonly nomFamille: string | null;
  readonly prenom: string;
  readonly dateNaissance: Jour | null;
  readonly codePostal: string | null;
  readonly commune: string | null;
  readonly courriel: string | null;
  readonly telephone: string | null;
  readonly rqth: boolean | null;
  readonly transport: string | null;
  /** Of its active missions that have not ended. */
  readonly contrats: { readonly type: TypeContrat; readonly fin: Jour | null }[];
  /** Active missions. */
  readonly missions: number;
  readonly missionsInactives: number;
  /** Weekly hours of its active accompanying missions, on the fullest day of the period. */
  readonly heures: number;
  /** Weekly hours that stay free on every day of the period when it has such a mission; negative when exceeded. */
  readonly heuresLibres: number;
  readonly version: number;
}

export interface AeshSql {
  id: number;
  source: SourceRh;
  actif: boolean;
  id_agent: string;
  numen: string | null;
  civilite: Civilite | null;
  nom_usage: string;
  nom_famille: string | null;
  prenom: string;
  date_naissance: Jour | null;
  code_postal: string | null;
  commune: string | null;
  courriel: string | null;
  telephone: string | null;
  rqth: boolean | null;
  transport: string | null;
  contrats: AeshLigne['contrats'] | null;
  missions: number;
  missions_inactives: number;
  heures: number | null;
  heures_libres: number | null;
  version: number;
}

export const COLONNES_AESH = `
  x.id, x.source, x.actif, x.id_agent, x.numen, x.civilite, x.nom_usage, x.nom_famille, x.prenom, x.date_naissance,
  x.code_postal, x.commune, x.courriel, x.telephone, x.rqth, x.transport, x.version,
  k.contrats, k.missions, k.missions_inactives, h.heures, h.heures_libres`;

/** `$1` and `$2` are the first and last days looked at, `$3` is today. */
export const PERIODE_AESH = { de: '$1::date', a: '$2::date', jour: '$3::date' } as const;

/**
 * Hours by AESH (aesh_id, heures, heures_libres) over the period, day by day: they only change where a segment of
 * occupation begins, and on the day after it ends. AESH without an accompanying mission on these days are not there.
 * @param condition on the mission `m`
 */
function heuresSql(perimetre: Perimetre, params: unknown[], jour: Jour, condition: string): string {
  const { de, a } = PERIODE_AESH;
  return `
    WITH seg AS MATERIALIZED (
      SELECT m.aesh_id, m.heures, m.heures - s.heures AS libres, greatest(s.debut, ${de}) AS de,
             least(coalesce(s.fin, 'infinity'), ${a}) AS a
        FROM mission m
        JOIN nature_support n ON n.code = m.nature_code AND n.accompagnement
        JOIN occupation_mission o ON o.mission_id = m.id
       CROSS JOIN LATERAL jsonb_to_recordset(o.segments) AS s(debut date, fin date, heures numeric)
       WHERE ${condition} AND m.actif AND m.debut <= ${a} AND (m.fin IS NULL OR m.fin >= ${de})
         AND s.debut <= ${a} AND (s.fin IS NULL OR s.fin >= ${de})
         AND ${porteeMissions(perimetre, { mission: 'm' }, params, jour)})
    SELECT t.aesh_id, max(t.heures) AS heures, min(t.libres) AS heures_libres
      FROM (SELECT g.aesh_id, sum(g.heures) AS heures, sum(g.libres) AS libres
              FROM (SELECT aesh_id, de AS jour FROM seg UNION SELECT aesh_id, a + 1 FROM seg WHERE a < ${a}) j
              JOIN seg g ON g.aesh_id = j.aesh_id AND g.de <= j.jour AND g.a >= j.jour
             GROUP BY g.aesh_id, j.jour) t
     GROUP BY t.aesh_id`;
}

/** `h`: hours of the AESH `x`, for some rows. */
export const heuresAesh = (perimetre: Perimetre, params: unknown[], jour: Jour): string =>
  ` LEFT JOIN LATERAL (${heuresSql(perimetre, params, jour, 'm.aesh_id = x.id')}) h ON true`;

/** `h`: the same, when all of them are needed. */
export const heuresDeTous = (perimetre: Perimetre, params: unknown[], jour: Jour): string =>
  ` LEFT JOIN (${heuresSql(perimetre, params, jour, 'true')}) h ON h.aesh_id = x.id`;

/** `k`: contracts and missions of the AESH `x`. */
export function missionsAesh(perimetre: Perimetre, params: unknown[], jour: Jour): string {
  const { jour: j } = PERIODE_AESH;
  const portee = (): string => porteeMissions(perimetre, { mission: 'm' }, params, jour);
  return `
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE m.actif) AS missions, count(*) FILTER (WHERE NOT m.actif) AS missions_inactives,
           (SELECT jsonb_agg(jsonb_build_object('type', c.type, 'fin', c.fin) ORDER BY c.fin NULLS LAST)
              FROM (SELECT DISTINCT m.type_contrat AS type,
                           CASE WHEN m.type_contrat = 'CDD' THEN coalesce(m.fin_contrat, m.fin) END AS fin
                      FROM mission m
                     WHERE m.aesh_id = x.id AND m.actif AND (m.fin IS NULL OR m.fin >= ${j}) AND ${portee()}) c) AS contrats
      FROM mission m
     WHERE m.aesh_id = x.id AND ${missionRecente('m', j)} AND ${portee()}) k`;
}

export function ligneAesh(l: AeshSql): AeshLigne {
  return {
    id: l.id,
    etat: etatAesh(l.source, l.actif),
    source: l.source,
    idAgent: l.source === 'PREVISIONNEL' ? l.numen : l.id_agent,
    civilite: l.civilite,
    nom: l.nom_usage,
    nomFamille: l.nom_famille,
    prenom: l.prenom,
    dateNaissance: l.date_naissance,
    codePostal: l.code_postal,
    commune: l.commune,
    courriel: l.courriel,
    telephone: l.telephone,
    rqth: l.rqth,
    transport: l.transport,
    contrats: l.contrats ?? [],
    missions: l.missions,
    missionsInactives: l.missions_inactives,
    heures: l.heures ?? 0,
    heuresLibres: l.heures_libres ?? 0,
    version: l.version,
  };
}
