import type { DataSource } from 'typeorm';

/** How long the detail of an import is kept; its report stays in the history. */
const JOURS_DETAIL = 90;
/** What the imports changed for the accompaniments: a school year and its margins. */
const JOURS_CHANGEMENTS = 400;

/** Every night: rejected lines and differences of old imports hold personal data that nobody looks at any more. */
export async function purgerVieuxDetails(base: DataSource): Promise<void> {
  for (const table of ['import_rejet', 'import_difference']) {
    await base.query(
      `DELETE FROM ${table} x USING import i
        WHERE i.id = x.import_id AND i.commence_le < now() - make_interval(days => $1)`,
      [JOURS_DETAIL],
    );
  }
  await base.query('DELETE FROM import_changement WHERE le < now() - make_interval(days => $1)', [JOURS_CHANGEMENTS]);
}
