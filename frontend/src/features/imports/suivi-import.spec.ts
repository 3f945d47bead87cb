import { TestBed } from '@angular/core/testing';
import { of, throwError } from 'rxjs';
import { type Job } from '../../platform/jobs/jobs.api';
import { SuiviJobs } from '../../platform/jobs/suivi-jobs';
import { type Import, ImportsApi } from './imports.api';
import { type EtatSuivi, SuiviImport } from './suivi-import';

const lu = (etat: Import['etat'], jobId: string | null = null): Import =>
  ({ id: 'i1', source: 'EPP', etat, jobId, simulation: false, bilan: null }) as unknown as Import;
const job = (progression: number, etat: Job['etat'] = 'EN_COURS'): Job =>
  ({ id: 'j1', etat, progression }) as unknown as Job;

describe('SuiviImport', () => {
  let lire: jasmine.Spy;
  let suivreJob: jasmine.Spy;
  let vus: EtatSuivi[];

  beforeEach(() => {
    jasmine.clock().install();
    lire = jasmine.createSpy();
    suivreJob = jasmine.createSpy();
    vus = [];
    TestBed.configureTestingModule({
      providers: [
        { provide: ImportsApi, useValue: { lire } },
        { provide: SuiviJobs, useValue: { suivre: suivreJob } },
      ],
    });
  });
  afterEach(() => jasmine.clock().uninstall());

  const suivre = (): void =>
    void TestBed.inject(SuiviImport)
      .suivre('i1')
      .subscribe((etat) => vus.push(etat));

  it('follows the job step by step, then reads what it gave', () => {
    lire.and.returnValues(of(lu('EN_COURS', 'j1')), of(lu('TERMINE')));
    suivreJob.and.returnValue(of(job(0.3), job(1, 'TERMINE')));
    suivre();
    jasmine.clock().tick(400);
    expect(vus.map(({ job: suivi }) => suivi?.progression ?? null)).toEqual([null, 0.3, 1, null]);
    expect(vus.at(-1)?.lu.etat).toBe('TERMINE');
  });

  it('looks again from time to time at an import whose job is not told', () => {
    lire.and.returnValues(of(lu('EN_COURS', 'j1')), of(lu('EN_COURS')), of(lu('A_CONFIRMER')));
    suivreJob.and.returnValue(throwError(() => ({ status: 404 })));
    suivre();
    jasmine.clock().tick(1000);
    expect(lire).toHaveBeenCalledTimes(1);
    jasmine.clock().tick(7000);
    expect(vus.at(-1)?.lu.etat).toBe('A_CONFIRMER');
  });
});
