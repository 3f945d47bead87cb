import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** Content that comes after its panel opened takes the keyboard, unless it is already somewhere in it. */
@Directive()
export class PremierFocus {
  private readonly hote = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    afterNextRender(() => {
      const panneau = this.hote.closest('.panneau-outil');
      const actif = this.hote.ownerDocument.activeElement;
      if (panneau && !(actif instanceof HTMLButtonElement && panneau.contains(actif))) {
        this.hote.querySelector<HTMLElement>('button:enabled, input:enabled')?.focus();
      }
    });
  }
}
