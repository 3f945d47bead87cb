import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { Profils, Session, type SessionCourante, SessionsOuvertes } from '../../../platform/security/index.js';
import { lireSecteurs } from '../queries/lire-secteurs.js';
import { choisirSecteurs } from '../usecases/choisir-secteurs.js';
import { type ChoixDeSecteurs, type MesSecteurs, schemaChoixDeSecteurs, schemaMesSecteurs } from './choix.schemas.js';

@ApiTags('Mon compte')
@Controller('me/secteurs')
@Profils('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH')
export class MesSecteursController {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: SessionsOuvertes,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Les secteurs du département, et ceux auxquels le profil limite ses listes.' })
  @ApiOkResponse({ standardSchema: schemaMesSecteurs })
  async lire(@Session() session: SessionCourante): Promise<MesSecteurs> {
    return { secteurs: await lireSecteurs(this.source, session) };
  }

  @Put()
  @ApiOperation({
    summary: 'Limiter toutes les listes du profil à ces secteurs.',
    description:
      'Aucun secteur, ou tous : tout le département. Le choix reste attaché au profil. Il vaut dès la réponse sur l’instance qui le reçoit, dans les 5 secondes sur les autres.',
  })
  @ApiOkResponse({ standardSchema: schemaMesSecteurs })
  @ApiBadRequestResponse({ standardSchema: schemaProbleme, description: 'SECTEUR_INCONNU ou demande mal formée.' })
  async choisir(
    @Session() session: SessionCourante,
    @Body({ schema: schemaChoixDeSecteurs }) { codes }: ChoixDeSecteurs,
  ): Promise<MesSecteurs> {
    const secteurs = await choisirSecteurs(this.source, session, codes);
    this.sessions.oublierProfil(session.profilId);
    return { secteurs };
  }
}
