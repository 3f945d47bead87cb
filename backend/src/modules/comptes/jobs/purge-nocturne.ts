import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { JobsService } from '../../../platform/jobs/index.js';
import { purgerSessions } from '../usecases/purger-sessions.js';

const JOB_PURGE = 'purge-sessions';

/** Expired sessions and tokens leave the base every night. */
@Injectable()
export class PurgeNocturne implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobsService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'heureImport'>,
  ) {}

  onModuleInit(): void {
    this.jobs.enregistrer(JOB_PURGE, () => purgerSessions(this.source));
    this.jobs.planifier({
      nom: 'purge-nocturne',
      heure: this.config.heureImport,
      type: JOB_PURGE,
      libelle: 'Purge nocturne des sessions expirées',
    });
  }
}
