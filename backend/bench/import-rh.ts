import { createReadStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copierDepuis } from 'pg-copy-streams';
import { racineProjet } from '../src/platform/config/racine.js';
import { importerRh } from '../src/modules/imports/index.js';
import { COLONNES_RH, type LigneEssai, enCsv, photoRh } from '../src/modules/imports/essais/extraits.js';
import { chargerCommunes } from '../src/modules/referentiel/index.js';
import { ACTEUR_SYSTEME } from '../src/platform/security/index.js';
import { baseVide, chronometrer, publier, quantile } from './banc.js';

const AESH = 10_000;
const MISSIONS = 25_000;
const TOURS = 3;

const date = (colonne: string): string => `to_date(nullif(s.${colonne}, ''), 'DD/MM/YYYY')`;
const nombre = (colonne: string): string => `replace(nullif(s.${colonne}, ''), ',', '.')::numeric`;
const texte = (colonne: string): string => `nullif(s.${colonne}, '')`;

const COLONNES_AESH: readonly (readonly [string, string])[] = [
  ['civilite', texte('civilite')],
  ['nom_usage', 's.nom_usage'],
  ['nom_famille', texte('nom_famille')],
  ['prenom', 's.prenom'],
  ['date_naissance', date('date_naissance')],
  ['adresse', texte('adresse')],
  ['code_postal', texte('code_postal')],
  ['commune', texte('commune')],
  ['courriel', texte('courriel')],
  ['telephone', texte('telephone')],
  ['rqth', `s.rqth = 'O'`],
];
const COLONNES_MISSION: readonly (readonly [string, string])[] = [
  ['aesh_id', 'a.id'],
  ['id_contrat', texte('id_contrat')],
  ['type_contrat', 's.type_contrat'],
  ['debut_contrat', date('date_debut_contrat')],
  ['fin_contrat', date('date_fin_contrat')],
  ['nature_code', 's.nature_support'],
  ['debut', date('date_debut_mission')],
  ['fin', date('date_fin_mission')],
  ['quotite', nombre('quotite')],
  ['heures_rh', nombre('heures_hebdo')],
  ['heures', `coalesce(${nombre('heures_hebdo')}, 0)`],
  ['uai_employeur', texte('uai_employeur')],
  ['uai_payeur', texte('uai_payeur')],
  ['uai_tete_pial', texte('uai_tete_pial')],
];

function fusion(table: string, source: string, cle: string, colonnes: readonly (readonly [string, string])[]): string {
  const noms = colonnes.map(([nom]) => nom);
  return `MERGE INTO ${table} c USING (${source}) s ON c.source = 'EPP' AND c.${cle} = s.${cle}
    WHEN MATCHED AND (${noms.map((n) => `c.${n}`).join(', ')}) IS DISTINCT FROM (${noms.map((n) => `s.${n}`).join(', ')})
      THEN UPDATE SET ${noms.map((n) => `${n} = s.${n}`).join(', ')}
    WHEN NOT MATCHED THEN INSERT (source, ${cle}, ${noms.join(', ')}) VALUES ('EPP', s.${cle}, ${noms.map((n) => `s.${n}`).join(', ')})`;
}

/** The floor: COPY of the same file and MERGE into the same tables, without validation, audit, marks nor rejects. */
async function plancher(url: string, fichier: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `CREATE TEMP TABLE lu (${COLONNES_RH.map((c) => `${c.toLowerCase()} text`).join(', ')}) ON COMMIT DROP`,
    );
    await pipeline(
      createReadStream(fichier),
      client.query(copierDepuis(`COPY lu FROM STDIN (FORMAT csv, DELIMITER ';', HEADER, NULL '')`)),
    );
    const choix = (colonnes: readonly (readonly [string, string])[]): string =>
      colonnes.map(([nom, sql]) => `${sql} AS ${nom}`).join(', ');
    await client.query(
      fusion(
        'plancher_aesh',
        `SELECT DISTINCT ON (s.id_agent) s.id_agent, ${choix(COLONNES_AESH)} FROM lu s ORDER BY s.id_agent`,
        'id_agent',
        COLONNES_AESH,
      ),
    );
    await client.query(
      fusion(
        'plancher_mission',
        `SELECT s.id_mission, ${choix(COLONNES_MISSION)} FROM lu s JOIN plancher_aesh a ON a.source = 'EPP' AND a.id_agent = s.id_agent`,
        'id_mission',
        COLONNES_MISSION,
      ),
    );
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** The photo with one line in `sur` changed, in a way that only this tour has. */
function modifier(lignes: readonly LigneEssai[], sur: number, tour: number): LigneEssai[] {
  return lignes.map((ligne, rang) =>
    rang % sur === 0 ? { ...ligne, HEURES_HEBDO: `${10 + tour},5`, ADRESSE: `${tour} place des Essais` } : ligne,
  );
}

