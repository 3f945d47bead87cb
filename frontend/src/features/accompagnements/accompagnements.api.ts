import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { accompagnementsCreer } from '../../api/fn/accompagnements/accompagnements-creer';
import { decisionsLire } from '../../api/fn/decisions/decisions-lire';
import { decisionsMissionsCandidates } from '../../api/fn/decisions/decisions-missions-candidates';
import { decisionsProposition } from '../../api/fn/decisions/decisions-proposition';
import {
  type AccompagnementCree,
  type CreationAccompagnement,
  type DecisionDetail,
  type MissionCandidate,
  type PageMissionsCandidates,
  type Proposition,
  type Segment,
} from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type { CreationAccompagnement, DecisionDetail, MissionCandidate, Proposition, Segment };

/** Where and when an AESH is looked for. */
export interface Recherche {
  readonly decisionId: DecisionDetail['id'];
  readonly debut: string;
  readonly fin: string;
  readonly uai: string;
}

@Injectable({ providedIn: 'root' })
export class AccompagnementsApi {
  private readonly api = inject(Api);

  decision(id: DecisionDetail['id']): Observable<DecisionDetail> {
    return this.api.invoke(decisionsLire, { id });
  }

  proposition(id: DecisionDetail['id'], annee: number | undefined): Observable<Proposition> {
    return this.api.invoke(decisionsProposition, { id, annee });
  }

  candidates(recherche: Recherche, { q, tri, page, taille }: EtatListe): Observable<PageMissionsCandidates> {
    const { decisionId: id, debut, fin, uai } = recherche;
    return this.api.invoke(decisionsMissionsCandidates, {
      id,
      debut,
      fin,
      uai,
      q: q || undefined,
      sort: ecrireTri(tri) || undefined,
      page,
      size: taille,
    });
  }

  creer(accompagnement: CreationAccompagnement, cle: string): Observable<AccompagnementCree> {
    return this.api.invoke(accompagnementsCreer, { 'Idempotency-Key': cle, body: accompagnement });
  }
}
