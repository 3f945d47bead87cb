import type { DataSource, EntityManager } from 'typeorm';
import type { AnneeScolaire } from '../../../kernel/annee-scolaire.js';

/** Formula of the mutualised need that the département chose for the school year; null when it keeps the national one. */
export async function formuleDeLAnnee(
  base: DataSource | EntityManager,
  { departement, annee }: { departement: string; annee: AnneeScolaire },
): Promise<string | null> {
  const [ligne] = await base.query<{ expression: string }[]>(
    'SELECT expression FROM formule_besoin WHERE departement = $1 AND annee = $2',
    [departement, annee],
  );
  return ligne?.expression ?? null;
}
