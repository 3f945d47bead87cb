import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copier } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

const TAILLE_ENVOI = 64 * 1024;
/** Ready lines that may wait for PostgreSQL while the next ones are read. */
const AVANCE = 1024 * 1024;
const A_ECHAPPER = /[\\\t\n\r]/;
const ECHAPPEMENTS: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export type ValeurCopie = string | number | boolean | null;

/** One line of COPY's text format. */
export function ligneCopie(valeurs: readonly ValeurCopie[]): string {
  let texte = '';
  for (let rang = 0; rang < valeurs.length; rang += 1) {
    if (rang > 0) texte += '\t';
    texte += champCopie(valeurs[rang] ?? null);
  }
  return `${texte}\n`;
}

function champCopie(valeur: ValeurCopie): string {
  if (valeur === null) return '\\N';
  if (typeof valeur !== 'string') return valeur === true ? 't' : valeur === false ? 'f' : String(valeur);
  return A_ECHAPPER.test(valeur) ? valeur.replace(/[\\\t\n\r]/g, (c) => ECHAPPEMENTS[c] ?? c) : valeur;
}

/** Literal of a text array, for a COPY field. */
export function tableauCopie(valeurs: readonly string[]): string {
  return `{${valeurs.map((valeur) => `"${valeur.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** COPY … FROM STDIN on the connection of a transaction, with back pressure. */
export class EcrivainCopie {
  private tampon = '';
  private perdu = false;
  private readonly fini: Promise<void>;

  private constructor(private readonly flux: ReturnType<typeof copier>) {
    flux.on('error', () => {
      this.perdu = true;
    });
    this.fini = finished(flux);
    // An error shows at the next `await`; without this it would first be an unhandled rejection.
    this.fini.catch(() => undefined);
  }

  static async ouvrir(manager: EntityManager, copie: string): Promise<EcrivainCopie> {
    const client = (await manager.queryRunner?.connect()) as PoolClient | undefined;
    if (!client) throw new Error('COPY demande la connexion d’une transaction.');
    return new EcrivainCopie(client.query(copier(copie, { highWaterMark: AVANCE })));
  }

  ajouter(valeurs: readonly ValeurCopie[]): void {
    this.tampon += ligneCopie(valeurs);
  }

  /** Sends what is ready; waits when PostgreSQL is slower than we are. */
  async envoyer(): Promise<void> {
    if (this.tampon.length < TAILLE_ENVOI) return;
    await this.vider();
  }

  async terminer(): Promise<void> {
    await this.vider();
    this.flux.end();
    await this.fini;
  }

  /** Gives up: PostgreSQL aborts the COPY, and with it the transaction. */
  async abandonner(cause: Error): Promise<void> {
    if (!this.perdu) this.flux.destroy(cause);
    await this.fini.catch(() => undefined);
  }

  private async vider(): Promise<void> {
    const envoi = this.tampon;
    this.tampon = '';
    if (envoi === '') return;
    if (this.perdu) return this.fini;
    if (!this.flux.write(envoi)) await once(this.flux, 'drain');
  }
}
