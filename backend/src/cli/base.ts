import { type BaseOuverte, ouvrirBase } from '../ouverture.js';
import { type Config, lireConfig } from '../platform/config/config.js';

/** Opens the base (the server's own, adopted when it runs), does the work, closes. */
export async function avecBase<T>(travail: (base: BaseOuverte, config: Config) => Promise<T>): Promise<T> {
  const config = lireConfig();
  const base = await ouvrirBase(config);
  try {
    return await travail(base, config);
  } finally {
    await base.fermer();
  }
}

export const dire = (texte: string): boolean => process.stdout.write(`${texte}\n`);

/** Prints the usage; exit code 2. */
export function usage(texte: string): number {
  process.stderr.write(`${texte}\n`);
  return 2;
}

export function texteDe(valeur: string | boolean | undefined): string | undefined {
  return typeof valeur === 'string' ? valeur : undefined;
}
