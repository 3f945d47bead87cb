import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerFonctionsDuDomaine20261124090000 implements MigrationInterface {
  name = 'CreerFonctionsDuDomaine20261124090000';

  async up(base: QueryRunner): Promise<void> {
    // Trusted extensions: the owner of the database may create them, no superuser needed.
    for (const extension of ['btree_gist', 'pg_trgm', 'unaccent']) {
      await base.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
    }
    // Year N runs from 01/09/N to 31/08/N+1 and is named by N.
    await base.query(`
      CREATE FUNCTION annee_scolaire(jour date) RETURNS integer
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT (extract(year FROM jour) - CASE WHEN extract(month FROM jour) < 9 THEN 1 ELSE 0 END)::integer $$`);
    // Lower case, no accent, hyphens and apostrophes as spaces: what a search compares. unaccent() itself is only
    // STABLE because its dictionary may change; ours does not.
    await base.query(`
      CREATE FUNCTION texte_recherche(texte text) RETURNS text
      LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
      $$ BEGIN RETURN lower(translate(public.unaccent('public.unaccent'::regdictionary, texte), '-''’', '   ')); END $$`);
    // Great-circle distance in km, 0.1 km precise (reading 8).
    await base.query(`
      CREATE FUNCTION distance_km(lat1 double precision, lon1 double precision, lat2 double precision, lon2 double precision)
      RETURNS double precision LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
      $$ SELECT round((2 * 6371 * asin(least(1, sqrt(
           sin(radians(lat2 - lat1) / 2) ^ 2
           + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ^ 2))))::numeric, 1)::double precision $$`);
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(
      `DROP FUNCTION distance_km(double precision, double precision, double precision, double precision)`,
    );
    await base.query(`DROP FUNCTION texte_recherche(text)`);
    await base.query(`DROP FUNCTION annee_scolaire(date)`);
  }
}
