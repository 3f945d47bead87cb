import { randomUUID } from 'node:crypto';
import type { Multipart } from '@fastify/multipart';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiNotFoundResponse,
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
import { JobsService } from '../../../platform/jobs/index.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { dossierImports, effacerDossier } from '../conduite/fichiers-gardes.js';
import { verifierLibre } from '../conduite/registre-imports.js';
import { EnvoiInvalide } from '../domain/refus-import.js';
import type { SourceImport } from '../persistence/entites.js';
import { type ImportLu, lireImport, listerImports } from '../queries/lire-imports.js';
import { abandonnerImport } from '../usecases/abandonner-import.js';
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

  @Post('rh/:origine')
  @HttpCode(202)
  @ApiOperation({ summary: 'Importe une photo d’EPP ou d’ASSED.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_FICHIER)
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({
    standardSchema: schemaProbleme,
    description: 'Un import de cette source est en cours, ou attend.',
  })
  importerRh(
    @Session() session: SessionCourante,
    @Param('origine', { schema: schemaOrigine }) origine: z.infer<typeof schemaOrigine>,
    @Query({ schema: schemaOptions }) { dryRun, encodage }: z.infer<typeof schemaOptions>,
    @Req() demande: FastifyRequest,
  ): Promise<ImportLance> {
    return this.recevoir(session, demande, origine, { simulation: dryRun, encodage });
  }

  @Post('ecoles')
  @HttpCode(202)
  @ApiOperation({ summary: 'Importe un annuaire des établissements, de tout millésime et de toute académie.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_FICHIER)
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({
    standardSchema: schemaProbleme,
    description: 'Un import de cette source est en cours, ou attend.',
  })
  importerEcoles(
    @Session() session: SessionCourante,
    @Query({ schema: schemaOptionsEcoles }) { dryRun, encodage, aCompterDu }: z.infer<typeof schemaOptionsEcoles>,
    @Req() demande: FastifyRequest,
  ): Promise<ImportLance> {
    return this.recevoir(session, demande, 'ECOLES', { simulation: dryRun, encodage, aCompterDu });
  }

  @Post('erseh')
  @HttpCode(202)
  @ApiOperation({ summary: 'Importe les extraits ERSEH : un à six fichiers, nommés secteurs.csv, eleves.csv…' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(CORPS_FICHIERS)
  @ApiAcceptedResponse({ standardSchema: schemaImportLance })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({
    standardSchema: schemaProbleme,
    description: 'Un import de cette source est en cours, ou attend.',
  })
  importerErseh(
    @Session() session: SessionCourante,
    @Query({ schema: schemaOptions }) { dryRun, encodage }: z.infer<typeof schemaOptions>,
    @Req() demande: FastifyRequest,
  ): Promise<ImportLance> {
    return this.recevoir(session, demande, 'ERSEH', { simulation: dryRun, encodage });
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

  @Post(':id/abandon')
  @HttpCode(200)
  @ApiOperation({ summary: 'Abandonne un import qui attend sa confirmation ou son tour : ses fichiers sont effacés.' })
  @ApiOkResponse({ standardSchema: schemaImport })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  @ApiUnprocessableEntityResponse({ standardSchema: schemaProbleme })
  async abandonner(@Param('id', { schema: schemaId }) importId: string): Promise<ImportLu> {
    await abandonnerImport(this.base, dossierImports(this.config.donnees), importId);
    return lireImport(this.base, importId);
  }

  private async recevoir(
    session: SessionCourante,
    demande: FastifyRequest,
    nature: SourceImport,
    options: Pick<DonneesJobImport, 'simulation' | 'aCompterDu' | 'encodage'>,
  ): Promise<ImportLance> {
    if (!demande.isMultipart()) throw new EnvoiInvalide('un envoi multipart/form-data est attendu');
    await verifierLibre(this.base, nature);
    const importId = randomUUID();
    const parties: AsyncIterable<Multipart> = demande.parts();
    const racine = dossierImports(this.config.donnees);
    const noms = await recevoirFichiers(parties, nature, racine, { importId, coupure: coupureDe(demande) });
    try {
      return await lancerImport(this.base, this.jobs, session, {
        importId,
        nature,
        noms,
        confirmer: false,
        ...options,
      });
    } catch (erreur) {
      await effacerDossier(racine, importId);
      throw erreur;
    }
  }
}

/** Aborted when the client goes before the end of what it sends. */
function coupureDe({ raw }: FastifyRequest): AbortSignal {
  const coupure = new AbortController();
  const couper = (): void => coupure.abort(new EnvoiInvalide("l'envoi a été interrompu"));
  raw.once('close', () => {
    if (!raw.complete) couper();
  });
  return coupure.signal;
}
