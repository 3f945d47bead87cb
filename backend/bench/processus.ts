import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own: neither it, its rival nor the one that shoots shares an event loop. */
export interface ServeurDeBanc {
  readonly adresse: string;
  readonly pid: number;
  arreter(): Promise<void>;
}

/** Starts `bench/<nom>` with its data; it answers its port once it listens. */
export function lancerServeur(nom: string, donnees: object): Promise<ServeurDeBanc> {
  const ici = fileURLToPath(import.meta.url);
  // The same extension as ours: sources or built files.
  const fichier = fileURLToPath(new URL(`./${nom}${extname(ici)}`, import.meta.url));
  const enfant = fork(fichier, { stdio: 'inherit' });
  return new Promise((resoudre, rejeter) => {
    enfant.once('error', rejeter);
    enfant.once('exit', (code) => rejeter(new Error(`${nom} s'est arrêté (${code}).`)));
    enfant.once('message', (port: unknown) =>
      resoudre({
        adresse: `http://127.0.0.1:${String(port)}`,
        pid: enfant.pid ?? 0,
        arreter: () => arreter(enfant),
      }),
    );
    enfant.send(donnees);
  });
}

function arreter(enfant: ChildProcess): Promise<void> {
  return new Promise((resoudre) => {
    enfant.once('exit', () => resoudre());
    enfant.kill('SIGTERM');
  });
}

/** In the child: waits for its data, starts listening, tells the port. */
export function servir<T>(demarrer: (donnees: T) => Promise<number>): void {
  process.once('message', (donnees) => {
    void demarrer(donnees as T).then(
      (port) => process.send?.(port),
      (erreur: unknown) => {
        console.error(erreur);
        process.exit(1);
      },
    );
  });
}
