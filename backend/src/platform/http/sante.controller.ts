import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Public } from '../security/index.js';
import { schemaProbleme } from './problemes.js';

const schemaSante = z.object({ etat: z.literal('ok') }).meta({ id: 'Sante' });

@ApiTags('Exploitation')
@Controller()
export class SanteController {
  constructor(private readonly base: DataSource) {}

  @Public()
  @Get('health')
  @ApiOperation({ summary: 'Le processus répond (vivacité).' })
  @ApiOkResponse({ standardSchema: schemaSante })
  vivant(): z.infer<typeof schemaSante> {
    return { etat: 'ok' };
  }

  @Public()
  @Get('ready')
  @ApiOperation({ summary: 'La base répond et le schéma est à jour (disponibilité).' })
  @ApiOkResponse({ standardSchema: schemaSante })
  @ApiServiceUnavailableResponse({ standardSchema: schemaProbleme })
  async pret(): Promise<z.infer<typeof schemaSante>> {
    try {
      await this.base.query('SELECT 1');
    } catch {
      throw new ServiceUnavailableException();
    }
    return { etat: 'ok' };
  }
}
