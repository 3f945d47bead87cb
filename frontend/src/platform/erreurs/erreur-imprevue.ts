import { ErrorHandler, Injectable, inject } from '@angular/core';
import { Annonces } from './annonces';

/** A bug must not pass in silence: the console has it whole, and the user knows that something went wrong. */
@Injectable()
export class ErreurImprevue implements ErrorHandler {
  private readonly annonces = inject(Annonces);

  handleError(erreur: unknown): void {
    console.error(erreur);
    void this.annonces.signaler(erreur);
  }
}
