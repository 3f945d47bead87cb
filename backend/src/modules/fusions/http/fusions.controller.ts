import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { aujourdhui } from '../../../kernel/jour.js';
import { Ecritures } from '../../../platform/database/ecritures.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { ApiIdempotence, IDEMPOTENCY_KEY, cleDeLaDemande } from '../../../platform/http/versions.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { schemaPageDemandee } from '../../aesh/index.js';
import { type CandidatFusion, comparer, listerCandidats } from '../queries/lister-candidats.js';
import { type FusionLigne, listerFusions } from '../queries/lister-fusions.js';
import { annulerFusion } from '../usecases/annuler-fusion.js';
import { fusionner } from '../usecases/fusionner.js';
import {
  schemaCandidat,
  schemaCandidatsDemandes,
  schemaComparaisonDemandee,
  schemaDemandeFusion,
  schemaFusionFaite,
  schemaFusionLigne,
  schemaPageCandidats,
  schemaPageFusions,
} from './dto.js';

@ApiTags('Fusions')
@Controller('fusions')
export class FusionsController {
  constructor(private readonly ecritures: Ecritures) {}

  @Get('candidats')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
  @ApiOperation({
    summary: 'AESH et missions prévisionnels qui semblent arrivés des bases RH',
    description: 'Calculés à la demande : justes après chaque import. Les plus sûrs d’abord.',
  })
  @ApiOkResponse({ standardSchema: schemaPageCandidats })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  candidats(
    @Session() session: SessionCourante,
    @Query({ schema: schemaCandidatsDemandes }) demande: z.output<typeof schemaCandidatsDemandes>,
  ): Promise<Page<CandidatFusion>> {
    return listerCandidats(this.ecritures.source, session.perimetre, demande, aujourdhui(new Date()));
  }

  @Get('comparaison')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
  @ApiOperation({
    summary: 'Deux dossiers côte à côte, proposés ou non',
    description: 'Score 0 et aucune raison : rien ne dit que c’est la même personne.',
  })
  @ApiOkResponse({ standardSchema: schemaCandidat })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'AESH_INTROUVABLE' })
  comparer(
    @Session() session: SessionCourante,
    @Query({ schema: schemaComparaisonDemandee }) demande: z.output<typeof schemaComparaisonDemandee>,
  ): Promise<CandidatFusion> {
    return comparer(this.ecritures.source, session.perimetre, demande, aujourdhui(new Date()));
  }

  @Get()
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Fusions du département, la plus récente d’abord' })
  @ApiOkResponse({ standardSchema: schemaPageFusions })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaPageDemandee }) demande: z.output<typeof schemaPageDemandee>,
  ): Promise<Page<FusionLigne>> {
    return listerFusions(this.ecritures.source, session.perimetre, demande);
  }

  @Post()
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({
    summary: 'Fusionner un AESH prévisionnel, ou des missions prévisionnelles, avec le réel',
    description: 'Les accompagnements et les affectations suivent ; le dossier prévisionnel devient inactif.',
  })
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaFusionFaite })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'AESH_INTROUVABLE' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'FUSION_IMPOSSIBLE, chaque motif dans `errors`.',
  })
  fusionner(
    @Session() session: SessionCourante,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaDemandeFusion }) demande: z.output<typeof schemaDemandeFusion>,
  ): Promise<z.infer<typeof schemaFusionFaite>> {
    return fusionner(this.ecritures, session, { ...demande, cle: cleDeLaDemande(cle), jour: aujourdhui(new Date()) });
  }

  @Post(':id/annulation')
  @HttpCode(200)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Annuler une fusion : tout redevient comme avant' })
  @ApiOkResponse({ standardSchema: schemaFusionLigne })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'FUSION_INTROUVABLE' })
  @ApiConflictResponse({
    standardSchema: schemaProbleme,
    description: 'FUSION_NON_ANNULABLE : ce qui a changé depuis.',
  })
  annuler(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
  ): Promise<FusionLigne> {
    return annulerFusion(this.ecritures, session, id);
  }
}
