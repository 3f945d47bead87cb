import type { EntityManager } from 'typeorm';
import { departementDuCodePostal, nomCommuneRecherche } from '../../referentiel/index.js';

/**
 * Centre of the home commune, as imports find it: by postal code and name, else by name in the département of the
 * postal code, else the most populated commune of the postal code. Nulls when nothing is found.
 */
export async function situerDomicile(
  manager: EntityManager,
  { codePostal, commune }: { readonly codePostal: string | null; readonly commune: string | null },
): Promise<{ latitude: number | null; longitude: number | null }> {
  const [lieu] = await manager.query<{ latitude: number; longitude: number }[]>(
    `SELECT latitude, longitude FROM (
       SELECT CASE WHEN nom_recherche = $1 AND $2 = ANY (codes_postaux) THEN 1
                   WHEN nom_recherche = $1 AND departement = $3 THEN 2
                   WHEN $2 = ANY (codes_postaux) THEN 3 END AS rang, latitude, longitude, population, code
         FROM commune) c
      WHERE rang IS NOT NULL ORDER BY rang, population DESC, code LIMIT 1`,
    [nomCommuneRecherche(commune ?? ''), codePostal ?? '', departementDuCodePostal(codePostal ?? '')],
  );
  return lieu ?? { latitude: null, longitude: null };
}
