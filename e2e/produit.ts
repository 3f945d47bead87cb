import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { racineProjet } from '../backend/src/platform/config/racine.js';

/** The product as `npm start` runs it, in a process of its own. */
export interface Produit {
  readonly url: string;
  readonly processus: ChildProcess;
  /** All that it printed so far. */
  sortie(): string;
  /** Stops it as Ctrl+C would; returns its exit code. */
  arreter(signal?: NodeJS.Signals): Promise<number | null>;
}

export const racine = racineProjet();

export function portLibre(): Promise<number> {
  return new Promise((resoudre) => {
    const serveur = createServer();
    serveur.listen(0, '127.0.0.1', () => {
      const adresse = serveur.address();
      serveur.close(() => resoudre(typeof adresse === 'object' && adresse ? adresse.port : 0));
    });
  });
}

/** A data folder of its own under the project's, emptied first unless `garder`. */
export function dossierDonnees(nom: string, garder = false): string {
  const dossier = join(racine, '.donnees', 'e2e', nom);
  if (!garder) {
    // As root in a closed folder, the cluster lives elsewhere behind a link.
    const pg = join(dossier, 'pg');
    if (existsSync(pg)) rmSync(realpathSync(pg), { recursive: true, force: true });
    rmSync(dossier, { recursive: true, force: true });
  }
  mkdirSync(dossier, { recursive: true });
  return dossier;
}

/** Starts the built server; `env` adds to a bare environment. Does not wait for it. */
export function lancerServeur(env: Record<string, string>): Lancement {
  return lancer('main.js', [], env);
}

/** Starts a command of operators, as `npm run import -- …` does. */
export function lancerCommande(parametres: readonly string[], env: Record<string, string>): Lancement {
  return lancer('cli.js', parametres, env);
}

export interface Lancement {
  readonly processus: ChildProcess;
  readonly sortie: () => string;
}

function lancer(programme: string, parametres: readonly string[], env: Record<string, string>): Lancement {
  const processus = spawn(
    process.execPath,
    ['--enable-source-maps', join(racine, 'backend', 'dist', 'src', programme), ...parametres],
    { cwd: racine, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '', ...env } },
  );
  let texte = '';
  for (const flux of [processus.stdout, processus.stderr]) {
    flux?.on('data', (morceau: Buffer) => (texte += morceau.toString()));
  }
  return { processus, sortie: () => texte };
}

export function fin(processus: ChildProcess): Promise<number | null> {
  return new Promise((resoudre) => {
    if (processus.exitCode !== null || processus.signalCode !== null) resoudre(processus.exitCode);
    else processus.once('exit', (code) => resoudre(code));
  });
}

/** Starts the product and waits until it says that it is ready. */
export async function demarrerProduit(env: Record<string, string>, delai = 180_000): Promise<Produit> {
  const port = await portLibre();
  const { processus, sortie } = lancerServeur({ PORT: String(port), ...env });
  const limite = Date.now() + delai;
  while (!sortie().includes('AGESH est prêt')) {
    if (processus.exitCode !== null || Date.now() > limite) {
      processus.kill('SIGKILL');
      throw new Error(`Le serveur n'est pas prêt :\n${sortie()}`);
    }
    await new Promise((resoudre) => setTimeout(resoudre, 50));
  }
  return {
    url: `http://localhost:${port}`,
    processus,
    sortie,
    arreter: (signal = 'SIGTERM') => {
      processus.kill(signal);
      return fin(processus);
    },
  };
}
