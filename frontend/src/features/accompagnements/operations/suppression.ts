import { Injectable, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { nomComplet } from '../../../platform/libelles/decision';
import { Confirmation } from '../../../ui/confirm-dialog/confirm-dialog';
import { heuresFr, periodeFr } from '../../../ui/formats/formats';
import { type AccompagnementDetail, AccompagnementsApi } from '../accompagnements.api';

/** « Supprimer » : asks first (F10.2-4). */
@Injectable({ providedIn: 'root' })
export class Suppression {
  private readonly api = inject(AccompagnementsApi);
  private readonly confirmation = inject(Confirmation);

  confirmer(un: AccompagnementDetail): Promise<boolean> {
    const eleves = un.eleves.map(nomComplet).join(', ');
    return this.confirmation.demander({
      titre: 'Supprimer cet accompagnement ?',
      texte: `${nomComplet(un.aesh)} n’accompagnera plus ${eleves} (${heuresFr(un.heures)} par semaine, ${periodeFr(un.debut, un.fin)}). L’opération pourra être annulée pendant 15 minutes.`,
      oui: 'Supprimer l’accompagnement',
      non: 'Annuler',
    });
  }

  /** Number of the operation, to take it back. */
  async supprimer(un: AccompagnementDetail): Promise<number> {
    return (await firstValueFrom(this.api.supprimer(un))).operationId;
  }
}
