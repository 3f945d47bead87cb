import { Module } from '@nestjs/common';
import { MessagesController } from './http/messages.controller.js';

/** Needs DataSource and the guards from global modules. */
@Module({ controllers: [MessagesController] })
export class MessagesModule {}
