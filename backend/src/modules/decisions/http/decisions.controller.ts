import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type DecisionDetail, lireDecision } from '../queries/lire-decision.js';
import type { DecisionLigne } from '../queries/lignes-decision.js';
import { listerDecisions } from '../queries/lister-decisions.js';
import { type DemandeListeDecisions, schemaDecisionDetail, schemaListeDecisions, schemaPageDecisions } from './dto.js';

/**
 * Read only: decisions come from the ERSEH side, by entry, import or API, never from the gestionnaire (F1.1-2). The
 * absence of a route that writes them is the rule, and a spec holds it.
 */
@ApiTags('Décisions')
@Controller('decisions')
@Profils(
  'GESTIONNAIRE_AESH',
  'SUPERVISEUR_AESH',
  'COORDONNATEUR_PIAL',
  'PILOTE_PIAL',
  'IEN',
  'CHEF_ETABLISSEMENT',
  'ERSEH',
)
export class DecisionsController {
  constructor(private readonly base: DataSource) {}

  @Get()
  @ApiOperation({
    summary: 'Décisions du périmètre',
    description:
      'Page d’accueil : recherche, tri, filtres et pagination portent sur toutes les décisions du périmètre.',
  })
  @ApiOkResponse({ standardSchema: schemaPageDecisions })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre ou pagination inconnus.' })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeDecisions }) demande: DemandeListeDecisions,
  ): Promise<Page<DecisionLigne>> {
    return listerDecisions(this.base, session.perimetre, demande, aujourdhui(new Date()));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Une décision, avec ses scolarités et ses accompagnements' })
  @ApiOkResponse({
    standardSchema: schemaDecisionDetail,
    headers: { ETag: { description: 'Version de la décision.', schema: { type: 'string' } } },
  })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Inconnue, ou hors du périmètre.' })
  async lire(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<DecisionDetail> {
    const decision = await lireDecision(this.base, session.perimetre, id, aujourdhui(new Date()));
    reponse.header('ETag', `"${decision.version}"`);
    return decision;
  }
}
