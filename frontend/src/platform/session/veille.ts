import { DOCUMENT, DestroyRef, Injectable, effect, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent, merge } from 'rxjs';
import { Session } from './session';

/** Same figure as the server's idle timeout. */
export const INACTIVITE_MINUTES = 30;
const PREAVIS_MS = 5 * 60_000;
const MARGE_MS = 60_000;
const PAS_MS = 15_000;

/**
 * Keeps the session of somebody at work, and warns before that of somebody away closes. Time is counted from the
 * last exchange with the server, in whichever tab it took place.
 */
@Injectable({ providedIn: 'root' })
export class Veille {
  private readonly session = inject(Session);
  private active = false;
  /** Instant of the coming closure while the warning is up, else null. */
  readonly fermetureA = signal<number | null>(null);
  /** True when the last session was closed by idleness. */
  readonly fermeePourInactivite = signal(false);

  constructor() {
    const document = inject(DOCUMENT);
    merge(...['pointerdown', 'keydown', 'wheel'].map((nom) => fromEvent(document, nom, { passive: true })))
      .pipe(takeUntilDestroyed())
      .subscribe(() => (this.active = true));
    const horloge = setInterval(() => void this.verifier(Date.now()), PAS_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(horloge));
    effect(() => {
      this.session.vueA();
      this.active = false;
      this.fermetureA.set(null);
    });
    effect(() => {
      if (this.session.connectee()) {
        this.fermeePourInactivite.set(false);
      }
    });
  }

  async rester(): Promise<void> {
    await this.session.rafraichir();
  }

  /** One look at the clock. Public for the specs, which have a clock of their own. */
  async verifier(maintenant: number): Promise<void> {
    const vueA = this.session.vueA();
    const expireA = this.session.expireA();
    if (vueA === null || expireA === null) {
      return;
    }
    const echeance = vueA + INACTIVITE_MINUTES * 60_000;
    const bientot = maintenant >= expireA - MARGE_MS || maintenant >= echeance - PREAVIS_MS;
    if (this.active && bientot && this.fermetureA() === null && maintenant < echeance) {
      await this.session.rafraichir();
    } else if (maintenant >= echeance) {
      await this.session.deconnecter();
      this.fermeePourInactivite.set(true);
    } else if (maintenant >= echeance - PREAVIS_MS) {
      this.fermetureA.set(echeance);
    }
  }
}
