import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type ChangementLu, lireChangements } from '../queries/lire-changements.js';
import { type DifferenceLue, lireDifferences, telechargerDifferences } from '../queries/lire-differences.js';
import { type LigneRejetee, lireRejets, telechargerRejets } from '../queries/telecharger-rejets.js';
import { schemaId } from './imports.dto.js';
import {
  schemaFiltreDifferences,
  schemaListeChangements,
  schemaListeDifferences,
  schemaPageChangements,
  schemaListeRejets,
  schemaPageDifferences,
  schemaPageRejets,
} from './resultats.dto.js';

/** What the imports did. */
@ApiTags('Imports')
@Controller('imports')
export class ResultatsImportsController {
  constructor(private readonly base: DataSource) {}

  @Get('changements')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
  @ApiOperation({
    summary: 'Ce que les imports ont changé pour les accompagnements du département, le plus récent d’abord.',
  })
  @ApiOkResponse({ standardSchema: schemaPageChangements })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  changements(
    @Session() { perimetreDesListes }: SessionCourante,
    @Query({ schema: schemaListeChangements }) filtre: z.infer<typeof schemaListeChangements>,
  ): Promise<Page<ChangementLu>> {
    return lireChangements(this.base, perimetreDesListes, filtre);
  }

  @Get(':id/differences')
  @Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
  @ApiOperation({
    summary: 'Ce qu’un import a changé, ou changerait, champ par champ.',
    description:
      'Un superviseur voit les objets de son département et ceux qui n’en ont pas ; un administrateur voit tout, sauf ce que dit le dossier d’un élève. Au plus 20 000 différences sont gardées d’un import simulé ou retenu, 5 000 d’un import écrit ; les comptes du bilan sont complets.',
  })
  @ApiOkResponse({ standardSchema: schemaPageDifferences })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  differences(
    @Session() { perimetre }: SessionCourante,
    @Param('id', { schema: schemaId }) id: string,
    @Query({ schema: schemaListeDifferences }) filtre: z.infer<typeof schemaListeDifferences>,
  ): Promise<Page<DifferenceLue>> {
    return lireDifferences(this.base, perimetre, id, filtre);
  }

  @Get(':id/differences/export')
  @Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Les mêmes différences, en CSV : une ligne par champ.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  async exporter(
    @Session() { perimetre }: SessionCourante,
    @Param('id', { schema: schemaId }) id: string,
    @Query({ schema: schemaFiltreDifferences }) filtre: z.infer<typeof schemaFiltreDifferences>,
  ): Promise<StreamableFile> {
    return enCsv(await telechargerDifferences(this.base, perimetre, id, filtre), `differences-${id}`);
  }

  @Get(':id/rejets')
  @Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Lignes rejetées, en CSV : fichier, ligne, colonne, valeur, code, motif.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  async rejets(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaId }) id: string,
  ): Promise<StreamableFile> {
    return enCsv(await telechargerRejets(this.base, session, id), `rejets-${id}`);
  }

  @Get(':id/lignes-rejetees')
  @Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
  @ApiOperation({ summary: 'Lignes rejetées ou signalées, par pages, dans l’ordre des fichiers.' })
  @ApiOkResponse({ standardSchema: schemaPageRejets })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  lignesRejetees(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaId }) id: string,
    @Query({ schema: schemaListeRejets }) demande: z.infer<typeof schemaListeRejets>,
  ): Promise<Page<LigneRejetee>> {
    return lireRejets(this.base, session, id, demande);
  }

  @Get(':id/signalements')
  @Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH')
  @ApiOperation({
    summary: 'Lignes importées mais signalées (employeur inconnu, mission sans heures), en CSV, comme les rejets.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  async signalements(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaId }) id: string,
  ): Promise<StreamableFile> {
    return enCsv(await telechargerRejets(this.base, session, id, { signalements: true }), `signalements-${id}`);
  }
}

function enCsv(
  flux: ConstructorParameters<typeof StreamableFile>[0] & NodeJS.ReadableStream,
  nom: string,
): StreamableFile {
  return new StreamableFile(flux, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${nom}.csv"`,
  });
}
