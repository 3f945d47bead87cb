import fc from 'fast-check';
import type { VariablesFormule } from './formule-variables.js';

/** An expression as a tree, written by `ecrire` and computed by `calculer` without any parsing. */
export type Arbre =
  | { readonly genre: 'nombre'; readonly texte: string }
  | { readonly genre: 'variable'; readonly nom: keyof VariablesFormule }
  | { readonly genre: 'signe'; readonly a: Arbre }
  | { readonly genre: 'operation'; readonly op: string; readonly a: Arbre; readonly b: Arbre }
  | { readonly genre: 'choix'; readonly si: Arbre; readonly oui: Arbre; readonly non: Arbre }
  | { readonly genre: 'appel'; readonly nom: string; readonly valeurs: readonly Arbre[] };

const FORCES: Readonly<Record<string, number>> = {
  '==': 1,
  '!=': 1,
  '<': 2,
  '<=': 2,
  '>': 2,
  '>=': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '%': 4,
};

export class DivisionParZeroNaive extends Error {}

export function calculer(arbre: Arbre, v: VariablesFormule): number {
  switch (arbre.genre) {
    case 'nombre':
      return Number(arbre.texte);
    case 'variable':
      return v[arbre.nom];
    case 'signe':
      return -calculer(arbre.a, v);
    case 'choix':
      return calculer(arbre.si, v) !== 0 ? calculer(arbre.oui, v) : calculer(arbre.non, v);
    case 'operation':
      return operer(arbre.op, calculer(arbre.a, v), calculer(arbre.b, v));
    case 'appel':
      return appeler(
        arbre.nom,
        arbre.valeurs.map((a) => calculer(a, v)),
      );
  }
}

function operer(op: string, a: number, b: number): number {
  if ((op === '/' || op === '%') && b === 0) throw new DivisionParZeroNaive();
  const resultats: Record<string, number | boolean> = {
    '==': a === b,
    '!=': a !== b,
    '<': a < b,
    '<=': a <= b,
    '>': a > b,
    '>=': a >= b,
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '%': a % b,
  };
  return Number(resultats[op]);
}

function appeler(nom: string, valeurs: readonly number[]): number {
  const [a = NaN, b = NaN] = valeurs;
  if (nom === 'min') return Math.min(...valeurs);
  if (nom === 'max') return Math.max(...valeurs);
  if (nom === 'ceil') return Math.ceil(a);
  if (nom === 'floor') return Math.floor(a);
  if (nom === 'round') return a < 0 ? -Math.floor(-a + 0.5) : Math.floor(a + 0.5);
  if (b === 0) throw new DivisionParZeroNaive();
  return Math.trunc(a / b);
}

/** With the fewest parentheses, so that priorities and associativity are what is tried. */
export function ecrire(arbre: Arbre, force = 0): string {
  switch (arbre.genre) {
    case 'nombre':
      return arbre.texte;
    case 'variable':
      return arbre.nom;
    case 'signe':
      return `-${ecrire(arbre.a, 5)}`;
    case 'appel':
      return `${arbre.nom}(${arbre.valeurs.map((a) => ecrire(a)).join(', ')})`;
    case 'choix':
      return entourer(`${ecrire(arbre.si, 1)} ? ${ecrire(arbre.oui)} : ${ecrire(arbre.non)}`, force > 0);
    case 'operation': {
      const sienne = FORCES[arbre.op] ?? 0;
      return entourer(`${ecrire(arbre.a, sienne)} ${arbre.op} ${ecrire(arbre.b, sienne + 1)}`, force > sienne);
    }
  }
}

function entourer(texte: string, oui: boolean): string {
  return oui ? `(${texte})` : texte;
}

export const unArbre: fc.Arbitrary<Arbre> = fc.letrec<{ arbre: Arbre }>((lien) => ({
  arbre: fc.oneof(
    { depthSize: 'small', maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<Arbre>(
      { genre: 'variable', nom: 'cM' },
      { genre: 'variable', nom: 'cI' },
      { genre: 'variable', nom: 'hI' },
    ),
    fc.constantFrom('0', '1', '5', '24', '32', '0.5', '7.25').map((texte): Arbre => ({ genre: 'nombre', texte })),
    fc.record({
      genre: fc.constant('operation' as const),
      op: fc.constantFrom(...Object.keys(FORCES)),
      a: lien('arbre'),
      b: lien('arbre'),
    }),
    fc.record({ genre: fc.constant('signe' as const), a: lien('arbre') }),
    fc.record({ genre: fc.constant('choix' as const), si: lien('arbre'), oui: lien('arbre'), non: lien('arbre') }),
    fc
      .tuple(fc.constantFrom('intdiv', 'min', 'max', 'ceil', 'floor', 'round'), lien('arbre'), lien('arbre'))
      .map(([nom, a, b]): Arbre => {
        return { genre: 'appel', nom, valeurs: ['ceil', 'floor', 'round'].includes(nom) ? [a] : [a, b] };
      }),
  ),
})).arbre;
