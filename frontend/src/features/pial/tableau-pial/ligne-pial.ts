import { Directive } from '@angular/core';
import { type PialLigne } from '../pial.api';

/** Types the template that the rows of the body and of the foot share. */
@Directive({ selector: 'ng-template[appLignePial]' })
export class LignePial {
  static ngTemplateContextGuard(_: LignePial, _contexte: unknown): _contexte is { $implicit: PialLigne } {
    return true;
  }
}
