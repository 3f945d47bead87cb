import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { DemandeInvalide, schemaProbleme } from '../../../platform/http/problemes.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type AccompagnementCree, creerAccompagnement } from '../usecases/creer-accompagnement.js';
import { type DemandeAccompagnementDto, schemaAccompagnementCree, schemaDemandeAccompagnement } from './dto.js';

const EN_TETE = 'Idempotency-Key';

@ApiTags('Accompagnements')
@Controller('accompagnements')
export class AccompagnementsController {
  constructor(private readonly base: DataSource) {}

  @Post()
  @HttpCode(201)
  @Profils('GESTIONNAIRE_AESH')
  @ApiOperation({ summary: 'Créer un accompagnement' })
  @ApiHeader({
    name: EN_TETE,
    required: true,
    description: 'UUID de la demande : renvoyée avec la même clé, elle ne crée rien de plus et répond la même chose.',
    schema: { type: 'string', format: 'uuid' },
  })
  @ApiCreatedResponse({ standardSchema: schemaAccompagnementCree })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Demande mal formée.' })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Décision, mission ou établissement inconnus.' })
  @ApiConflictResponse({ standardSchema: schemaProbleme, description: 'Clé déjà employée pour une autre demande.' })
  @ApiUnprocessableEntityResponse({
    standardSchema: schemaProbleme,
    description: 'Refus : `detail` dit le premier, `details.autres` les suivants.',
  })
  creer(
    @Session() session: SessionCourante,
    @Headers(EN_TETE) cle: unknown,
    @Body({ schema: schemaDemandeAccompagnement }) demande: DemandeAccompagnementDto,
  ): Promise<AccompagnementCree> {
    const lue = z.uuid().safeParse(cle);
    if (!lue.success) {
      throw new DemandeInvalide([{ path: EN_TETE, message: 'En-tête obligatoire : un UUID propre à la demande.' }]);
    }
    return creerAccompagnement(this.base, session, demande, lue.data);
  }
}
