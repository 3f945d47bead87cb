import { Module } from '@nestjs/common';
import { ParametresController } from './http/parametres.controller.js';

@Module({ controllers: [ParametresController] })
export class ParametresModule {}
