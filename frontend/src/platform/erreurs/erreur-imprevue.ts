import { ErrorHandler, Injectable, inject } from '@angular/core';
import { Annonces } from './annonces';

/** A bug must not pass in silence: the console has it whole, and the user knows that something went wrong. */
@Injectable()
export class ErreurImprevue extends ErrorHandler {
  private readonly annonces = inject(Annonces);

  override handleError(erreur: unknown): void {
    super.handleError(erreur);
    // A file of the former version, asked for after an update of the server.
    if (erreur instanceof TypeError && /dynamically imported module|module script/i.test(erreur.message)) {
      void this.annonces.annoncer('L’application a été mise à jour : rechargez la page.');
    } else {
      void this.annonces.signaler(erreur);
    }
  }
}
