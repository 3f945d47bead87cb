import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { JobsService } from './jobs.service.js';
import { plansDus } from './plans.js';

/** Enqueues the plans that are due, and does nothing else: each instance ticks, the unique keys make one job a night. */
@Injectable()
export class Planification {
  private readonly journal = new Logger('Planification');
  /** Keys already enqueued by this instance: no need to ask the base again every minute. */
  private readonly faits = new Set<string>();

  constructor(private readonly jobs: JobsService) {}

  @Cron(CronExpression.EVERY_MINUTE)
  async tic(): Promise<void> {
    await this.enfilerPlansDus(new Date());
  }

  async enfilerPlansDus(maintenant: Date): Promise<void> {
    for (const demande of plansDus(maintenant, this.jobs.plansDeclares())) {
      const cle = demande.cleUnique ?? '';
      if (this.faits.has(cle)) continue;
      try {
        await this.jobs.enfiler(demande);
        this.faits.add(cle);
      } catch (erreur) {
        this.journal.error(`${cle} non enfilé, nouvel essai dans une minute : ${(erreur as Error).message}`);
      }
    }
  }
}
