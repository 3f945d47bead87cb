import { randomUUID } from 'node:crypto';
import type { Multipart } from '@fastify/multipart';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { JobsService } from '../../../platform/jobs/index.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { dossierImports } from '../conduite/fichiers-gardes.js';
import { verifierLibre } from '../conduite/registre-imports.js';
import { EnvoiInvalide } from '../domain/refus-import.js';
import type { SourceImport } from '../persistence/entites.js';
import { type ImportLu, lireImport, listerImports } from '../queries/lire-imports.js';
import { telechargerRejets } from '../queries/telecharger-rejets.js';
import { type DonneesJobImport, type ImportLance, confirmerImport, lancerImport } from '../usecases/lancer-import.js';
import { recevoirFichiers } from '../usecases/recevoir-fichiers.js';
import {
  CORPS_FICHIER,
  CORPS_FICHIERS,
  schemaId,
  schemaImport,
  schemaImportLance,
  schemaListeImports,
  schemaOptions,
  schemaOptionsEcoles,
  schemaOrigine,
  schemaPageImports,
} from './imports.dto.js';

@ApiTags('Imports')
@Controller('imports')
@Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
export class ImportsController {
  constructor(
    private readonly base: DataSource,
    private readonly jobs: JobsService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'donnees'>,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Historique des imports, le plus récent d’abord.' })
  @ApiOkResponse({ standardSchema: schemaPageImports })
  lister(@Query({ schema: schemaListeImports }) filtre: z.infer<typeof schemaListeImports>): Promise<Page<ImportLu>> {
    return listerImports(this.base, filtre);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Un import : état et bilan.' })
  @ApiOkResponse({ standardSchema: schemaImport })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  lire(@Param('id', { schema: schemaId }) id: string): Promise<ImportLu> {
    return lireImport(this.base, id);
  }

  @Get(':id/rejets')
  @ApiOperation({ summary: 'Lignes rejetées, en CSV : fichier, ligne, colonne, valeur, code, motif.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  async rejets(@Param('id', { schema: schemaId }) id: string): Promise<StreamableFile> {
    return new StreamableFile(await telechargerRejets(this.base, id), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="rejets-${id}.csv"`,
    });
  }

  @Post('rh/:origine')
  @HttpCode(202)
  @ApiOperation({ summary: 'Importe une photo d’EPP ou d’ASSED.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_FICHIER)
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'Un import de cette source est en cours.' })
  importerRh(
    @Session() session: SessionCourante,
    @Param('origine', { schema: schemaOrigine }) origine: z.infer<typeof schemaOrigine>,
    @Query({ schema: schemaOptions }) { dryRun }: z.infer<typeof schemaOptions>,
    @Req() demande: FastifyRequest,
  ): Promise<ImportLance> {
    return this.recevoir(session, demande, origine, { simulation: dryRun });
  }

  @Post('ecoles')
  @HttpCode(202)
  @ApiOperation({ summary: 'Importe un annuaire des établissements, de tout millésime et de toute académie.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_FICHIER)
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'Un import de cette source est en cours.' })
  importerEcoles(
    @Session() session: SessionCourante,
    @Query({ schema: schemaOptionsEcoles }) { dryRun, aCompterDu }: z.infer<typeof schemaOptionsEcoles>,
    @Req() demande: FastifyRequest,
  ): Promise<ImportLance> {
    return this.recevoir(session, demande, 'ECOLES', { simulation: dryRun, aCompterDu });
  }

  @Post('erseh')
  @HttpCode(202)
  @ApiOperation({ summary: 'Importe les extraits ERSEH : un à six fichiers, nommés secteurs.csv, eleves.csv…' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_FICHIERS)
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'Un import de cette source est en cours.' })
  importerErseh(
    @Session() session: SessionCourante,
    @Query({ schema: schemaOptions }) { dryRun }: z.infer<typeof schemaOptions>,
    @Req() demande: FastifyRequest,
  ): Promise<ImportLance> {
    return this.recevoir(session, demande, 'ERSEH', { simulation: dryRun });
  }

  @Post(':id/confirmation')
  @HttpCode(202)
  @ApiOperation({ summary: 'Relance, garde levée, un import retenu parce qu’il désactiverait trop de missions.' })
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  @ApiUnprocessableEntityResponse({ standardSchema: schemaProbleme })
  confirmer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaId }) importId: string,
  ): Promise<ImportLance> {
    const racine = dossierImports(this.config.donnees);
    return confirmerImport(this.base, this.jobs, session, { importId, racine });
  }

  private async recevoir(
    session: SessionCourante,
    demande: FastifyRequest,
    nature: SourceImport,
    options: Pick<DonneesJobImport, 'simulation' | 'aCompterDu'>,
  ): Promise<ImportLance> {
    if (!demande.isMultipart()) throw new EnvoiInvalide('un envoi multipart/form-data est attendu');
    await verifierLibre(this.base, nature);
    const importId = randomUUID();
    const parties: AsyncIterable<Multipart> = demande.parts();
    const noms = await recevoirFichiers(parties, nature, dossierImports(this.config.donnees), importId);
    return lancerImport(this.base, this.jobs, session, { importId, nature, noms, confirmer: false, ...options });
  }
}
