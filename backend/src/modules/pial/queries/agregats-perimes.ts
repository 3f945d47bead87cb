import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';

/** Columns that cannot move a need nor a mean. */
const SANS_EFFET = [
  ...['version', 'identifiant', 'classe', 'dispositif', 'origine', 'nature', 'date_cdaph'],
  ...['heures_repas', 'heures_meridienne', 'maintien', 'type_contrat', 'debut_contrat', 'fin_contrat'],
];

/** Writes looked at one by one; when there are more, the figures are old enough to be called stale. */
const ECRITURES_LUES = 20_000;

/**
 * Something that the aggregates of the year count has been written since they were computed (F9.0-2). Reads the audit
 * trail from the computation's own line on, and stops at the first such write.
 */
export async function agregatsPerimes(
  base: DataSource | EntityManager,
  { calculId, departement, annee }: { calculId: number; departement: string; annee: AnneeScolaire },
): Promise<boolean> {
  const { debut, fin } = periodeAnnee(annee);
  // Read first, so that the planner knows that few lines of the trail come after it.
  const [trace] = await base.query<{ id: number | null }[]>(
    `SELECT max(id) AS id FROM audit WHERE objet = 'calcul_agregat' AND objet_id = $1::text`,
    [calculId],
  );
  if (!trace || trace.id === null) return true;
  const [ligne] = await base.query<{ perime: boolean }[]>(
    `WITH ecriture AS MATERIALIZED (
       SELECT objet, avant, apres FROM audit
        WHERE id > $1
          AND objet IN ('decision', 'scolarite', 'pial_membre', 'affectation_pial', 'accompagnement', 'mission')
        ORDER BY id LIMIT ${ECRITURES_LUES})
     SELECT (SELECT count(*) FROM ecriture) = ${ECRITURES_LUES} OR EXISTS (
       SELECT FROM ecriture au
        CROSS JOIN LATERAL (VALUES (au.avant), (au.apres)) AS l(x)
        WHERE (au.avant - $5::text[]) IS DISTINCT FROM (au.apres - $5::text[])
          AND l.x IS NOT NULL
          AND daterange((l.x->>'debut')::date, (l.x->>'fin')::date, '[]') && daterange($3, $4, '[]')
          AND CASE au.objet
                WHEN 'decision' THEN EXISTS (
                  SELECT FROM scolarite s WHERE s.eleve_id = (l.x->>'eleve_id')::integer AND ${ecole('s.uai')})
                WHEN 'affectation_pial' THEN ${pial("l.x->>'pial_uai'")}
                WHEN 'pial_membre' THEN ${pial("l.x->>'pial_uai'")} OR ${ecole("l.x->>'uai'")}
                WHEN 'accompagnement' THEN EXISTS (
                  SELECT FROM etablissement e WHERE e.uai = l.x->>'uai' AND e.departement = $2 AND NOT EXISTS (
                    SELECT FROM pial_membre pm
                     WHERE pm.uai = e.uai AND pm.debut <= $3 AND (pm.fin IS NULL OR pm.fin >= $4)))
                WHEN 'mission' THEN au.avant->>'nature_code' <> au.apres->>'nature_code' AND EXISTS (
                  SELECT FROM affectation_pial af WHERE af.mission_id = (l.x->>'id')::integer AND ${pial('af.pial_uai')})
                ELSE ${ecole("l.x->>'uai'")}
              END) AS perime`,
    [trace.id, departement, debut, fin, SANS_EFFET],
  );
  return ligne?.perime ?? true;
}

const pial = (uai: string): string => `EXISTS (SELECT FROM pial p WHERE p.uai = ${uai} AND p.departement = $2)`;

/** A school of the département, or of one of its PIALs. */
const ecole = (uai: string): string => `(
  EXISTS (SELECT FROM etablissement e WHERE e.uai = ${uai} AND e.departement = $2)
  OR EXISTS (SELECT FROM pial_membre pm JOIN pial p ON p.uai = pm.pial_uai WHERE pm.uai = ${uai} AND p.departement = $2))`;
