import { Module } from '@nestjs/common';
import { EtablissementsController } from './http/etablissements.controller.js';

/** Needs DataSource and the guards from global modules. */
@Module({ controllers: [EtablissementsController] })
export class ReferentielModule {}
