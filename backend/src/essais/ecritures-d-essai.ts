import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rafraichirCouvertures } from '../modules/accompagnements/index.js';
import { Ecritures } from '../platform/database/ecritures.js';

/** For the specs of one module: what it takes to write, without the routes of the module that gives it. */
@Global()
@Module({
  providers: [
    {
      provide: Ecritures,
      useFactory: (source: DataSource) => new Ecritures(source, rafraichirCouvertures),
      inject: [DataSource],
    },
  ],
  exports: [Ecritures],
})
export class EcrituresDEssai {}
