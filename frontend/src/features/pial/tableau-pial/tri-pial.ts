import { type CleTri } from '../../../ui/data-table/etat-liste';
import { type PialLigne } from '../pial.api';

const FRANCAIS = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** Sorts by the keys in turn; what has no value goes last in both directions. */
export function trierPials(lignes: readonly PialLigne[], cles: readonly CleTri[]): PialLigne[] {
  return [...lignes].sort((a, b) => {
    for (const { nom, sens } of cles) {
      const ecart = comparer(valeur(a, nom), valeur(b, nom), sens === 'asc' ? 1 : -1);
      if (ecart !== 0) {
        return ecart;
      }
    }
    return 0;
  });
}

function valeur(ligne: PialLigne, nom: string): string | number | null {
  return Object.entries(ligne).find(([cle]) => cle === nom)?.[1] ?? null;
}

function comparer(a: string | number | null, b: string | number | null, sens: 1 | -1): number {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? 1 : -1;
  }
  return sens * (typeof a === 'number' && typeof b === 'number' ? a - b : FRANCAIS.compare(String(a), String(b)));
}
