import { ColonneAmbigue, ColonnesManquantes, CorrespondanceInvalide } from '../domain/refus.js';
import { decouperChamps } from './champs.js';

export interface ColonneAttendue {
  readonly nom: string;
  /** Other names in other vintages of the file. */
  readonly alias?: readonly string[];
  /** Its absence from the header does not refuse the file. */
  readonly facultative?: boolean;
}

/** Name of ours → name in the file, for an academy whose extract differs. */
export type Correspondances = Readonly<Record<string, string>>;

export interface Entete {
  /** Columns of the file; a record has as many fields. */
  readonly largeur: number;
  readonly separateur: string;
  /** Our name → position in the record; absent columns are not there. */
  readonly positions: Readonly<Record<string, number>>;
}

export const SEPARATEUR = ';';

/** Case, accents, spaces, underscores and apostrophes do not count: `Code postal` = `CODE_POSTAL`. */
export function nomComparable(nom: string): string {
  return nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/**
 * Finds the expected columns in the header line.
 * @param souples the mapping is kept from former files: this one may have our own names again
 * @throws ColonnesManquantes, naming them all and the separator found when it is not the semicolon
 */
export function lireEntete(
  texte: string,
  attendues: readonly ColonneAttendue[],
  {
    nomFichier,
    correspondances = {},
    souples = false,
  }: { nomFichier: string; correspondances?: Correspondances; souples?: boolean },
): Entete {
  verifierCorrespondances(attendues, correspondances);
  const noms = (decouperChamps(texte, SEPARATEUR) ?? texte.split(SEPARATEUR)).map(nomComparable);
  while (noms.length > 1 && noms.at(-1) === '') noms.pop();

  const positions: Record<string, number> = {};
  const manquantes: string[] = [];
  for (const { nom, alias = [], facultative } of attendues) {
    const renommee = correspondances[nom];
    const candidats = renommee === undefined ? [nom, ...alias] : souples ? [renommee, nom, ...alias] : [renommee];
    const position = candidats.map((candidat) => noms.indexOf(nomComparable(candidat))).find((rang) => rang >= 0);
    if (position !== undefined) {
      if (noms.indexOf(noms[position] ?? '', position + 1) >= 0) throw new ColonneAmbigue(nomFichier, nom);
      positions[nom] = position;
    } else if (!facultative || (renommee !== undefined && !souples)) {
      manquantes.push(renommee === undefined ? nom : `${nom} (« ${renommee} » d'après la correspondance)`);
    }
  }
  if (manquantes.length) throw new ColonnesManquantes(nomFichier, manquantes, separateurProbable(texte));
  return { largeur: noms.length, separateur: SEPARATEUR, positions };
}

/** @throws CorrespondanceInvalide naming the columns that are not ours */
export function verifierCorrespondances(attendues: readonly ColonneAttendue[], correspondances: Correspondances): void {
  const inconnues = Object.keys(correspondances).filter((cle) => !attendues.some(({ nom }) => nom === cle));
  if (inconnues.length) throw new CorrespondanceInvalide(`${inconnues.join(', ')} n'est pas une colonne connue`);
}

/** The separator that the header uses most. */
export function separateurProbable(texte: string): string {
  let meilleur = SEPARATEUR;
  for (const candidat of [SEPARATEUR, ',', '\t', '|']) {
    if (texte.split(candidat).length > texte.split(meilleur).length) meilleur = candidat;
  }
  return meilleur;
}
