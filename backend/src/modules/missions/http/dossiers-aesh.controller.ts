import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { aujourdhui } from '../../../kernel/jour.js';
import { Ecritures } from '../../../platform/database/ecritures.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import {
  ApiIdempotence,
  ApiVersion,
  ENTETE_ETAG,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  avecEtag,
  cleDeLaDemande,
  versionLue,
} from '../../../platform/http/versions.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type AeshDossier, lireDossierAesh } from '../queries/lire-dossier-aesh.js';
import { type AeshCree, creerAesh } from '../usecases/creer-aesh.js';
import { type MissionCreee, creerMission } from '../usecases/creer-mission.js';
import { modifierDossierAesh } from '../usecases/modifier-dossier-aesh.js';
import { schemaModificationAesh, schemaSaisieAesh, schemaSaisieMission } from './champs-saisie.js';
import { schemaAeshCree, schemaAeshDossier, schemaMissionCreee } from './dto.js';

/** The file of an AESH shows and creates missions: it stands with them. */
@ApiTags('AESH')
@Controller('aesh')
export class DossiersAeshController {
  constructor(private readonly ecritures: Ecritures) {}

  @Get(':id')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Dossier d’un AESH : données individuelles, missions, accompagnements' })
  @ApiOkResponse({ standardSchema: schemaAeshDossier, headers: ENTETE_ETAG })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'AESH_INTROUVABLE : inconnu ou hors périmètre.' })
  async lire(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<AeshDossier> {
    const jour = aujourdhui(new Date());
    return avecEtag(reponse, await lireDossierAesh(this.ecritures.source, session.perimetre, id, jour));
  }

  @Post()
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Ajouter un AESH prévisionnel, avec ses missions prévisionnelles' })
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaAeshCree })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'PIAL_INCONNU ou MISSION_INCOHERENTE',
  })
  creer(
    @Session() session: SessionCourante,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaSaisieAesh }) saisie: z.output<typeof schemaSaisieAesh>,
  ): Promise<AeshCree> {
    return creerAesh(this.ecritures, session, saisie, cleDeLaDemande(cle));
  }

  @Patch(':id')
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({
    summary: 'Modifier un AESH',
    description: 'Nos données toujours ; l’état civil, l’adresse et la RQTH seulement d’un prévisionnel.',
  })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaAeshDossier, headers: ENTETE_ETAG })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'AESH_INTROUVABLE' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'AESH_DONNEE_RH avec le champ, AESH_FUSIONNE ou PIAL_INCONNU',
  })
  async modifier(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Body({ schema: schemaModificationAesh }) champs: z.output<typeof schemaModificationAesh>,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<AeshDossier> {
    const demande = { id, version: versionLue(version), champs, jour: aujourdhui(new Date()) };
    return avecEtag(reponse, await modifierDossierAesh(this.ecritures, session, demande));
  }

  @Post(':id/missions')
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Ajouter une mission prévisionnelle à un AESH' })
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaMissionCreee })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'AESH_INTROUVABLE' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'AESH_INACTIF ou MISSION_INCOHERENTE',
  })
  creerMission(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) aeshId: number,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaSaisieMission }) saisie: z.output<typeof schemaSaisieMission>,
  ): Promise<MissionCreee> {
    const jour = aujourdhui(new Date());
    return creerMission(this.ecritures, session, { aeshId, saisie, cle: cleDeLaDemande(cle), jour });
  }
}
