import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import type { PropositionAccompagnement } from '../domain/proposition.js';
import { type DecisionCandidate, listerDecisionsCandidates } from '../queries/lister-decisions-candidates.js';
import { type MissionCandidate, listerMissionsCandidates } from '../queries/lister-missions-candidates.js';
import { lireProposition } from '../queries/proposer-accompagnement.js';
import {
  type AnneeDemandeeDto,
  type ChoixDeDecisionDto,
  type ChoixDeMissionDto,
  type ChoixDeMissionPourPlusieursDto,
  type PropositionDemandeeDto,
  schemaAnneeDemandee,
  schemaChoixDeDecision,
  schemaChoixDeMission,
  schemaChoixDeMissionPourPlusieurs,
  schemaPageDecisionsCandidates,
  schemaPageMissionsCandidates,
  schemaProposition,
  schemaPropositionDemandee,
} from './dto.js';

/** What the form of a new accompaniment reads about a decision (guide §10.3.1). */
@ApiTags('Accompagnements')
@Controller('decisions/:id')
@Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
export class PreparationController {
  constructor(private readonly base: DataSource) {}

  @Get('proposition')
  @ApiOperation({ summary: "Valeurs par défaut d'un accompagnement de cette décision" })
  @ApiOkResponse({ standardSchema: schemaProposition })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision inconnue, ou hors du périmètre.' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'Rien à proposer : pas de scolarité, ou décision hors de cette année.',
  })
  proposer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Query({ schema: schemaAnneeDemandee }) { annee, missionId }: AnneeDemandeeDto,
  ): Promise<PropositionAccompagnement> {
    return lireProposition(this.base, session.perimetre, { ids: [id], annee, missionId }, aujourdhui(new Date()));
  }

  @Get('missions-candidates')
  @ApiOperation({
    summary: 'Missions parmi lesquelles choisir',
    description:
      "Missions actives d'accompagnement du périmètre qui ont au moins un jour dans la période : les possibles d'abord, puis celles dont l'AESH connaît l'élève, puis les plus proches.",
  })
  @ApiOkResponse({ standardSchema: schemaPageMissionsCandidates })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision ou établissement inconnus.' })
  listerMissions(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Query({ schema: schemaChoixDeMission }) choix: ChoixDeMissionDto,
  ): Promise<Page<MissionCandidate>> {
    return listerMissionsCandidates(this.base, session.perimetre, { ...choix, decisionIds: [id] });
  }
}

/** The same for several decisions, and from the side of a mission (F10.3-3, F10.3-4). */
@ApiTags('Accompagnements')
@Controller()
@Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
export class CandidatesController {
  constructor(private readonly base: DataSource) {}

  @Get('decisions/proposition')
  @ApiOperation({
    summary: "Valeurs par défaut d'un accompagnement de plusieurs décisions",
    description: 'Début le plus tardif, fin la plus proche, dans une année scolaire et dans la mission déjà choisie.',
  })
  @ApiOkResponse({ standardSchema: schemaProposition })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision ou mission inconnue.' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: "Rien à proposer : `detail` nomme l'élève qui ne laisse aucune date commune.",
  })
  proposer(
    @Session() session: SessionCourante,
    @Query({ schema: schemaPropositionDemandee }) demande: PropositionDemandeeDto,
  ): Promise<PropositionAccompagnement> {
    return lireProposition(this.base, session.perimetre, demande, aujourdhui(new Date()));
  }

  @Get('missions-candidates')
  @ApiOperation({ summary: 'Missions parmi lesquelles choisir pour une ou plusieurs décisions' })
  @ApiOkResponse({ standardSchema: schemaPageMissionsCandidates })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision ou établissement inconnus.' })
  listerMissions(
    @Session() session: SessionCourante,
    @Query({ schema: schemaChoixDeMissionPourPlusieurs }) choix: ChoixDeMissionPourPlusieursDto,
  ): Promise<Page<MissionCandidate>> {
    return listerMissionsCandidates(this.base, session.perimetre, choix);
  }

  @Get('missions/:id/decisions-candidates')
  @ApiOperation({
    summary: 'Décisions parmi lesquelles choisir pour une mission',
    description: 'Les possibles d’abord, puis les moins mises en œuvre, puis les plus proches.',
  })
  @ApiOkResponse({ standardSchema: schemaPageDecisionsCandidates })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'MISSION_INTROUVABLE' })
  listerDecisions(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Query({ schema: schemaChoixDeDecision }) choix: ChoixDeDecisionDto,
  ): Promise<Page<DecisionCandidate>> {
    const perimetres = { mission: session.perimetre, decisions: session.perimetreDesListes };
    return listerDecisionsCandidates(this.base, perimetres, { ...choix, missionId: id }, aujourdhui(new Date()));
  }
}
