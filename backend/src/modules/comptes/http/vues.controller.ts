import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPreconditionFailedResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import {
  ApiVersion,
  avecEtag,
  cleDeLaDemande,
  ENTETE_ETAG,
  IDEMPOTENCY_KEY,
  IF_MATCH,
  versionLue,
} from '../../../platform/http/versions.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { CODES_PROFIL, Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { lireVues, type Vue } from '../queries/lire-vues.js';
import { creerVue } from '../usecases/creer-vue.js';
import { modifierVue } from '../usecases/modifier-vue.js';
import { supprimerVue } from '../usecases/supprimer-vue.js';
import {
  schemaVue,
  schemaVueACreer,
  schemaVueAModifier,
  schemaVuesDemandees,
  type VueACreer,
  type VueAModifier,
} from './choix.schemas.js';

/** Named views of the lists. */
@ApiTags('Mon compte')
@Controller('me/vues')
@Profils(...CODES_PROFIL)
export class VuesController {
  constructor(private readonly source: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'Mes vues, et celles que partagent les collègues du département.' })
  @ApiOkResponse({ standardSchema: z.array(schemaVue) })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaVuesDemandees }) { liste }: z.infer<typeof schemaVuesDemandees>,
  ): Promise<Vue[]> {
    return lireVues(this.source, session, { liste });
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Garder l’état d’une liste sous un nom.' })
  @ApiHeader({
    name: IDEMPOTENCY_KEY,
    required: false,
    description: 'UUID de la demande : renvoyée avec la même clé, elle ne crée rien de plus et répond la même chose.',
    schema: { type: 'string', format: 'uuid' },
  })
  @ApiCreatedResponse({ standardSchema: schemaVue, headers: ENTETE_ETAG })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiConflictResponse({
    standardSchema: schemaProbleme,
    description: 'VUE_NOM_PRIS, accents et casse ignorés ; CLE_REUTILISEE.',
  })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'TROP_DE_VUES ou VUE_SANS_DEPARTEMENT',
  })
  async creer(
    @Session() session: SessionCourante,
    @Headers(IDEMPOTENCY_KEY) cle: string | undefined,
    @Body({ schema: schemaVueACreer }) vue: VueACreer,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<Vue> {
    return avecEtag(
      reponse,
      await creerVue(this.source, session, vue, cle === undefined ? undefined : cleDeLaDemande(cle)),
    );
  }

  @Put(':id')
  @ApiOperation({ summary: 'Remplacer une de mes vues.' })
  @ApiVersion()
  @ApiOkResponse({ standardSchema: schemaVue, headers: ENTETE_ETAG })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'VUE_INTROUVABLE' })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'VUE_NOM_PRIS' })
  @ApiUnprocessableEntityResponse({ standardSchema: schemaProbleme, description: 'VUE_SANS_DEPARTEMENT' })
  async modifier(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
    @Body({ schema: schemaVueAModifier }) contenu: VueAModifier,
    @Res({ passthrough: true }) reponse: FastifyReply,
  ): Promise<Vue> {
    return avecEtag(reponse, await modifierVue(this.source, session, id, versionLue(version), contenu));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Supprimer une de mes vues.' })
  @ApiHeader({ name: IF_MATCH, required: false, description: 'Version lue : la vue changée depuis est gardée.' })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'VUE_INTROUVABLE' })
  @ApiPreconditionFailedResponse({ standardSchema: schemaProbleme, description: 'MODIFIE_ENTRE_TEMPS' })
  async supprimer(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaIdTexte }) id: number,
    @Headers(IF_MATCH) version: string | undefined,
  ): Promise<void> {
    await supprimerVue(this.source, session, id, versionLue(version));
  }
}
