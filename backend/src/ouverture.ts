import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Config } from './platform/config/config.js';
import { type Secrets, lireSecrets } from './platform/config/secrets.js';
import { type PostgresqlEmbarque, assurerBase, demarrerPostgresql } from './platform/embarque/postgresql.js';
import { ouvrirSource } from './source-de-donnees.js';

const NOM_BASE = 'agesh';
const VERSION_MINIMALE = 150000;
/** Key of the advisory lock under which one instance at a time migrates. */
const VERROU_MIGRATIONS = 7000;

/** Cannot start, for a reason that the operator can mend: printed without a stack, exit code 1. */
export class DemarrageImpossible extends Error {}

export interface BaseOuverte {
  readonly url: string;
  readonly source: DataSource;
  readonly secrets: Secrets;
  /** Null with an external database. */
  readonly postgresql: PostgresqlEmbarque | null;
  /** Closes the data source, and the embedded server when nobody else uses it. */
  fermer(): Promise<void>;
}

/** Opens the database (embedded or external), checks its version and brings its schema up to date. */
export async function ouvrirBase(config: Config): Promise<BaseOuverte> {
  const secrets = lireSecrets(config.fichierSecrets);
  let postgresql: PostgresqlEmbarque | null = null;
  if (!config.urlBase) {
    postgresql = await demarrerPostgresql({
      dossier: join(config.donnees, 'pg'),
      motDePasse: secrets.motDePasseBase,
    });
    await assurerBase(postgresql, NOM_BASE);
  }
  const url = config.urlBase ?? postgresql?.url(NOM_BASE) ?? '';
  try {
    await verifierServeur(url);
    const source = await ouvrirSource(url);
    await migrer(source);
    return {
      url,
      source,
      secrets,
      postgresql,
      fermer: async () => {
        if (source.isInitialized) await source.destroy();
        await postgresql?.arreter();
      },
    };
  } catch (erreur) {
    await postgresql?.arreter();
    throw erreur;
  }
}

/** Empties the embedded database: an interrupted first load of the demo starts again from nothing. */
export async function recreerBaseEmbarquee(base: BaseOuverte): Promise<BaseOuverte> {
  if (!base.postgresql) throw new Error('Une base externe ne se recrée pas.');
  await base.source.destroy();
  const client = new pg.Client({ connectionString: base.postgresql.url('postgres') });
  await client.connect();
  try {
    await client.query(`DROP DATABASE ${NOM_BASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${NOM_BASE}`);
  } finally {
    await client.end();
  }
  const source = await ouvrirSource(base.url);
  await migrer(source);
  const { postgresql } = base;
  return {
    ...base,
    source,
    fermer: async () => {
      if (source.isInitialized) await source.destroy();
      await postgresql.arreter();
    },
  };
}

function sansMotDePasse(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1:***@');
}

async function verifierServeur(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (erreur) {
    const { code, message } = erreur as NodeJS.ErrnoException;
    throw new DemarrageImpossible(
      `La base ${sansMotDePasse(url)} ne répond pas (${code ?? 'erreur'} : ${message || 'connexion refusée'}). Vérifiez DATABASE_URL : hôte, port, nom de la base, utilisateur et mot de passe.`,
    );
  }
  try {
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    const version = Number(rows[0]?.server_version_num);
    if (version < VERSION_MINIMALE) {
      throw new DemarrageImpossible(
        `PostgreSQL ${Math.floor(version / 10000)} est trop ancien : AGESH demande la version 15 ou une plus récente.`,
      );
    }
  } finally {
    await client.end();
  }
}

/** One instance migrates, the others wait for it. */
async function migrer(source: DataSource): Promise<void> {
  const verrou = source.createQueryRunner();
  await verrou.connect();
  try {
    await verrou.query('SELECT pg_advisory_lock($1)', [VERROU_MIGRATIONS]);
    await source.runMigrations();
  } finally {
    await verrou.query('SELECT pg_advisory_unlock($1)', [VERROU_MIGRATIONS]).catch(() => undefined);
    await verrou.release();
  }
}
