import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { decisionsLire } from '../../api/fn/decisions/decisions-lire';
import { type DecisionsLister$Params, decisionsLister } from '../../api/fn/decisions/decisions-lister';
import { secteursLister } from '../../api/fn/secteurs/secteurs-lister';
import { type DecisionDetail, type DecisionLigne, type PageDecisions, type Secteur } from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type { DecisionDetail, DecisionLigne, Secteur };

/** Filters of the screen, by their names in the API and in the URL. */
export const FILTRES_DECISIONS = ['type', 'secteur', 'etat'] as const;

@Injectable({ providedIn: 'root' })
export class DecisionsApi {
  private readonly api = inject(Api);

  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageDecisions> {
    const parametres: DecisionsLister$Params = {
      q: q || undefined,
      sort: ecrireTri(tri),
      page,
      size: taille,
      type: filtres['type'] as DecisionsLister$Params['type'],
      secteur: filtres['secteur'],
      etat: filtres['etat'] as DecisionsLister$Params['etat'],
    };
    return this.api.invoke(decisionsLister, parametres);
  }

  lire(id: DecisionLigne['id']): Observable<DecisionDetail> {
    return this.api.invoke(decisionsLire, { id });
  }

  secteurs(): Observable<readonly Secteur[]> {
    return this.api.invoke(secteursLister);
  }
}
