import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { aujourdhui } from '../../../kernel/jour.js';
import { Connecte } from '../../../platform/security/index.js';
import { type AnneesScolaires, listerAnnees } from '../queries/lister-annees.js';

const schemaAnnees = z
  .object({
    courante: z.int().meta({ description: '2026 = année scolaire 2026-2027.' }),
    annees: z.array(z.int()),
  })
  .meta({ id: 'AnneesScolaires' });

@ApiTags('Paramètres')
@Controller('parametres')
export class ParametresController {
  constructor(private readonly base: DataSource) {}

  @Get('annees')
  @Connecte()
  @ApiOperation({ summary: 'Années scolaires proposées par les écrans.' })
  @ApiOkResponse({ standardSchema: schemaAnnees })
  annees(): Promise<AnneesScolaires> {
    return listerAnnees(this.base, aujourdhui(new Date()));
  }
}
