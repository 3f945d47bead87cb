import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideHttpClient } from '@angular/common/http';
import { ApplicationRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Annonces } from '../erreurs/annonces';
import { Session } from '../session/session';
import { Preferences } from './preferences';

describe('Preferences', () => {
  const compte = signal<{ identifiant: string } | null>({ identifiant: 'alice' });
  let http: HttpTestingController;
  let preferences: Preferences;
  let signalees: unknown[];
  const attendre = (ms: number): Promise<void> => new Promise((resoudre) => setTimeout(resoudre, ms));

  beforeEach(() => {
    compte.set({ identifiant: 'alice' });
    signalees = [];
    TestBed.configureTestingModule({
      providers: [
        Preferences,
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: Session, useValue: { compte } },
        { provide: Annonces, useValue: { signaler: (erreur: unknown) => signalees.push(erreur) } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
    preferences = TestBed.inject(Preferences);
    TestBed.inject(ApplicationRef).tick();
  });
  afterEach(() => http.verify());

  it('are ready once read', () => {
    expect(preferences.prets()).toBeFalse();
    http.expectOne('/api/me/preferences').flush({ 'liste-a': { taille: 25 } });
    expect(preferences.prets()).toBeTrue();
    expect(preferences.lire('liste-a')).toEqual({ taille: 25 });
    expect(preferences.lire('liste-b')).toBeUndefined();
  });

  it('F4.2-1 are seen at once and written once for a burst, the last value', async () => {
    http.expectOne('/api/me/preferences').flush({});
    preferences.garder('liste-a', 1);
    preferences.garder('liste-a', 2);
    preferences.garder('liste-b', 3);
    expect(preferences.lire('liste-a')).toBe(2);
    await attendre(700);
    const ecritures = http.match(({ method }) => method === 'PUT');
    expect(ecritures.map(({ request }) => [request.url, request.body])).toEqual([
      ['/api/me/preferences/liste-a', { valeur: 2 }],
      ['/api/me/preferences/liste-b', { valeur: 3 }],
    ]);
  });

  it('say that a write failed, keep the screen, and write the next', async () => {
    http.expectOne('/api/me/preferences').flush({});
    preferences.garder('liste-a', 1);
    await attendre(700);
    http.expectOne(({ method }) => method === 'PUT').flush('', { status: 503, statusText: 'x' });
    expect(signalees.length).toBe(1);
    expect(preferences.lire('liste-a')).toBe(1);
    preferences.garder('liste-a', 2);
    await attendre(700);
    http.expectOne(({ method }) => method === 'PUT').flush('');
  });

  it('do not keep the lists closed when they cannot be read', () => {
    http.expectOne('/api/me/preferences').flush('', { status: 503, statusText: 'x' });
    expect(signalees.length).toBe(1);
    expect(preferences.prets()).toBeTrue();
  });

  it('are those of whoever is signed in', () => {
    http.expectOne('/api/me/preferences').flush({ 'liste-a': 1 });
    compte.set({ identifiant: 'bruno' });
    TestBed.inject(ApplicationRef).tick();
    expect(preferences.prets()).toBeFalse();
    http.expectOne('/api/me/preferences').flush({ 'liste-a': 2 });
    expect(preferences.lire('liste-a')).toBe(2);
  });
});
