import { Injectable, inject } from '@angular/core';
import { type Observable } from 'rxjs';
import { Api } from '../../api/api';
import { accompagnementsAnnuler } from '../../api/fn/accompagnements/accompagnements-annuler';
import { accompagnementsApercevoir } from '../../api/fn/accompagnements/accompagnements-apercevoir';
import { accompagnementsCreer } from '../../api/fn/accompagnements/accompagnements-creer';
import { accompagnementsInserer } from '../../api/fn/accompagnements/accompagnements-inserer';
import { accompagnementsLire } from '../../api/fn/accompagnements/accompagnements-lire';
import {
  type AccompagnementsLister$Params,
  accompagnementsLister,
} from '../../api/fn/accompagnements/accompagnements-lister';
import { accompagnementsMaintenir } from '../../api/fn/accompagnements/accompagnements-maintenir';
import { accompagnementsModifier } from '../../api/fn/accompagnements/accompagnements-modifier';
import { accompagnementsSupprimer } from '../../api/fn/accompagnements/accompagnements-supprimer';
import { candidatesListerDecisions } from '../../api/fn/accompagnements/candidates-lister-decisions';
import { candidatesListerMissions } from '../../api/fn/accompagnements/candidates-lister-missions';
import { preparationProposer } from '../../api/fn/accompagnements/preparation-proposer';
import { decisionsLire } from '../../api/fn/decisions/decisions-lire';
import { missionsLire } from '../../api/fn/missions/missions-lire';
import {
  type AccompagnementCree,
  type AccompagnementDetail,
  type AccompagnementLigne,
  type AccompagnementModifie,
  type AnnulationOperationFaite,
  type ApercuOperation,
  type DemandeAccompagnement,
  type DemandeApercu,
  type DecisionCandidate,
  type DecisionDetail,
  type InsertionAccompagnement,
  type MaintienAccompagnement,
  type MissionCandidate,
  type MissionDetail,
  type ModificationAccompagnement,
  type OperationAccompagnementFaite,
  type PageAccompagnements,
  type PageDecisionsCandidates,
  type PageMissionsCandidates,
  type Proposition,
  type Segment,
  type SuppressionAccompagnementFaite,
} from '../../api/models';
import { type EtatListe, ecrireTri } from '../../ui/data-table/etat-liste';

export type {
  AccompagnementDetail,
  AccompagnementLigne,
  ApercuOperation,
  DecisionCandidate,
  DecisionDetail,
  DemandeAccompagnement,
  DemandeApercu,
  InsertionAccompagnement,
  MaintienAccompagnement,
  MissionCandidate,
  MissionDetail,
  ModificationAccompagnement,
  Proposition,
  Segment,
};

type Version = Pick<AccompagnementLigne, 'id' | 'version'>;

/** Where and when an AESH is looked for. */
export interface Recherche {
  readonly decisionIds: readonly DecisionDetail['id'][];
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

  /** @param missionId mission chosen already, which bounds the dates */
  proposition(
    id: DecisionDetail['id'],
    annee: number | undefined,
    missionId?: MissionDetail['id'],
  ): Observable<Proposition> {
    return this.api.invoke(preparationProposer, { id, annee, missionId });
  }

  mission(id: MissionDetail['id']): Observable<MissionDetail> {
    return this.api.invoke(missionsLire, { id });
  }

  /** Individual decisions that a mission could serve. */
  decisionsCandidates(
    id: MissionDetail['id'],
    { q, tri, page, taille }: EtatListe,
  ): Observable<PageDecisionsCandidates> {
    return this.api.invoke(candidatesListerDecisions, {
      id,
      type: 'INDIVIDUELLE',
      q: q || undefined,
      sort: ecrireTri(tri) || undefined,
      page,
      size: taille,
    });
  }

  candidates(recherche: Recherche, { q, tri, page, taille }: EtatListe): Observable<PageMissionsCandidates> {
    const { decisionIds, debut, fin, uai, heures } = recherche;
    return this.api.invoke(candidatesListerMissions, {
      decisionIds: decisionIds.join(','),
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

  /** The names of the filters are those of the API: several values go as « A,B ». */
  lister({ q, tri, page, taille, filtres }: EtatListe): Observable<PageAccompagnements> {
    const parametres = { q: q || undefined, sort: ecrireTri(tri), page, size: taille, ...filtres };
    return this.api.invoke(accompagnementsLister, parametres as AccompagnementsLister$Params);
  }

  lire(id: AccompagnementDetail['id']): Observable<AccompagnementDetail> {
    return this.api.invoke(accompagnementsLire, { id });
  }

  apercevoir(demande: DemandeApercu): Observable<ApercuOperation> {
    return this.api.invoke(accompagnementsApercevoir, { body: demande });
  }

  modifier({ id, version }: Version, saisie: ModificationAccompagnement): Observable<AccompagnementModifie> {
    return this.api.invoke(accompagnementsModifier, { id, 'If-Match': etag(version), body: saisie });
  }

  inserer(
    { id, version }: Version,
    saisie: InsertionAccompagnement,
    cle: string,
  ): Observable<OperationAccompagnementFaite> {
    const entetes = { 'If-Match': etag(version), 'Idempotency-Key': cle };
    return this.api.invoke(accompagnementsInserer, { id, ...entetes, body: saisie });
  }

  maintenir(
    { id, version }: Version,
    saisie: MaintienAccompagnement,
    cle: string,
  ): Observable<OperationAccompagnementFaite> {
    const entetes = { 'If-Match': etag(version), 'Idempotency-Key': cle };
    return this.api.invoke(accompagnementsMaintenir, { id, ...entetes, body: saisie });
  }

  supprimer({ id, version }: Version): Observable<SuppressionAccompagnementFaite> {
    return this.api.invoke(accompagnementsSupprimer, { id, 'If-Match': etag(version) });
  }

  /** Takes back the last operation, as long as nothing touched it since (15 minutes). */
  annulerOperation(operationId: number): Observable<AnnulationOperationFaite> {
    return this.api.invoke(accompagnementsAnnuler, { id: operationId });
  }
}

function etag(version: number): string {
  return `"${version}"`;
}
