import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type MessageLigne, compterNonLus, listerMessages } from '../queries/lister-messages.js';
import { marquerMessages } from '../usecases/marquer-messages.js';
import {
  type ListeMessagesDemandee,
  type MarquageDemande,
  schemaListeMessages,
  schemaMarquage,
  schemaNombre,
  schemaPageMessages,
} from './dto.js';

/** « Mes messages » (guide §2.2). */
@ApiTags('Messages')
@Controller('messages')
@Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'ERSEH')
export class MessagesController {
  constructor(private readonly base: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'Messages du périmètre' })
  @ApiOkResponse({ standardSchema: schemaPageMessages })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre ou pagination inconnus.' })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeMessages }) demande: ListeMessagesDemandee,
  ): Promise<Page<MessageLigne>> {
    return listerMessages(this.base, session, demande);
  }

  @Get('non-lus')
  @ApiOperation({ summary: 'Nombre de messages que ce compte n’a pas lus' })
  @ApiOkResponse({ standardSchema: schemaNombre })
  compter(@Session() session: SessionCourante): Promise<{ nombre: number }> {
    return compterNonLus(this.base, session);
  }

  @Put('lus')
  @ApiOperation({
    summary: 'Marquer des messages comme lus, ou non lus',
    description: 'Pour ce compte seul. Répond combien de messages ont changé ; ceux d’un autre périmètre sont ignorés.',
  })
  @ApiOkResponse({ standardSchema: schemaNombre })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  marquer(
    @Session() session: SessionCourante,
    @Body({ schema: schemaMarquage }) demande: MarquageDemande,
  ): Promise<{ nombre: number }> {
    return marquerMessages(this.base.manager, session, demande);
  }
}
