import { once } from 'node:events';
import { type WriteStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export type Valeur = string | number | null;

const TAMPON = 1 << 16;

/** Writes one import file line by line, in bounded memory: UTF-8, `;`, header line. */
export class FichierCsv {
  private readonly flux: WriteStream;
  /** Rejected as soon as the disk fails. */
  private readonly fini: Promise<void>;
  private enAttente: string;
  lignes = 0;

  constructor(chemin: string, colonnes: readonly string[]) {
    this.flux = createWriteStream(chemin, { highWaterMark: TAMPON * 4 });
    this.fini = finished(this.flux);
    this.fini.catch(() => undefined);
    this.enAttente = `${colonnes.join(';')}\n`;
  }

  ecrire(valeurs: readonly Valeur[]): void {
    this.enAttente += `${valeurs.map(champ).join(';')}\n`;
    this.lignes++;
  }

  /** To be awaited now and then: lets the disk follow. */
  async respirer(): Promise<void> {
    if (this.enAttente.length < TAMPON) return;
    const morceau = this.enAttente;
    this.enAttente = '';
    if (!this.flux.write(morceau)) await Promise.race([once(this.flux, 'drain'), this.fini]);
  }

  async fermer(): Promise<void> {
    this.flux.end(this.enAttente);
    this.enAttente = '';
    await this.fini;
  }
}

function champ(valeur: Valeur): string {
  if (valeur === null) return '';
  const texte = String(valeur);
  return /[;"\n\r]/.test(texte) ? `"${texte.replaceAll('"', '""')}"` : texte;
}
