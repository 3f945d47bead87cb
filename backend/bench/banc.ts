import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { chargerDemo } from '../demo/charger.js';
import { aujourdhui } from '../src/kernel/jour.js';
import { serveurDEssai, supprimerBase } from '../src/essais/base-d-essai.js';
import { racineProjet } from '../src/platform/config/racine.js';
import { ouvrirSource } from '../src/source-de-donnees.js';

/** An académie with margin: about 54,000 decisions, 60,000 accompaniments, 27,000 missions, 11,000 AESH. */
const ECHELLE = 1.1;

export interface Base {
  readonly url: string;
  readonly source: DataSource;
  fermer(): Promise<void>;
}

async function administrer(sql: string, parametres: unknown[] = []): Promise<pg.QueryResult> {
  const { url } = await serveurDEssai();
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    return await client.query(sql, parametres);
  } finally {
    await client.end();
  }
}

/** A migrated base with only the nomenclatures, dropped at the end. */
export async function baseVide(nom: string): Promise<Base> {
  const postgresql = await serveurDEssai();
  await supprimerBase(postgresql, nom);
  await administrer(`CREATE DATABASE ${nom}`);
  const source = await ouvrirSource(postgresql.url(nom));
  await source.runMigrations();
  return {
    url: postgresql.url(nom),
    source,
    fermer: async () => {
      await source.destroy();
      await supprimerBase(postgresql, nom);
    },
  };
}

function empreinteDuCode(): string {
  const hache = createHash('sha256');
  for (const dossier of ['migrations', 'demo']) {
    const chemin = join(racineProjet(), 'backend', dossier);
    for (const fichier of readdirSync(chemin).sort()) hache.update(readFileSync(join(chemin, fichier)));
  }
  return hache.digest('hex').slice(0, 12);
}

/** The académie, loaded once for a state of the code and a day, and kept for the next runs. */
export async function baseAcademie(): Promise<Base> {
  const postgresql = await serveurDEssai();
  const jour = aujourdhui(new Date());
  const nom = `banc_${empreinteDuCode()}_${jour.replaceAll('-', '')}`;
  const { rowCount } = await administrer('SELECT 1 FROM pg_database WHERE datname = $1', [nom]);
  if (!rowCount) {
    console.log('Chargement de l’académie (une fois)…');
    const chantier = `${nom}_chantier`;
    await supprimerBase(postgresql, chantier);
    await administrer(`CREATE DATABASE ${chantier}`);
    const source = await ouvrirSource(postgresql.url(chantier));
    await source.runMigrations();
    const dossier = join(racineProjet(), '.donnees', 'banc');
    mkdirSync(dossier, { recursive: true });
    await chargerDemo(source, { echelle: ECHELLE, dossier, suivi: { progresser: () => undefined }, aujourdhui: jour });
    await source.query('VACUUM ANALYZE');
    await source.destroy();
    await administrer(`ALTER DATABASE ${chantier} RENAME TO ${nom}`);
  }
  const source = await ouvrirSource(postgresql.url(nom));
  return { url: postgresql.url(nom), source, fermer: () => source.destroy() };
}

export async function compter(source: DataSource, table: string): Promise<number> {
  const [ligne] = await source.query<{ n: number }[]>(`SELECT count(*) AS n FROM ${table}`);
  return ligne?.n ?? 0;
}

export function quantile(valeurs: readonly number[], q: number): number {
  const triees = [...valeurs].sort((a, b) => a - b);
  return triees[Math.min(triees.length - 1, Math.floor(q * triees.length))] ?? NaN;
}

export async function chronometrer<T>(travail: () => Promise<T>): Promise<{ ms: number; valeur: T }> {
  const depart = performance.now();
  const valeur = await travail();
  return { ms: performance.now() - depart, valeur };
}

/** Prints the table; with `--ecrire` keeps it in docs/mesures. */
export async function publier(nom: string, titre: string, lignes: readonly (readonly string[])[]): Promise<void> {
  const [entete = [], ...corps] = lignes;
  const tableau = [entete, entete.map(() => '---'), ...corps].map((l) => `| ${l.join(' | ')} |`).join('\n');
  const { rows } = await administrer('SHOW server_version');
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} Gio`;
  const version = (rows[0] as { server_version: string }).server_version;
  const texte = `# ${titre}\n\n${tableau}\n\nCommande : \`npm run bench -- ${nom} --ecrire\`. ${aujourdhui(new Date())}, ${machine}, Node ${process.version}, PostgreSQL ${version} des essais (fsync coupé pour les deux côtés). Le plancher et notre chemin sont mesurés dans la même exécution.\n`;
  console.log(`\n${texte}`);
  if (process.argv.includes('--ecrire')) {
    writeFileSync(join(racineProjet(), 'docs', 'mesures', `${nom}.md`), texte);
  }
}
