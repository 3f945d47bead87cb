import { Controller, Get, Param } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { aujourdhui } from '../../../kernel/jour.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { schemaIdTexte } from '../../../platform/lists/champs.js';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type EleveDossier, lireDossierEleve } from '../queries/lire-dossier-eleve.js';
import { schemaEleveDossier } from './dossier-eleve.dto.js';

/** Here rather than in `eleves`: the file of a pupil is made of its decisions, and `decisions` stands on `eleves`. */
@ApiTags('Élèves')
@Controller('eleves')
@Profils(
  'GESTIONNAIRE_AESH',
  'SUPERVISEUR_AESH',
  'COORDONNATEUR_PIAL',
  'PILOTE_PIAL',
  'IEN',
  'CHEF_ETABLISSEMENT',
  'ERSEH',
)
export class DossierEleveController {
  constructor(private readonly base: DataSource) {}

  @Get(':id')
  @ApiOperation({
    summary: 'Le dossier d’un élève : scolarités, décisions, proches, soins, accompagnements',
  })
  @ApiOkResponse({ standardSchema: schemaEleveDossier })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Inconnu, ou hors du périmètre.' })
  lire(@Session() session: SessionCourante, @Param('id', { schema: schemaIdTexte }) id: number): Promise<EleveDossier> {
    return lireDossierEleve(this.base, session.perimetre, id, aujourdhui(new Date()));
  }
}
