import { FormuleDivisionParZero, FormuleInvalide } from './formule-erreurs.js';
import { type Jeton, type Symbole, decouperEnJetons } from './formule-lexique.js';
import type { VariablesFormule } from './formule-variables.js';

/** A compiled expression: plain closures over the closed grammar, no code is ever generated. */
export type Expression = (variables: VariablesFormule) => number;

/** Nested parentheses, calls, signs and branches; keeps the stack small whatever the text. */
export const PROFONDEUR_MAX = 50;

interface Fonction {
  readonly min: number;
  readonly max: number;
  readonly calculer: (arguments_: readonly number[]) => number;
}

const FONCTIONS: ReadonlyMap<string, Fonction> = new Map([
  ['min', { min: 2, max: Infinity, calculer: (a) => Math.min(...a) }],
  ['max', { min: 2, max: Infinity, calculer: (a) => Math.max(...a) }],
  ['ceil', { min: 1, max: 1, calculer: ([a = NaN]) => Math.ceil(a) }],
  ['floor', { min: 1, max: 1, calculer: ([a = NaN]) => Math.floor(a) }],
  ['round', { min: 1, max: 1, calculer: ([a = NaN]) => Math.sign(a) * Math.round(Math.abs(a)) }],
  ['intdiv', { min: 2, max: 2, calculer: ([a = NaN, b = NaN]) => Math.trunc(a / b) }],
] satisfies [string, Fonction][]);

const VARIABLES: ReadonlyMap<string, Expression> = new Map([
  ['cM', (v) => v.cM],
  ['cI', (v) => v.cI],
  ['hI', (v) => v.hI],
] satisfies [string, Expression][]);

type Binaire = (a: number, b: number) => number;

/** From the loosest to the tightest; all associate to the left. */
const NIVEAUX: readonly ReadonlyMap<Symbole, Binaire>[] = [
  new Map<Symbole, Binaire>([
    ['==', (a, b) => Number(a === b)],
    ['!=', (a, b) => Number(a !== b)],
  ]),
  new Map<Symbole, Binaire>([
    ['<', (a, b) => Number(a < b)],
    ['<=', (a, b) => Number(a <= b)],
    ['>', (a, b) => Number(a > b)],
    ['>=', (a, b) => Number(a >= b)],
  ]),
  new Map<Symbole, Binaire>([
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
  ]),
  new Map<Symbole, Binaire>([
    ['*', (a, b) => a * b],
    ['/', (a, b) => a / b],
    ['%', (a, b) => a % b],
  ]),
];

/** @throws FormuleInvalide */
export function analyser(texte: string): Expression {
  const analyse = new Analyse(decouperEnJetons(texte));
  return analyse.formuleEntiere();
}

/** Recursive descent, one method per rule of the grammar. */
class Analyse {
  private rang = 0;
  private profondeur = 0;

  constructor(private readonly jetons: readonly Jeton[]) {}

  formuleEntiere(): Expression {
    if (this.courant().genre === 'fin') throw new FormuleInvalide(1, 'la formule est vide');
    const expression = this.choix();
    const reste = this.courant();
    if (reste.genre !== 'fin') throw new FormuleInvalide(reste.colonne, enTrop(reste));
    return expression;
  }

  /** comparison [ '?' choix ':' choix ] */
  private choix(): Expression {
    return this.descendre(() => {
      const condition = this.binaire(0);
      if (!this.accepter('?')) return condition;
      const oui = this.choix();
      this.exiger(':', 'le « : » de la condition est attendu');
      const non = this.choix();
      return (v) => (condition(v) === 0 ? non(v) : oui(v));
    });
  }

  private binaire(niveau: number): Expression {
    const operateurs = NIVEAUX[niveau];
    if (operateurs === undefined) return this.unaire();
    let gauche = this.binaire(niveau + 1);
    for (;;) {
      const jeton = this.courant();
      const calculer = jeton.genre === 'symbole' ? operateurs.get(jeton.symbole) : undefined;
      if (jeton.genre !== 'symbole' || calculer === undefined) return gauche;
      this.rang += 1;
      const divise = jeton.symbole === '/' || jeton.symbole === '%';
      gauche = operation(calculer, gauche, this.binaire(niveau + 1), divise ? jeton.colonne : null);
    }
  }

  private unaire(): Expression {
    if (this.accepter('-')) {
      const operande = this.descendre(() => this.unaire());
      return (v) => -operande(v);
    }
    if (this.accepter('+')) return this.descendre(() => this.unaire());
    return this.primaire();
  }

