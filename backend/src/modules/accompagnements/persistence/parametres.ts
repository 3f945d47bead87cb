/*
 * Large parameters of the statements of the refresh. They go as text that PostgreSQL splits, much cheaper on both sides
 * than arrays quoted one element at a time or than one JSON document of everything.
 */

/** A parameter `int[]`. */
export const entiers = (nombres: readonly number[]): string => `{${nombres.join()}}`;

/** A parameter `float8[]`, `numeric[]`, `smallint[]`, `boolean[]` or `date[]`. */
export const tableau = (valeurs: readonly (number | boolean | string | null)[]): string =>
  `{${valeurs.map((valeur) => valeur ?? 'NULL').join()}}`;

/** A parameter `text` that `LIGNES` splits into JSON documents: written on one line, they hold no line feed. */
export const documents = (valeurs: readonly unknown[]): string => valeurs.map((v) => JSON.stringify(v)).join('\n');

/** SQL of the `text[]` of `documents`. */
export const enDocuments = (parametre: string): string => `string_to_array(${parametre}, E'\n')`;

/**
 * SQL of an `int[]` that the planner does not look into: with a constant array it weighs each element against its
 * statistics, which takes longer than the query, and leaves the indexes when there are many.
 */
export const parmi = (parametre: string): string => `ARRAY(SELECT unnest(${parametre}::int[]))`;
