import { Module } from '@nestjs/common';
import { DecisionsController } from './http/decisions.controller.js';
import { DossierEleveController } from './http/dossier-eleve.controller.js';

/** Needs DataSource and the guards from global modules. */
@Module({ controllers: [DecisionsController, DossierEleveController] })
export class DecisionsModule {}
