import { ReferenceExiste, ReferenceIntrouvable } from './refus-reference.js';

export type OrigineHeuresCalculee = 'RH' | 'REFERENCE' | 'ABSENTE';

/** Reference of working time of a département: quotité in %, weekly hours. */
export interface Reference {
  readonly id: number;
  readonly quotite: number;
  readonly heures: number;
}

export type ChangementReference =
  | { readonly action: 'CREER'; readonly quotite: number; readonly heures: number }
  | {
      readonly action: 'MODIFIER';
      readonly id: number;
      readonly quotite?: number | undefined;
      readonly heures?: number | undefined;
    }
  | { readonly action: 'SUPPRIMER'; readonly id: number };

/**
 * The references once changed.
 * @throws ReferenceIntrouvable, ReferenceExiste
 */
export function appliquer(
  references: readonly Reference[],
  changement: ChangementReference,
): Pick<Reference, 'quotite' | 'heures'>[] {
  if (changement.action === 'CREER') {
    refuserDouble(references, changement.quotite);
    return [...references, { quotite: changement.quotite, heures: changement.heures }];
  }
  const visee = references.find(({ id }) => id === changement.id);
  if (!visee) throw new ReferenceIntrouvable(changement.id);
  const autres = references.filter(({ id }) => id !== changement.id);
  if (changement.action === 'SUPPRIMER') return autres;
  const { quotite = visee.quotite, heures = visee.heures } = changement;
  refuserDouble(autres, quotite);
  return [...autres, { quotite, heures }];
}

function refuserDouble(references: readonly Reference[], quotite: number): void {
  const double = references.find((reference) => reference.quotite === quotite);
  if (double) throw new ReferenceExiste(quotite, double.heures);
}
