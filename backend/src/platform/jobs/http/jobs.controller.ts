import { Controller, Get, type MessageEvent, Param, Query, Sse } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { schemaProbleme } from '../../http/problemes.js';
import { type Page, schemaListe, schemaPage } from '../../lists/liste.js';
import { Profils, Session, type SessionCourante } from '../../security/index.js';
import { JobSuivi } from '../job-suivi.js';
import { type Job, schemaJob } from '../job.js';
import { TRIS_JOBS, lireJob, listerJobs, visibiliteJobs } from '../queries/lire-jobs.js';

/** Proxies cut a stream that says nothing. */
const BATTEMENT_MS = 15_000;

const schemaListeJobs = schemaListe({
  tri: TRIS_JOBS,
  defaut: '-creeLe',
  filtres: { type: z.string().max(100).optional() },
});
const schemaId = z.uuid();

@ApiTags('Traitements')
@Controller('jobs')
@Profils('ADMINISTRATEUR', 'SUPERVISEUR_AESH', 'GESTIONNAIRE_AESH')
export class JobsController {
  constructor(
    private readonly base: DataSource,
    private readonly suivi: JobSuivi,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Historique des traitements du périmètre, le plus récent d’abord.' })
  @ApiOkResponse({ standardSchema: schemaPage(schemaJob, 'PageJobs') })
  lister(
    @Session() session: SessionCourante,
    @Query({ schema: schemaListeJobs }) filtre: z.infer<typeof schemaListeJobs>,
  ): Promise<Page<Job>> {
    return listerJobs(this.base, visibiliteJobs(session), filtre);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Un traitement : état, progression, bilan.' })
  @ApiOkResponse({ standardSchema: schemaJob })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  lire(@Session() session: SessionCourante, @Param('id', { schema: schemaId }) id: string): Promise<Job> {
    return lireJob(this.base, visibiliteJobs(session), id);
  }

  @Sse(':id/events')
  @ApiOperation({
    summary: 'Suit un traitement : un évènement (un Job) tout de suite, puis à chaque changement ; finit avec lui.',
  })
  @ApiNotFoundResponse({ standardSchema: schemaProbleme })
  async suivre(
    @Session() session: SessionCourante,
    @Param('id', { schema: schemaId }) id: string,
  ): Promise<Observable<MessageEvent>> {
    await lireJob(this.base, visibiliteJobs(session), id);
    return new Observable((abonne) => {
      const battement = setInterval(() => abonne.next({ comment: '' }), BATTEMENT_MS);
      const changements = this.suivi.suivre(id).subscribe({
        next: (job) => abonne.next({ data: job }),
        error: (erreur) => abonne.error(erreur),
        complete: () => abonne.complete(),
      });
      return () => {
        clearInterval(battement);
        changements.unsubscribe();
      };
    });
  }
}
