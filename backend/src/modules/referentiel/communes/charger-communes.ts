import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { from as copier } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { racineProjet } from '../../../platform/config/racine.js';
import { codeDepartement } from '../domain/departement.js';
import { nomCommuneRecherche } from '../domain/nom-commune.js';

export const FICHIER_COMMUNES = join('backend', 'donnees', 'communes_france_2026_gps.csv.gz');

/** The source gives these two communes the position of Miquelon, 4,000 km away. */
const POSITIONS_CORRIGEES: Readonly<Record<string, readonly [latitude: string, longitude: string]>> = {
  '97701': ['17.8962', '-62.8498'],
  '97801': ['18.0708', '-63.0501'],
};

const COLONNES = 'code, nom, nom_recherche, codes_postaux, departement, population, latitude, longitude';

/**
 * Loads the communes of France (postal codes, population, centre). A commune without position in the source takes the
 * middle of those that share a postal code with it; without any, it is left out. Loading again changes nothing.
 * @returns how many communes the table holds
 */
export async function chargerCommunes(
  source: DataSource,
  fichier = join(racineProjet(), FICHIER_COMMUNES),
): Promise<number> {
  return source.transaction(async (manager) => {
    await manager.query(`
      CREATE TEMP TABLE commune_lue (
        code text, nom text, nom_recherche text, codes_postaux text[], departement text, population integer,
        latitude double precision, longitude double precision
      ) ON COMMIT DROP`);
    const client = (await manager.queryRunner?.connect()) as PoolClient;
    await pipeline(
      Readable.from(lignesCopie(fichier)),
      client.query(copier(`COPY commune_lue (${COLONNES}) FROM STDIN`)),
    );
    await manager.query(`
      UPDATE commune_lue l SET latitude = v.latitude, longitude = v.longitude
        FROM (SELECT s.code, avg(v.latitude) AS latitude, avg(v.longitude) AS longitude
                FROM commune_lue s JOIN commune_lue v ON v.codes_postaux && s.codes_postaux AND v.latitude IS NOT NULL
               WHERE s.latitude IS NULL GROUP BY s.code) v
       WHERE v.code = l.code`);
    await manager.query(`
      INSERT INTO commune AS c (${COLONNES})
      SELECT ${COLONNES} FROM commune_lue WHERE latitude IS NOT NULL
      ON CONFLICT (code) DO UPDATE SET
        (nom, nom_recherche, codes_postaux, departement, population, latitude, longitude) =
        (excluded.nom, excluded.nom_recherche, excluded.codes_postaux, excluded.departement, excluded.population,
         excluded.latitude, excluded.longitude)
      WHERE (c.nom, c.nom_recherche, c.codes_postaux, c.departement, c.population, c.latitude, c.longitude)
        IS DISTINCT FROM
        (excluded.nom, excluded.nom_recherche, excluded.codes_postaux, excluded.departement, excluded.population,
         excluded.latitude, excluded.longitude)`);
    const [compte] = await manager.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM commune');
    return compte?.n ?? 0;
  });
}

async function* lignesCopie(fichier: string): AsyncGenerator<string> {
  const lignes = createInterface({ input: createReadStream(fichier).pipe(createGunzip()), crlfDelay: Infinity });
  let entete = true;
  let tampon = '';
  for await (const ligne of lignes) {
    if (entete) {
      entete = false;
      continue;
    }
    const [code = '', nom = '', departement = '', , postaux = '', population = '', latitude = '', longitude = ''] =
      ligne.split(';');
    const corrigee = POSITIONS_CORRIGEES[code];
    tampon +=
      [
        code,
        nom,
        nomCommuneRecherche(nom),
        `{${postaux.split('|').filter(Boolean).join(',')}}`,
        codeDepartement(departement) ?? departement,
        population || '0',
        corrigee?.[0] ?? (latitude || '\\N'),
        corrigee?.[1] ?? (longitude || '\\N'),
      ].join('\t') + '\n';
    if (tampon.length > 65_536) {
      yield tampon;
      tampon = '';
    }
  }
  if (tampon) yield tampon;
}
