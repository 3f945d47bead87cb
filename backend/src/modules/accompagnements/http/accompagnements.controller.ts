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
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { aujourdhui } from '../../../kernel/jour.js';
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
import { CONTENUS_EXPORT, fichierExporte } from '../../../platform/lists/export/fichier.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import type { AccompagnementLigne } from '../queries/lignes-accompagnement.js';
import { type AccompagnementDetail, lireAccompagnement } from '../queries/lire-accompagnement.js';
import { exporterAccompagnements, listerAccompagnements } from '../queries/lister-accompagnements.js';
import { annulerOperation } from '../usecases/annuler-operation.js';
import { type ApercuOperation, apercevoirOperation } from '../usecases/apercevoir-operation.js';
import {
  type AccompagnementCree,
  type LotCree,
  creerAccompagnement,
  creerLot,
} from '../usecases/creer-accompagnement.js';
import {
  type AccompagnementPlace,
  insererAccompagnement,
  maintenirAccompagnement,
  modifierAccompagnement,
  supprimerAccompagnement,
} from '../usecases/modifier-accompagnement.js';
import { colonnesAccompagnements } from './colonnes-export.js';
import { type DemandeAccompagnementDto, schemaAccompagnementCree, schemaDemandeAccompagnement } from './dto.js';
import {
  type DemandeExportAccompagnements,
  type DemandeListeAccompagnements,
  schemaAccompagnementDetail,
  schemaAccompagnementModifie,
  schemaExportAccompagnements,
  schemaListeAccompagnements,
  schemaPageAccompagnements,
} from './liste.dto.js';
import {
  type DemandeApercuDto,
  type InsertionAccompagnementDto,
  type LotAccompagnementsDto,
  type MaintienAccompagnementDto,
  type ModificationAccompagnementDto,
  schemaAnnulationFaite,
  schemaApercu,
  schemaDemandeApercu,
  schemaInsertionAccompagnement,
  schemaLotAccompagnements,
  schemaLotCree,
  schemaMaintienAccompagnement,
  schemaModificationAccompagnement,
  schemaOperationFaite,
  schemaSuppressionFaite,
} from './operations.dto.js';

const INCONNU = {
  standardSchema: schemaProbleme,
  description: 'ACCOMPAGNEMENT_INTROUVABLE : inconnu ou hors périmètre.',
};
const REFUS = {
  standardSchema: schemaProbleme,
  description: 'Refus : `detail` dit le premier, `details.autres` les suivants.',
};

@ApiTags('Accompagnements')
@Controller('accompagnements')
export class AccompagnementsController {
  private readonly journal = new Logger('Export');

  constructor(private readonly base: DataSource) {}

