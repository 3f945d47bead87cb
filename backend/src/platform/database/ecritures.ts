import type { DataSource, EntityManager } from 'typeorm';
import type { Acteur } from '../security/perimetre.js';
import { enTransaction } from './transaction.js';

/**
 * How the modules that stand under the coverages write: one transaction, signed for the audit trail, at the end of which
 * what it made stale is brought up to date. Given by the module that computes the coverages (accompagnements), on which
 * the others may not depend.
 */
export class Ecritures {
  constructor(
    readonly source: DataSource,
    private readonly rafraichir: (manager: EntityManager) => Promise<unknown>,
  ) {}

  transaction<T>(acteur: Acteur, travail: (manager: EntityManager) => Promise<T>): Promise<T> {
    return enTransaction(this.source, acteur, async (manager) => {
      const resultat = await travail(manager);
      await this.rafraichir(manager);
      return resultat;
    });
  }
}
