import { Component, ElementRef, inject, input, output } from '@angular/core';

const PAS_PX = 40;

/** Left edge of the panel: dragged, or moved with the arrows, it sets the width. */
@Component({
  selector: 'app-poignee',
  template: '',
  host: {
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    'aria-label': 'Largeur du détail',
    title: 'Élargir ou réduire le détail',
    '[attr.aria-valuenow]': 'largeur()',
    '[attr.aria-valuemin]': 'minimum()',
    '[attr.aria-valuemax]': 'maximum()',
    '[attr.aria-valuetext]': "largeur() + ' pixels'",
    '(pointerdown)': 'saisir($event)',
    '(keydown)': 'auClavier($event)',
  },
  styles: `
    :host {
      position: absolute;
      inset-block: 0;
      inset-inline-start: -4px;
      z-index: 1;
      width: 9px;
      cursor: col-resize;
      touch-action: none;
    }

    :host:hover,
    :host:focus-visible {
      background: linear-gradient(90deg, transparent 3px, var(--bleu-france) 3px 6px, transparent 6px);
      outline: none;
    }
  `,
})
export class Poignee {
  readonly largeur = input.required<number>();
  readonly minimum = input.required<number>();
  readonly maximum = input.required<number>();
  readonly changer = output<number>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected saisir(evenement: PointerEvent): void {
    evenement.preventDefault();
    const depart = evenement.clientX + this.largeur();
    const bouger = ({ clientX }: PointerEvent): void => this.changer.emit(this.borner(depart - clientX));
    const lacher = (): void => this.element.removeEventListener('pointermove', bouger);
    this.element.setPointerCapture(evenement.pointerId);
    this.element.addEventListener('pointermove', bouger);
    this.element.addEventListener('lostpointercapture', lacher, { once: true });
  }

  protected auClavier(evenement: KeyboardEvent): void {
    const cibles: Record<string, number> = {
      ArrowLeft: this.largeur() + PAS_PX,
      ArrowRight: this.largeur() - PAS_PX,
      Home: this.minimum(),
      End: this.maximum(),
    };
    const cible = cibles[evenement.key];
    if (cible !== undefined) {
      evenement.preventDefault();
      this.changer.emit(this.borner(cible));
    }
  }

  private borner(largeur: number): number {
    return Math.round(Math.min(this.maximum(), Math.max(this.minimum(), largeur)));
  }
}
