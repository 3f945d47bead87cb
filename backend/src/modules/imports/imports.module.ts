import { Module } from '@nestjs/common';
import { ReglagesImportsController } from './http/reglages.controller.js';
import { ResultatsImportsController } from './http/resultats.controller.js';
import { ImportsController } from './http/imports.controller.js';
import { TravauxImports } from './jobs/travaux-imports.js';

/** Needs the DataSource, the configuration and the jobs from global modules. */
@Module({
  controllers: [ReglagesImportsController, ResultatsImportsController, ImportsController],
  providers: [TravauxImports],
})
export class ImportsModule {}
