import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';

export const LARGEUR_MINIMALE = 400;
const LARGEUR_HABITUELLE = 480;
/** What the list keeps beside the panel. */
const RESTE = 320;
/** Under this width of window, the panel takes it all. */
export const ETROIT = '(max-width: 899.98px)';

/** Width of the panel, kept while the page lives. */
@Injectable({ providedIn: 'root' })
export class LargeurDetail {
  private readonly fenetre = inject(DOCUMENT).defaultView ?? window;
  private readonly voulue = signal(LARGEUR_HABITUELLE);
  private readonly media = this.fenetre.matchMedia(ETROIT);
  private readonly fenetrePx = signal(this.fenetre.innerWidth);

  readonly etroit = signal(this.media.matches);
  readonly maximum = computed(() => Math.max(LARGEUR_MINIMALE, this.fenetrePx() - RESTE));
  readonly px = computed(() => Math.min(this.voulue(), this.maximum()));

  constructor() {
    const relire = (): void => {
      this.etroit.set(this.media.matches);
      this.fenetrePx.set(this.fenetre.innerWidth);
    };
    this.fenetre.addEventListener('resize', relire, { passive: true });
    inject(DestroyRef).onDestroy(() => this.fenetre.removeEventListener('resize', relire));
  }

  changer(px: number): void {
    this.voulue.set(px);
  }
}