  @Get()
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({ summary: 'Accompagnements du périmètre' })
  @ApiOkResponse({ standardSchema: schemaPageAccompagnements })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre ou pagination inconnus.' })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeAccompagnements }) demande: DemandeListeAccompagnements,
  ): Promise<Page<AccompagnementLigne>> {
    return listerAccompagnements(this.base, session.perimetreDesListes, demande, aujourdhui(new Date()));
  }

  @Get('export')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({
    summary: 'Accompagnements du périmètre, dans un tableur',
    description: 'Toute la liste filtrée, dans son ordre, avec les colonnes demandées.',
  })
  @ApiOkResponse({ description: 'Le fichier.', content: CONTENUS_EXPORT })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre, format ou colonne inconnus.' })
  exporter(
    @Session() session: SessionCourante,
    @Query({ schema: schemaExportAccompagnements }) { format, colonnes, ...choix }: DemandeExportAccompagnements,
  ): StreamableFile {
    const jour = aujourdhui(new Date());
    const { nom, type, flux } = fichierExporte({
      nom: 'accompagnements',
      titre: 'Accompagnements',
      format,
      jour,
      colonnes: colonnesAccompagnements(colonnes),
      lots: exporterAccompagnements(this.base, session.perimetreDesListes, choix, jour),
    });
    // Who took which list away, and nothing of what is in it.
    this.journal.log(`Accompagnements en ${format} par le compte ${session.compteId}, ${colonnes.length} colonnes`);
    return new StreamableFile(flux, { type, disposition: `attachment; filename="${nom}"` });
  }

  @Get(':id')
  @Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL')
  @ApiOperation({ summary: 'Un accompagnement, sa mission et ses décisions' })
  @ApiOkResponse({ standardSchema: schemaAccompagnementDetail, headers: ENTETE_ETAG })
  @ApiNotFoundResponse(INCONNU)
  async lire(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<AccompagnementDetail> {
    return avecEtag(reponse, await lireAccompagnement(this.base, session.perimetre, id, aujourdhui(new Date())));
  }

  @Post()
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Créer un accompagnement' })
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaAccompagnementCree })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Demande mal formée.' })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision, mission ou établissement inconnus.' })
  @ApiUnprocessableEntityResponse(REFUS)
  creer(
    @Session() session: SessionCourante,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaDemandeAccompagnement }) demande: DemandeAccompagnementDto,
  ): Promise<AccompagnementCree> {
    return creerAccompagnement(this.base, session, demande, cleDeLaDemande(cle));
  }

  @Post('lot')
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({
    summary: 'Créer plusieurs accompagnements, tous ou aucun',
    description: 'Les champs refusés portent le rang, à partir de 0 : `accompagnements/3/debut`.',
  })
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaLotCree })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Demande mal formée.' })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision, mission ou établissement inconnus.' })
  @ApiUnprocessableEntityResponse(REFUS)
  creerLot(
    @Session() session: SessionCourante,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaLotAccompagnements }) { accompagnements }: LotAccompagnementsDto,
  ): Promise<LotCree> {
    return creerLot(this.base, session, accompagnements, cleDeLaDemande(cle));
  }

  @Post('apercu')
  @HttpCode(200)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Ce que ferait une opération, refus compris, sans rien écrire' })
  @ApiOkResponse({ standardSchema: schemaApercu })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Demande mal formée.' })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Accompagnement, décision ou mission inconnus.' })
  apercevoir(
    @Session() session: SessionCourante,
    @Body({ schema: schemaDemandeApercu }) demande: DemandeApercuDto,
  ): Promise<ApercuOperation> {
    return apercevoirOperation(this.base.manager, session.perimetre, demande, aujourdhui(new Date()));
  }

  @Patch(':id')
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Modifier un accompagnement : dates, heures, élèves, établissement ou mission' })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaAccompagnementModifie, headers: ENTETE_ETAG })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse(INCONNU)
  @ApiUnprocessableEntityResponse(REFUS)
  async modifier(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Body({ schema: schemaModificationAccompagnement }) saisie: ModificationAccompagnementDto,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<AccompagnementDetail & { operationId: number }> {
    const vise = { id, version: versionLue(version) };
    const { operationId } = await modifierAccompagnement(this.base, session, vise, saisie);
    const detail = await lireAccompagnement(this.base, session.perimetre, id, aujourdhui(new Date()));
    return avecEtag(reponse, { ...detail, operationId });
  }

  @Post(':id/insertion')
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({
    summary: 'Insérer un accompagnement à la place de celui-ci, là où ils se recoupent',
    description: 'L’original est coupé, scindé ou supprimé, en une seule fois.',
  })
  @ApiVersion()
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaOperationFaite })
  @ApiNotFoundResponse(INCONNU)
  @ApiUnprocessableEntityResponse(REFUS)
  inserer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaInsertionAccompagnement }) saisie: InsertionAccompagnementDto,
  ): Promise<AccompagnementPlace> {
    const vise = { id, version: versionLue(version), cle: cleDeLaDemande(cle) };
    return insererAccompagnement(this.base, session, vise, saisie);
  }

  @Post(':id/maintien')
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Maintenir un accompagnement au-delà de la fin de ses décisions' })
  @ApiVersion()
  @ApiIdempotence()
  @ApiCreatedResponse({ standardSchema: schemaOperationFaite })
  @ApiNotFoundResponse(INCONNU)
  @ApiUnprocessableEntityResponse(REFUS)
  maintenir(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Headers(IDEMPOTENCY_KEY) cle: unknown,
    @Body({ schema: schemaMaintienAccompagnement }) saisie: MaintienAccompagnementDto,
  ): Promise<AccompagnementPlace> {
    const vise = { id, version: versionLue(version), cle: cleDeLaDemande(cle) };
    return maintenirAccompagnement(this.base, session, vise, saisie);
  }

  @Delete(':id')
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Supprimer un accompagnement' })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaSuppressionFaite })
  @ApiNotFoundResponse(INCONNU)
  async supprimer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
  ): Promise<{ operationId: number }> {
    const { operationId } = await supprimerAccompagnement(this.base, session, { id, version: versionLue(version) });
    return { operationId };
  }

  @Post('operations/:id/annulation')
  @HttpCode(200)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({
    summary: 'Annuler une opération, dans les 15 minutes',
    description: 'Tant que rien n’a touché depuis les accompagnements qu’elle a laissés.',
  })
  @ApiOkResponse({ standardSchema: schemaAnnulationFaite })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'OPERATION_INTROUVABLE' })
  @ApiConflictResponse({
    standardSchema: schemaProbleme,
    description: 'OPERATION_NON_ANNULABLE, qui dit ce qui a changé, ou OPERATION_EXPIREE.',
  })
  annuler(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
  ): Promise<{ ids: number[] }> {
    return annulerOperation(this.base, session, id);
  }
}
