import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoggerModule } from 'nestjs-pino';
import { AccompagnementsModule } from './modules/accompagnements/index.js';
import { AeshModule } from './modules/aesh/index.js';
import { ComptesModule, PurgeNocturne } from './modules/comptes/index.js';
import { DecisionsModule } from './modules/decisions/index.js';
import { ElevesModule } from './modules/eleves/index.js';
import { FusionsModule } from './modules/fusions/index.js';
import { ImportsModule } from './modules/imports/index.js';
import { MessagesModule } from './modules/messages/index.js';
import { MissionsModule } from './modules/missions/index.js';
import { ParametresModule } from './modules/parametres/index.js';
import { PialModule } from './modules/pial/index.js';
import { ReferentielModule } from './modules/referentiel/index.js';
import { CONFIG, type Config } from './platform/config/config.js';
import type { Secrets } from './platform/config/secrets.js';
import { optionsSource } from './platform/database/source.js';
import { SanteController } from './platform/http/sante.controller.js';
import { JobsModule } from './platform/jobs/index.js';
import { optionsJournal } from './platform/logging/journal.js';
import { SECRETS, SecurityModule } from './platform/security/index.js';
import { CONTENU_BASE } from './source-de-donnees.js';

export interface ContexteApplication {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Of the open database, already migrated. */
  readonly url: string;
}

@Global()
@Module({})
export class ContexteModule {
  static avec({ config, secrets }: ContexteApplication): DynamicModule {
    return {
      module: ContexteModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: SECRETS, useValue: secrets },
      ],
      exports: [CONFIG, SECRETS],
    };
  }
}

@Module({})
export class AppModule {
  static avec(contexte: ContexteApplication): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ContexteModule.avec(contexte),
        LoggerModule.forRoot(optionsJournal(contexte.config)),
        TypeOrmModule.forRoot(optionsSource(contexte.url, CONTENU_BASE)),
        SecurityModule,
        JobsModule.avec(contexte.url),
        ComptesModule,
        ReferentielModule,
        ElevesModule,
        DecisionsModule,
        AeshModule,
        MissionsModule,
        AccompagnementsModule,
        FusionsModule,
        ParametresModule,
        PialModule,
        ImportsModule,
        MessagesModule,
      ],
      controllers: [SanteController],
      providers: [PurgeNocturne],
    };
  }
}
