import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { Connecte, Session, type SessionOuverte } from '../../../platform/security/index.js';
import { lirePreferences } from '../queries/lire-preferences.js';
import { enregistrerPreference } from '../usecases/enregistrer-preference.js';
import {
  type Preference,
  type Preferences,
  schemaClePreference,
  schemaPreference,
  schemaPreferences,
} from './choix.schemas.js';

/** Of the account, not of the profile: whoever changes hats keeps the same columns. */
@ApiTags('Mon compte')
@Controller('me/preferences')
@Connecte()
export class PreferencesController {
  constructor(private readonly source: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'Les préférences d’affichage du compte.' })
  @ApiOkResponse({ standardSchema: schemaPreferences })
  lire(@Session() { compteId }: SessionOuverte): Promise<Preferences> {
    return lirePreferences(this.source, compteId);
  }

  @Put(':cle')
  @HttpCode(204)
  @ApiOperation({ summary: 'Garder une préférence ; la dernière écriture l’emporte.' })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ standardSchema: schemaProbleme })
  @ApiUnprocessableEntityResponse({ standardSchema: schemaProbleme, description: 'TROP_DE_PREFERENCES' })
  async garder(
    @Session() session: SessionOuverte,
    @Param('cle', { schema: schemaClePreference }) cle: string,
    @Body({ schema: schemaPreference }) { valeur }: Preference,
  ): Promise<void> {
    await enregistrerPreference(this.source, session, cle, valeur);
  }
}
