import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { JobsService } from '../../../platform/jobs/index.js';
import { JOB_RECALCUL } from '../usecases/lancer-recalcul.js';
import { recalculerAgregats } from '../usecases/recalculer-agregats.js';
import { recalculerTous } from '../usecases/recalculer-tous.js';

const JOB_RECALCUL_TOUS = 'recalcul-agregats-tous';

/** The computations as jobs: one département on demand, all of them every night once the import is done. */
@Injectable()
export class TravauxPial implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobsService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'heureImport'>,
  ) {}

  onModuleInit(): void {
    this.jobs.enregistrer<{ departement: string; annee: number }>(
      JOB_RECALCUL,
      ({ departement, annee }, suivi, { auteur, jobId }) =>
        recalculerAgregats(this.source, { departement, annee, acteur: auteur, jobId, suivi }),
    );
    this.jobs.enregistrer(JOB_RECALCUL_TOUS, (_, suivi, { auteur, jobId, signal }) =>
      recalculerTous(this.source, { acteur: auteur, jobId, suivi, signal }),
    );
    this.jobs.planifier({
      nom: 'recalcul-nocturne',
      heure: this.config.heureImport,
      apres: 'import-nocturne',
      type: JOB_RECALCUL_TOUS,
      libelle: 'Recalcul nocturne des besoins et des moyens',
    });
  }
}
