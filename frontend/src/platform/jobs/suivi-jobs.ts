import { Injectable, inject } from '@angular/core';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Observable, firstValueFrom } from 'rxjs';
import { Session } from '../session/session';
import { type Job, JobsApi } from './jobs.api';

const ATTENTE_MIN_MS = 500;
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
    let attente = ATTENTE_MIN_MS;
    const noter = (job: Job): boolean => {
      attente = ATTENTE_MIN_MS;
      recevoir(job);
      return fini(job);
    };
    while (!arret.aborted && !(await this.ecouterUneLigne(id, arret, noter)) && !arret.aborted) {
      await patienter(attente, arret);
      attente = Math.min(attente * 2, ATTENTE_MAX_MS);
      const job = arret.aborted ? null : await this.etat(id);
      if (job !== null && fini(job)) {
        recevoir(job);
        return;
      }
    }
  }

  /** True when the job ended; false when the line was cut, or refused, before. */
  private async ecouterUneLigne(id: Job['id'], arret: AbortSignal, noter: (job: Job) => boolean): Promise<boolean> {
    try {
      const reponse = await fetch(this.api.adresseEvenements(id), {
        headers: { Accept: 'text/event-stream', Authorization: `Bearer ${await this.session.jeton()}` },
        signal: arret,
      });
      if (!reponse.ok || reponse.body === null) {
        return false;
      }
      const flux = reponse.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      const lecteur = flux.getReader();
      for (let lu = await lecteur.read(); !lu.done; lu = await lecteur.read()) {
        if (noter(JSON.parse(lu.value.data) as Job)) {
          lecteur.cancel().catch(() => undefined);
          return true;
        }
      }
      return false;
    } catch {
      return false;
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
