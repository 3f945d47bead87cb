import { TestBed } from '@angular/core/testing';
import { firstValueFrom, of, throwError, toArray } from 'rxjs';
import { Session } from '../session/session';
import { type Job, JobsApi } from './jobs.api';
import { SuiviJobs } from './suivi-jobs';

const job = (progression: number, etat: Job['etat'] = 'EN_COURS'): Job => ({
  id: 'b4',
  type: 'pial.recalcul',
  libelle: 'Recalcul des agrégats',
  etat,
  progression,
  etape: '',
  resultat: null,
  erreur: null,
  auteur: 'Sylvain SUPERVISEUR',
  creeLe: '2026-11-24T08:00:00Z',
  demarreLe: null,
  termineLe: null,
});
const flux = (...jobs: Job[]): Response =>
  new Response(jobs.map((etat) => `data: ${JSON.stringify(etat)}\n\n`).join(''), { status: 200 });

describe('SuiviJobs', () => {
  let appels: jasmine.Spy<typeof fetch>;
  let lire: jasmine.Spy;

  const suivre = (): Promise<Job[]> => firstValueFrom(TestBed.inject(SuiviJobs).suivre('b4').pipe(toArray()));

  beforeEach(() => {
    appels = spyOn(window, 'fetch');
    lire = jasmine.createSpy();
    TestBed.configureTestingModule({
      providers: [
        { provide: Session, useValue: { jeton: async () => 'jeton-1' } },
        { provide: JobsApi, useValue: { lire, adresseEvenements: (id: string) => `/api/jobs/${id}/events` } },
      ],
    });
  });

  it('follows the events to the end, with the token', async () => {
    appels.and.resolveTo(flux(job(0), job(0.5), job(1, 'TERMINE')));
    expect((await suivre()).map(({ progression }) => progression)).toEqual([0, 0.5, 1]);
    const [adresse, options] = appels.calls.mostRecent().args;
    expect(adresse).toBe('/api/jobs/b4/events');
    expect((options?.headers as Record<string, string>)['Authorization']).toBe('Bearer jeton-1');
    expect(lire).not.toHaveBeenCalled();
  });

  it('takes up a cut line again', async () => {
    lire.and.returnValue(of(job(0.6)));
    const lignes = [
      async () => flux(job(0.2)),
      async () => Promise.reject(new TypeError('network')),
      async () => flux(job(1, 'TERMINE')),
    ];
    appels.and.callFake(() => lignes.shift()?.() ?? Promise.reject(new Error('appel de trop')));
    const recus = await suivre();
    expect(recus.at(-1)?.etat).toBe('TERMINE');
    expect(appels).toHaveBeenCalledTimes(3);
  });

  it('ends when the job ended while the line was cut', async () => {
    lire.and.returnValue(of(job(1, 'ECHEC')));
    appels.and.resolveTo(flux(job(0.2)));
    expect((await suivre()).map(({ etat }) => etat)).toEqual(['EN_COURS', 'ECHEC']);
  });

  it('gives up on a refusal', async () => {
    lire.and.returnValue(throwError(() => ({ status: 404 })));
    appels.and.resolveTo(new Response('', { status: 404 }));
    await expectAsync(suivre()).toBeRejectedWith({ status: 404 });
  });
});
