import type { EntityManager } from 'typeorm';
import { type Perimetre, porteeEtablissements } from '../../../platform/security/index.js';

/** SQL of the département of a perimeter, NULL when it has none; several (an ERSEH may) come down to the first. */
export function departementSql(perimetre: Perimetre, params: unknown[]): string {
  switch (perimetre.nature) {
    case 'DEPARTEMENT':
    case 'SECTEURS_CHOISIS':
      return `$${params.push(perimetre.departement)}::text`;
    case 'AUCUN':
      return 'NULL::text';
    default:
      return `(SELECT min(et.departement) FROM etablissement et WHERE ${porteeEtablissements(perimetre, { etablissement: 'et' }, params)})`;
  }
}

export async function departementDuPerimetre(manager: EntityManager, perimetre: Perimetre): Promise<string | null> {
  const params: unknown[] = [];
  const [ligne] = await manager.query<{ departement: string | null }[]>(
    `SELECT ${departementSql(perimetre, params)} AS departement`,
    params,
  );
  return ligne?.departement ?? null;
}
