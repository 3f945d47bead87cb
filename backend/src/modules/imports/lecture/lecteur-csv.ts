import { basename } from 'node:path';
import type { LigneIllisible } from '../domain/rejet.js';
import { FichierVide, FormatInattendu } from '../domain/refus.js';
import { type Bloc, LecteurDeBlocs } from './blocs.js';
import { decouperChamps } from './champs.js';
import { CARACTERE_PERDU, type Encodage, type EncodageImpose } from './encodage.js';
import { type ColonneAttendue, type Correspondances, type Entete, lireEntete } from './entete.js';

/** One record; `ligne` is its first physical line, 1-based, header included. */
export interface Enregistrement {
  readonly ligne: number;
  readonly champs: readonly string[];
}

export interface OptionsLecture {
  readonly colonnes: readonly ColonneAttendue[];
  readonly correspondances?: Correspondances;
  /** The mapping is kept from former files, not given for this one. */
  readonly souples?: boolean;
  /** AUTO by default: recognized line by line. */
  readonly encodage?: EncodageImpose;
  /** Longest record, in bytes. */
  readonly limite?: number;
}

const LIMITE_PAR_DEFAUT = 256 * 1024;
/** A quoted field may hold that many physical lines; more is a quote that somebody forgot to close. */
const LIGNES_PAR_CHAMP = 50;
const CHAMPS_GARDES = 60;
const LONGUEUR_GARDEE = 60;

export class LecteurCsv {
  /** Lines without anything in them, passed over. */
  lignesVides = 0;
  private numero = 0;
  private attente: { ligne: number; textes: string[] } | null = null;

  private constructor(
    readonly nom: string,
    private readonly lecteur: LecteurDeBlocs,
    private readonly blocs: AsyncGenerator<Bloc>,
    private readonly premier: string[],
    private readonly derniereSansFin: boolean,
    readonly entete: Entete,
    private readonly regles: { readonly limite: number; readonly utf8Impose: boolean },
    lignesAvant: number,
  ) {
    this.numero = lignesAvant;
  }

  /** Reads up to the header. @throws FichierRefuse when the file cannot be such an extract */
  static async ouvrir(chemin: string, nom = basename(chemin), options: OptionsLecture): Promise<LecteurCsv> {
    const limite = options.limite ?? LIMITE_PAR_DEFAUT;
    const { encodage = 'AUTO' } = options;
    const lecteur = new LecteurDeBlocs(chemin, limite, { encodage, nom });
    const blocs = lecteur.blocs();
    let lues = 0;
    for (;;) {
      const { value: bloc, done } = await blocs.next();
      if (done) throw new FichierVide(nom);
      if (bloc.tropLongue) throw new FormatInattendu(nom, 'sans fin de ligne');
      const lignes = lignesDe(bloc, lecteur.finDeLigne);
      const rang = lignes.findIndex((ligne) => ligne.trim() !== '');
      if (rang < 0) {
        lues += lignes.length;
        continue;
      }
      const entete = lireEntete(lignes[rang] ?? '', options.colonnes, {
        nomFichier: nom,
        ...(options.correspondances ? { correspondances: options.correspondances } : {}),
        ...(options.souples ? { souples: true } : {}),
      });
      return new LecteurCsv(
        nom,
        lecteur,
        blocs,
        lignes.slice(rang + 1),
        bloc.sansFin,
        entete,
        { limite, utf8Impose: encodage === 'UTF-8' },
        lues + rang + 1,
      );
    }
  }

  /** Bytes read so far. */
  get octets(): number {
    return this.lecteur.octets;
  }
  get encodage(): Encodage {
    return this.lecteur.decodeur.encodage;
  }
  get lignes1252(): number {
    return this.lecteur.decodeur.lignes1252;
  }
  /** Physical lines read so far, header included. */
  get lignes(): number {
    return this.numero;
  }
  /** SHA-256 of the file, once read to its end. */
  empreinte(): string {
    return this.lecteur.empreinte();
  }

  /** The records in order, by lots of some thousands; a line that is not one comes as `LigneIllisible`. */
  async *lots(): AsyncGenerator<(Enregistrement | LigneIllisible)[]> {
    yield this.lireLignes(this.premier, this.derniereSansFin);
    for await (const bloc of this.blocs) {
      if (bloc.tropLongue) {
        const lot: (Enregistrement | LigneIllisible)[] = [];
        this.abandonnerAttente(lot);
        this.numero += 1;
        lot.push(this.illisible(this.numero, bloc.texte, 'LIGNE_TROP_LONGUE'));
        yield lot;
      } else {
        yield this.lireLignes(lignesDe(bloc, this.lecteur.finDeLigne), bloc.sansFin);
      }
    }
    const reste: (Enregistrement | LigneIllisible)[] = [];
    this.abandonnerAttente(reste);
    if (reste.length) yield reste;
  }

  /** Stops reading. */
  async fermer(): Promise<void> {
    await this.blocs.return(undefined);
  }

  private lireLignes(lignes: readonly string[], sansFin: boolean): (Enregistrement | LigneIllisible)[] {
    const lot: (Enregistrement | LigneIllisible)[] = [];
    for (let rang = 0; rang < lignes.length; rang += 1) {
      this.numero += 1;
      this.lireLigne(lignes[rang] ?? '', this.numero, lot, sansFin && rang === lignes.length - 1);
    }
    return lot;
  }

