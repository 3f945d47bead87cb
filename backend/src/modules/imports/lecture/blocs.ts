import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { FichierIntrouvable, FormatInattendu } from '../domain/refus.js';
import { Decodeur, type EncodageImpose } from './encodage.js';

const LF = 10;
const CR = 13;
const TAILLE_BLOC = 256 * 1024;

/** Some whole physical lines, decoded. */
export interface Bloc {
  readonly texte: string;
  /** The line had no end within the limit: `texte` is its beginning, the rest was skipped. */
  readonly tropLongue: boolean;
  /** Last bloc of a file that does not end with an end of line. */
  readonly sansFin: boolean;
}

/** Reads a file by blocs of whole lines: memory depends on the longest line, never on the file. */
export class LecteurDeBlocs {
  readonly decodeur: Decodeur;
  private readonly nom: string;
  octets = 0;
  finDeLigne = '\n';
  private readonly hache = createHash('sha256');
  private hachee: string | null = null;

  /** @param source path of the file, or its bytes @param limite longest line accepted, in bytes */
  constructor(
    private readonly source: string | AsyncIterable<Buffer>,
    private readonly limite: number,
    { encodage = 'AUTO', nom }: { readonly encodage?: EncodageImpose; readonly nom?: string } = {},
  ) {
    this.decodeur = new Decodeur(encodage);
    this.nom = nom ?? (typeof source === 'string' ? basename(source) : '');
  }

  /** SHA-256 of the file, hexadecimal, once it is read to its end. */
  empreinte(): string {
    return (this.hachee ??= this.hache.digest('hex'));
  }

  async *blocs(): AsyncGenerator<Bloc> {
    let reste: Buffer = Buffer.alloc(0);
    let saut = false;
    let premier = true;
    let fin = LF;
    for await (const morceau of this.morceaux()) {
      this.octets += morceau.length;
      this.hache.update(morceau);
      let donnees = reste.length ? Buffer.concat([reste, morceau]) : morceau;
      if (premier) {
        premier = false;
        donnees = this.sansMarque(donnees);
        if (donnees.indexOf(LF) < 0 && donnees.indexOf(CR) >= 0) fin = CR;
        this.finDeLigne = String.fromCharCode(fin);
      }
      if (saut) {
        const debut = donnees.indexOf(fin);
        if (debut < 0) continue;
        saut = false;
        donnees = donnees.subarray(debut + 1);
      }
      const dernier = dernierIndice(donnees, fin);
      if (dernier >= 0) {
        yield { texte: this.decodeur.decoder(donnees.subarray(0, dernier + 1)), tropLongue: false, sansFin: false };
      }
      reste = donnees.subarray(dernier + 1);
      if (reste.length > this.limite) {
        yield { texte: this.decodeur.decoder(reste.subarray(0, this.limite)), tropLongue: true, sansFin: false };
        reste = Buffer.alloc(0);
        saut = true;
      }
    }
    if (reste.length) yield { texte: this.decodeur.decoder(reste), tropLongue: false, sansFin: true };
  }

  private async *morceaux(): AsyncGenerator<Buffer> {
    if (typeof this.source !== 'string') {
      yield* this.source;
      return;
    }
    try {
      for await (const morceau of createReadStream(this.source, { highWaterMark: TAILLE_BLOC }))
        yield morceau as Buffer;
    } catch (erreur) {
      const code = (erreur as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw new FichierIntrouvable(this.nom);
      throw erreur;
    }
  }

  /** Without the UTF-8 byte order mark; refuses what cannot be a CSV in an encoding that we read. */
  private sansMarque(donnees: Buffer): Buffer {
    const debut = donnees.subarray(0, 4).toString('hex');
    const { nom } = this;
    if (debut.startsWith('efbbbf')) return donnees.subarray(3);
    if (debut.startsWith('fffe') || debut.startsWith('feff')) throw new FormatInattendu(nom, 'en UTF-16');
    if (debut.startsWith('504b0304')) throw new FormatInattendu(nom, 'un classeur ou une archive ZIP');
    if (debut.startsWith('1f8b')) throw new FormatInattendu(nom, 'une archive gzip');
    return donnees;
  }
}

/** From the end: `lastIndexOf` of a byte reads the whole buffer. */
function dernierIndice(donnees: Buffer, octet: number): number {
  let rang = donnees.length - 1;
  while (rang >= 0 && donnees[rang] !== octet) rang -= 1;
  return rang;
}
