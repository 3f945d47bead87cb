import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Table → columns always written with what changes: its key, and what the readers of the trail look for (the period of
 * a mission tells which year a change concerns).
 */
const TABLES: Record<string, readonly string[]> = { aesh: ['id'], mission: ['id', 'debut', 'fin'] };

/**
 * The two tables that an import may change whole: an UPDATE leaves the columns that changed, before and after, instead
 * of two copies of the row; the INSERT has it all, so any former state can be rebuilt. Written in the order of the index
 * of the trail. The columns are those of the catalogue when `journaliser_changements_de` runs: the migration that adds
 * one calls it again. Until then the function sees that it does not know them all and writes whole rows.
 */
const FABRIQUE = `
  CREATE FUNCTION journaliser_changements_de(nom text, toujours text[]) RETURNS void LANGUAGE plpgsql AS $fabrique$
  DECLARE
    avant text;
    apres text;
    nombre integer;
  BEGIN
    SELECT string_agg(format(modele, colonne, 'a'), ', ' ORDER BY rang),
           string_agg(format(modele, colonne, 'n'), ', ' ORDER BY rang), count(*)
      INTO avant, apres, nombre
      FROM (SELECT attname AS colonne, attnum AS rang,
                   CASE WHEN attname = ANY(toujours) THEN $m$',"%1$s":' || coalesce(to_json(%2$s.%1$I)::text, 'null')$m$
                        ELSE $m$CASE WHEN a.%1$I IS DISTINCT FROM n.%1$I
                               THEN ',"%1$s":' || coalesce(to_json(%2$s.%1$I)::text, 'null') END$m$ END AS modele
              FROM pg_attribute
             WHERE attrelid = nom::regclass AND attnum > 0 AND NOT attisdropped) AS c;
    EXECUTE format($f$
      CREATE OR REPLACE FUNCTION journaliser_%1$s() RETURNS trigger LANGUAGE plpgsql
      -- Nothing is known of the rows of a statement: the planner would sort both sides.
      SET enable_mergejoin = off SET enable_nestloop = off AS $corps$
      DECLARE
        acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
        acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
        operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text, to_jsonb(n) FROM nouvelles n;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, a.id::text, to_jsonb(a) FROM anciennes a;
        ELSIF %2$s = (SELECT count(*) FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped) THEN
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text,
                 ('{' || ltrim(concat(%3$s), ',') || '}')::jsonb, ('{' || ltrim(concat(%4$s), ',') || '}')::jsonb
            FROM anciennes a JOIN nouvelles n ON n.id = a.id
           WHERE a IS DISTINCT FROM n
           ORDER BY n.id::text COLLATE "C";
        ELSE
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text, to_jsonb(a), to_jsonb(n)
            FROM anciennes a JOIN nouvelles n ON n.id = a.id
           WHERE a IS DISTINCT FROM n;
        END IF;
        RETURN NULL;
      END $corps$ $f$, nom, nombre, avant, apres);
  END $fabrique$`;

/** As they were: two copies of the row. */
const entiere = (table: string): string => `
  CREATE OR REPLACE FUNCTION journaliser_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
    acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
    operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text, to_jsonb(n) FROM nouvelles n;
    ELSIF TG_OP = 'DELETE' THEN
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, a.id::text, to_jsonb(a) FROM anciennes a;
    ELSE
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text, to_jsonb(a), to_jsonb(n)
        FROM anciennes a JOIN nouvelles n ON n.id = a.id WHERE a IS DISTINCT FROM n;
    END IF;
    RETURN NULL;
  END $$`;

/**
 * Half of each page is left for the next version of its rows: an import that changes everything then touches no index
 * (HOT updates), which is most of the cost of writing. 27,000 missions take 9 MB instead of 4.
 */
const REMPLISSAGE = 45;

export class JournaliserCeQuiChange20261124100490 implements MigrationInterface {
  name = 'JournaliserCeQuiChange20261124100490';

  async up(base: QueryRunner): Promise<void> {
    await base.query(FABRIQUE);
    for (const [table, toujours] of Object.entries(TABLES)) {
      await base.query('SELECT journaliser_changements_de($1, $2)', [table, [...toujours]]);
      await base.query(`ALTER TABLE ${table} SET (fillfactor = ${REMPLISSAGE})`);
    }
  }

  async down(base: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES)) {
      await base.query(`ALTER TABLE ${table} RESET (fillfactor)`);
      await base.query(entiere(table));
    }
    await base.query('DROP FUNCTION journaliser_changements_de(text, text[])');
  }
}
