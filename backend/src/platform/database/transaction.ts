import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Acteur } from '../security/perimetre.js';

/**
 * Runs `travail` in one transaction whose writes the audit triggers sign with `acteur`.
 * READ COMMITTED: rules that need more take row locks themselves.
 */
export async function enTransaction<T>(
  dataSource: DataSource,
  acteur: Acteur,
  travail: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource.transaction(async (manager) => {
    await manager.query(
      `SELECT set_config('agesh.acteur_id', $1, true), set_config('agesh.acteur', $2, true), set_config('agesh.operation', $3, true)`,
      [acteur.id === null ? '' : String(acteur.id), acteur.nom, randomUUID()],
    );
    return travail(manager);
  });
}
