import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { accompagnementsCreer } from '../../api/fn/accompagnements/accompagnements-creer';
import { preparationListerMissions } from '../../api/fn/accompagnements/preparation-lister-missions';
import { preparationProposer } from '../../api/fn/accompagnements/preparation-proposer';
import { decisionsLire } from '../../api/fn/decisions/decisions-lire';
import {
  type AccompagnementCree,
  type DemandeAccompagnement,
  type DecisionDetail,
  type MissionCandidate,
  type PageMissionsCandidates,
  type Proposition,
  type Segment,
} from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type { DemandeAccompagnement, DecisionDetail, MissionCandidate, Proposition, Segment };

/** Where and when an AESH is looked for. */
export interface Recherche {
  readonly decisionId: DecisionDetail['id'];
  readonly debut: string;
  readonly fin: string;
  readonly uai: string;
  /** Weekly hours to place; undefined = the notified ones. */
  readonly heures: number | undefined;
}

@Injectable({ providedIn: 'root' })
export class AccompagnementsApi {
  private readonly api = inject(Api);

  decision(id: DecisionDetail['id']): Observable<DecisionDetail> {
    return this.api.invoke(decisionsLire, { id });
  }

  proposition(id: DecisionDetail['id'], annee: number | undefined): Observable<Proposition> {
    return this.api.invoke(preparationProposer, { id, annee });
  }

  candidates(recherche: Recherche, { q, tri, page, taille }: EtatListe): Observable<PageMissionsCandidates> {
    const { decisionId: id, debut, fin, uai, heures } = recherche;
    return this.api.invoke(preparationListerMissions, {
      id,
      debut,
      fin,
      uai,
      heures,
      q: q || undefined,
      sort: ecrireTri(tri) || undefined,
      page,
      size: taille,
    });
  }

  creer(accompagnement: DemandeAccompagnement, cle: string): Observable<AccompagnementCree> {
    return this.api.invoke(accompagnementsCreer, { 'Idempotency-Key': cle, body: accompagnement });
  }
}
