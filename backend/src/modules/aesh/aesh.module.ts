import { Module } from '@nestjs/common';
import { AeshController } from './http/aesh.controller.js';

/** Needs the DataSource and the guards from global modules. */
@Module({ controllers: [AeshController] })
export class AeshModule {}
