import { Injectable, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Annonces } from '../../../platform/erreurs/annonces';
import { AccompagnementsApi } from '../accompagnements.api';

/** « Annuler l’opération » : the last write on an accompaniment is taken back whole, or the reason why not is told. */
@Injectable({ providedIn: 'root' })
export class Reprise {
  private readonly api = inject(AccompagnementsApi);
  private readonly annonces = inject(Annonces);

  /** Says what was done, and offers to take it back. */
  proposer(texte: string, operationId: number, apres: () => void): Promise<void> {
    return this.annonces.proposer(texte, 'Annuler l’opération', () => {
      void this.annuler(operationId).then((reprise) => (reprise ? apres() : undefined));
    });
  }

  /** True once the former state is back. */
  async annuler(operationId: number): Promise<boolean> {
    try {
      await firstValueFrom(this.api.annulerOperation(operationId));
    } catch (erreur) {
      await this.annonces.signaler(erreur);
      return false;
    }
    await this.annonces.annoncer('L’opération est annulée : l’état précédent est rétabli.');
    return true;
  }
}
