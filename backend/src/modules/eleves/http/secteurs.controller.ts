import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Profils, Session, type SessionCourante } from '../../../platform/security/index.js';
import { type SecteurLigne, listerSecteurs } from '../queries/lister-secteurs.js';

const schemaSecteur = z.object({ code: z.string(), libelle: z.string() }).meta({ id: 'Secteur' });

@ApiTags('Secteurs')
@Controller('secteurs')
@Profils(
  'GESTIONNAIRE_AESH',
  'SUPERVISEUR_AESH',
  'COORDONNATEUR_PIAL',
  'PILOTE_PIAL',
  'IEN',
  'CHEF_ETABLISSEMENT',
  'ERSEH',
)
export class SecteursController {
  constructor(private readonly base: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'Secteurs que montrent les listes, par libellé' })
  @ApiOkResponse({ standardSchema: z.array(schemaSecteur) })
  lister(@Session() session: SessionCourante): Promise<SecteurLigne[]> {
    return listerSecteurs(this.base, session.perimetreDesListes);
  }
}
