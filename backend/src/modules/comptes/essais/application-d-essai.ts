import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import { Controller, Get, Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { CONFIG } from '../../../platform/config/config.js';
import { FiltreProblemes, pipeDeValidation } from '../../../platform/http/problemes.js';
import {
  Profils,
  Public,
  SECRETS,
  SecurityModule,
  type Secrets,
  Session,
  type SessionCourante,
} from '../../../platform/security/index.js';
import { ComptesModule } from '../comptes.module.js';

export const SECRETS_D_ESSAI: Secrets = {
  motDePasseBase: 'mot-de-passe-inutile',
  cleJwt: 'cle-de-signature-des-essais-0123456789abcdef',
  cleOtp: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
};

/** Routes of the three kinds, as another module would declare them. */
@Controller('temoin')
export class TemoinController {
  @Public()
  @Get('public')
  ouvert(): { ok: true } {
    return { ok: true };
  }

  @Profils('GESTIONNAIRE_AESH')
  @Get('gestionnaire')
  gestionnaire(@Session() { profil, perimetre }: SessionCourante): Pick<SessionCourante, 'profil' | 'perimetre'> {
    return { profil, perimetre };
  }

  @Profils('SUPERVISEUR_AESH', 'ADMINISTRATEUR')
  @Get('superviseur/:id')
  superviseur(): { ok: true } {
    return { ok: true };
  }
}

export interface ApplicationDEssai {
  readonly application: NestFastifyApplication;
  fermer(): Promise<void>;
}

/** A minimal application: sign-in, the guard, and some routes. */
export async function demarrerApplicationDEssai(
  source: DataSource,
  {
    demo = true,
    proxy = false,
    controleurs = [TemoinController],
  }: { demo?: boolean; proxy?: boolean; controleurs?: Type<unknown>[] } = {},
): Promise<ApplicationDEssai> {
  @Global()
  @Module({
    providers: [
      { provide: CONFIG, useValue: { demo } },
      { provide: SECRETS, useValue: SECRETS_D_ESSAI },
      { provide: DataSource, useValue: source },
    ],
    exports: [CONFIG, SECRETS, DataSource],
  })
  class ContexteModule {}

  @Module({ imports: [ContexteModule, SecurityModule, ComptesModule], controllers: controleurs })
  class EssaiModule {}

  const application = await NestFactory.create<NestFastifyApplication>(
    EssaiModule,
    new FastifyAdapter({ trustProxy: proxy }),
    { logger: false, abortOnError: false },
  );
  try {
    await application.register(fastifyCookie);
    application.setGlobalPrefix('api');
    application.useGlobalFilters(new FiltreProblemes());
    application.useGlobalPipes(pipeDeValidation());
    await application.init();
    await application.getHttpAdapter().getInstance().ready();
  } catch (erreur) {
    await application.close();
    throw erreur;
  }
  return { application, fermer: () => application.close() };
}
