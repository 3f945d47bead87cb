import { Directive, ElementRef, inject, output } from '@angular/core';

/** Right edge of a header cell: it is dragged to give the column its width, and pressed twice to fit its content. */
@Directive({
  selector: '[appBordColonne]',
  host: {
    '(pointerdown)': 'saisir($event)',
    '(pointermove)': 'tirer($event)',
    '(pointerup)': 'lacher()',
    '(pointercancel)': 'lacher()',
    '(click)': '$event.stopPropagation()',
    '(dblclick)': 'ajuster.emit()',
  },
})
export class BordColonne {
  /** Width asked for, pixels. */
  readonly largeur = output<number>();
  readonly prise = output();
  readonly ajuster = output();

  private readonly bord = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private depart: { readonly x: number; readonly largeur: number } | null = null;

  protected saisir(evenement: PointerEvent): void {
    if (evenement.button !== 0) {
      return;
    }
    evenement.preventDefault();
    this.bord.setPointerCapture(evenement.pointerId);
    this.prise.emit();
    this.depart = { x: evenement.clientX, largeur: this.bord.parentElement?.offsetWidth ?? 0 };
  }

  protected tirer({ clientX }: PointerEvent): void {
    if (this.depart !== null) {
      this.largeur.emit(this.depart.largeur + clientX - this.depart.x);
    }
  }

  protected lacher(): void {
    this.depart = null;
  }
}
