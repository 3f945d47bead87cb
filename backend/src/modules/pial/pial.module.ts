import { Module } from '@nestjs/common';
import { PialsController } from './http/pials.controller.js';
import { TetesController } from './http/tetes.controller.js';
import { TravauxPial } from './jobs/travaux-pial.js';

/** Needs the DataSource, the configuration and the jobs from global modules. */
@Module({ controllers: [PialsController, TetesController], providers: [TravauxPial] })
export class PialModule {}
