import { Controller, Get, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import type { Page } from '../../../platform/lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type EtablissementLigne, listerEtablissements } from '../queries/lister-etablissements.js';
import {
  type DemandeListeEtablissements,
  schemaListeEtablissements,
  schemaPageEtablissements,
} from './etablissements.dto.js';

@ApiTags('Établissements')
@Controller('etablissements')
@Profils(
  'GESTIONNAIRE_AESH',
  'SUPERVISEUR_AESH',
  'COORDONNATEUR_PIAL',
  'PILOTE_PIAL',
  'IEN',
  'CHEF_ETABLISSEMENT',
  'ERSEH',
)
export class EtablissementsController {
  constructor(private readonly base: DataSource) {}

  @Get()
  @ApiOperation({
    summary: 'Établissements du périmètre',
    description: 'La recherche porte sur le nom, l’UAI et la commune.',
  })
  @ApiOkResponse({ standardSchema: schemaPageEtablissements })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'Tri, filtre ou pagination inconnus.' })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeEtablissements }) demande: DemandeListeEtablissements,
  ): Promise<Page<EtablissementLigne>> {
    return listerEtablissements(this.base, session.perimetreDesListes, demande, aujourdhui(new Date()));
  }
}
