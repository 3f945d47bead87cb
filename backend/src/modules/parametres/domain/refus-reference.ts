import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enFrancaisHeures } from '../../../kernel/heures.js';

export const enPourcent = (quotite: number): string => `${String(quotite).replace('.', ',')} %`;

export class ReferenceIntrouvable extends ErreurMetier {
  readonly code = 'REFERENCE_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`La référence de temps de travail n° ${id} n’existe pas, ou n’existe plus, dans votre département.`);
  }
}

export class ReferenceExiste extends ErreurMetier {
  readonly code = 'REFERENCE_EXISTE';
  readonly nature = 'conflit';
  constructor(quotite: number, heures: number | null) {
    const message = `La quotité ${enPourcent(quotite)} a déjà une référence${heures === null ? '' : ` : ${enFrancaisHeures(heures)}`}. Modifiez celle-ci.`;
    super(message, { champs: [{ path: 'quotite', message }] });
  }
}
