import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { JobsController } from './http/jobs.controller.js';
import { JobSuivi } from './job-suivi.js';
import { JobsService, URL_FILE } from './jobs.service.js';
import { Planification } from './planification.js';

/** Needs the DataSource and the SecurityModule from global modules; gives JobsService to all. */
@Global()
@Module({})
export class JobsModule {
  /** @param url of the database, for the connections of the queue */
  static avec(url: string): DynamicModule {
    return {
      module: JobsModule,
      imports: [ScheduleModule.forRoot()],
      controllers: [JobsController],
      providers: [{ provide: URL_FILE, useValue: url }, JobsService, JobSuivi, Planification],
      exports: [JobsService],
    };
  }
}
