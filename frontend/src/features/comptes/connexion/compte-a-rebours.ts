import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';

/** Seconds left before something; null when nothing is counted, 0 once it is over. */
@Injectable()
export class CompteARebours {
  private readonly fin = signal<number | null>(null);
  private readonly maintenant = signal(0);
  private minuterie: ReturnType<typeof setInterval> | undefined;

  readonly restantes = computed(() => {
    const fin = this.fin();
    return fin === null ? null : Math.max(0, Math.ceil((fin - this.maintenant()) / 1000));
  });
  readonly enCours = computed(() => (this.restantes() ?? 0) > 0);
  /** '4 min 12 s'. */
  readonly texte = computed(() => {
    const restantes = this.restantes() ?? 0;
    const minutes = Math.floor(restantes / 60);
    return minutes > 0 ? `${minutes}\u00a0min ${restantes % 60}\u00a0s` : `${restantes}\u00a0s`;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => clearInterval(this.minuterie));
  }

  lancer(secondes: number | null): void {
    clearInterval(this.minuterie);
    const maintenant = Date.now();
    this.maintenant.set(maintenant);
    this.fin.set(secondes === null ? null : maintenant + secondes * 1000);
    if (secondes !== null) {
      this.minuterie = setInterval(() => {
        this.maintenant.set(Date.now());
        if (!this.enCours()) {
          clearInterval(this.minuterie);
        }
      }, 1000);
    }
  }
}
