import type { ParseArgsOptionsConfig } from 'node:util';

export type Valeurs = Readonly<Record<string, string | boolean | undefined>>;

/** A command: returns its exit code, 0 = done, 1 = something was refused, 2 = wrong usage. */
export interface Commande {
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  executer(positionnels: readonly string[], valeurs: Valeurs): Promise<number>;
}