  private lireLigne(texte: string, ligne: number, lot: (Enregistrement | LigneIllisible)[], tronquee: boolean): void {
    if (this.attente) {
      this.attente.textes.push(texte);
      this.poursuivre(lot);
      return;
    }
    if (texte.length > this.regles.limite) {
      lot.push(this.illisible(ligne, texte, 'LIGNE_TROP_LONGUE'));
      return;
    }
    if (!texte.includes('"')) {
      this.retenir(texte, texte.split(this.entete.separateur), ligne, lot, tronquee);
      return;
    }
    const champs = decouperChamps(texte, this.entete.separateur);
    if (champs) this.retenir(texte, champs, ligne, lot, tronquee);
    else this.attente = { ligne, textes: [texte] };
  }

  private retenir(
    texte: string,
    lus: string[],
    ligne: number,
    lot: (Enregistrement | LigneIllisible)[],
    tronquee: boolean,
  ): void {
    const { largeur } = this.entete;
    const champs =
      lus.length > largeur && lus.slice(largeur).every((champ) => champ.trim() === '') ? lus.slice(0, largeur) : lus;
    if (champs.length === largeur ? champs.every((champ) => champ === '') : texte.trim() === '') {
      this.lignesVides += 1;
    } else if (champs.length !== largeur) {
      lot.push(
        this.illisible(ligne, texte, tronquee && lus.length < largeur ? 'LIGNE_TRONQUEE' : 'NOMBRE_DE_COLONNES', lus),
      );
    } else if (texte.includes('\0')) {
      lot.push(this.illisible(ligne, texte, 'CARACTERE_INTERDIT', lus));
    } else if (this.regles.utf8Impose && texte.includes(CARACTERE_PERDU)) {
      lot.push(this.illisible(ligne, texte, 'ENCODAGE', lus));
    } else {
      lot.push({ ligne, champs });
    }
  }

  /**
   * A quoted field goes on over the end of the line: tries the record with one more physical line. Strictly, so that
   * two stray quotes do not make one record of two lines.
   */
  private poursuivre(lot: (Enregistrement | LigneIllisible)[]): void {
    const { ligne, textes } = this.attente ?? { ligne: 0, textes: [] };
    const texte = textes.join('\n');
    const champs = decouperChamps(texte, this.entete.separateur, true);
    const perdu = this.regles.utf8Impose && texte.includes(CARACTERE_PERDU);
    if (champs?.length === this.entete.largeur && !texte.includes('\0') && !perdu) {
      this.attente = null;
      lot.push({ ligne, champs });
    } else if (champs || textes.length >= LIGNES_PAR_CHAMP || texte.length > this.regles.limite) {
      this.abandonner(lot);
    }
  }

  /** The quote was a stray one: only the line that opened it is lost, the following ones are read again by themselves. */
  private abandonner(lot: (Enregistrement | LigneIllisible)[]): void {
    const { ligne, textes } = this.attente ?? { ligne: 0, textes: [] };
    this.attente = null;
    const [premiere = '', ...suivantes] = textes;
    lot.push(this.illisible(ligne, premiere, 'GUILLEMETS'));
    suivantes.forEach((texte, rang) => this.lireLigne(texte, ligne + 1 + rang, lot, false));
  }

  private abandonnerAttente(lot: (Enregistrement | LigneIllisible)[]): void {
    while (this.attente) this.abandonner(lot);
  }

  private illisible(ligne: number, texte: string, code: keyof typeof MOTIFS, lus?: readonly string[]): LigneIllisible {
    const champs = lus ?? texte.slice(0, 4_096).split(this.entete.separateur);
    return {
      ligne,
      code,
      motif: MOTIFS[code](champs.length, this.entete.largeur),
      valeur: texte.slice(0, 200).replaceAll('\0', '␀'),
      champs: champs
        .slice(0, CHAMPS_GARDES)
        .map((champ) => champ.replaceAll('\0', '').replace(/^[\s"]+|[\s"]+$/g, ''))
        .filter((champ) => champ !== '' && champ.length <= LONGUEUR_GARDEE),
    };
  }
}

const MOTIFS = {
  NOMBRE_DE_COLONNES: (lues: number, attendues: number) => `La ligne a ${lues} colonnes, l'en-tête en a ${attendues}.`,
  LIGNE_TRONQUEE: (lues: number, attendues: number) =>
    `Le fichier s'arrête au milieu de cette ligne (${lues} colonnes sur ${attendues}).`,
  LIGNE_TROP_LONGUE: () => 'La ligne est démesurément longue.',
  GUILLEMETS: () => "Un guillemet ouvre un champ et n'est pas refermé.",
  CARACTERE_INTERDIT: () => 'La ligne contient un caractère nul.',
  ENCODAGE: () => "La ligne n'est pas en UTF-8, l'encodage imposé pour ce fichier.",
} as const satisfies Record<string, (lues: number, attendues: number) => string>;

/** Physical lines of a bloc, without their ends. */
export function lignesDe(bloc: Bloc, finDeLigne: string): string[] {
  const lignes = bloc.texte.split(finDeLigne);
  if (!bloc.sansFin && !bloc.tropLongue) lignes.pop();
  if (finDeLigne === '\n') {
    for (let rang = 0; rang < lignes.length; rang += 1) {
      const ligne = lignes[rang] ?? '';
      if (ligne.charCodeAt(ligne.length - 1) === 13) lignes[rang] = ligne.slice(0, -1);
    }
  }
  return lignes;
}
