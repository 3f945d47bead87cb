/** Rows that PageUp and PageDown jump over. */
const SAUT = 10;

/** Row that a key leads to; -1 or one past the last asks for the neighbour page; null when the key is not ours. */
export function ligneVisee(touche: string, ligne: number, dernier: number): number | null {
  switch (touche) {
    case 'ArrowDown':
      return Math.min(ligne + 1, dernier);
    case 'ArrowUp':
      return Math.max(ligne - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return dernier;
    case 'PageDown':
      return ligne >= dernier ? dernier + 1 : Math.min(ligne + SAUT, dernier);
    case 'PageUp':
      return ligne <= 0 ? -1 : Math.max(ligne - SAUT, 0);
    default:
      return null;
  }
}
