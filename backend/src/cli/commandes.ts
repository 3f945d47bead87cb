import type { ParseArgsOptionsConfig } from 'node:util';
import { admin, otp } from './comptes.js';
import { demo } from './demo.js';
import { importer } from './import.js';
import { openapi } from './openapi.js';
import { recalcul } from './recalcul.js';
import { restauration, sauvegarde } from './sauvegarde.js';

export type Valeurs = Readonly<Record<string, string | boolean | undefined>>;

/** A command: returns its exit code, 0 = done, 1 = something was refused, 2 = wrong usage. */
export interface Commande {
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  executer(positionnels: readonly string[], valeurs: Valeurs): Promise<number>;
}

export const COMMANDES: Readonly<Record<string, Commande>> = {
  import: importer,
  recalcul,
  demo,
  otp,
  admin,
  openapi,
  sauvegarde,
  restauration,
};
