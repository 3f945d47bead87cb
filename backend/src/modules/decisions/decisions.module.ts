import { Module } from '@nestjs/common';
import { DecisionsController } from './http/decisions.controller.js';

/** Needs DataSource and the guards from global modules. */
@Module({ controllers: [DecisionsController] })
export class DecisionsModule {}
