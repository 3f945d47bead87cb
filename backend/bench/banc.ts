import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { chargerPopulation } from '../demo/charger.js';
import { generer } from '../demo/generer.js';
import { anneeScolaire } from '../src/kernel/annee-scolaire.js';
import { type Jour, aujourdhui, jour } from '../src/kernel/jour.js';
import { racineProjet } from '../src/platform/config/racine.js';
import { type PostgresqlEmbarque, demarrerPostgresql } from '../src/platform/embarque/postgresql.js';
import { ouvrirSource } from '../src/source-de-donnees.js';

/** An académie with margin: about 54,000 decisions, 60,000 accompaniments, 27,000 missions, 11,000 AESH. */
const ECHELLE = 1.1;
const PREFIXE = 'banc_academie_';

/** A copy of the académie, dropped when closed: benches write in it as they please. */
export interface Base {
  readonly url: string;
  readonly source: DataSource;
  readonly versionPostgresql: string;
  fermer(): Promise<void>;
}

let serveur: Promise<PostgresqlEmbarque> | null = null;

/** A cluster of its own, as in production: the one of the specs gives up durability. */
function demarrer(): Promise<PostgresqlEmbarque> {
  serveur ??= demarrerPostgresql({
    dossier: join(dossierBanc(), 'pg'),
    motDePasse: 'banc-sans-secret',
  });
  return serveur;
}

export async function arreterBanc(): Promise<void> {
  if (serveur) await (await serveur).arreter();
}

export function dossierBanc(): string {
  return join(racineProjet(), '.donnees', 'banc');
}

/** The photo of everybody in EPP, as loaded in the base. */
export function photoEpp(): string {
  return join(dossierBanc(), 'EPP.csv');
}

async function administrer<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: (await demarrer()).url('postgres') });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A day of November of the present school year, so that the base serves for months. */
function jourDuBanc(): Jour {
  return jour(`${anneeScolaire(aujourdhui(new Date()))}-11-24`);
}

function empreinte(): string {
  const hache = createHash('sha256').update(`${ECHELLE} ${jourDuBanc()}`);
  for (const dossier of ['migrations', 'demo']) {
    const chemin = join(racineProjet(), 'backend', dossier);
    const fichiers = readdirSync(chemin).filter((fichier) => fichier.endsWith('.ts') && !fichier.includes('.spec.'));
    for (const fichier of fichiers.sort()) hache.update(readFileSync(join(chemin, fichier)));
  }
  return hache.digest('hex').slice(0, 12);
}

/** The académie, loaded once for a state of the demo and the schema, and kept for the next runs. */
async function assurerAcademie(): Promise<string> {
  const nom = `${PREFIXE}${empreinte()}`;
  const bases = await administrer<{ datname: string }>(`SELECT datname FROM pg_database WHERE datname LIKE 'banc_%'`);
  if (bases.some((base) => base.datname === nom) && existsSync(photoEpp())) return nom;
  for (const { datname } of bases) await administrer(`DROP DATABASE ${datname} WITH (FORCE)`);
  console.log('Chargement de l’académie (une fois)…');
  const chantier = `${nom}_chantier`;
  await administrer(`CREATE DATABASE ${chantier}`);
  const source = await ouvrirSource((await demarrer()).url(chantier));
  try {
    await source.runMigrations();
    const { fichiers } = await generer({ echelle: ECHELLE, dossier: dossierBanc(), aujourdhui: jourDuBanc() });
    if (fichiers.assed !== null) appendFileSync(fichiers.epp, sansEntete(readFileSync(fichiers.assed, 'utf8')));
    await chargerPopulation(
      source,
      { ...fichiers, assed: null },
      { aujourdhui: jourDuBanc(), suivi: { progresser: () => undefined } },
    );
    await source.query('VACUUM ANALYZE');
  } finally {
    await source.destroy();
  }
  await administrer(`ALTER DATABASE ${chantier} RENAME TO ${nom}`);
  return nom;
}

function sansEntete(csv: string): string {
  return csv.slice(csv.indexOf('\n') + 1);
}

export async function clonerAcademie(): Promise<Base> {
  mkdirSync(dossierBanc(), { recursive: true });
  const academie = await assurerAcademie();
  const nom = `banc_copie_${process.pid}`;
  await administrer(`DROP DATABASE IF EXISTS ${nom} WITH (FORCE)`);
  await administrer(`CREATE DATABASE ${nom} TEMPLATE ${academie} STRATEGY FILE_COPY`);
  const url = (await demarrer()).url(nom);
  const source = await ouvrirSource(url);
  const [version] = await administrer<{ server_version: string }>('SHOW server_version');
  return {
    url,
    source,
    versionPostgresql: version?.server_version ?? '?',
    fermer: async () => {
      await source.destroy();
      await administrer(`DROP DATABASE ${nom} WITH (FORCE)`);
    },
  };
}

export async function compter(source: DataSource, table: string): Promise<number> {
  const [ligne] = await source.query<{ n: number }[]>(`SELECT count(*) AS n FROM ${table}`);
  return ligne?.n ?? 0;
}

/** Starts each measure from the same state: nothing left to write, nothing dead to skip. */
export async function reposer(source: DataSource, ...tables: readonly string[]): Promise<void> {
  if (tables.length > 0) await source.query(`VACUUM ANALYZE ${tables.join(', ')}`);
  await source.query('CHECKPOINT');
}
