import { Module } from '@nestjs/common';
import { FusionsController } from './http/fusions.controller.js';

/** Needs `Ecritures` and the guards from global modules. */
@Module({ controllers: [FusionsController] })
export class FusionsModule {}
