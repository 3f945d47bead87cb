import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { EnvoiInvalide } from '../domain/refus-import.js';
import {
  type CorrespondancesLues,
  type Planification,
  lireCorrespondancesSource,
  lirePlanification,
} from '../queries/lire-reglages.js';
import { type ApercuFichier, apercevoirFichier } from '../usecases/apercevoir-fichier.js';
import { garderCorrespondancesSource } from '../usecases/garder-correspondances.js';
import { schemaSource } from './imports.dto.js';
import {
  CORPS_APERCU,
  schemaApercu,
  schemaCorrespondances,
  schemaCorrespondancesSaisies,
  schemaPlanification,
} from './reglages.dto.js';

/** When and how the files are read. */
@ApiTags('Imports')
@Controller('imports')
@Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
export class ReglagesImportsController {
  constructor(
    private readonly base: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'heureImport' | 'depot'>,
  ) {}

  @Get('planification')
  @ApiOperation({ summary: 'Heure de l’import nocturne, dossier de dépôt, dernier import de chaque source.' })
  @ApiOkResponse({ standardSchema: schemaPlanification })
  planification(): Promise<Planification> {
    return lirePlanification(this.base, this.config);
  }

  @Get('correspondances/:source')
  @ApiOperation({ summary: 'Encodage et noms de colonnes gardés pour une source.' })
  @ApiOkResponse({ standardSchema: schemaCorrespondances })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  correspondances(
    @Param('source', { schema: schemaSource }) source: z.infer<typeof schemaSource>,
  ): Promise<CorrespondancesLues> {
    return lireCorrespondancesSource(this.base, source);
  }

  @Put('correspondances/:source')
  @ApiOperation({
    summary: 'Garde l’encodage et les noms de colonnes d’une source, pour l’écran, le dépôt et la nuit.',
  })
  @ApiOkResponse({ standardSchema: schemaCorrespondances })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiUnprocessableEntityResponse({ standardSchema: schemaProbleme, description: 'Une colonne n’est pas des nôtres.' })
  async garder(
    @Session() session: SessionCourante,
    @Param('source', { schema: schemaSource }) source: z.infer<typeof schemaSource>,
    @Body({ schema: schemaCorrespondancesSaisies }) saisie: z.infer<typeof schemaCorrespondancesSaisies>,
  ): Promise<CorrespondancesLues> {
    await garderCorrespondancesSource(this.base, session, source, saisie);
    return lireCorrespondancesSource(this.base, source);
  }

  @Post('apercu')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Début d’un fichier tel qu’un import le lirait, et les colonnes proposées. Rien n’est gardé.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_APERCU)
  @ApiOkResponse({ standardSchema: schemaApercu })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiUnprocessableEntityResponse({ standardSchema: schemaProbleme, description: 'Le fichier n’est pas un CSV.' })
  apercu(@Req() demande: FastifyRequest): Promise<ApercuFichier> {
    if (!demande.isMultipart()) throw new EnvoiInvalide('un envoi multipart/form-data est attendu');
    return apercevoirFichier(this.base, demande.parts());
  }
}
