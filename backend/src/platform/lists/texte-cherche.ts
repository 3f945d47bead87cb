/**
 * SQL of what a search reads of a row, when no index holds it: the same letters as `texte_recherche`, without the cost of
 * its call for thousands of rows. To be computed once a row, in a sub-query, then compared with `rechercheSql`.
 * @param colonnes SQL expressions of texts; a null one counts for nothing
 */
export function texteCherche(colonnes: readonly string[]): string {
  return `lower(translate(unaccent('unaccent', concat_ws(' ', ${colonnes.join(', ')})), '-''’', '   '))`;
}
