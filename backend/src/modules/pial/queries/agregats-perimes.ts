import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';

/** Columns that cannot move a need nor a mean. */
const SANS_EFFET = [
  ...['version', 'identifiant', 'classe', 'dispositif', 'origine', 'nature', 'date_cdaph'],
  ...['heures_repas', 'heures_meridienne', 'maintien', 'type_contrat', 'debut_contrat', 'fin_contrat'],
];

/**
 * Something that the aggregates of the year count has been written since they were computed (F9.0-2). Reads the audit
 * trail after the computation's own line, and stops at the first such write.
 */
export async function agregatsPerimes(
  base: DataSource | EntityManager,
  { calculId, departement, annee }: { calculId: number; departement: string; annee: AnneeScolaire },
): Promise<boolean> {
  const { debut, fin } = periodeAnnee(annee);
  const [ligne] = await base.query<{ perime: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM audit au
        CROSS JOIN LATERAL (VALUES (au.avant), (au.apres)) AS l(x)
        WHERE au.id > (SELECT max(c.id) FROM audit c WHERE c.objet = 'calcul_agregat' AND c.objet_id = $1::text)
          AND au.objet IN ('decision', 'scolarite', 'pial_membre', 'affectation_pial', 'accompagnement', 'mission')
          AND (au.avant - $5::text[]) IS DISTINCT FROM (au.apres - $5::text[])
          AND l.x IS NOT NULL
          AND daterange((l.x->>'debut')::date, (l.x->>'fin')::date, '[]') && daterange($3, $4, '[]')
          AND CASE au.objet
                WHEN 'decision' THEN EXISTS (
                  SELECT FROM scolarite s WHERE s.eleve_id = (l.x->>'eleve_id')::integer AND ${ecole('s.uai')})
                WHEN 'affectation_pial' THEN ${pial("l.x->>'pial_uai'")}
                WHEN 'pial_membre' THEN ${pial("l.x->>'pial_uai'")} OR ${ecole("l.x->>'uai'")}
                WHEN 'accompagnement' THEN EXISTS (
                  SELECT FROM etablissement e WHERE e.uai = l.x->>'uai' AND e.departement = $2
                     AND NOT EXISTS (SELECT FROM pial_membre pm WHERE pm.uai = e.uai AND pm.debut <= $3 AND (pm.fin IS NULL OR pm.fin >= $4)))
                WHEN 'mission' THEN au.avant->>'nature_code' <> au.apres->>'nature_code' AND EXISTS (
                  SELECT FROM affectation_pial af WHERE af.mission_id = (l.x->>'id')::integer AND ${pial('af.pial_uai')})
                ELSE ${ecole("l.x->>'uai'")}
              END) AS perime`,
    [calculId, departement, debut, fin, SANS_EFFET],
  );
  return ligne?.perime ?? true;
}

const pial = (uai: string): string => `EXISTS (SELECT FROM pial p WHERE p.uai = ${uai} AND p.departement = $2)`;

/** A school of the département, or of one of its PIALs. */
const ecole = (uai: string): string => `(
  EXISTS (SELECT FROM etablissement e WHERE e.uai = ${uai} AND e.departement = $2)
  OR EXISTS (SELECT FROM pial_membre pm JOIN pial p ON p.uai = pm.pial_uai WHERE pm.uai = ${uai} AND p.departement = $2))`;
