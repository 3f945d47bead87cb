import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import type { Jour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { criteresDecisions, decisionsAccompagnees } from './criteres-decisions.js';

export interface IndicateursDecisions {
  readonly annee: AnneeScolaire;
  readonly debut: Jour;
  readonly fin: Jour;
  /** Decisions active on all or part of the school year. */
  readonly total: number;
  /** Those without any accompaniment on the year. */
  readonly sansAccompagnement: number;
  readonly avecAccompagnement: number;
}

/** The three counters of the current school year (F4.1-1): each is the total of the list with the same filters. */
export async function compterIndicateurs(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  jour: Jour,
): Promise<IndicateursDecisions> {
  const annee = anneeScolaire(jour);
  const { debut, fin } = periodeAnnee(annee);
  const { source, params } = criteresDecisions(perimetre, { sort: [], debut, fin }, jour);
  const annuels = decisionsAccompagnees([`a.fin >= $${params.push(debut)}`, `a.debut <= $${params.push(fin)}`]);
  const [comptes] = await base.query<{ total: number; avec: number }[]>(
    `SELECT count(*) AS total, count(*) FILTER (WHERE l.decision_id IN (${annuels})) AS avec ${source}`,
    params,
  );
  const { total, avec } = comptes ?? { total: 0, avec: 0 };
  return { annee, debut, fin, total, sansAccompagnement: total - avec, avecAccompagnement: avec };
}
