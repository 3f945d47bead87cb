import { COLONNES_ANNUAIRE } from '../ecoles/colonnes-annuaire.js';
import { DEFINITIONS_ERSEH } from '../erseh/definitions.js';
import type { ColonneAttendue } from '../lecture/entete.js';
import type { SourceImport } from '../persistence/entites.js';
import { colonnesRh } from '../rh/colonnes-rh.js';

/** The columns of the files of a source; those of the six files of ERSEH as `eleve.NOM`. */
export function colonnesDe(source: SourceImport): readonly ColonneAttendue[] {
  if (source === 'ECOLES') return COLONNES_ANNUAIRE;
  if (source !== 'ERSEH') return colonnesRh(source);
  return DEFINITIONS_ERSEH.flatMap(({ objet, entete }) => entete.map((nom) => ({ nom: `${objet}.${nom}` })));
}

/** Of the file of ERSEH that has this name; null when it is none of them. */
export function colonnesErseh(fichier: string): { prefixe: string; colonnes: readonly ColonneAttendue[] } | null {
  const definition = DEFINITIONS_ERSEH.find((candidat) => candidat.fichier === fichier.toLowerCase());
  return definition ? { prefixe: definition.objet, colonnes: definition.entete.map((nom) => ({ nom })) } : null;
}
