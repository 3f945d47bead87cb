import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { anneeScolaire } from '../../../kernel/annee-scolaire.js';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { JobsService, schemaJobLance } from '../../../platform/jobs/index.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type BesoinsMoyensDuDepartement, listerBesoinsMoyens } from '../queries/lister-besoins-moyens.js';
import { lancerRecalcul } from '../usecases/lancer-recalcul.js';
import { schemaAnneeDemandee, schemaBesoinsMoyens, schemaRecalcul } from './pials.dto.js';

@ApiTags('PIAL')
@Controller('pials')
export class PialsController {
  constructor(
    private readonly base: DataSource,
    private readonly jobs: JobsService,
  ) {}

  @Get()
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Besoins, moyens et couverture de chaque PIAL du département pour une année scolaire.' })
  @ApiOkResponse({ standardSchema: schemaBesoinsMoyens })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaAnneeDemandee }) { annee }: z.infer<typeof schemaAnneeDemandee>,
  ): Promise<BesoinsMoyensDuDepartement> {
    const jour = aujourdhui(new Date());
    return listerBesoinsMoyens(this.base, session.perimetre, { annee: annee ?? anneeScolaire(jour), aujourdhui: jour });
  }

  @Post('recalcul')
  @HttpCode(202)
  @Profils('SUPERVISEUR_AESH', 'ADMINISTRATEUR')
  @ApiOperation({
    summary: 'Recalcule les agrégats d’une année scolaire ; rend le calcul déjà en cours s’il y en a un.',
  })
  @ApiAcceptedResponse({ standardSchema: schemaJobLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  async recalculer(
    @Session() session: SessionCourante,
    @Body({ schema: schemaRecalcul }) demande: z.infer<typeof schemaRecalcul>,
  ): Promise<z.infer<typeof schemaJobLance>> {
    return { jobId: await lancerRecalcul(this.base, this.jobs, session, demande) };
  }
}
