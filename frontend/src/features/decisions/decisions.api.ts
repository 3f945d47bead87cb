import { Injectable, inject } from '@angular/core';
import { type Observable, map } from 'rxjs';
import { Api } from '../../api/api';
import { decisionsLire } from '../../api/fn/decisions/decisions-lire';
import { type DecisionsLister$Params, decisionsLister } from '../../api/fn/decisions/decisions-lister';
import { secteursLister } from '../../api/fn/secteurs/secteurs-lister';
import { type DecisionDetail, type DecisionLigne, type PageDecisions } from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';
import { type OptionFiltre } from '../../ui/liste/filtres/filtre';

export type { DecisionDetail, DecisionLigne };

@Injectable({ providedIn: 'root' })
export class DecisionsApi {
  private readonly api = inject(Api);

  /** The names of the filters are those of the API: several values go as « A,B ». */
  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageDecisions> {
    const parametres = { q: q || undefined, sort: ecrireTri(tri), page, size: taille, ...filtres };
    return this.api.invoke(decisionsLister, parametres as DecisionsLister$Params);
  }

  lire(id: DecisionLigne['id']): Observable<DecisionDetail> {
    return this.api.invoke(decisionsLire, { id });
  }

  secteurs(): Observable<readonly OptionFiltre[]> {
    return this.api
      .invoke(secteursLister)
      .pipe(map((secteurs) => secteurs.map(({ code, libelle }) => ({ code, libelle: sansSecteur(libelle) }))));
  }
}

/** The filter and the column already say « Secteur ». */
export function sansSecteur(libelle: string): string {
  return libelle.replace(/^secteur (?=.)/i, '');
}
