import { FormuleInvalide } from './formule-erreurs.js';

export type Symbole = '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '?' | ':' | '(' | ')' | ',';

/** `colonne` counts from 1, in the whole text. */
export type Jeton =
  | { readonly genre: 'nombre'; readonly valeur: number; readonly colonne: number }
  | { readonly genre: 'nom'; readonly nom: string; readonly colonne: number }
  | { readonly genre: 'symbole'; readonly symbole: Symbole; readonly colonne: number }
  | { readonly genre: 'fin'; readonly colonne: number };

export const LONGUEUR_MAX = 500;

const ESPACES = /\s+/y;
const NOMBRE = /\d+(?:\.\d+)?/y;
const NOM = /[\p{L}_][\p{L}\d_]*/uy;
const SYMBOLE = /<=|>=|==|!=|[-+*/%<>?:(),]/y;

/** @throws FormuleInvalide on a character outside the language, a number that is not one, a text too long */
export function decouperEnJetons(texte: string): Jeton[] {
  if (texte.length > LONGUEUR_MAX) {
    throw new FormuleInvalide(LONGUEUR_MAX + 1, `la formule dépasse ${LONGUEUR_MAX} caractères`);
  }
  const jetons: Jeton[] = [];
  let position = lire(ESPACES, texte, 0).length;
  while (position < texte.length) {
    const jeton = suivant(texte, position);
    jetons.push(jeton.jeton);
    position += jeton.longueur;
    position += lire(ESPACES, texte, position).length;
  }
  jetons.push({ genre: 'fin', colonne: texte.length + 1 });
  return jetons;
}

function suivant(texte: string, position: number): { jeton: Jeton; longueur: number } {
  const colonne = position + 1;
  const chiffres = lire(NOMBRE, texte, position);
  if (chiffres !== '') return { jeton: nombre(chiffres, texte, colonne), longueur: chiffres.length };
  const nom = lire(NOM, texte, position);
  if (nom !== '') return { jeton: { genre: 'nom', nom, colonne }, longueur: nom.length };
  const symbole = lire(SYMBOLE, texte, position);
  if (symbole !== '') {
    return { jeton: { genre: 'symbole', symbole: symbole as Symbole, colonne }, longueur: symbole.length };
  }
  throw new FormuleInvalide(colonne, horsLangage(String.fromCodePoint(texte.codePointAt(position) ?? 0)));
}

function nombre(chiffres: string, texte: string, colonne: number): Jeton {
  const apres = colonne - 1 + chiffres.length;
  if (texte[apres] === '.') throw new FormuleInvalide(apres + 1, 'un point décimal est suivi de chiffres');
  if (lire(NOM, texte, apres) !== '') {
    throw new FormuleInvalide(apres + 1, `un opérateur est attendu après le nombre ${chiffres}`);
  }
  const valeur = Number(chiffres);
  if (!Number.isFinite(valeur)) throw new FormuleInvalide(colonne, 'ce nombre est trop grand');
  return { genre: 'nombre', valeur, colonne };
}

function lire(motif: RegExp, texte: string, position: number): string {
  motif.lastIndex = position;
  return motif.exec(texte)?.[0] ?? '';
}

function horsLangage(caractere: string): string {
  if (caractere === '=') return "une comparaison d'égalité s'écrit ==, et rien ne peut être affecté";
  if (caractere === '.') return 'un nombre commence par un chiffre (0.5)';
  return `le caractère « ${caractere} » ne fait pas partie des formules`;
}
