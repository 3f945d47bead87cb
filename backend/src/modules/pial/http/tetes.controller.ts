import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { listerTetes, type TetePial } from '../queries/lister-tetes.js';

const schemaTete = z
  .object({ uai: z.string(), nom: z.string(), commune: z.string().nullable() })
  .meta({ id: 'TetePial' });

@ApiTags('PIAL')
@Controller('pials')
@Profils(
  'GESTIONNAIRE_AESH',
  'SUPERVISEUR_AESH',
  'COORDONNATEUR_PIAL',
  'PILOTE_PIAL',
  'IEN',
  'CHEF_ETABLISSEMENT',
  'ERSEH',
)
export class TetesController {
  constructor(private readonly base: DataSource) {}

  @Get('tetes')
  @ApiOperation({ summary: 'Têtes de PIAL du périmètre, par nom' })
  @ApiOkResponse({ standardSchema: z.array(schemaTete) })
  lister(@Session() session: SessionCourante): Promise<TetePial[]> {
    return listerTetes(this.base, session.perimetreDesListes);
  }
}
