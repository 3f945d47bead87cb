import { Directive, TemplateRef, inject, input } from '@angular/core';

export interface ContexteCellule<T> {
  readonly $implicit: T;
  /** Tab order of a control of the cell: only those of the current row are stops of the keyboard. */
  readonly arret: 0 | -1;
}

/** Content of the cells of one column. `appCelluleDe` only carries the type of the rows to the template. */
@Directive({ selector: 'ng-template[appCellule]' })
export class Cellule<T> {
  readonly appCellule = input.required<string>();
  readonly appCelluleDe = input<readonly T[]>();
  readonly gabarit = inject<TemplateRef<ContexteCellule<T>>>(TemplateRef);

  static ngTemplateContextGuard<T>(_: Cellule<T>, _contexte: unknown): _contexte is ContexteCellule<T> {
    return true;
  }
}
