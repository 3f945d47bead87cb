import { Module } from '@nestjs/common';
import { ParametresController } from './http/parametres.controller.js';
import { ReferencesController } from './http/references.controller.js';
import { TravauxParametres } from './jobs/travaux-parametres.js';

/** Needs the DataSource, `Ecritures`, the jobs and the guards from global modules. */
@Module({ controllers: [ParametresController, ReferencesController], providers: [TravauxParametres] })
export class ParametresModule {}
