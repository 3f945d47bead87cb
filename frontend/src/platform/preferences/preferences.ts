import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { EMPTY, type Subscription, catchError, concatMap, debounceTime, groupBy, map, mergeMap, Subject } from 'rxjs';
import { Api } from '../../api/api';
import { preferencesGarder } from '../../api/fn/mon-compte/preferences-garder';
import { preferencesLire } from '../../api/fn/mon-compte/preferences-lire';
import { CarnetReglages } from '../../ui/liste/reglages';
import { Annonces } from '../erreurs/annonces';
import { Session } from '../session/session';

type Valeurs = Readonly<Record<string, unknown>>;

/** One write for a burst of moves: a width that is dragged changes at each pixel. */
const ATTENTE_MS = 600;

/**
 * Settings of the signed-in user, in the database (guide §4.2: the choice is kept for the user). Read once a
 * session; the screen follows at once what is kept, and a failed write says so and keeps the screen.
 */
@Injectable()
export class Preferences extends CarnetReglages {
  private readonly api = inject(Api);
  private readonly annonces = inject(Annonces);
  private readonly session = inject(Session);
  private readonly valeurs = signal<Valeurs | null>(null);
  private readonly aEcrire = new Subject<{ readonly cle: string; readonly valeur: unknown }>();
  private readonly compte = computed(() => this.session.compte()?.identifiant ?? null);
  private lecture: Subscription | undefined;

  override readonly prets = computed(() => this.valeurs() !== null);

  constructor() {
    super();
    effect(() => {
      if (this.compte() !== null) {
        untracked(() => this.charger());
      }
    });
    const ecritures = this.aEcrire
      .pipe(
        groupBy(({ cle }) => cle),
        mergeMap((uneCle) =>
          uneCle.pipe(
            debounceTime(ATTENTE_MS),
            // In order: an older write never lands after a newer one.
            concatMap(({ cle, valeur }) =>
              this.api.invoke(preferencesGarder, { cle, body: { valeur } }).pipe(
                catchError((erreur: unknown) => {
                  void this.annonces.signaler(erreur);
                  return EMPTY;
                }),
              ),
            ),
          ),
        ),
      )
      .subscribe();
    inject(DestroyRef).onDestroy(() => {
      this.aEcrire.complete();
      ecritures.unsubscribe();
      this.lecture?.unsubscribe();
    });
  }

  override lire(cle: string): unknown {
    return this.valeurs()?.[cle];
  }

  override garder(cle: string, valeur: unknown): void {
    this.valeurs.update((valeurs) => ({ ...valeurs, [cle]: valeur }));
    this.aEcrire.next({ cle, valeur });
  }

  private charger(): void {
    this.lecture?.unsubscribe();
    this.valeurs.set(null);
    this.lecture = this.api
      .invoke(preferencesLire)
      .pipe(
        map((valeurs): Valeurs => valeurs),
        catchError((erreur: unknown) => {
          // The lists open as they come; what is settled meanwhile is still sent.
          void this.annonces.signaler(erreur);
          return [{}];
        }),
      )
      .subscribe((valeurs) => this.valeurs.set(valeurs));
  }
}
