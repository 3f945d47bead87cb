import { isAscii, isUtf8 } from 'node:buffer';

export type Encodage = 'UTF-8' | 'WINDOWS-1252' | 'MIXTE';
/** AUTO: decided line by line. The others are imposed by somebody who knows. */
export type EncodageImpose = 'AUTO' | 'UTF-8' | 'WINDOWS-1252';

const LF = 10;
/** Stands for what is not UTF-8 in a line read as such. */
export const CARACTERE_PERDU = '\ufffd';

/** The 27 characters that Windows-1252 puts where Latin-1 has controls (0x80–0x9F). */
const DE_0X80_A_0X9F = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Decodes line by line: a line that is not strict UTF-8 is Windows-1252. No prefix decides for the rest, so a file
 * whose first accent comes after 100 MB, or that two tools wrote one after the other, is still read right.
 */
export class Decodeur {
  /** Lines read as Windows-1252. */
  lignes1252 = 0;
  private accentsUtf8 = false;

  constructor(private readonly impose: EncodageImpose = 'AUTO') {}

  /** @param bloc whole lines */
  decoder(bloc: Buffer): string {
    if (isAscii(bloc)) return bloc.toString('latin1');
    if (this.impose === 'UTF-8') return this.enUtf8(bloc);
    if (this.impose === 'AUTO' && isUtf8(bloc)) return this.enUtf8(bloc);
    let texte = '';
    for (let debut = 0; debut < bloc.length;) {
      const lf = bloc.indexOf(LF, debut);
      const fin = lf < 0 ? bloc.length : lf + 1;
      texte += this.decoderLigne(bloc.subarray(debut, fin));
      debut = fin;
    }
    return texte;
  }

  /** UTF-8 when nothing says otherwise. */
  get encodage(): Encodage {
    if (this.impose !== 'AUTO') return this.impose;
    if (this.lignes1252 === 0) return 'UTF-8';
    return this.accentsUtf8 ? 'MIXTE' : 'WINDOWS-1252';
  }

  private decoderLigne(ligne: Buffer): string {
    if (isAscii(ligne)) return ligne.toString('latin1');
    if (this.impose === 'AUTO' && isUtf8(ligne)) return this.enUtf8(ligne);
    this.lignes1252 += 1;
    return ligne
      .toString('latin1')
      .replace(/[\x80-\x9f]/g, (caractere) => DE_0X80_A_0X9F.charAt(caractere.charCodeAt(0) - 0x80));
  }

  private enUtf8(octets: Buffer): string {
    this.accentsUtf8 = true;
    return octets.toString('utf8');
  }
}
