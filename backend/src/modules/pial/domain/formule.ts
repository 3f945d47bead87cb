import { type Expression, analyser } from './formule-analyse.js';
import { FormuleResultatDemesure, FormuleResultatNegatif, FormuleResultatNonFini } from './formule-erreurs.js';
import type { VariablesFormule } from './formule-variables.js';

export {
  FormuleDivisionParZero,
  FormuleInvalide,
  FormuleResultatDemesure,
  FormuleResultatNegatif,
  FormuleResultatNonFini,
} from './formule-erreurs.js';
export type { VariablesFormule } from './formule-variables.js';

export interface Formule {
  readonly texte: string;
  /**
   * Weekly hours of the mutualised need, 0 or more.
   * @throws FormuleDivisionParZero, FormuleResultatNonFini, FormuleResultatNegatif, FormuleResultatDemesure
   */
  evaluer(variables: VariablesFormule): number;
}

/** Weekly hours above which a result is no longer a need, and would not be stored: refused. */
export const RESULTAT_MAX = 10_000_000;

/** National recommendation (guide §3.3): 32 h for 5 mutualised decisions, 24 h for any smaller rest. */
export const FORMULE_PAR_DEFAUT = 'intdiv(cM, 5) * 32 + (cM % 5 > 0 ? 24 : 0)';

/**
 * Compiles a formula of the mutualised need. The language is closed: numbers with a decimal point, `cM cI hI`,
 * `+ - * / %`, comparisons `< <= > >= == !=`, `? :`, parentheses, `intdiv(a, b)`, `min(a, b, …)`, `max(a, b, …)`,
 * `ceil(a)`, `floor(a)`, `round(a)`.
 *
 * - Numbers stand for booleans: a comparison is worth 1 or 0, and the condition of `? :` holds when it is not 0.
 * - Only the chosen branch of `? :` is evaluated; `? :` associates to the right.
 * - `intdiv` truncates towards 0; `%` takes the sign of its left side and accepts decimals (7.5 % 2 = 1.5).
 * - `round` goes away from 0 on a half.
 * @throws FormuleInvalide with the column (from 1) and the nature of the fault
 */
export function compilerFormule(texte: string): Formule {
  const expression: Expression = analyser(texte);
  return {
    texte,
    evaluer(variables: VariablesFormule): number {
      const resultat = expression(variables);
      if (!Number.isFinite(resultat)) throw new FormuleResultatNonFini(variables);
      if (resultat < 0) throw new FormuleResultatNegatif(resultat, variables);
      if (resultat > RESULTAT_MAX) throw new FormuleResultatDemesure(variables);
      return resultat + 0; // no −0
    },
  };
}
