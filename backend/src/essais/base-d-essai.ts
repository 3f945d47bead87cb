import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { racineProjet } from '../platform/config/racine.js';
import { type PostgresqlEmbarque, demarrerPostgresql } from '../platform/embarque/postgresql.js';
import { ouvrirSource } from '../source-de-donnees.js';

/** A database of its own for one spec: migrated, empty but for the nomenclatures. */
export interface BaseDEssai {
  readonly source: DataSource;
  readonly url: string;
  /** Closes the data source and drops the database. */
  fermer(): Promise<void>;
}

let serveur: Promise<PostgresqlEmbarque> | null = null;

/** The PostgreSQL of the specs: the embedded one, on a folder of its own, adopted when it already runs. */
export function serveurDEssai(): Promise<PostgresqlEmbarque> {
  serveur ??= demarrerPostgresql({
    dossier: join(racineProjet(), '.donnees', 'essais', 'pg'),
    motDePasse: 'essais-sans-secret',
    essais: true,
  });
  return serveur;
}

function empreinteDesMigrations(): string {
  const dossier = join(racineProjet(), 'backend', 'migrations');
  const hache = createHash('sha256');
  for (const fichier of readdirSync(dossier).sort()) hache.update(readFileSync(join(dossier, fichier)));
  return hache.digest('hex').slice(0, 16);
}

async function avecAdministration<T>(url: string, travail: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await travail(client);
  } finally {
    await client.end();
  }
}

/** Makes the template once per state of the migrations; two runs at once wait for each other. */
async function assurerGabarit(postgresql: PostgresqlEmbarque): Promise<string> {
  const gabarit = `gabarit_${empreinteDesMigrations()}`;
  await avecAdministration(postgresql.url('postgres'), async (client) => {
    await client.query('SELECT pg_advisory_lock(7001)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [gabarit]);
    if (rowCount) return;
    const chantier = `${gabarit}_chantier`;
    await client.query(`DROP DATABASE IF EXISTS ${chantier}`);
    await client.query(`CREATE DATABASE ${chantier}`);
    const source = await ouvrirSource(postgresql.url(chantier), 2);
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    await client.query(`ALTER DATABASE ${chantier} RENAME TO ${gabarit}`);
  });
  return gabarit;
}

async function cloner(postgresql: PostgresqlEmbarque, gabarit: string | null): Promise<{ nom: string; url: string }> {
  const nom = `essai_${randomBytes(8).toString('hex')}`;
  await avecAdministration(postgresql.url('postgres'), (client) =>
    client.query(`CREATE DATABASE ${nom}${gabarit ? ` TEMPLATE ${gabarit}` : ''}`),
  );
  return { nom, url: postgresql.url(nom) };
}

export async function supprimerBase(postgresql: PostgresqlEmbarque, nom: string): Promise<void> {
  await avecAdministration(postgresql.url('postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${nom} WITH (FORCE)`),
  );
}

/** @param vide an empty database, without the migrations: for the specs of the migrations themselves. */
export async function ouvrirBaseDEssai({ vide = false } = {}): Promise<BaseDEssai> {
  const postgresql = await serveurDEssai();
  const { nom, url } = await cloner(postgresql, vide ? null : await assurerGabarit(postgresql));
  const source = await ouvrirSource(url, 24);
  return {
    source,
    url,
    fermer: async () => {
      if (source.isInitialized) await source.destroy();
      await supprimerBase(postgresql, nom);
    },
  };
}
