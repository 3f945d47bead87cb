import type { DataSource, EntityManager } from 'typeorm';
import type { Reference } from '../domain/changement.js';

export interface ReferenceLigne extends Reference {
  /** Missions whose hours it gives. */
  readonly missions: number;
  readonly version: number;
}

/** References of the département, by quotité. */
export function listerReferences(base: DataSource | EntityManager, departement: string): Promise<ReferenceLigne[]> {
  return base.query(
    `SELECT r.id, r.quotite, r.heures, r.version, count(m.id) AS missions
       FROM reference_temps_travail r
       LEFT JOIN mission m ON m.departement = r.departement AND m.quotite = r.quotite AND m.origine_heures = 'REFERENCE'
      WHERE r.departement = $1
      GROUP BY r.id ORDER BY r.quotite`,
    [departement],
  );
}
