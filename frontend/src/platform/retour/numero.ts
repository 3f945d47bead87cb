import { numberAttribute } from '@angular/core';

/** The number that an address bears, or null: no object of ours can have it. */
export function numeroDAdresse(valeur: unknown): number | null {
  const numero = numberAttribute(valeur);
  return Number.isSafeInteger(numero) && numero > 0 && numero <= 2 ** 31 - 1 ? numero : null;
}
