import { Directive, TemplateRef, inject, input } from '@angular/core';

/** Content of the cells of one column. `appCelluleDe` only carries the type of the rows to the template. */
@Directive({ selector: 'ng-template[appCellule]' })
export class Cellule<T> {
  readonly appCellule = input.required<string>();
  readonly appCelluleDe = input<readonly T[]>();
  readonly gabarit = inject<TemplateRef<{ $implicit: T }>>(TemplateRef);

  static ngTemplateContextGuard<T>(_: Cellule<T>, _contexte: unknown): _contexte is { $implicit: T } {
    return true;
  }
}
