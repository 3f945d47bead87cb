import type { Page } from 'puppeteer-core';
import { TABLETTE, PORTABLE } from '../../harnais.js';
import { calme, oublierReglages, ouvrirListe, pageDesOutils, puces, requete, total } from './liste.js';

/** What the keyboard is on, in a few words. */
const sur = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const actif = document.activeElement;
    return `${actif?.localName} ${actif?.getAttribute('aria-label') ?? actif?.textContent?.trim().slice(0, 40) ?? ''}`;
  });

/** Tab until the element wanted; fails when a whole tour does not meet it. */
async function tabulerJusqua(page: Page, selecteur: string): Promise<number> {
  for (let coups = 0; coups < 150; coups++) {
    if (await page.evaluate((cible) => document.activeElement?.matches(cible) ?? false, selecteur)) return coups;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Le clavier n’atteint pas ${selecteur} ; il est sur ${await sur(page)}.`);
}

describe('La page au clavier seul, et sur tablette', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
  }, 90_000);
  beforeEach(async () => {
    await oublierReglages();
    await ouvrirListe(page);
  });
  afterAll(async () => {
    await oublierReglages();
    expect((await pageDesOutils()).fautes).toEqual([]);
  });

  it('searches, filters, sorts, chooses columns, goes through the rows, selects, opens and leaves', async () => {
    await tabulerJusqua(page, 'input[type=search]');
    await page.keyboard.type('a');
    await page.waitForFunction(() => location.search.includes('q=a'));
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !location.search.includes('q='));

    // Columns: the panel takes the keyboard, a column goes away, Échap gives the keyboard back.
    await tabulerJusqua(page, '.ico-colonnes');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.panneau-outil .bascule');
    await tabulerJusqua(page, '.panneau-outil li:nth-child(5) .bascule');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.matches('.ico-colonnes'));
    expect(await page.$('th[data-colonne=origine]')).toBeNull();

    // A filter.
    await tabulerJusqua(page, '.barre-filtres .filtre:not(.puce)');
    expect(await sur(page)).toContain('Type');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.choix-filtre');
    await page.keyboard.press('Space');
    await page.waitForFunction(() => location.search.includes('type='));
    await page.keyboard.press('Escape');
    await calme(page);
    expect((await puces(page)).join()).toContain('Type : Individuelle');

    // A sort, then one more with Maj.
    await tabulerJusqua(page, 'th[data-colonne=nom] .trieur');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('sort=nom'));
    await tabulerJusqua(page, 'th[data-colonne=debut] .trieur');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Shift');
    await page.waitForFunction(() => decodeURIComponent(location.search).includes('sort=nom,debut'));
    await calme(page);

    // The rows: one stop, the arrows, Espace, Entrée; the detail takes and gives back the keyboard.
    const coups = await tabulerJusqua(page, 'tbody tr');
    expect(coups).toBeLessThan(20);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => (document.activeElement as HTMLTableRowElement).sectionRowIndex)).toBe(2);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Space');
    await page.keyboard.up('Shift');
    await page.waitForFunction(() =>
      document.querySelector('[data-testid=nombre-choisi]')?.textContent?.trim().startsWith('2'),
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=detail-decision] h2');
    expect(requete(page).has('decision')).toBeTrue();
    await page.waitForFunction(() => document.activeElement?.closest('[data-testid=detail-decision]') !== null);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('[data-testid=detail-decision]') === null);
    expect(await page.evaluate(() => (document.activeElement as HTMLTableRowElement).sectionRowIndex)).toBe(1);

    // Past the last row: the next page, on its first row.
    await page.keyboard.press('End');
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => location.search.includes('page=2'));
    await page.waitForFunction(
      () => document.activeElement instanceof HTMLTableRowElement && document.activeElement.sectionRowIndex === 0,
    );

    // Out of the table in a few strokes: only the controls of the current row are stops.
    expect(await tabulerJusqua(page, 'app-pagination select')).toBeLessThan(8);
  });

  it('F1.2-3 serves on a tablet as on a laptop: nothing out of the screen, tools and rows under the finger', async () => {
    await page.setViewport({ ...TABLETTE });
    await ouvrirListe(page);
    const debords = await page.evaluate(() =>
      [...document.querySelectorAll('.outil, .filtre, input[type=search], app-pagination button')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < 0)
        .map((e) => e.textContent?.trim()),
    );
    expect(debords).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(TABLETTE.width);
    // The name stays in sight when the columns go by.
    const gauche = (): Promise<number> =>
      page.$eval('tbody td.collante', (td) => Math.round(td.getBoundingClientRect().left));
    await page.$eval('.tableau-region', (region) => region.scrollTo({ left: 400 }));
    expect(await gauche()).toBeLessThan(60);
    await page.click('.outils .ico-colonnes');
    await page.waitForSelector('.panneau-outil .bascule');
    const panneau = await page.$eval('.panneau-outil', (p) => p.getBoundingClientRect().right);
    expect(panneau).toBeLessThanOrEqual(TABLETTE.width);
    await page.keyboard.press('Escape');
    await page.click('tbody tr:nth-child(3) td.texte');
    await page.waitForSelector('[data-testid=detail-decision] h2');
    await page.setViewport({ ...PORTABLE });
    await ouvrirListe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PORTABLE.width);
    expect(await total(page)).toBeGreaterThan(0);
  });

  it('stays within its budget of nodes', async () => {
    await ouvrirListe(page, '?size=50');
    expect(await page.$$eval('tbody tr', (lignes) => lignes.length)).toBe(50);
    expect(await page.$$eval('*', (noeuds) => noeuds.length)).toBeLessThanOrEqual(1400);
  });
});
