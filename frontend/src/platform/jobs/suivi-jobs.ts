import { Injectable, inject } from '@angular/core';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Observable, firstValueFrom } from 'rxjs';
import { Session } from '../session/session';
import { Job, JobsApi } from './jobs.api';

const ATTENTE_MAX_MS = 15_000;

export function fini(job: Job): boolean {
  return job.etat === 'TERMINE' || job.etat === 'ECHEC';
}

/**
 * Follows a job by server-sent events. EventSource cannot send the Authorization header, hence fetch. The stream
 * completes when the job ends; a cut line is taken up again, a refusal is an error.
 */
@Injectable({ providedIn: 'root' })
export class SuiviJobs {
  private readonly api = inject(JobsApi);
  private readonly session = inject(Session);

  suivre(id: Job['id']): Observable<Job> {
    return new Observable((abonne) => {
      const arret = new AbortController();
      this.ecouter(id, arret.signal, (job) => abonne.next(job))
        .then(() => abonne.complete())
        .catch((erreur: unknown) => abonne.error(erreur));
      return () => arret.abort();
    });
  }

  private async ecouter(id: Job['id'], arret: AbortSignal, recevoir: (job: Job) => void): Promise<void> {
    for (let essai = 0; !arret.aborted; essai++) {
      try {
        for await (const job of this.evenements(id, arret)) {
          essai = 0;
          recevoir(job);
          if (fini(job)) {
            return;
          }
        }
      } catch {
        // The line was cut; the state is asked for below before it is taken up again.
      }
      if (arret.aborted) {
        return;
      }
      await patienter(Math.min(500 * 2 ** essai, ATTENTE_MAX_MS), arret);
      const job = await this.etat(id);
      if (job !== null) {
        recevoir(job);
        if (fini(job)) {
          return;
        }
      }
    }
  }

  private async *evenements(id: Job['id'], arret: AbortSignal): AsyncGenerator<Job> {
    const jeton = await this.session.jeton();
    const reponse = await fetch(this.api.adresseEvenements(id), {
      headers: { Accept: 'text/event-stream', Authorization: `Bearer ${jeton}` },
      signal: arret,
    });
    if (!reponse.ok || reponse.body === null) {
      return;
    }
    const flux = reponse.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    const lecteur = flux.getReader();
    try {
      for (let lu = await lecteur.read(); !lu.done; lu = await lecteur.read()) {
        yield JSON.parse(lu.value.data) as Job;
      }
    } finally {
      await lecteur.cancel();
    }
  }

  /** null when the server does not answer for now; a refusal (401, 403, 404) goes up. */
  private async etat(id: Job['id']): Promise<Job | null> {
    try {
      return await firstValueFrom(this.api.lire(id));
    } catch (erreur) {
      const statut = (erreur as { status?: number }).status ?? 0;
      if (statut >= 400 && statut < 500) {
        throw erreur;
      }
      return null;
    }
  }
}

function patienter(ms: number, arret: AbortSignal): Promise<void> {
  return new Promise((suite) => {
    const minuterie = setTimeout(suite, ms);
    arret.addEventListener('abort', () => (clearTimeout(minuterie), suite()), { once: true });
  });
}
