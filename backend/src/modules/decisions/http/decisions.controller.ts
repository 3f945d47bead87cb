import { Controller, Get, Logger, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { CONTENUS_EXPORT, fichierExporte } from '../../../platform/lists/export/fichier.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type IndicateursDecisions, compterIndicateurs } from '../queries/compter-indicateurs.js';
import { exporterDecisions } from '../queries/exporter-decisions.js';
import { type DecisionDetail, lireDecision } from '../queries/lire-decision.js';
import type { DecisionLigne } from '../queries/lignes-decision.js';
import { listerDecisions } from '../queries/lister-decisions.js';
import { type EvolutionDecisions, suivreEvolution } from '../queries/suivre-evolution.js';
import { colonnesExport } from './colonnes-export.js';
import { schemaDecisionDetail } from './dto.js';
import {
  type DemandeExportDecisions,
  type DemandeListeDecisions,
  schemaEvolution,
  schemaExportDecisions,
  schemaIndicateurs,
  schemaListeDecisions,
  schemaPageDecisions,
} from './liste-decisions.dto.js';

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
  private readonly journal = new Logger('Export');

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
    return listerDecisions(this.base, session.perimetreDesListes, demande, aujourdhui(new Date()));
  }

  // Before `:id`, which would take these words for a number.
  @Get('export')
  @ApiOperation({
    summary: 'Décisions du périmètre, dans un tableur',
    description: 'Toute la liste filtrée, dans son ordre, avec les colonnes demandées.',
  })
  @ApiOkResponse({ description: 'Le fichier.', content: CONTENUS_EXPORT })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre, format ou colonne inconnus.' })
  exporter(
    @Session() session: SessionCourante,
    @Query({ schema: schemaExportDecisions }) { format, colonnes, ...choix }: DemandeExportDecisions,
  ): StreamableFile {
    const jour = aujourdhui(new Date());
    const { nom, type, flux } = fichierExporte({
      nom: 'decisions',
      titre: 'Décisions',
      format,
      jour,
      colonnes: colonnesExport(colonnes),
      lots: exporterDecisions(this.base, session.perimetreDesListes, choix, jour),
    });
    // Who took which list away, and nothing of what is in it.
    this.journal.log(`Décisions en ${format} par le compte ${session.compteId}, ${colonnes.length} colonnes`);
    return new StreamableFile(flux, { type, disposition: `attachment; filename="${nom}"` });
  }

  @Get('indicateurs')
  @ApiOperation({
    summary: 'Indicateurs de l’année scolaire en cours',
    description: 'Décisions actives pendant l’année, et celles qu’aucun, ou au moins un, accompagnement met en œuvre.',
  })
  @ApiOkResponse({ standardSchema: schemaIndicateurs })
  compter(@Session() session: SessionCourante): Promise<IndicateursDecisions> {
    return compterIndicateurs(this.base, session.perimetreDesListes, aujourdhui(new Date()));
  }

  @Get('evolution')
  @ApiOperation({ summary: 'Évolution des décisions au cours de l’année scolaire, un point par semaine' })
  @ApiOkResponse({ standardSchema: schemaEvolution })
  suivre(@Session() session: SessionCourante): Promise<EvolutionDecisions> {
    return suivreEvolution(this.base, session.perimetreDesListes, aujourdhui(new Date()));
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
