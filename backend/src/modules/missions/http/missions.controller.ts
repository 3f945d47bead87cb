import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Logger,
  Param,
  Patch,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { aujourdhui } from '../../../kernel/jour.js';
import { Ecritures } from '../../../platform/database/ecritures.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { ApiVersion, ENTETE_ETAG, IF_MATCH, avecEtag, versionLue } from '../../../platform/http/versions.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { CONTENUS_EXPORT, fichierExporte } from '../../../platform/lists/export/fichier.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import type { MissionLigne } from '../queries/lignes-mission.js';
import { type MissionDetail, lireMission } from '../queries/lire-mission.js';
import { exporterMissions, listerMissions } from '../queries/lister-missions.js';
import { type Nature, listerNatures } from '../queries/lister-natures.js';
import { modifierMission, supprimerMission } from '../usecases/modifier-mission.js';
import { schemaModificationMission } from './champs-saisie.js';
import { colonnesMissions } from './colonnes-export.js';
import {
  type DemandeExportMissions,
  type DemandeListeMissions,
  schemaExportMissions,
  schemaListeMissions,
  schemaMissionDetail,
  schemaNature,
  schemaPageMissions,
} from './dto.js';

@ApiTags('Missions')
@Controller('missions')
export class MissionsController {
  private readonly journal = new Logger('Export');

  constructor(private readonly ecritures: Ecritures) {}

  @Get()
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({
    summary: 'Missions du périmètre',
    description: 'Celles dont l’employeur est dans le département, terminées depuis moins de trois ans comprises.',
  })
  @ApiOkResponse({ standardSchema: schemaPageMissions })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre ou pagination inconnus.' })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeMissions }) demande: DemandeListeMissions,
  ): Promise<Page<MissionLigne>> {
    return listerMissions(this.ecritures.source, session.perimetreDesListes, demande, aujourdhui(new Date()));
  }

  @Get('export')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({
    summary: 'Missions du périmètre, dans un tableur',
    description: 'Toute la liste filtrée, dans son ordre, avec les colonnes demandées.',
  })
  @ApiOkResponse({ description: 'Le fichier.', content: CONTENUS_EXPORT })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre, format ou colonne inconnus.' })
  exporter(
    @Session() session: SessionCourante,
    @Query({ schema: schemaExportMissions }) { format, colonnes, ...choix }: DemandeExportMissions,
  ): StreamableFile {
    const jour = aujourdhui(new Date());
    const { nom, type, flux } = fichierExporte({
      nom: 'missions',
      titre: 'Missions',
      format,
      jour,
      colonnes: colonnesMissions(colonnes),
      lots: exporterMissions(this.ecritures.source, session.perimetreDesListes, choix, jour),
    });
    // Who took which list away, and nothing of what is in it.
    this.journal.log(`Missions en ${format} par le compte ${session.compteId}, ${colonnes.length} colonnes`);
    return new StreamableFile(flux, { type, disposition: `attachment; filename="${nom}"` });
  }

  @Get('natures')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({ summary: 'Nomenclature des natures de support' })
  @ApiOkResponse({ standardSchema: z.array(schemaNature) })
  natures(): Promise<Nature[]> {
    return listerNatures(this.ecritures.source);
  }

  @Get(':id')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({ summary: 'Une mission, ses données RH, ses accompagnements et ses affectations' })
  @ApiOkResponse({ standardSchema: schemaMissionDetail, headers: ENTETE_ETAG })
  @ApiNotFoundResponse({
    standardSchema: schemaProbleme,
    description: 'MISSION_INTROUVABLE : inconnue ou hors périmètre.',
  })
  async lire(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<MissionDetail> {
    return avecEtag(reponse, await lireMission(this.ecritures.source, session.perimetre, id, aujourdhui(new Date())));
  }

  @Patch(':id')
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Modifier une mission prévisionnelle' })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaMissionDetail, headers: ENTETE_ETAG })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'MISSION_INTROUVABLE' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'MISSION_VERROUILLEE, MISSION_INACTIVE, MISSION_INCOHERENTE ou MISSION_OCCUPEE',
  })
  async modifier(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Body({ schema: schemaModificationMission }) champs: z.output<typeof schemaModificationMission>,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<MissionDetail> {
    const demande = { id, version: versionLue(version), champs, jour: aujourdhui(new Date()) };
    return avecEtag(reponse, await modifierMission(this.ecritures, session, demande));
  }

  @Delete(':id')
  @HttpCode(204)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Supprimer une mission prévisionnelle sur laquelle rien ne repose' })
  @ApiVersion()
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'MISSION_INTROUVABLE' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'MISSION_VERROUILLEE, MISSION_INACTIVE ou MISSION_UTILISEE',
  })
  async supprimer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
  ): Promise<void> {
    await supprimerMission(this.ecritures, session, { id, version: versionLue(version), jour: aujourdhui(new Date()) });
  }
}
