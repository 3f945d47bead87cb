import { createHash } from 'node:crypto';

/** Seeded generator (sfc32): the same seed draws the same sequence on every machine. */
export class Alea {
  private readonly etat = new Uint32Array(4);

  constructor(graine: string) {
    const empreinte = createHash('sha256').update(graine).digest();
    for (let rang = 0; rang < 4; rang++) this.etat[rang] = empreinte.readUInt32LE(rang * 4);
  }

  /** In [0, 1[. */
  next(): number {
    const e = this.etat;
    const [a = 0, b = 0, c = 0, d = 0] = e;
    const somme = (a + b + d) >>> 0;
    e[0] = b ^ (b >>> 9);
    e[1] = c + (c << 3);
    e[2] = ((c << 21) | (c >>> 11)) + somme;
    e[3] = d + 1;
    return somme / 4294967296;
  }

  /** Integer between both bounds, included. */
  entier(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probabilite: number): boolean {
    return this.next() < probabilite;
  }

  /** @throws RangeError on an empty list */
  choisir<T>(liste: readonly T[]): T {
    const choisi = liste[Math.floor(this.next() * liste.length)];
    if (choisi === undefined) throw new RangeError('Rien à choisir dans une liste vide.');
    return choisi;
  }

  /** One of the values, by weight. @throws RangeError on an empty list */
  pondere<T>(valeurs: readonly (readonly [T, number])[]): T {
    let reste = this.next() * valeurs.reduce((total, [, poids]) => total + poids, 0);
    for (const [valeur, poids] of valeurs) {
      reste -= poids;
      if (reste < 0) return valeur;
    }
    const derniere = valeurs.at(-1);
    if (derniere === undefined) throw new RangeError('Rien à choisir dans une liste vide.');
    return derniere[0];
  }

  /** A new list in another order. */
  melanger<T>(liste: readonly T[]): T[] {
    const melange = [...liste];
    for (let i = melange.length - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      const [a, b] = [melange[i], melange[j]];
      if (a === undefined || b === undefined) continue;
      melange[i] = b;
      melange[j] = a;
    }
    return melange;
  }
}

/** Spreads a real number of people over successive places without losing any: the remainder goes to the next place. */
export class Repartition {
  private attendus = 0;
  private donnes = 0;

  part(attendus: number): number {
    this.attendus += attendus;
    const part = Math.round(this.attendus) - this.donnes;
    this.donnes += part;
    return part;
  }
}
