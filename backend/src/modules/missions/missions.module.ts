import { Module } from '@nestjs/common';
import { DossiersAeshController } from './http/dossiers-aesh.controller.js';
import { MissionsController } from './http/missions.controller.js';

/** Needs `Ecritures` and the guards from global modules. */
@Module({ controllers: [MissionsController, DossiersAeshController] })
export class MissionsModule {}
