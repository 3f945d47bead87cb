import type { EntityManager } from 'typeorm';
import { type AnneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import type { Jour } from '../../../kernel/jour.js';
import type { NatureMoyen } from '../domain/besoin-moyens.js';

/** Decisions with the same hours, present in one PIAL on the same days. */
export interface GroupeDePresences {
  /** UAI of the tête; empty: a school of the département that is in no PIAL on these days. */
  readonly pial: string;
  readonly type: 'INDIVIDUELLE' | 'MUTUALISEE';
  readonly heures: number | null;
  readonly debut: Jour;
  readonly fin: Jour;
  /** `{12,15}` */
  readonly decisions: string;
}

/**
 * Decision ∩ schooling ∩ membership of the school ∩ year, in the PIALs of the département and in its schools without
 * PIAL. One row a group: most decisions cover the whole year, so that an académie makes hundreds of rows, not 50,000.
 */
export async function lirePresences(
  manager: EntityManager,
  departement: string,
  annee: AnneeScolaire,
): Promise<GroupeDePresences[]> {
  const { debut, fin } = periodeAnnee(annee);
  return manager.query<GroupeDePresences[]>(
    `WITH ${APPARTENANCES}
     SELECT pial, type, heures, debut, fin, array_agg(id)::text AS decisions
       FROM (
         SELECT a.pial, d.type, d.heures, d.id,
                greatest(a.debut, s.debut, d.debut) AS debut, least(a.fin, s.fin, d.fin) AS fin
           FROM appartenance a
           JOIN scolarite s ON s.uai = a.uai AND s.debut <= $3 AND (s.fin IS NULL OR s.fin >= $2)
           JOIN decision d ON d.eleve_id = s.eleve_id AND d.debut <= $3 AND d.fin >= $2) AS presence
      WHERE debut <= fin
      GROUP BY pial, type, heures, debut, fin`,
    [departement, debut, fin],
  );
}

/** Missions with the same nature, that give the same hours to one PIAL on the same days. */
export interface GroupeDeMoyens {
  readonly pial: string;
  readonly nature: NatureMoyen;
  readonly heures: number;
  readonly debut: Jour;
  readonly fin: Jour;
  /** `{7,9}`; a mission comes once for each affectation or accompaniment. */
  readonly missions: string;
}

/**
 * The affectations of the PIALs over the year. Outside PIALs there is nothing to be affected to: the means are the
 * hours that accompanying missions spend there, i.e. their accompaniments in schools without PIAL (guide §13.2: such
 * schools are served by AESH with unaffected hours).
 */
export async function lireMoyens(
  manager: EntityManager,
  departement: string,
  annee: AnneeScolaire,
): Promise<GroupeDeMoyens[]> {
  const { debut, fin } = periodeAnnee(annee);
  return manager.query<GroupeDeMoyens[]>(
    `WITH ${APPARTENANCES}, moyen AS (
       SELECT af.pial_uai AS pial, af.mission_id, af.heures, greatest(af.debut, $2) AS debut, least(af.fin, $3) AS fin
         FROM pial p
         JOIN affectation_pial af ON af.pial_uai = p.uai AND af.debut <= $3 AND (af.fin IS NULL OR af.fin >= $2)
        WHERE p.departement = $1
       UNION ALL
       SELECT '', ac.mission_id, ac.heures, greatest(a.debut, ac.debut), least(a.fin, ac.fin)
         FROM appartenance a
         JOIN accompagnement ac ON ac.uai = a.uai AND ac.debut <= $3 AND ac.fin >= $2
        WHERE a.pial = '')
     SELECT x.pial, n.role AS nature, x.heures, x.debut, x.fin, array_agg(x.mission_id)::text AS missions
       FROM moyen x
       JOIN mission m ON m.id = x.mission_id
       JOIN nature_support n ON n.code = m.nature_code
      WHERE x.debut <= x.fin AND (x.pial <> '' OR n.role = 'ACCOMPAGNANT')
      GROUP BY x.pial, n.role, x.heures, x.debut, x.fin`,
    [departement, debut, fin],
  );
}

/**
 * The schools with their PIAL, then the days on which those of the département have none: the gaps before each
 * membership and, thanks to a last row after the year, after the last one. $1 département, $2–$3 the year.
 */
const APPARTENANCES = `appartenance AS (
  SELECT pm.pial_uai AS pial, pm.uai, greatest(pm.debut, $2::date) AS debut, least(pm.fin, $3::date) AS fin
    FROM pial p
    JOIN pial_membre pm ON pm.pial_uai = p.uai AND pm.debut <= $3 AND (pm.fin IS NULL OR pm.fin >= $2)
   WHERE p.departement = $1
  UNION ALL
  SELECT '', hors.uai, hors.debut, hors.fin
    FROM (
      SELECT m.uai, coalesce(lag(m.fin) OVER (PARTITION BY m.uai ORDER BY m.debut) + 1, $2::date) AS debut, m.debut - 1 AS fin
        FROM (
          SELECT pm.uai, pm.debut, coalesce(pm.fin, $3::date) AS fin
            FROM etablissement e
            JOIN pial_membre pm ON pm.uai = e.uai AND pm.debut <= $3 AND (pm.fin IS NULL OR pm.fin >= $2)
           WHERE e.departement = $1
          UNION ALL
          SELECT e.uai, $3::date + 1, NULL FROM etablissement e WHERE e.departement = $1) AS m) AS hors
   WHERE hors.debut <= hors.fin)`;

export interface PialACalculer {
  readonly uai: string;
  readonly nom: string;
  readonly actif: boolean;
}

export async function lirePials(manager: EntityManager, departement: string): Promise<PialACalculer[]> {
  return manager.query<PialACalculer[]>(
    `SELECT p.uai, e.nom, p.actif FROM pial p JOIN etablissement e ON e.uai = p.uai WHERE p.departement = $1 ORDER BY p.uai`,
    [departement],
  );
}
