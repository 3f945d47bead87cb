import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';

/**
 * An AESH is seen by whoever sees one of its missions; a provisional one also by the département that awaits it.
 * SQL predicate on the alias `x` of an AESH.
 */
export function porteeAesh(perimetre: Perimetre, x: string, params: unknown[], jour: Jour): string {
  const parMission = `${x}.id IN (SELECT v.aesh_id FROM mission v WHERE ${porteeMissions(perimetre, { mission: 'v' }, params, jour)})`;
  if (perimetre.nature !== 'DEPARTEMENT' && perimetre.nature !== 'SECTEURS_CHOISIS') return parMission;
  return `(${parMission} OR ${x}.departement = $${params.push(perimetre.departement)})`;
}

/**
 * Missions that screens show (F8.0-4, reading 13): those that ended less than three years ago, and those that run.
 * @param jour SQL expression of today
 */
export const missionRecente = (m: string, jour: string): string =>
  `(${m}.fin IS NULL OR ${m}.fin >= (${jour} - interval '3 years')::date)`;

/** Days on which hours are looked at; `infinity` stands for an end that is left open. */
export interface PeriodeRegardee {
  readonly de: string;
  readonly a: string;
}

/** The period asked for, else today. */
export function periodeRegardee(
  { debut, fin }: { readonly debut?: Jour | undefined; readonly fin?: Jour | undefined },
  jour: Jour,
): PeriodeRegardee {
  if (debut === undefined && fin === undefined) return { de: jour, a: jour };
  return { de: debut ?? '-infinity', a: fin ?? 'infinity' };
}
