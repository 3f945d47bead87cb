import { Module } from '@nestjs/common';
import { AccompagnementsController } from './http/accompagnements.controller.js';
import { PreparationController } from './http/preparation.controller.js';

/** Needs DataSource and the guards from global modules. */
@Module({ controllers: [AccompagnementsController, PreparationController] })
export class AccompagnementsModule {}
