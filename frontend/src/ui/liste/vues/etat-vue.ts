import { type Disposition } from '../../data-table/colonnes';
import { type EtatListe, type Filtres, ecrireTri, lireTri } from '../../data-table/etat-liste';
import { lireDisposition, objet } from '../reglages';

/** What a view keeps: what is asked for, and the columns that show it. Page and selection are of the moment. */
export interface EtatVue {
  readonly q: string;
  readonly sort: string;
  readonly filtres: Filtres;
  readonly disposition: Disposition;
}

export function etatVue({ q, filtres }: EtatListe, tri: EtatListe['tri'], disposition: Disposition): EtatVue {
  return { q, sort: ecrireTri(tri), filtres, disposition };
}

/** A view comes from the server, perhaps from an older version: parameters that the list no longer has are left out. */
export function lireEtatVue(etat: unknown, parametres: readonly string[]): EtatVue {
  const lu = objet(etat);
  const filtres = Object.entries(objet(lu['filtres'])).filter(
    (paire): paire is [string, string] => typeof paire[1] === 'string' && parametres.includes(paire[0]),
  );
  return {
    q: typeof lu['q'] === 'string' ? lu['q'] : '',
    sort: ecrireTri(lireTri(typeof lu['sort'] === 'string' ? lu['sort'] : '')),
    filtres: Object.fromEntries(filtres),
    disposition: lireDisposition(lu['disposition']),
  };
}

/** Same question, same columns. */
export function memeVue(a: EtatVue, b: EtatVue): boolean {
  const cle = ({ q, sort, filtres, disposition }: EtatVue): string =>
    JSON.stringify([
      q,
      sort,
      Object.entries(filtres).sort(),
      disposition.ordre,
      [...disposition.montrees].sort(),
      [...disposition.masquees].sort(),
      Object.entries(disposition.largeurs).sort(),
    ]);
  return cle(a) === cle(b);
}
