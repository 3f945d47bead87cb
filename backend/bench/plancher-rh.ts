import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copierDepuis } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';

/** SQL type of each column that RH feed, with what reads it in the raw line `l`; the rest of the row is untouched. */
type Colonnes = readonly (readonly [nom: string, lecture: string])[];

const texte = (colonne: string): string => `nullif(l.${colonne}, '')`;
const jour = (colonne: string): string => `to_date(nullif(l.${colonne}, ''), 'DD/MM/YYYY')`;
const nombre = (colonne: string): string => `replace(nullif(l.${colonne}, ''), ',', '.')::numeric(6,2)`;

const AESH: Colonnes = [
  ...[
    'civilite',
    'nom_usage',
    'nom_famille',
    'prenom',
    'adresse',
    'code_postal',
    'commune',
    'courriel',
    'telephone',
  ].map((colonne) => [colonne, texte(colonne)] as const),
  ['date_naissance', jour('date_naissance')],
  ['rqth', `l.rqth = 'O'`],
];

const HEURES_RH = nombre('heures_hebdo');
const MISSION: Colonnes = [
  ['aesh_id', 'a.id'],
  ...['id_contrat', 'type_contrat', 'uai_employeur', 'uai_payeur', 'uai_tete_pial'].map(
    (colonne) => [colonne, texte(colonne)] as const,
  ),
  ['debut_contrat', jour('date_debut_contrat')],
  ['fin_contrat', jour('date_fin_contrat')],
  ['date_signature', jour('date_signature')],
  ['nature_code', texte('nature_support')],
  ['debut', jour('date_debut_mission')],
  ['fin', jour('date_fin_mission')],
  ['quotite', nombre('quotite')],
  ['heures_rh', HEURES_RH],
  ['heures', `CASE WHEN ${HEURES_RH} <> 0 THEN ${HEURES_RH} ELSE coalesce(r.heures, 0) END`],
  [
    'origine_heures',
    `CASE WHEN ${HEURES_RH} <> 0 THEN 'RH' WHEN r.heures IS NOT NULL THEN 'REFERENCE' ELSE 'ABSENTE' END`,
  ],
  ['departement', 'coalesce(e.departement, d.code)'],
];

/** Same columns, constraints and indexes as the real tables, same rows; neither triggers nor foreign keys. */
export async function creerPlancher(source: DataSource): Promise<void> {
  for (const table of ['aesh', 'mission']) {
    await source.query(`CREATE TABLE plancher_${table} (LIKE ${table} INCLUDING ALL)`);
    await source.query(
      `INSERT INTO plancher_${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${table} WHERE source = 'EPP'`,
    );
  }
}

/**
 * The floor: the file straight into COPY, then MERGE. No validation, rejects, guard, position of the homes, audit,
 * marks nor coverages; one transaction, as ours.
 */
export async function importerAuPlancher(
  source: DataSource,
  fichier: string,
  entete: readonly string[],
): Promise<void> {
  await source.transaction(async (manager) => {
    await manager.query(
      `CREATE TEMP TABLE lu (${entete.map((c) => `${c.toLowerCase()} text`).join(', ')}) ON COMMIT DROP`,
    );
    const client = (await manager.queryRunner?.connect()) as PoolClient;
    await pipeline(
      createReadStream(fichier),
      client.query(copierDepuis(`COPY lu FROM STDIN (FORMAT csv, DELIMITER ';', HEADER)`)),
    );
    await manager.query('ANALYZE lu');
    const choix = (colonnes: Colonnes): string => colonnes.map(([nom, lecture]) => `${lecture} AS ${nom}`).join(', ');
    await manager.query(
      fusion(
        'aesh',
        'id_agent',
        AESH,
        `SELECT DISTINCT ON (l.id_agent) l.id_agent, ${choix(AESH)} FROM lu l ORDER BY l.id_agent`,
      ),
    );
    await manager.query(
      fusion(
        'mission',
        'id_mission',
        MISSION,
        `SELECT l.id_mission, ${choix(MISSION)}
           FROM lu l
           JOIN plancher_aesh a ON a.source = 'EPP' AND a.id_agent = l.id_agent
           LEFT JOIN etablissement e ON e.uai = l.uai_employeur
           LEFT JOIN departement d ON d.code = left(l.uai_employeur, 3)
           LEFT JOIN reference_temps_travail r
             ON r.departement = coalesce(e.departement, d.code) AND r.quotite = ${nombre('quotite')}`,
      ),
    );
    for (const [table, cle] of [
      ['mission', 'id_mission'],
      ['aesh', 'id_agent'],
    ] as const) {
      await manager.query(
        `UPDATE plancher_${table} t SET actif = false WHERE t.actif AND NOT EXISTS (SELECT FROM lu l WHERE l.${cle} = t.${cle})`,
      );
    }
  });
}

function fusion(table: string, cle: string, colonnes: Colonnes, lecture: string): string {
  const noms = colonnes.map(([nom]) => nom);
  const de = (alias: string): string => noms.map((nom) => `${alias}.${nom}`).join(', ');
  return `
    MERGE INTO plancher_${table} t USING (${lecture}) s ON t.source = 'EPP' AND t.${cle} = s.${cle}
     WHEN MATCHED AND (NOT t.actif OR (${de('t')}) IS DISTINCT FROM (${de('s')}))
       THEN UPDATE SET actif = true, version = t.version + 1, ${noms.map((nom) => `${nom} = s.${nom}`).join(', ')}
     WHEN NOT MATCHED THEN INSERT (source, ${cle}, ${noms.join(', ')}) VALUES ('EPP', s.${cle}, ${de('s')})`;
}

/** Same rows on both sides, column by column. @throws Error with how many differ */
export async function verifierEgalite(source: DataSource): Promise<{ aesh: number; missions: number }> {
  const comptes: number[] = [];
  for (const [table, cle, colonnes] of [
    ['aesh', 'id_agent', AESH],
    ['mission', 'id_mission', MISSION],
  ] as const) {
    const noms = [cle, 'actif', ...colonnes.map(([nom]) => nom)].join(', ');
    const [ligne]: { nous: number; sol: number; ecarts: number }[] = await source.query(`
      SELECT (SELECT count(*) FROM ${table} WHERE source = 'EPP') AS nous,
             (SELECT count(*) FROM plancher_${table}) AS sol,
             (SELECT count(*) FROM (SELECT ${noms} FROM ${table} WHERE source = 'EPP'
                                    EXCEPT SELECT ${noms} FROM plancher_${table}) x) AS ecarts`);
    if (!ligne || ligne.nous !== ligne.sol || ligne.ecarts > 0) {
      throw new Error(`${table} : ${ligne?.nous} lignes contre ${ligne?.sol}, ${ligne?.ecarts} différentes.`);
    }
    comptes.push(ligne.nous);
  }
  const [aesh = 0, missions = 0] = comptes;
  return { aesh, missions };
}