  private primaire(): Expression {
    const jeton = this.courant();
    this.rang += 1;
    if (jeton.genre === 'nombre') return () => jeton.valeur;
    if (jeton.genre === 'nom') return this.nom(jeton);
    if (jeton.genre === 'symbole' && jeton.symbole === '(') {
      const dedans = this.choix();
      this.exiger(')', 'une parenthèse fermante est attendue');
      return dedans;
    }
    throw new FormuleInvalide(jeton.colonne, `un nombre, une variable ou une parenthèse est attendu${trouve(jeton)}`);
  }

  private nom(jeton: Jeton & { genre: 'nom' }): Expression {
    const fonction = FONCTIONS.get(jeton.nom);
    if (fonction !== undefined) return this.appel(jeton, fonction);
    const variable = VARIABLES.get(jeton.nom);
    if (variable === undefined) throw new FormuleInvalide(jeton.colonne, inconnu(jeton.nom));
    const suivant = this.courant();
    if (suivant.genre === 'symbole' && suivant.symbole === '(') {
      throw new FormuleInvalide(suivant.colonne, `${jeton.nom} est une variable et non une fonction`);
    }
    return variable;
  }

  private appel(jeton: Jeton & { genre: 'nom' }, fonction: Fonction): Expression {
    this.exiger('(', `une parenthèse ouvrante est attendue après ${jeton.nom}`);
    const valeurs: Expression[] = [];
    if (!this.accepter(')')) {
      do valeurs.push(this.choix());
      while (this.accepter(','));
      this.exiger(')', 'une virgule ou une parenthèse fermante est attendue');
    }
    if (valeurs.length < fonction.min || valeurs.length > fonction.max) {
      const combien = fonction.max === Infinity ? `au moins ${fonction.min}` : String(fonction.min);
      const accord = fonction.min > 1 ? 'valeurs' : 'valeur';
      throw new FormuleInvalide(
        jeton.colonne,
        `${jeton.nom} attend ${combien} ${accord} et en reçoit ${valeurs.length}`,
      );
    }
    const divise = jeton.nom === 'intdiv';
    return (v) => {
      const calculees = valeurs.map((valeur) => valeur(v));
      if (divise && calculees[1] === 0) throw new FormuleDivisionParZero(jeton.colonne, v);
      return fonction.calculer(calculees);
    };
  }

  private descendre(regle: () => Expression): Expression {
    this.profondeur += 1;
    if (this.profondeur > PROFONDEUR_MAX) {
      throw new FormuleInvalide(this.courant().colonne, `plus de ${PROFONDEUR_MAX} niveaux imbriqués`);
    }
    const expression = regle();
    this.profondeur -= 1;
    return expression;
  }

  private accepter(symbole: Symbole): boolean {
    const jeton = this.courant();
    if (jeton.genre !== 'symbole' || jeton.symbole !== symbole) return false;
    this.rang += 1;
    return true;
  }

  private exiger(symbole: Symbole, faute: string): void {
    if (!this.accepter(symbole)) {
      const jeton = this.courant();
      throw new FormuleInvalide(jeton.colonne, `${faute}${trouve(jeton)}`);
    }
  }

  private courant(): Jeton {
    return this.jetons[Math.min(this.rang, this.jetons.length - 1)] ?? { genre: 'fin', colonne: 1 };
  }
}

/** `colonne` of the operator when it divides, else null. */
function operation(calculer: Binaire, gauche: Expression, droite: Expression, colonne: number | null): Expression {
  if (colonne === null) return (v) => calculer(gauche(v), droite(v));
  return (v) => {
    const diviseur = droite(v);
    if (diviseur === 0) throw new FormuleDivisionParZero(colonne, v);
    return calculer(gauche(v), diviseur);
  };
}

function enTrop(jeton: Jeton): string {
  if (jeton.genre === 'symbole' && jeton.symbole === ')') return "cette parenthèse fermante n'a pas été ouverte";
  if (jeton.genre === 'symbole' && jeton.symbole === ',') {
    return "une virgule ne sépare que les valeurs d'une fonction ; le signe décimal est le point";
  }
  return `un opérateur est attendu${trouve(jeton)}`;
}

function trouve(jeton: Jeton): string {
  switch (jeton.genre) {
    case 'fin':
      return ', la formule est incomplète';
    case 'symbole':
      return `, « ${jeton.symbole} » trouvé`;
    case 'nom':
      return `, « ${jeton.nom} » trouvé`;
    case 'nombre':
      return `, ${jeton.valeur} trouvé`;
  }
}

function inconnu(nom: string): string {
  const proche = [...VARIABLES.keys(), ...FONCTIONS.keys()].find((n) => n.toLowerCase() === nom.toLowerCase());
  if (proche !== undefined) return `« ${nom} » est inconnu : écrivez ${proche}`;
  return `« ${nom} » est inconnu : les variables sont ${[...VARIABLES.keys()].join(', ')}, les fonctions ${[...FONCTIONS.keys()].join(', ')}`;
}
