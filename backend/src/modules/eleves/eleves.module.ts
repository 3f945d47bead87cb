import { Module } from '@nestjs/common';
import { SecteursController } from './http/secteurs.controller.js';

/** Needs DataSource and the guards from global modules. */
@Module({ controllers: [SecteursController] })
export class ElevesModule {}
