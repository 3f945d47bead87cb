import type { Perimetre } from './perimetre.js';

/**
 * The département of a gestionnaire or of a superviseur, whose profiles have no other perimeter.
 * @throws Error for another perimeter: a route that asks for a département lets only these profiles in
 */
export function departementDe(perimetre: Perimetre): string {
  if (perimetre.nature !== 'DEPARTEMENT' && perimetre.nature !== 'SECTEURS_CHOISIS') {
    throw new Error(`Périmètre sans département : ${perimetre.nature}.`);
  }
  return perimetre.departement;
}
