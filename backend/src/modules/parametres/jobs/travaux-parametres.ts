import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Ecritures } from '../../../platform/database/ecritures.js';
import { JobsService } from '../../../platform/jobs/index.js';
import { JOB_RECALCUL_TEMPS_TRAVAIL, recalculerTempsTravail } from '../usecases/recalculer-temps-travail.js';

@Injectable()
export class TravauxParametres implements OnModuleInit {
  constructor(
    private readonly ecritures: Ecritures,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.enregistrer<{ departement: string }>(JOB_RECALCUL_TEMPS_TRAVAIL, ({ departement }, suivi, { auteur }) =>
      recalculerTempsTravail(this.ecritures, { departement, acteur: auteur, suivi }),
    );
  }
}
