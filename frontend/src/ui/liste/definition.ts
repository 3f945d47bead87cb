import { type HttpEvent } from '@angular/common/http';
import { type Observable } from 'rxjs';
import { type Colonne } from '../data-table/colonnes';
import { type EtatListe } from '../data-table/etat-liste';
import { type PageDe } from '../data-table/liste-distante';
import { type Filtre } from './filtres/filtre';

export type FormatExport = 'xlsx' | 'csv';

/** What is chosen: some keys, or every result of the present search and filters. */
export type Choisis = { readonly tous: false; readonly cles: readonly string[] } | { readonly tous: true };

export interface ActionGroupee {
  readonly nom: string;
  readonly libelle: string;
  readonly executer: (choisis: Choisis, demande: EtatListe) => void;
}

/** All that distinguishes one list from another; `app-liste` does the rest. */
export interface DefinitionListe<T extends object> {
  /** Key of the settings and of the views: « decisions ». */
  readonly nom: string;
  readonly titre: string;
  /** What is counted: ['décision', 'décisions']. */
  readonly unite: readonly [singulier: string, pluriel: string];
  readonly feminin?: boolean;
  readonly cle: (ligne: T) => number;
  /** A row in words, for its check box. */
  readonly nommer: (ligne: T) => string;
  readonly colonnes: readonly Colonne<T>[];
  readonly filtres: readonly Filtre[];
  /** Order when the user asked for none. */
  readonly tri: string;
  /** Example in the search box. */
  readonly exemple: string;
  readonly messageVide: string;
  readonly charger: (demande: EtatListe) => Observable<PageDe<T>>;
  readonly exporter?: (
    format: FormatExport,
    colonnes: readonly string[],
    demande: EtatListe,
  ) => Observable<HttpEvent<Blob>>;
  readonly actions?: readonly ActionGroupee[];
  readonly expliquer: (erreur: unknown) => string;
}

/** Parameter of the filter on chosen rows, and how many the server takes. */
export const PARAMETRE_SELECTION = 'ids';
export const SELECTION_MAX = 1000;
