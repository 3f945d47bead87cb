import { Module } from '@nestjs/common';
import { ImportsController } from './http/imports.controller.js';
import { TravauxImports } from './jobs/travaux-imports.js';

/** Needs the DataSource, the configuration and the jobs from global modules. */
@Module({ controllers: [ImportsController], providers: [TravauxImports] })
export class ImportsModule {}
