import { z } from 'zod';

/** One page of a list; `total` counts the whole list, whatever the page. */
export interface Page<T> {
  readonly items: T[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

export interface Tri<Nom extends string = string> {
  readonly nom: Nom;
  readonly descendant: boolean;
}

/** What every list receives once read: search, sort, page. The filters of the list stand beside. */
export interface ParametresListe<Nom extends string = string> {
  readonly q?: string | undefined;
  readonly sort: readonly Tri<Nom>[];
  readonly page: number;
  readonly size: number;
}

export const TAILLE_MAX = 200;
const TAILLE_DEFAUT = 50;
const LONGUEUR_RECHERCHE = 200;
/** Pages × size stays far inside what OFFSET takes. */
const PAGE_MAX = 1_000_000;

interface ContratListe<Noms extends readonly [string, ...string[]], Filtres extends z.ZodRawShape> {
  /** Names that can be sorted; `-nom` is descending. */
  readonly tri: Noms;
  /** Sort in force when none is asked, e.g. '-priorite,nom'. */
  readonly defaut: string;
  readonly filtres: Filtres;
}

/**
 * The one contract of lists: `?q=…&sort=-couverture,nom&page=1&size=50` plus the filters of the list.
 * Refused with the field: an unknown sort or parameter, a size outside 1–200, a page below 1, a search over 200
 * characters. A page after the last one is empty, with the total.
 */
export function schemaListe<const Noms extends readonly [string, ...string[]], Filtres extends z.ZodRawShape>(
  contrat: ContratListe<Noms, Filtres>,
) {
  return sansInconnu(
    z.object({
      ...champsDeChoix(contrat),
      page: z.coerce.number().int().min(1).max(PAGE_MAX).default(1),
      size: z.coerce.number().int().min(1).max(TAILLE_MAX).default(TAILLE_DEFAUT),
      ...contrat.filtres,
    }),
  );
}

/** What chooses and orders the lines of a list, without its pages: search and sort. */
export function champsDeChoix<const Noms extends readonly [string, ...string[]]>({
  tri,
  defaut,
}: Pick<ContratListe<Noms, z.ZodRawShape>, 'tri' | 'defaut'>) {
  type Nom = Noms[number];
  const connus: ReadonlySet<string> = new Set(tri);
  const lire = (texte: string): Tri<Nom>[] =>
    texte.split(',').map((mot) => {
      const descendant = mot.startsWith('-');
      return { nom: (descendant ? mot.slice(1) : mot) as Nom, descendant };
    });
  return {
    q: z
      .string()
      .max(LONGUEUR_RECHERCHE, `La recherche compte ${LONGUEUR_RECHERCHE} caractères au plus.`)
      .transform((texte) => texte.replaceAll('\0', ' ').trim())
      .optional()
      .meta({ description: 'Mots cherchés, tous présents, sans tenir compte des accents ni de la casse.' }),
    sort: z
      .string()
      .max(400)
      .transform((texte, contexte) => {
        const demande = lire(texte);
        for (const { nom } of demande) {
          if (connus.has(nom)) continue;
          contexte.addIssue({ code: 'custom', message: `Tri inconnu : « ${nom} ». Possibles : ${tri.join(', ')}.` });
        }
        return demande;
      })
      .prefault(defaut)
      .meta({ description: `Colonnes séparées par des virgules, \`-\` devant pour décroissant : ${tri.join(', ')}.` }),
  };
}

/** Refuses, by its name, a parameter that the schema does not know: a mistyped filter must not give the whole list. */
export function sansInconnu<Forme extends z.ZodRawShape>(parametres: z.ZodObject<Forme>) {
  const noms = new Set(Object.keys(parametres.shape));
  return parametres.loose().superRefine((valeur, contexte) => {
    for (const nom of Object.keys(valeur)) {
      if (noms.has(nom)) continue;
      contexte.addIssue({ code: 'custom', path: [nom], message: 'Paramètre inconnu de cette liste.' });
    }
  });
}

/** Schema of a page of `item`, for the documentation of the answers. */
export function schemaPage<Item extends z.ZodType>(item: Item, id: string) {
  return z.object({ items: z.array(item), total: z.int(), page: z.int(), size: z.int() }).meta({ id });
}

/**
 * ORDER BY of a list: only expressions of the table given, empty values last in both directions, and a unique key at
 * the end so that the pages neither repeat nor lose a row.
 * @param colonnes sort name → SQL expression, or several for a sort on several columns
 */
export function ordreSql<Nom extends string>(
  tri: readonly Tri<NoInfer<Nom>>[],
  colonnes: Readonly<Record<Nom, string | readonly string[]>>,
  cleUnique: string,
): string {
  const termes = new Map<string, string>();
  for (const { nom, descendant } of tri) {
    for (const expression of [colonnes[nom]].flat()) {
      if (!termes.has(expression)) termes.set(expression, `${expression} ${descendant ? 'DESC' : 'ASC'} NULLS LAST`);
    }
  }
  if (!termes.has(cleUnique)) termes.set(cleUnique, cleUnique);
  return `ORDER BY ${[...termes.values()].join(', ')}`;
}

/** LIMIT and OFFSET of a page; the values are pushed on `params`. */
export function pageSql({ page, size }: Pick<ParametresListe, 'page' | 'size'>, params: unknown[]): string {
  params.push(size, (page - 1) * size);
  return `LIMIT $${params.length - 1} OFFSET $${params.length}`;
}

/**
 * Every word of the search is in the expression, accents and case ignored. `texte` must be made by `texte_recherche(…)`:
 * the very expression of a trigram index, or a column that holds its result. The longest word, the most telling, first.
 */
export function rechercheSql(texte: string, q: string | undefined, params: unknown[]): string {
  const mots = motsDe(q ?? '');
  if (mots.length === 0) return 'true';
  return mots
    .map((mot) => {
      params.push(mot);
      // Escaped after texte_recherche, which may produce % or _ out of other characters.
      return `${texte} LIKE '%' || regexp_replace(texte_recherche($${params.length}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
    })
    .join(' AND ');
}

/** Words of a search, the longest first; one that another contains says nothing more. */
function motsDe(q: string): string[] {
  const mots = q
    .toLowerCase()
    .split(/\s+/)
    .filter((mot) => mot !== '')
    .sort((a, b) => b.length - a.length);
  return mots.reduce<string[]>((gardes, mot) => (gardes.some((g) => g.includes(mot)) ? gardes : [...gardes, mot]), []);
}