/** Full EPP photo at 0 %, 1 % and 100 % changed (issue 1: < 3 s and ≥ 70 % of bare COPY + MERGE). */
export async function importRh(): Promise<void> {
  const base = await baseVide('banc_import_rh');
  await chargerCommunes(base.source);
  for (const table of ['aesh', 'mission']) {
    await base.source.query(`CREATE TABLE plancher_${table} (LIKE ${table} INCLUDING ALL)`);
  }
  await base.source.query(`
    ALTER TABLE plancher_mission ADD FOREIGN KEY (aesh_id) REFERENCES plancher_aesh (id),
      ADD FOREIGN KEY (nature_code) REFERENCES nature_support (code)`);
  const dossier = join(racineProjet(), '.donnees', 'banc');
  mkdirSync(dossier, { recursive: true });
  const photo = photoRh(AESH, MISSIONS);
  const lignes = [['photo EPP complète', 'nous', 'plancher COPY + MERGE', 'débit rapporté au plancher']];
  const mesurer = async (nom: string, photos: readonly (readonly LigneEssai[])[]): Promise<void> => {
    const nous: number[] = [];
    const sol: number[] = [];
    for (const [tour, contenu] of photos.entries()) {
      const fichier = join(dossier, `epp-${tour}.csv`);
      writeFileSync(fichier, enCsv(contenu));
      sol.push((await chronometrer(() => plancher(base.url, fichier))).ms);
      const { ms, valeur } = await chronometrer(() =>
        importerRh(base.source, { origine: 'EPP', fichier, acteur: ACTEUR_SYSTEME }),
      );
      if (valeur.etat !== 'TERMINE') throw new Error(`${nom} : ${valeur.etat} ${JSON.stringify(valeur.bilan)}`);
      nous.push(ms);
      await verifierEgalite(base.source);
    }
    const [a, b] = [quantile(nous, 0.5), quantile(sol, 0.5)];
    lignes.push([nom, `${(a / 1000).toFixed(2)} s`, `${(b / 1000).toFixed(2)} s`, `${Math.round((100 * b) / a)} %`]);
  };
  const tours = Array.from({ length: TOURS }, (_, tour) => tour + 1);
  await mesurer('premier chargement', [photo]);
  await mesurer(
    '0 % changé',
    tours.map(() => photo),
  );
  await mesurer(
    '1 % changé',
    tours.map((tour) => modifier(photo, 100, tour)),
  );
  await mesurer(
    '100 % changé',
    tours.map((tour) => modifier(photo, 1, tour)),
  );
  await publier('import-rh', `Import RH : ${AESH} AESH, ${MISSIONS} missions`, lignes);
  await base.fermer();
}

async function verifierEgalite(source: { query(sql: string): Promise<unknown> }): Promise<void> {
  const rows = (await source.query(
    `SELECT (SELECT count(*) FROM aesh) = (SELECT count(*) FROM plancher_aesh)
        AND (SELECT count(*) FROM mission) = (SELECT count(*) FROM plancher_mission)
        AND (SELECT sum(heures_rh) FROM mission) = (SELECT sum(heures_rh) FROM plancher_mission) AS egal`,
  )) as { egal: boolean }[];
  if (rows[0]?.egal !== true) throw new Error('Les deux côtés n’ont pas les mêmes lignes.');
}
