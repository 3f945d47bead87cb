import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { JobsService } from '../../../platform/jobs/index.js';
import { solderImportsInterrompus } from '../conduite/registre-imports.js';
import { type DonneesJobImport, JOB_IMPORT } from '../usecases/lancer-import.js';
import { executerImport } from './executer-import.js';
import { importerDepot } from './import-nocturne.js';
import { purgerVieuxDetails } from './purger-details.js';

/** The imports as jobs: one when somebody sends files, and every night what the drop folder holds (F7.0-1). */
@Injectable()
export class TravauxImports implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly source: DataSource,
    private readonly jobs: JobsService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'depot' | 'donnees' | 'heureImport'>,
  ) {}

  onModuleInit(): void {
    this.jobs.enregistrer<DonneesJobImport>(JOB_IMPORT, (demande, suivi, { auteur, signal }) =>
      executerImport(this.source, this.config.donnees, demande, { acteur: auteur, suivi, signal }),
    );
    this.jobs.enregistrer('import-depot', async (_, suivi, { auteur, signal }) => {
      await purgerVieuxDetails(this.source);
      return importerDepot(this.source, this.config, auteur, { suivi, signal });
    });
    this.jobs.planifier({
      nom: 'import-nocturne',
      heure: this.config.heureImport,
      type: 'import-depot',
      libelle: 'Import nocturne des extraits déposés',
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return solderImportsInterrompus(this.source);
  }
}
