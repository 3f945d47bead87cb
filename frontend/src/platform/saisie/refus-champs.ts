import { type FieldTree, type ValidationError } from '@angular/forms/signals';
import { type Probleme } from '../erreurs/probleme';

/** Faults that the server found, each beside its field; « missions.0.fin » goes to the field of that mission. */
export function refusDesChamps(
  champs: Probleme['champs'],
  formulaire: FieldTree<unknown>,
): ValidationError.WithOptionalFieldTree[] {
  return champs.flatMap(({ path, message }) => {
    const champ = path.split('.').reduce<unknown>(descendre, formulaire);
    return typeof champ === 'function' && champ !== formulaire
      ? [{ kind: 'serveur', message, fieldTree: champ as FieldTree<unknown> }]
      : [];
  });
}

function descendre(noeud: unknown, nom: string): unknown {
  return typeof noeud === 'function' && nom in noeud ? (noeud as unknown as Record<string, unknown>)[nom] : undefined;
}
