import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Connecte, NonAuthentifie, Session, type SessionOuverte } from '../../../platform/security/index.js';
import { lireCompteActif } from '../queries/compte.js';
import { type Moi, schemaMoi } from './auth.schemas.js';
import { versMoi } from './presentation.js';

@ApiTags('Mon compte')
@Controller('me')
export class MoiController {
  constructor(private readonly source: DataSource) {}

  @Connecte()
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Le compte connecté, ses profils et celui qui est utilisé.' })
  @ApiOkResponse({ standardSchema: schemaMoi })
  async moi(@Session() session: SessionOuverte): Promise<Moi> {
    const compte = await lireCompteActif(this.source, session.compteId);
    if (!compte) throw new NonAuthentifie();
    return versMoi(compte, session);
  }
}
