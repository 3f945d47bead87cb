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
import { type MissionCandidate, listerMissionsCandidates } from '../queries/lister-missions-candidates.js';
import { lireProposition } from '../queries/proposer-accompagnement.js';
import {
  type AnneeDemandeeDto,
  type ChoixDeMissionDto,
  schemaAnneeDemandee,
  schemaChoixDeMission,
  schemaPageMissionsCandidates,
  schemaProposition,
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
    @Query({ schema: schemaAnneeDemandee }) { annee }: AnneeDemandeeDto,
  ): Promise<PropositionAccompagnement> {
    return lireProposition(this.base, session.perimetre, id, annee, aujourdhui(new Date()));
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
    return listerMissionsCandidates(this.base, session.perimetre, { ...choix, decisionId: id });
  }
}
