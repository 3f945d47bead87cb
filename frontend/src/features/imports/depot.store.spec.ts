import { HttpErrorResponse, HttpEventType, HttpResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { of, throwError } from 'rxjs';
import { DepotStore } from './depot.store';
import { type ApercuImport, type Envoi, ImportsApi } from './imports.api';

type Origine = ApercuImport['colonnes'][number]['origine'];

function apercu(fichier: string, colonnes: Record<string, [string | null, Origine]>): ApercuImport {
  return {
    source: 'EPP',
    fichier,
    encodage: 'UTF-8',
    separateur: ';',
    separateurAttendu: true,
    entete: Object.values(colonnes).flatMap(([leur]) => leur ?? []),
    lignes: [],
    correspondances: Object.fromEntries(Object.entries(colonnes).map(([nom, [leur]]) => [nom, leur])),
    colonnes: Object.entries(colonnes).map(([nom, [, origine]]) => ({
      nom,
      obligatoire: true,
      origine,
      suggestions: [],
    })),
    manquantes: [],
    memorisees: false,
  };
}

describe('DepotStore', () => {
  let api: jasmine.SpyObj<ImportsApi>;
  let depot: DepotStore;
  const envoi = (): Envoi => api.envoyer.calls.mostRecent().args[0];
  const gardees = (correspondances: Record<string, string>) =>
    of({
      source: 'EPP' as const,
      encodage: 'AUTO' as const,
      correspondances,
      colonnes: [],
      auteur: null,
      modifieLe: null,
    });

  beforeEach(() => {
    api = jasmine.createSpyObj<ImportsApi>(['correspondances', 'apercu', 'envoyer', 'garder']);
    api.correspondances.and.returnValue(gardees({}));
    api.garder.and.callFake((_, { correspondances }) => gardees(correspondances));
    api.envoyer.and.returnValue(
      of(
        { type: HttpEventType.UploadProgress as const, loaded: 1, total: 2 },
        new HttpResponse({ body: { importId: 'i1', jobId: 'j1' } }),
      ),
    );
    TestBed.configureTestingModule({ providers: [DepotStore, { provide: ImportsApi, useValue: api }] });
    depot = TestBed.inject(DepotStore);
  });

  it('asks for the columns that nothing feeds, and sends those that are not named as ours', async () => {
    api.apercu.and.returnValue(
      of(apercu('a.csv', { ID: ['ID', 'EXACTE'], NOM: ['NOM_AGENT', 'PROCHE'], HEURES: [null, 'ABSENTE'] })),
    );
    await depot.choisirSource('EPP');
    await depot.choisirFichiers([new File([''], 'a.csv'), new File([''], 'b.csv')]);
    expect(depot.fichiers().length).toBe(1);
    expect(depot.manquantes()).toEqual([{ fichier: 'a.csv', colonne: 'HEURES' }]);
    depot.relier('HEURES', 'VOLUME');
    expect(depot.manquantes()).toEqual([]);
    depot.retenir.set(true);
    expect(await depot.envoyer(true)).toEqual({ importId: 'i1', jobId: 'j1' });
    expect(api.garder).toHaveBeenCalledOnceWith('EPP', {
      encodage: 'AUTO',
      correspondances: { NOM: 'NOM_AGENT', HEURES: 'VOLUME' },
    });
    // Those kept are those wanted: nothing imposed, so that our own names do as well.
    expect(envoi().correspondances).toBeNull();
    expect(depot.simulation()).toBe('i1');
    expect(depot.fichiers().length).toBe(1);
    expect(await depot.envoyer(false)).not.toBeNull();
    expect(depot.fichiers()).toEqual([]);
  });

  it('keeps the columns of the other files of ERSEH as they were', async () => {
    api.correspondances.and.returnValue(gardees({ 'proche.NOM': 'FAMILLE', 'eleve.NOM': 'VIEUX' }));
    api.apercu.and.returnValue(of(apercu('eleves.csv', { NOM: ['NOM', 'EXACTE'], INE: ['CODE_INE', 'PROCHE'] })));
    await depot.choisirSource('ERSEH');
    await depot.choisirFichiers([new File([''], 'eleves.csv')]);
    await depot.envoyer(true);
    expect(envoi().correspondances).toEqual({ 'proche.NOM': 'FAMILLE', 'eleve.INE': 'CODE_INE' });
  });

  it('says why a file cannot be read, or is not taken', async () => {
    const refus = (detail: string) => throwError(() => new HttpErrorResponse({ status: 422, error: { detail } }));
    await depot.choisirSource('EPP');
    api.apercu.and.returnValue(refus('Le fichier « a.csv » est vide.'));
    await depot.choisirFichiers([new File([''], 'a.csv')]);
    expect(depot.probleme()?.message).toContain('a.csv');
    api.envoyer.and.returnValue(refus('Un import EPP attend déjà son tour.'));
    expect(await depot.envoyer(false)).toBeNull();
    expect(depot.probleme()?.message).toContain('attend');
    expect(depot.envoi()).toBeNull();
  });
});
