import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { racineProjet } from '../src/platform/config/racine.js';

const charge = loadavg()[0] ?? 0;

export function quantile(valeurs: readonly number[], q: number): number {
  const triees = [...valeurs].sort((a, b) => a - b);
  return triees[Math.min(triees.length - 1, Math.floor(q * triees.length))] ?? NaN;
}

export const mediane = (valeurs: readonly number[]): number => quantile(valeurs, 0.5);

export async function chronometrer<T>(travail: () => Promise<T>): Promise<{ ms: number; valeur: T }> {
  const depart = performance.now();
  const valeur = await travail();
  return { ms: performance.now() - depart, valeur };
}

export const enMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
export const enSecondes = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const enPourcent = (part: number): string => `${Math.round(100 * part)} %`;

export interface Publication {
  readonly nom: string;
  readonly titre: string;
  /** One paragraph each, before the table. */
  readonly contexte: readonly string[];
  /** Header line first. */
  readonly lignes: readonly (readonly string[])[];
  /** More tables after it, the same way. */
  readonly autresTableaux?: readonly (readonly (readonly string[])[])[];
  readonly versionPostgresql: string;
}

/** Prints the table; with `--ecrire` keeps it in docs/mesures. */
export function publier({ nom, titre, contexte, lignes, autresTableaux = [], versionPostgresql }: Publication): void {
  const conditions = [
    `- date : ${new Date().toISOString().slice(0, 10)}, révision ${revision()}`,
    `- machine : ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} Gio, charge de ${charge.toFixed(1)} au départ`,
    `- Node ${process.version}, PostgreSQL ${versionPostgresql} embarqué, réglages de production (fsync et synchronous_commit actifs)`,
    `- commande : \`npm run bench -- ${nom} --ecrire\``,
  ];
  const texte = `${[`# ${titre}`, ...contexte, ...[lignes, ...autresTableaux].map(tableau), conditions.join('\n')].join('\n\n')}\n`;
  console.log(`\n${texte}`);
  if (!process.argv.includes('--ecrire')) return;
  const dossier = join(racineProjet(), 'docs', 'mesures');
  mkdirSync(dossier, { recursive: true });
  writeFileSync(join(dossier, `${nom}.md`), texte);
}

function tableau([entete = [], ...corps]: readonly (readonly string[])[]): string {
  return [entete, entete.map(() => '---'), ...corps].map((l) => `| ${l.join(' | ')} |`).join('\n');
}

function revision(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: racineProjet(), encoding: 'utf8' }).trim();
  } catch {
    return 'inconnue';
  }
}
