import { decouperChamps } from './champs.js';
import { nomComparable, separateurProbable, type ColonneAttendue, type Correspondances, SEPARATEUR } from './entete.js';
import type { Encodage, EncodageImpose } from './encodage.js';
import { LecteurDeBlocs } from './blocs.js';
import { lignesDe } from './lecteur-csv.js';
import { nomsProches } from '../domain/noms-proches.js';
import { FichierVide } from '../domain/refus.js';

/** What is read of a file to show its beginning, in bytes. */
export const TAILLE_APERCU = 512 * 1024;
const LIGNES = 20;
const CHAMP_MAX = 300;
const COLONNES_MAX = 400;
const SUGGESTIONS = 3;

export type OrigineColonne = 'MEMORISEE' | 'EXACTE' | 'PROCHE' | 'ABSENTE';

export interface Apercu {
  readonly encodage: Encodage;
  readonly separateur: string;
  readonly separateurAttendu: boolean;
  readonly entete: string[];
  readonly lignes: string[][];
  readonly correspondances: Record<string, string | null>;
  readonly colonnes: { nom: string; obligatoire: boolean; origine: OrigineColonne; suggestions: string[] }[];
  readonly manquantes: string[];
}

/**
 * The beginning of a file as an import would read it, with the column of the file proposed for each of ours.
 * @param octets beginning of the file @throws FichierVide, FormatInattendu
 */
export async function apercevoir(
  octets: Buffer,
  nom: string,
  attendues: readonly ColonneAttendue[],
  { encodage, correspondances }: { readonly encodage: EncodageImpose; readonly correspondances: Correspondances },
): Promise<Apercu> {
  const lecteur = new LecteurDeBlocs(morceaux(octets), TAILLE_APERCU, { encodage, nom });
  const textes: string[] = [];
  for await (const bloc of lecteur.blocs()) textes.push(...lignesDe(bloc, lecteur.finDeLigne));
  // Cut in the middle of a line, most likely.
  if (octets.length >= TAILLE_APERCU && textes.length > 1) textes.pop();
  const rang = textes.findIndex((texte) => texte.trim() !== '');
  if (rang < 0) throw new FichierVide(nom);
  const premiere = textes[rang] ?? '';
  const separateur = separateurProbable(premiere);
  const entete = champs(premiere, separateur);
  while (entete.length > 1 && entete.at(-1) === '') entete.pop();
  const lignes: string[][] = [];
  for (const texte of textes.slice(rang + 1)) {
    if (lignes.length === LIGNES) break;
    if (texte.trim() !== '') lignes.push(champs(texte, separateur));
  }
  const colonnes = proposer(entete, attendues, correspondances);
  return {
    encodage: lecteur.decodeur.encodage,
    separateur,
    separateurAttendu: separateur === SEPARATEUR,
    entete,
    lignes,
    correspondances: Object.fromEntries(colonnes.map(({ nom: notre, trouvee }) => [notre, trouvee])),
    colonnes: colonnes.map(({ nom: notre, obligatoire, origine, suggestions }) => ({
      nom: notre,
      obligatoire,
      origine,
      suggestions,
    })),
    manquantes: colonnes.filter(({ obligatoire, trouvee }) => obligatoire && trouvee === null).map((c) => c.nom),
  };
}

interface Proposition {
  readonly nom: string;
  readonly obligatoire: boolean;
  readonly trouvee: string | null;
  readonly origine: OrigineColonne;
  readonly suggestions: string[];
}

/** The column kept, else ours or one of its aliases, else the nearest that nothing else takes. */
function proposer(
  entete: readonly string[],
  attendues: readonly ColonneAttendue[],
  correspondances: Correspondances,
): Proposition[] {
  const noms = entete.map(nomComparable);
  const rangDe = (nom: string): number => noms.indexOf(nomComparable(nom));
  const sures = attendues.map(({ nom, alias = [] }): { rang: number; origine: OrigineColonne } => {
    const gardee = correspondances[nom];
    const memorisee = gardee === undefined ? -1 : rangDe(gardee);
    if (memorisee >= 0) return { rang: memorisee, origine: 'MEMORISEE' };
    const exacte = [nom, ...alias].map(rangDe).find((rang) => rang >= 0) ?? -1;
    return { rang: exacte, origine: exacte >= 0 ? 'EXACTE' : 'ABSENTE' };
  });
  const prises = new Set(sures.map(({ rang }) => rang));
  return attendues.map(({ nom, facultative }, n): Proposition => {
    const { rang, origine } = sures[n] ?? { rang: -1, origine: 'ABSENTE' };
    const commun = { nom, obligatoire: facultative !== true };
    if (rang >= 0) return { ...commun, trouvee: entete[rang] ?? null, origine, suggestions: [] };
    const proches = nomsProches(nomComparable(nom), noms, SUGGESTIONS).filter((proche) => !prises.has(proche));
    const suggestions = proches.map((proche) => entete[proche] ?? '');
    const [meilleure] = proches;
    if (meilleure === undefined) return { ...commun, trouvee: null, origine: 'ABSENTE', suggestions };
    prises.add(meilleure);
    return { ...commun, trouvee: entete[meilleure] ?? null, origine: 'PROCHE', suggestions };
  });
}

function champs(texte: string, separateur: string): string[] {
  return (decouperChamps(texte, separateur) ?? texte.split(separateur))
    .slice(0, COLONNES_MAX)
    .map((champ) => champ.trim().slice(0, CHAMP_MAX));
}

async function* morceaux(octets: Buffer): AsyncGenerator<Buffer> {
  yield octets;
}
