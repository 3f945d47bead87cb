import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { z } from 'zod';
import { Ecritures } from '../../../platform/database/ecritures.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { ApiVersion, IF_MATCH, versionLue } from '../../../platform/http/versions.js';
import { JobsService, schemaJobLance } from '../../../platform/jobs/index.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { departementDe } from '../../../platform/security/departement-de.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type ApercuReferences, apercevoirReferences } from '../queries/apercevoir-references.js';
import { type ReferenceLigne, listerReferences } from '../queries/lister-references.js';
import { type ReferenceChangee, changerReference } from '../usecases/changer-reference.js';
import { lancerRecalculTempsTravail } from '../usecases/recalculer-temps-travail.js';
import {
  schemaApercuReferences,
  schemaChangementReference,
  schemaReference,
  schemaReferenceChangee,
  schemaReferenceModifiee,
  schemaReferenceSaisie,
} from './references.dto.js';

@ApiTags('Paramètres')
@Controller('parametres/references-temps-travail')
export class ReferencesController {
  constructor(
    private readonly ecritures: Ecritures,
    private readonly jobs: JobsService,
  ) {}

  @Get()
  @Profils('SUPERVISEUR_AESH', 'GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Références de temps de travail du département' })
  @ApiOkResponse({ standardSchema: z.array(schemaReference) })
  lister(@Session() session: SessionCourante): Promise<ReferenceLigne[]> {
    return listerReferences(this.ecritures.source, departementDe(session.perimetre));
  }

  @Post()
  @HttpCode(201)
  @Profils('SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Créer une référence ; les heures des missions sont recalculées' })
  @ApiCreatedResponse({ standardSchema: schemaReferenceChangee })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'REFERENCE_EXISTE' })
  creer(
    @Session() session: SessionCourante,
    @Body({ schema: schemaReferenceSaisie }) saisie: z.output<typeof schemaReferenceSaisie>,
  ): Promise<ReferenceChangee> {
    return changerReference(this.ecritures, session, { action: 'CREER', ...saisie });
  }

  @Post('apercu')
  @HttpCode(200)
  @Profils('SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Missions dont un changement de référence modifierait les heures' })
  @ApiOkResponse({ standardSchema: schemaApercuReferences })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'REFERENCE_INTROUVABLE' })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'REFERENCE_EXISTE' })
  apercevoir(
    @Session() session: SessionCourante,
    @Body({ schema: schemaChangementReference }) changement: z.output<typeof schemaChangementReference>,
  ): Promise<ApercuReferences> {
    return apercevoirReferences(this.ecritures.source, departementDe(session.perimetre), changement);
  }

  @Post('recalcul')
  @HttpCode(202)
  @Profils('SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Forcer le recalcul ; rend celui qui est en cours s’il y en a un' })
  @ApiAcceptedResponse({ standardSchema: schemaJobLance })
  async recalculer(@Session() session: SessionCourante): Promise<z.infer<typeof schemaJobLance>> {
    return { jobId: await lancerRecalculTempsTravail(this.ecritures.source, this.jobs, session) };
  }

  @Patch(':id')
  @Profils('SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Modifier une référence ; les heures des missions sont recalculées' })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaReferenceChangee })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'REFERENCE_INTROUVABLE' })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'REFERENCE_EXISTE' })
  modifier(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Body({ schema: schemaReferenceModifiee }) saisie: z.output<typeof schemaReferenceModifiee>,
  ): Promise<ReferenceChangee> {
    return changerReference(this.ecritures, session, { action: 'MODIFIER', id, ...saisie }, versionLue(version));
  }

  @Delete(':id')
  @HttpCode(200)
  @Profils('SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Supprimer une référence ; les heures des missions sont recalculées' })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaReferenceChangee })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'REFERENCE_INTROUVABLE' })
  supprimer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
  ): Promise<ReferenceChangee> {
    return changerReference(this.ecritures, session, { action: 'SUPPRIMER', id }, versionLue(version));
  }
}
