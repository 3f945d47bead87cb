import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** System user that runs the embedded PostgreSQL, which refuses to run as root. */
export interface IdentiteSysteme {
  readonly uid: number;
  readonly gid: number;
}

function lireIdentite(): IdentiteSysteme | null {
  const ligne = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith('postgres:'));
  if (!ligne) return null;
  const [, , uid, gid] = ligne.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Null when we are not root (PostgreSQL then runs as ourselves); otherwise the user `postgres`, made when missing. */
export function identitePostgresql(): IdentiteSysteme | null {
  if (process.getuid?.() !== 0) return null;
  const connue = lireIdentite();
  if (connue) return connue;
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    throw new Error(
      "PostgreSQL refuse de tourner en root et l'utilisateur système « postgres » n'a pas pu être créé. Lancez AGESH sous un autre compte que root, ou créez cet utilisateur.",
    );
  }
  const creee = lireIdentite();
  if (!creee) throw new Error("L'utilisateur système « postgres » vient d'être créé mais reste introuvable.");
  return creee;
}

/** Whether `identite` can enter `dossier`: every parent folder must let it pass. */
export function atteignable(dossier: string, identite: IdentiteSysteme): boolean {
  for (let courant = dossier; ; courant = dirname(courant)) {
    try {
      const etat = statSync(courant);
      const proprietaire = etat.uid === identite.uid && (etat.mode & 0o100) !== 0;
      if (!proprietaire && (etat.mode & 0o001) === 0) return false;
    } catch {
      // Not made yet: its parents decide.
    }
    if (courant === dirname(courant)) return true;
  }
}

/** Gives a copied cluster back to the user that runs PostgreSQL; nothing to do when we are not root. */
export function approprier(dossier: string): void {
  const identite = identitePostgresql();
  if (identite) execFileSync('chown', ['-R', `${identite.uid}:${identite.gid}`, dossier]);
}
