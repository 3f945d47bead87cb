import type { EntityManager } from 'typeorm';
import { type Comparaison, differe } from '../comparaison/comparer.js';
import type { Presentation } from '../comparaison/differences.js';
import { situerCommunes } from '../comparaison/situer.js';
import type { TablePreparee } from '../conduite/table-preparee.js';
import { COLONNES_FUSIONNEES, TABLE_ECOLES } from './ligne-ecole.js';

/** A school this far from its commune is misplaced (km). */
export const DISTANCE_ABSURDE_KM = 60;
/** Above this part of the schools of a département missing from the file, the file does not cover it. */
export const PART_MANQUANTE = 0.2;

/** Column of the table → column of the annuaire that feeds it: when the file has not got it, the base keeps its value. */
const SOURCES: Readonly<Record<string, string>> = {
  nom: 'NOM',
  type: 'TYPE',
  code_nature: 'CODE_NATURE',
  nature: 'NATURE',
  statut: 'STATUT',
  adresse: 'ADRESSE',
  code_postal: 'CODE_POSTAL',
  code_commune: 'CODE_COMMUNE',
  commune: 'COMMUNE',
  code_circonscription: 'CODE_CIRCONSCRIPTION',
  circonscription: 'CIRCONSCRIPTION',
  ouverture: 'DATE_OUVERTURE',
};

export const COMPARAISON_ECOLES: Comparaison = {
  table: 'etablissement',
  cle: 'uai',
  plan: 'plan_etablissement',
  colonnes: [
    ...Object.keys(SOURCES),
    'degre',
    'departement',
    'ulis',
    'effectif',
    'latitude',
    'longitude',
    'localisation',
  ],
  aLaCreation: { uai: 'p.uai' },
  avecActif: true,
};

export const PRESENTATION_ECOLES: Presentation = {
  objet: 'ETABLISSEMENT',
  avecId: false,
  plan: { cle: 'p.uai', libelle: 'p.nom', departements: 'array_remove(ARRAY[p.departement], NULL)' },
  absents: { table: 'ecole_absente', cle: 't.uai', libelle: 't.nom', departements: 'ARRAY[t.departement]' },
};

/** Several rows of one UAI (`multi_uai`): the first one, completed by the others. @returns how many rows were merged */
export async function fusionnerDoublons(manager: EntityManager): Promise<number> {
  const premieres = COLONNES_FUSIONNEES.map(
    (colonne) => `(array_agg(${colonne} ORDER BY ligne) FILTER (WHERE ${colonne} IS NOT NULL))[1] AS ${colonne}`,
  );
  await manager.query(`
    UPDATE ${TABLE_ECOLES} l SET ${COLONNES_FUSIONNEES.map((colonne) => `${colonne} = f.${colonne}`).join(', ')}
      FROM (SELECT min(ligne) AS ligne, ${premieres.join(', ')} FROM ${TABLE_ECOLES}
             WHERE rejet_code IS NULL GROUP BY uai HAVING count(*) > 1) f
     WHERE f.ligne = l.ligne`);
  const [, fusionnees] = await manager.query<[unknown, number]>(`
    DELETE FROM ${TABLE_ECOLES} l
     USING (SELECT uai, min(ligne) AS ligne FROM ${TABLE_ECOLES} WHERE rejet_code IS NULL GROUP BY uai HAVING count(*) > 1) f
     WHERE l.uai = f.uai AND l.ligne > f.ligne AND l.rejet_code IS NULL`);
  return fusionnees;
}

/**
 * Makes `plan_etablissement`. The position of the annuaire is believed within 60 km of the centre of the commune; else,
 * or without position, it is that centre. A former commune code is found again by name and postal code.
 */
