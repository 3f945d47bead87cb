import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { referencesApercevoir } from '../../api/fn/parametres/references-apercevoir';
import { referencesCreer } from '../../api/fn/parametres/references-creer';
import { referencesLister } from '../../api/fn/parametres/references-lister';
import { referencesModifier } from '../../api/fn/parametres/references-modifier';
import { referencesRecalculer } from '../../api/fn/parametres/references-recalculer';
import { referencesSupprimer } from '../../api/fn/parametres/references-supprimer';
import {
  type ApercuReferences,
  type ChangementReference,
  type JobLance,
  type ReferenceChangee,
  type ReferenceTempsTravail,
} from '../../api/models';

export type { ApercuReferences, ChangementReference, ReferenceChangee, ReferenceTempsTravail };

@Injectable({ providedIn: 'root' })
export class ReferencesApi {
  private readonly api = inject(Api);

  lister(): Observable<ReferenceTempsTravail[]> {
    return this.api.invoke(referencesLister);
  }

  /** What the change would change in the missions; writes nothing. */
  apercevoir(changement: ChangementReference): Observable<ApercuReferences> {
    return this.api.invoke(referencesApercevoir, { body: changement });
  }

  /** @param version of the reference that is changed or deleted, as it was read */
  changer(changement: ChangementReference, version: number): Observable<ReferenceChangee> {
    const ifMatch = `"${version}"`;
    switch (changement.action) {
      case 'CREER':
        return this.api.invoke(referencesCreer, {
          body: { quotite: changement.quotite, heures: changement.heures },
        });
      case 'MODIFIER': {
        const { id, quotite, heures } = changement;
        return this.api.invoke(referencesModifier, { id, 'If-Match': ifMatch, body: { quotite, heures } });
      }
      case 'SUPPRIMER':
        return this.api.invoke(referencesSupprimer, { id: changement.id, 'If-Match': ifMatch });
    }
  }

  recalculer(): Observable<JobLance> {
    return this.api.invoke(referencesRecalculer);
  }
}
