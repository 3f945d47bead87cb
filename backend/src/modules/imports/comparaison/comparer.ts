import type { EntityManager } from 'typeorm';
import type { BilanObjets } from '../domain/bilan.js';

/**
 * A table to bring to what a file says, through a temporary plan: one row a record, with `cible_id` (key in the base,
 * null when new), `cible_actif`, `modifie` and the columns. Rows that do not change are not written at all: neither
 * audit nor coverage is stirred.
 */
export interface Comparaison {
  readonly table: string;
  readonly cle: string;
  /** Temporary table that holds the plan. */
  readonly plan: string;
  /** Columns compared and written. */
  readonly colonnes: readonly string[];
  /** Columns written at the insertion only: name → SQL literal or expression on `p`. */
  readonly aLaCreation?: Readonly<Record<string, string>>;
  /** Column → SQL expression, when what is written is only known after other tables were written. */
  readonly expressions?: Readonly<Record<string, string>>;
  /** Join that these expressions need, after `plan p`. */
  readonly jointure?: string;
  /** The table has an `actif` column: a record that comes back is reactivated. */
  readonly avecActif?: boolean;
  /** The table has a `version` column. */
  readonly avecVersion?: boolean;
}

/** `(t.a, t.b) IS DISTINCT FROM (s.a, s.b)` */
export function differe(a: string, b: string, colonnes: readonly string[]): string {
  const cote = (alias: string): string => colonnes.map((colonne) => `${alias}.${colonne}`).join(', ');
  return `(ROW(${cote(a)}) IS DISTINCT FROM ROW(${cote(b)}))`;
}

/** Counts what the plan would do; `desactives` comes from elsewhere. */
export async function compter(manager: EntityManager, c: Comparaison, desactives: number): Promise<BilanObjets> {
  const [total] = await manager.query<{ crees: number; modifies: number; inchanges: number; reactives: number }[]>(
    `SELECT count(*) FILTER (WHERE cible_id IS NULL)::integer AS crees,
            count(*) FILTER (WHERE cible_id IS NOT NULL AND modifie AND cible_actif)::integer AS modifies,
            count(*) FILTER (WHERE cible_id IS NOT NULL AND NOT modifie AND cible_actif)::integer AS inchanges,
            count(*) FILTER (WHERE cible_id IS NOT NULL AND NOT cible_actif)::integer AS reactives
       FROM ${c.plan}`,
  );
  const { crees = 0, modifies = 0, inchanges = 0, reactives = 0 } = total ?? {};
  let champs: Record<string, number> = {};
  if (modifies + reactives > 0) {
    const parColonne = c.colonnes.map(
      (colonne) => `count(*) FILTER (WHERE t.${colonne} IS DISTINCT FROM p.${colonne})::integer AS ${colonne}`,
    );
    const [ligne] = await manager.query<Record<string, number>[]>(
      `SELECT ${parColonne.join(', ')} FROM ${c.plan} p JOIN ${c.table} t ON t.${c.cle} = p.cible_id WHERE p.modifie`,
    );
    champs = Object.fromEntries(Object.entries(ligne ?? {}).filter(([, n]) => n > 0));
  }
  return { crees, modifies, champs, inchanges, reactives, desactives };
}

/** Writes the creations and the changes of the plan; nothing when there are none. */
export async function ecrire(manager: EntityManager, c: Comparaison, bilan: BilanObjets): Promise<void> {
  const valeur = (colonne: string): string => c.expressions?.[colonne] ?? `p.${colonne}`;
  if (bilan.crees > 0) {
    const fixes = Object.entries(c.aLaCreation ?? {});
    await manager.query(
      `INSERT INTO ${c.table} (${[...fixes.map(([colonne]) => colonne), ...c.colonnes].join(', ')})
       SELECT ${[...fixes.map(([, expression]) => expression), ...c.colonnes.map(valeur)].join(', ')}
         FROM ${c.plan} p ${c.jointure ?? ''} WHERE p.cible_id IS NULL ORDER BY p.ligne`,
    );
  }
  if (bilan.modifies + bilan.reactives > 0) {
    const affectations = c.colonnes.map((colonne) => `${colonne} = ${valeur(colonne)}`);
    if (c.avecActif) affectations.push('actif = true');
    if (c.avecVersion) affectations.push('version = t.version + 1');
    await manager.query(
      `UPDATE ${c.table} t SET ${affectations.join(', ')}
         FROM ${c.plan} p ${c.jointure ?? ''}
        WHERE t.${c.cle} = p.cible_id AND (p.modifie OR NOT p.cible_actif)`,
    );
  }
}
