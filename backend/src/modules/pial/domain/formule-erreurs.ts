import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { VariablesFormule } from './formule-variables.js';

/** The text is not a formula. */
export class FormuleInvalide extends ErreurMetier {
  readonly code = 'FORMULE_INVALIDE';
  readonly nature = 'refus';
  constructor(
    /** Position of the fault, from 1. */
    readonly colonne: number,
    /** Nature of the fault, a French sentence without a full stop. */
    readonly faute: string,
  ) {
    const message = `Formule refusée, colonne ${colonne} : ${faute}.`;
    super(message, { champs: [{ path: 'formule', message }], details: { colonne, faute } });
  }
}

abstract class FormuleInapplicable extends ErreurMetier {
  readonly nature = 'refus';
  constructor(message: string, variables: VariablesFormule, details: Readonly<Record<string, unknown>> = {}) {
    const { cM, cI, hI } = variables;
    const complet = `${message} pour cM = ${nombre(cM)}, cI = ${nombre(cI)}, hI = ${nombre(hI)} : corrigez la formule.`;
    super(complet, { champs: [{ path: 'formule', message: complet }], details: { cM, cI, hI, ...details } });
  }
}

export class FormuleDivisionParZero extends FormuleInapplicable {
  readonly code = 'FORMULE_DIVISION_PAR_ZERO';
  /** @param colonne position of the operator or of `intdiv`, from 1 */
  constructor(colonne: number, variables: VariablesFormule) {
    super(`La formule divise par zéro (colonne ${colonne})`, variables, { colonne });
  }
}

export class FormuleResultatNonFini extends FormuleInapplicable {
  readonly code = 'FORMULE_RESULTAT_NON_FINI';
  constructor(variables: VariablesFormule) {
    super('La formule dépasse les nombres calculables', variables);
  }
}

export class FormuleResultatDemesure extends FormuleInapplicable {
  readonly code = 'FORMULE_RESULTAT_DEMESURE';
  constructor(variables: VariablesFormule) {
    super("La formule donne plus de dix millions d'heures", variables);
  }
}

export class FormuleResultatNegatif extends FormuleInapplicable {
  readonly code = 'FORMULE_RESULTAT_NEGATIF';
  constructor(resultat: number, variables: VariablesFormule) {
    super(`La formule donne un nombre d'heures négatif (${nombre(resultat)})`, variables, { resultat });
  }
}

function nombre(n: number): string {
  return String(n).replace('.', ',');
}
