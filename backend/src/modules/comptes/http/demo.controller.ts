import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { schemaProbleme } from '../../../platform/http/problemes.js';
import { Public, SECRETS, type Secrets } from '../../../platform/security/index.js';
import { DemonstrationAbsente } from '../domain/refus.js';
import { codeOtpDemo } from '../queries/code-otp-demo.js';
import { comptesDemo } from '../queries/comptes-demo.js';
import {
  type CodeOtpDemo,
  type ComptesDemo,
  schemaCodeOtpDemo,
  schemaComptesDemo,
  schemaIdentifiant,
} from './auth.schemas.js';

/** The demonstration accounts and their virtual OTP keys; outside demo mode these addresses do not exist. */
@ApiTags('Démonstration')
@Controller('auth/demo')
@ApiNotFoundResponse({ standardSchema: schemaProbleme, description: 'Hors démonstration' })
export class DemoController {
  constructor(
    private readonly source: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'demo'>,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'Les comptes de démonstration.' })
  @ApiOkResponse({ standardSchema: schemaComptesDemo })
  async comptes(): Promise<ComptesDemo> {
    this.exigerLaDemonstration();
    const comptes = await comptesDemo(this.source);
    return { comptes: comptes.map((compte) => ({ ...compte, profils: [...compte.profils] })) };
  }

  @Public()
  @Get(':identifiant/otp')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Prochain code de la clé OTP virtuelle d’un compte de démonstration.' })
  @ApiOkResponse({ standardSchema: schemaCodeOtpDemo })
  async otp(@Param('identifiant', { schema: schemaIdentifiant }) identifiant: string): Promise<CodeOtpDemo> {
    this.exigerLaDemonstration();
    return codeOtpDemo(this.source, this.secrets, identifiant);
  }

  private exigerLaDemonstration(): void {
    if (!this.config.demo) throw new DemonstrationAbsente();
  }
}
