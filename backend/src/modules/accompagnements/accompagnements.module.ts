import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ecritures } from '../../platform/database/ecritures.js';
import { AccompagnementsController } from './http/accompagnements.controller.js';
import { CandidatesController, PreparationController } from './http/preparation.controller.js';
import { rafraichirCouvertures } from './usecases/rafraichir-couvertures.js';

/**
 * Needs DataSource and the guards from global modules. Gives `Ecritures` to all: the modules under this one write
 * through it, so that coverages follow.
 */
@Global()
@Module({
  controllers: [AccompagnementsController, CandidatesController, PreparationController],
  providers: [
    {
      provide: Ecritures,
      useFactory: (source: DataSource) => new Ecritures(source, rafraichirCouvertures),
      inject: [DataSource],
    },
  ],
  exports: [Ecritures],
})
export class AccompagnementsModule implements OnApplicationBootstrap {
  constructor(private readonly source: DataSource) {}

  /** What a migration, or writes made by hand, may have left marked: nothing, nearly always. */
  async onApplicationBootstrap(): Promise<void> {
    await this.source.transaction((manager) => rafraichirCouvertures(manager));
  }
}
