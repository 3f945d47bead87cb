import { distanceBornee, nomComparable } from './nom-comparable.js';

export const RAISONS_RAPPROCHEMENT = ['MEME_NUMEN', 'MEME_NOM_ET_NAISSANCE', 'MEME_NOM', 'NOM_PROCHE'] as const;
export type RaisonRapprochement = (typeof RAISONS_RAPPROCHEMENT)[number];

/** What tells who somebody is. */
export interface Identite {
  readonly nom: string;
  readonly nomFamille: string | null;
  readonly prenom: string;
  readonly dateNaissance: string | null;
  readonly numen: string | null;
}

export interface Rapprochement {
  /** 0..1, 1 is certain. */
  readonly score: number;
  /** The strongest first. */
  readonly raisons: readonly RaisonRapprochement[];
}

/** Made ready to be compared with many others. */
interface Comparable<T> {
  readonly qui: T;
  readonly noms: readonly string[];
  readonly prenom: string;
  readonly naissance: string | null;
  readonly numen: string | null;
}

const comparable = <T extends Identite>(qui: T): Comparable<T> => ({
  qui,
  noms: [...new Set([qui.nom, qui.nomFamille ?? ''].map(nomComparable).filter((nom) => nom !== ''))],
  prenom: nomComparable(qui.prenom),
  naissance: qui.dateNaissance,
  numen: qui.numen?.replaceAll(/\s/g, '').toUpperCase() || null,
});

/** Letters that may differ over the name and the first name: more when the birth date agrees. */
function tolerance(longueur: number, memeNaissance: boolean): number {
  const sans = longueur < 8 ? 0 : longueur < 14 ? 1 : 2;
  return memeNaissance ? sans + 1 : sans;
}

const TOLERANCE_SANS_NAISSANCE = 2;

/**
 * Why two records may be the same person: the NUMEN; else the same names, accents, hyphens and particles ignored, or
 * names a few letters apart, with a birth date that is the same or missing on one side. Null when nothing says so: two
 * people of one name born on two days are two people.
 */
export function comparerIdentites(a: Identite, b: Identite): Rapprochement | null {
  return comparer(comparable(a), comparable(b));
}

function comparer(a: Comparable<Identite>, b: Comparable<Identite>): Rapprochement | null {
  const raisons: RaisonRapprochement[] = [];
  let score = 0;
  const retenir = (raison: RaisonRapprochement, valeur: number): void => {
    raisons.push(raison);
    score = Math.max(score, valeur);
  };
  if (a.numen !== null && a.numen === b.numen) retenir('MEME_NUMEN', 1);
  const memeNaissance = a.naissance !== null && a.naissance === b.naissance;
  if (memeNaissance || a.naissance === null || b.naissance === null) {
    const ecart = ecartDesNoms(a, b, memeNaissance);
    if (ecart === 0) retenir(memeNaissance ? 'MEME_NOM_ET_NAISSANCE' : 'MEME_NOM', memeNaissance ? 0.98 : 0.85);
    else if (ecart !== null) retenir('NOM_PROCHE', (memeNaissance ? 0.9 : 0.75) * (1 - ecart));
  }
  return raisons.length === 0 ? null : { score: Math.round(score * 100) / 100, raisons };
}

/** Part of the letters that differ, 0 for the same names; null when they are not near. */
function ecartDesNoms(a: Comparable<Identite>, b: Comparable<Identite>, memeNaissance: boolean): number | null {
  let meilleur: number | null = null;
  const retenir = (ecart: number): void => {
    if (meilleur === null || ecart < meilleur) meilleur = ecart;
  };
  for (const nomA of a.noms) {
    for (const nomB of b.noms) {
      const longueur = Math.max(nomA.length + a.prenom.length, nomB.length + b.prenom.length);
      const permis = tolerance(longueur, memeNaissance);
      const prenoms = distanceBornee(a.prenom, b.prenom, permis);
      if (prenoms <= permis) {
        const distance = prenoms + distanceBornee(nomA, nomB, permis - prenoms);
        if (distance <= permis) retenir(distance / longueur);
      }
      // The two fields exchanged, or « Marie » for « Marie-Claude ».
      if (nomA === b.prenom && nomB === a.prenom) retenir(nomA === a.prenom ? 0 : 0.1);
      if (memeNaissance && nomA === nomB && prefixe(a.prenom, b.prenom)) retenir(0.1);
    }
  }
  return meilleur;
}

function prefixe(a: string, b: string): boolean {
  const [court, long] = a.length < b.length ? [a, b] : [b, a];
  return court.length >= 3 && long.startsWith(court);
}

export interface Paire<A, B> extends Rapprochement {
  readonly a: A;
  readonly b: B;
}

/**
 * All the pairs of `as` × `bs` that `comparerIdentites` accepts, without comparing everybody: by NUMEN, by birth date,
 * and, where a birth date is missing, by first names few letters apart, which are few.
 */
export function rapprocher<A extends Identite, B extends Identite>(as: readonly A[], bs: readonly B[]): Paire<A, B>[] {
  const comparables = bs.map(comparable);
  const parNumen = grouper(comparables, ({ numen }) => numen);
  const parNaissance = grouper(comparables, ({ naissance }) => naissance);
  const parPrenom = grouper(comparables, ({ prenom }) => prenom);
  const sansNaissance = grouper(
    comparables.filter(({ naissance }) => naissance === null),
    ({ prenom }) => prenom,
  );
  const paires: Paire<A, B>[] = [];
  for (const a of as.map(comparable)) {
    const vus = new Set<Comparable<B>>(a.numen === null ? [] : parNumen.get(a.numen));
    for (const b of a.naissance === null ? [] : (parNaissance.get(a.naissance) ?? [])) vus.add(b);
    for (const [prenom, groupe] of a.naissance === null ? parPrenom : sansNaissance) {
      const proche =
        distanceBornee(a.prenom, prenom, TOLERANCE_SANS_NAISSANCE) <= TOLERANCE_SANS_NAISSANCE ||
        a.noms.includes(prenom);
      if (proche) for (const b of groupe) vus.add(b);
    }
    for (const b of vus) {
      const rapprochement = comparer(a, b);
      if (rapprochement) paires.push({ a: a.qui, b: b.qui, ...rapprochement });
    }
  }
  return paires;
}

function grouper<T>(elements: readonly T[], cle: (element: T) => string | null): Map<string, T[]> {
  const groupes = new Map<string, T[]>();
  for (const element of elements) {
    const valeur = cle(element);
    if (valeur === null) continue;
    const groupe = groupes.get(valeur);
    if (groupe) groupe.push(element);
    else groupes.set(valeur, [element]);
  }
  return groupes;
}
