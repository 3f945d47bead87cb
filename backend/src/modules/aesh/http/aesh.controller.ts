import { Controller, Get, Logger, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { CONTENUS_EXPORT, fichierExporte } from '../../../platform/lists/export/fichier.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type Doublon, chercherDoublons } from '../queries/chercher-doublons.js';
import type { AeshLigne } from '../queries/lignes-aesh.js';
import { type EvenementHistorique, lireHistorique } from '../queries/lire-historique.js';
import { exporterAesh, listerAesh } from '../queries/lister-aesh.js';
import { colonnesAesh } from './colonnes-export.js';
import {
  type DemandeExportAesh,
  type DemandeListeAesh,
  type DoublonsDemandes,
  schemaDoublon,
  schemaDoublonsDemandes,
  schemaExportAesh,
  schemaHistorique,
  schemaListeAesh,
  schemaPageAesh,
  schemaPageDemandee,
} from './dto.js';

/** What is read of the AESH; their file, which shows their missions, is served by the module of the missions. */
@ApiTags('AESH')
@Controller('aesh')
@Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
export class AeshController {
  private readonly journal = new Logger('Export');

  constructor(private readonly base: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'AESH du périmètre' })
  @ApiOkResponse({ standardSchema: schemaPageAesh })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre ou pagination inconnus.' })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeAesh }) demande: DemandeListeAesh,
  ): Promise<Page<AeshLigne>> {
    return listerAesh(this.base, session.perimetreDesListes, demande, aujourdhui(new Date()));
  }

  @Get('export')
  @ApiOperation({
    summary: 'AESH du périmètre, dans un tableur',
    description: 'Toute la liste filtrée, dans son ordre, avec les colonnes demandées.',
  })
  @ApiOkResponse({ description: 'Le fichier.', content: CONTENUS_EXPORT })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre, format ou colonne inconnus.' })
  exporter(
    @Session() session: SessionCourante,
    @Query({ schema: schemaExportAesh }) { format, colonnes, ...choix }: DemandeExportAesh,
  ): StreamableFile {
    const jour = aujourdhui(new Date());
    const { nom, type, flux } = fichierExporte({
      nom: 'aesh',
      titre: 'AESH',
      format,
      jour,
      colonnes: colonnesAesh(colonnes),
      lots: exporterAesh(this.base, session.perimetreDesListes, choix, jour),
    });
    // Who took which list away, and nothing of what is in it.
    this.journal.log(`AESH en ${format} par le compte ${session.compteId}, ${colonnes.length} colonnes`);
    return new StreamableFile(flux, { type, disposition: `attachment; filename="${nom}"` });
  }

  @Get('doublons')
  @ApiOperation({
    summary: 'Dossiers qui ressemblent à celui qu’on saisit',
    description:
      'Même NUMEN, même nom (accents, tirets et particules ignorés) ou nom proche, même date de naissance ou date inconnue.',
  })
  @ApiOkResponse({ standardSchema: z.array(schemaDoublon) })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  chercherDoublons(
    @Session() session: SessionCourante,
    @Query({ schema: schemaDoublonsDemandes }) { nom, nomFamille, prenom, dateNaissance, numen }: DoublonsDemandes,
  ): Promise<Doublon[]> {
    const cherche = {
      nom,
      nomFamille: nomFamille || null,
      prenom,
      dateNaissance: dateNaissance ?? null,
      numen: numen || null,
    };
    return chercherDoublons(this.base, session.perimetre, cherche, aujourdhui(new Date()));
  }

  @Get(':id/historique')
  @ApiOperation({
    summary: 'Historique d’un AESH et de ses missions',
    description: 'Tiré du journal d’audit, le plus récent d’abord ; seuls les champs changés, en français.',
  })
  @ApiOkResponse({ standardSchema: schemaHistorique })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'AESH_INTROUVABLE' })
  historique(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Query({ schema: schemaPageDemandee }) { page, size }: z.output<typeof schemaPageDemandee>,
  ): Promise<Page<EvenementHistorique>> {
    return lireHistorique(this.base, session.perimetre, { id, page, size }, aujourdhui(new Date()));
  }
}
