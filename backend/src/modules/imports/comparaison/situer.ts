import type { EntityManager } from 'typeorm';

/**
 * Makes the temporary table `lieu` (code_postal, commune, latitude, longitude): the centre of the commune of each pair
 * asked for. Found by postal code and name; else by name in the département of the postal code (a CEDEX, a wrong code);
 * else the most populated commune of the postal code. `''` stands for what is missing.
 * @param demande SQL query with the columns `code_postal` and `commune` (comparable name), neither of them null
 */
export async function situerCommunes(manager: EntityManager, demande: string): Promise<void> {
  await manager.query(`
    CREATE TEMP TABLE lieu ON COMMIT DROP AS
    WITH demande AS MATERIALIZED (
      SELECT DISTINCT code_postal, commune,
             CASE WHEN code_postal !~ '^\\d{5}$' THEN NULL
                  WHEN code_postal ~ '^9[78]' THEN left(code_postal, 3)
                  WHEN code_postal ~ '^20[01]' THEN '02A'
                  WHEN code_postal ~ '^20' THEN '02B'
                  ELSE '0' || left(code_postal, 2) END AS departement
        FROM (${demande}) AS d
    ), postal AS MATERIALIZED (
      SELECT unnest(codes_postaux) AS code_postal, nom_recherche, population, code, latitude, longitude FROM commune
    ), candidat AS (
      SELECT d.code_postal, d.commune, 1 AS rang, p.population, p.code, p.latitude, p.longitude
        FROM demande d JOIN postal p ON p.code_postal = d.code_postal AND p.nom_recherche = d.commune
      UNION ALL
      SELECT d.code_postal, d.commune, 2, c.population, c.code, c.latitude, c.longitude
        FROM demande d JOIN commune c ON c.nom_recherche = d.commune AND c.departement = d.departement
      UNION ALL
      SELECT d.code_postal, d.commune, 3, p.population, p.code, p.latitude, p.longitude
        FROM demande d JOIN postal p ON p.code_postal = d.code_postal
    )
    SELECT DISTINCT ON (code_postal COLLATE "C", commune COLLATE "C") code_postal, commune, latitude, longitude
      FROM candidat
     ORDER BY code_postal COLLATE "C", commune COLLATE "C", rang, population DESC, code`);
  await manager.query('ANALYZE lieu');
}
