import { type Signal, computed, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type Observable } from 'rxjs';

export interface PageDe<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface ListeDistante<T> {
  readonly lignes: Signal<readonly T[]>;
  readonly total: Signal<number>;
  readonly chargement: Signal<boolean>;
  /** The failure of the last load, if it failed. */
  readonly erreur: Signal<unknown>;
  /** Nothing was ever received: the skeleton is for this moment only. */
  readonly vierge: Signal<boolean>;
  recharger(): void;
}

/** Loads a page each time the demand changes, gives up the one before, and shows the former page meanwhile. */
export function listeDistante<D, T>(
  demande: () => D | undefined,
  charger: (demande: D) => Observable<PageDe<T>>,
): ListeDistante<T> {
  const ressource = rxResource({ params: demande, stream: ({ params }) => charger(params) });
  const derniere = linkedSignal<PageDe<T> | undefined, PageDe<T> | undefined>({
    source: () => (ressource.hasValue() ? ressource.value() : undefined),
    computation: (page, precedente) => page ?? precedente?.value,
  });
  return {
    lignes: computed(() => derniere()?.items ?? []),
    total: computed(() => derniere()?.total ?? 0),
    chargement: ressource.isLoading,
    erreur: computed(() => (ressource.status() === 'error' ? ressource.error() : null)),
    vierge: computed(() => derniere() === undefined),
    recharger: () => ressource.reload(),
  };
}
