import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { type Filtres, ListeMemoire, ListeUrl, basculerTri, ecrireTri, lireTri } from './etat-liste';

@Component({ template: '' })
class Page {
  readonly liste = new ListeUrl({ tri: '-priorite,nom', filtres: ['type'] });
}

@Component({ template: '', selector: 'app-page-datee' })
class PageDatee {
  readonly retenus = signal<Filtres>({ debut: '2026-09-01', fin: '2027-08-31' });
  readonly taille = signal(50);
  readonly liste = new ListeUrl({
    tri: 'nom',
    filtres: ['debut', 'fin', 'type'],
    filtresUsuels: { debut: '2026-09-01', fin: '2027-08-31' },
    filtresRetenus: this.retenus,
    tailleRetenue: this.taille,
  });
}

describe('order of a list', () => {
  it('reads and writes the API form', () => {
    expect(ecrireTri(lireTri('-priorite, nom'))).toBe('-priorite,nom');
    expect(lireTri('')).toEqual([]);
    expect(lireTri('-')).toEqual([]);
  });

  it('F4.5-1 goes ascending, descending, unsorted', () => {
    const un = basculerTri([], 'nom', false);
    const deux = basculerTri(un, 'nom', false);
    expect([ecrireTri(un), ecrireTri(deux), ecrireTri(basculerTri(deux, 'nom', false))]).toEqual(['nom', '-nom', '']);
    expect(ecrireTri(basculerTri(deux, 'debut', false))).toBe('debut');
  });

  it('F4.5-2 adds and turns a column with Maj, in the order of the clicks', () => {
    const deux = basculerTri(lireTri('nom'), 'debut', true);
    expect(ecrireTri(deux)).toBe('nom,debut');
    expect(ecrireTri(basculerTri(deux, 'nom', true))).toBe('-nom,debut');
    expect(ecrireTri(basculerTri(lireTri('-nom,debut'), 'nom', true))).toBe('debut');
  });
});

describe('ListeUrl', () => {
  let harness: RouterTestingHarness;
  let page: Page;
  const url = (): string => TestBed.inject(Router).url;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: 'liste', component: Page }])] });
    harness = await RouterTestingHarness.create();
  });

  const aller = async (adresse: string): Promise<void> => {
    page = await harness.navigateByUrl(adresse, Page);
  };

  it('reads the whole state from the address', async () => {
    await aller('/liste?q=ferry&sort=-nom&page=3&size=100&type=MUTUALISEE&autre=1');
    expect(page.liste.etat()).toEqual({
      q: 'ferry',
      tri: [{ nom: 'nom', sens: 'desc' }],
      page: 3,
      taille: 100,
      filtres: { type: 'MUTUALISEE' },
    });
  });

  it('falls back on its defaults when the address says nothing, or nonsense', async () => {
    await aller('/liste?page=-2&size=7');
    expect(page.liste.etat()).toEqual({ q: '', tri: lireTri('-priorite,nom'), page: 1, taille: 50, filtres: {} });
  });

  it('writes each move in the address, and goes back to page 1 when the demand changes', async () => {
    await aller('/liste?page=4&autre=1');
    page.liste.trier('nom', false);
    await harness.fixture.whenStable();
    expect(url()).toBe('/liste?autre=1&sort=nom');
    page.liste.allerPage(2);
    await harness.fixture.whenStable();
    page.liste.filtrer({ type: 'INDIVIDUELLE' });
    await harness.fixture.whenStable();
    expect(url()).toBe('/liste?autre=1&sort=nom&type=INDIVIDUELLE');
    expect(page.liste.filtree()).toBeTrue();
    page.liste.reinitialiserFiltres();
    await harness.fixture.whenStable();
    expect(url()).toBe('/liste?autre=1&sort=nom');
  });

  it('does not write an unchanged search', async () => {
    await aller('/liste?q=ferry&page=2');
    page.liste.chercher(' ferry ');
    await harness.fixture.whenStable();
    expect(url()).toBe('/liste?q=ferry&page=2');
  });

  it('is asked for at once, without waiting for the address', async () => {
    await aller('/liste');
    page.liste.chercher('fer');
    expect(page.liste.etat().q).toBe('fer');
    page.liste.chercher('ferry');
    expect(page.liste.etat().q).toBe('ferry');
    await harness.fixture.whenStable();
    expect(url()).toBe('/liste?q=ferry');
    expect(page.liste.etat().q).toBe('ferry');
  });

  it('follows an address that changes from outside: the back button', async () => {
    await aller('/liste?sort=nom');
    page.liste.trier('debut', false);
    await harness.fixture.whenStable();
    await TestBed.inject(Router).navigateByUrl('/liste?sort=nom');
    expect(ecrireTri(page.liste.etat().tri)).toBe('nom');
  });
});

describe('ListeUrl with usual filters', () => {
  let harness: RouterTestingHarness;
  const url = (): string => TestBed.inject(Router).url;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: 'datee', component: PageDatee }])] });
    harness = await RouterTestingHarness.create();
  });

  it('opens on them, and says in the address that they were taken off', async () => {
    const page = await harness.navigateByUrl('/datee', PageDatee);
    expect(page.liste.etat().filtres).toEqual({ debut: '2026-09-01', fin: '2027-08-31' });
    page.liste.reinitialiserFiltres();
    await harness.fixture.whenStable();
    expect(url()).toBe('/datee?debut=&fin=');
    expect(page.liste.etat().filtres).toEqual({});
  });

  it('gives a colleague what the address says, whatever each of them is used to', async () => {
    const page = await harness.navigateByUrl('/datee?debut=&fin=&type=MUTUALISEE', PageDatee);
    expect(page.liste.etat().filtres).toEqual({ type: 'MUTUALISEE' });
    page.liste.filtrer({ debut: '2026-09-01', fin: '2027-08-31' });
    await harness.fixture.whenStable();
    expect(url()).toBe('/datee?type=MUTUALISEE');
  });

  it('F4.3-2 leaves out a usual filter that the user does not want, and completes the address', async () => {
    const page = await harness.navigateByUrl('/datee', PageDatee);
    page.retenus.set({});
    page.taille.set(100);
    page.liste.completerAdresse();
    await harness.fixture.whenStable();
    expect(page.liste.etat()).toEqual(jasmine.objectContaining({ filtres: {}, taille: 100 }));
    expect(url()).toBe('/datee?size=100&debut=&fin=');
  });

  it('lets a link act on a filter that the user does not want', async () => {
    const page = await harness.navigateByUrl('/datee?debut=2025-09-01&fin=2026-08-31', PageDatee);
    page.retenus.set({});
    expect(page.liste.etat().filtres).toEqual({ debut: '2025-09-01', fin: '2026-08-31' });
  });
});

describe('ListeMemoire', () => {
  it('keeps the same state without an address', () => {
    const liste = new ListeMemoire({ tri: 'distance', taille: 25 });
    liste.allerPage(3);
    liste.trier('nom', false);
    expect(liste.etat()).toEqual({ q: '', tri: [{ nom: 'nom', sens: 'asc' }], page: 1, taille: 25, filtres: {} });
    liste.trier('nom', false);
    liste.trier('nom', false);
    expect(ecrireTri(liste.etat().tri)).toBe('distance');
  });
});