export async function planifierEcoles(manager: EntityManager, lignes: TablePreparee): Promise<void> {
  const presente = (colonne: string): boolean => lignes.lecteur.entete.positions[colonne] !== undefined;
  const valeurs = Object.entries(SOURCES).map(([colonne, source]) =>
    colonne === 'nom'
      ? `coalesce(l.nom, l.nature, l.type, 'Établissement ' || l.uai) AS nom`
      : presente(source)
        ? `l.${colonne}`
        : `coalesce(l.${colonne}, t.${colonne}) AS ${colonne}`,
  );
  await situerCommunes(
    manager,
    `SELECT coalesce(code_postal, '') AS code_postal, commune_recherche AS commune FROM ${TABLE_ECOLES} l
      WHERE rejet_code IS NULL AND NOT EXISTS (SELECT 1 FROM commune c WHERE c.code = l.code_commune)`,
  );
  await manager.query(`
    CREATE TEMP TABLE plan_etablissement ON COMMIT DROP AS
    WITH situee AS MATERIALIZED (
      SELECT l.*, coalesce(c.latitude, x.latitude) AS centre_latitude, coalesce(c.longitude, x.longitude) AS centre_longitude,
             coalesce(distance_km(l.latitude, l.longitude, coalesce(c.latitude, x.latitude), coalesce(c.longitude, x.longitude))
               > ${DISTANCE_ABSURDE_KM}, false) AS loin
        FROM ${TABLE_ECOLES} l
        LEFT JOIN commune c ON c.code = l.code_commune
        LEFT JOIN lieu x ON c.code IS NULL AND x.code_postal = coalesce(l.code_postal, '') AND x.commune = l.commune_recherche
       WHERE l.rejet_code IS NULL
    ), voulue AS (
      SELECT l.ligne, l.uai, t.uai AS cible_id, t.actif AS cible_actif, ${valeurs.join(', ')},
             ${presente('TYPE') || presente('CODE_NATURE') ? 'l.degre' : 'coalesce(t.degre, l.degre) AS degre'},
             l.departement,
             ${presente('ULIS') ? 'coalesce(l.ulis, false)' : 'coalesce(t.ulis, false)'} AS ulis,
             coalesce(l.effectif, o.effectif, t.effectif) AS effectif,
             CASE WHEN p.origine = 'ANNUAIRE' THEN l.latitude WHEN p.origine = 'COMMUNE' THEN l.centre_latitude
                  WHEN p.origine = 'BASE' THEN t.latitude END AS latitude,
             CASE WHEN p.origine = 'ANNUAIRE' THEN l.longitude WHEN p.origine = 'COMMUNE' THEN l.centre_longitude
                  WHEN p.origine = 'BASE' THEN t.longitude END AS longitude,
             CASE WHEN p.origine = 'BASE' THEN t.localisation ELSE p.origine END AS localisation,
             l.loin, l.pial
        FROM situee l
        LEFT JOIN etablissement t ON t.uai = l.uai
        LEFT JOIN effectif_lu o ON o.uai = l.uai AND o.rejet_code IS NULL
       CROSS JOIN LATERAL (SELECT CASE
               WHEN l.latitude IS NOT NULL AND NOT l.loin THEN 'ANNUAIRE'
               WHEN NOT ${presente('LATITUDE') || presente('POSITION')} AND t.localisation = 'ANNUAIRE' THEN 'BASE'
               WHEN l.centre_latitude IS NOT NULL THEN 'COMMUNE'
               WHEN t.localisation = 'COMMUNE' AND t.code_commune = l.code_commune THEN 'BASE'
               ELSE 'ABSENTE' END AS origine) p
    )
    SELECT v.*, v.cible_id IS NOT NULL AND ${differe('t', 'v', COMPARAISON_ECOLES.colonnes)} AS modifie
      FROM voulue v LEFT JOIN etablissement t ON t.uai = v.cible_id`);
  await manager.query('ANALYZE plan_etablissement (uai, cible_id)');
}

export interface AbsencesEcoles {
  readonly absentes: number;
  readonly departements: readonly string[];
  readonly departementsPartiels: readonly string[];
}

/**
 * Makes `ecole_absente`: the schools that the file no longer holds, in the départements that it covers. A département
 * of which more than 20 % would go is not covered by this file (half a file, a stray row): nothing goes there, unless
 * somebody confirmed.
 */
export async function planifierAbsences(
  manager: EntityManager,
  lignes: TablePreparee,
  confirmer: boolean,
): Promise<AbsencesEcoles> {
  await manager.query(`
    CREATE TEMP TABLE ecole_absente ON COMMIT DROP AS
    SELECT t.uai, t.departement FROM etablissement t
     WHERE t.actif AND t.departement IN (SELECT departement FROM plan_etablissement)
       AND NOT EXISTS (SELECT 1 FROM plan_etablissement p WHERE p.uai = t.uai)
       ${
         lignes.aDesRejets
           ? `AND NOT EXISTS (SELECT 1 FROM ${TABLE_ECOLES} l WHERE l.rejet_code IS NOT NULL AND (l.uai = t.uai OR t.uai = ANY(l.illisible)))`
           : ''
       }`);
  const departements = await manager.query<{ code: string; partiel: boolean }[]>(
    `SELECT d.departement AS code,
            (SELECT count(*) FROM ecole_absente a WHERE a.departement = d.departement) >
            $1::numeric * (SELECT count(*) FROM etablissement t WHERE t.departement = d.departement AND t.actif) AS partiel
       FROM (SELECT DISTINCT departement FROM plan_etablissement) d ORDER BY 1`,
    [PART_MANQUANTE],
  );
  const partiels = confirmer ? [] : departements.filter(({ partiel }) => partiel).map(({ code }) => code);
  if (partiels.length) await manager.query('DELETE FROM ecole_absente WHERE departement = ANY($1)', [partiels]);
  const [compte] = await manager.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM ecole_absente');
  return {
    absentes: compte?.n ?? 0,
    departements: departements.map(({ code }) => code),
    departementsPartiels: partiels,
  };
}

export async function desactiverEcoles(manager: EntityManager): Promise<void> {
  await manager.query(`UPDATE etablissement t SET actif = false FROM ecole_absente a WHERE a.uai = t.uai`);
}
