import { type Signal } from '@angular/core';
import { type Observable } from 'rxjs';
import { DISPOSITION_INITIALE, type Disposition, bornerLargeur } from '../data-table/colonnes';
import { type Densite } from '../data-table/data-table';
import { TAILLES, TAILLE_USUELLE } from '../data-table/etat-liste';
import { type Filtre } from './filtres/filtre';

/** What a user settled for one list; kept from one session to the next. */
export interface ReglagesListe {
  readonly disposition: Disposition;
  /** Filters taken out of, or into, those that the list offers by itself. */
  readonly filtresRetires: readonly string[];
  readonly filtresAjoutes: readonly string[];
  readonly filtresVisibles: boolean;
  readonly densite: Densite;
  readonly taille: number;
}

export const REGLAGES_INITIAUX: ReglagesListe = {
  disposition: DISPOSITION_INITIALE,
  filtresRetires: [],
  filtresAjoutes: [],
  filtresVisibles: true,
  densite: 'compact',
  taille: TAILLE_USUELLE,
};

/** Where the settings of the user live; the lists do not know that it is a server. */
export abstract class CarnetReglages {
  /** Read, or given up on: the lists can open. */
  abstract readonly prets: Signal<boolean>;
  abstract lire(cle: string): unknown;
  /** Seen at once, written a little later. */
  abstract garder(cle: string, valeur: unknown): void;
}

export interface VueListe {
  readonly id: number;
  readonly nom: string;
  readonly partagee: boolean;
  readonly mienne: boolean;
  readonly auteur: string;
  readonly etat: Readonly<Record<string, unknown>>;
  readonly version: number;
}

export type VueADire = Pick<VueListe, 'nom' | 'partagee' | 'etat'>;

/** Named views of the lists. */
export abstract class CarnetVues {
  abstract lister(liste: string): Observable<readonly VueListe[]>;
  abstract creer(liste: string, vue: VueADire): Observable<unknown>;
  abstract modifier(id: number, version: number, vue: VueADire): Observable<unknown>;
  abstract supprimer(id: number, version: number): Observable<unknown>;
  /** The French sentence of a refusal. */
  abstract expliquer(erreur: unknown): string;
}

/** What comes from the server may have been written by an older version, or by hand. */
export function lireReglages(valeur: unknown): ReglagesListe {
  const lu = objet(valeur);
  const taille = lu['taille'];
  return {
    disposition: lireDisposition(lu['disposition']),
    filtresRetires: noms(lu['filtresRetires']),
    filtresAjoutes: noms(lu['filtresAjoutes']),
    filtresVisibles: lu['filtresVisibles'] !== false,
    densite: lu['densite'] === 'confort' ? 'confort' : 'compact',
    taille: TAILLES.find((possible) => possible === taille) ?? TAILLE_USUELLE,
  };
}

export function lireDisposition(valeur: unknown): Disposition {
  const lu = objet(valeur);
  const largeurs = Object.entries(objet(lu['largeurs'])).filter(
    (paire): paire is [string, number] => typeof paire[1] === 'number' && Number.isFinite(paire[1]),
  );
  return {
    ordre: noms(lu['ordre']),
    montrees: noms(lu['montrees']),
    masquees: noms(lu['masquees']),
    largeurs: Object.fromEntries(largeurs.map(([nom, largeur]) => [nom, bornerLargeur(largeur)])),
  };
}

export function propose({ nom, enReserve, genre }: Filtre, { filtresRetires, filtresAjoutes }: ReglagesListe): boolean {
  return genre !== 'selection' && (enReserve ? filtresAjoutes.includes(nom) : !filtresRetires.includes(nom));
}

export function basculerFiltre(filtre: Filtre, reglages: ReglagesListe): ReglagesListe {
  const sans = (liste: readonly string[]): string[] => liste.filter((nom) => nom !== filtre.nom);
  const retire = propose(filtre, reglages);
  return {
    ...reglages,
    filtresRetires: [...sans(reglages.filtresRetires), ...(retire && !filtre.enReserve ? [filtre.nom] : [])],
    filtresAjoutes: [...sans(reglages.filtresAjoutes), ...(!retire && filtre.enReserve ? [filtre.nom] : [])],
  };
}

export function objet(valeur: unknown): Readonly<Record<string, unknown>> {
  return typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};
}

function noms(valeur: unknown): readonly string[] {
  return Array.isArray(valeur) ? valeur.filter((nom): nom is string => typeof nom === 'string') : [];
}
