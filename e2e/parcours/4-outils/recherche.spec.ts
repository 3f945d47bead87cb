import type { Page } from 'puppeteer-core';
import { saisir } from '../gestes.js';
import { api, calme, colonne, oublierReglages, ouvrirListe, pageDesOutils, requete, total } from './liste.js';

describe('La recherche', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
  }, 90_000);
  beforeEach(async () => {
    await oublierReglages();
    await ouvrirListe(page);
  });

  it('F4.4-1 looks in the whole table: several words, all of them, accents and case ignored', async () => {
    const { items } = await api('size=50&sort=identifiant');
    const ligne = items.find(({ etablissements, eleve }) => etablissements.length > 0 && eleve.nom.length > 3);
    const ecole = ligne?.etablissements[0]?.nom.split(/\s+/).at(-1) ?? '';
    const mots = `${ligne?.eleve.nom.toUpperCase()} ${ligne?.type === 'MUTUALISEE' ? 'MUTUALISEE' : 'individuélle'} ${ecole}`;
    await ouvrirListe(page, '?debut=&fin=');
    const avant = await total(page);
    await saisir(page, 'input[type=search]', mots);
    await page.waitForFunction((q) => new URL(location.href).searchParams.get('q') === q, {}, mots.trim());
    await calme(page);
    expect(await total(page)).toBeLessThan(avant);
    expect(await colonne(page, 'identifiant')).toContain(ligne?.eleve.identifiant ?? '?');
    expect(await total(page)).toBe((await api(`size=1&q=${encodeURIComponent(mots)}`)).total);
  });

  it('F4.4-1 keeps the former rows while it looks, and paints the answer soon', async () => {
    await page.evaluate(() => {
      const vides: number[] = [];
      (globalThis as unknown as { vides: number[] }).vides = vides;
      new MutationObserver(() => {
        if (document.querySelector('tbody tr') === null) vides.push(performance.now());
      }).observe(document.querySelector('tbody') as Node, { childList: true, subtree: true });
    });
    const { items } = await api('size=1&sort=nom');
    await saisir(page, 'input[type=search]', items[0]?.eleve.nom.slice(0, 4) ?? 'mar');
    await calme(page);
    expect(await page.evaluate(() => (globalThis as unknown as { vides: number[] }).vides)).toEqual([]);
  });

  it('F4.4-2 says to check the filters and to empty the search, with a button that does each', async () => {
    await ouvrirListe(page, '?q=zzzzzz&type=INDIVIDUELLE');
    expect(await page.$eval('[data-testid=liste-vide]', (vide) => vide.textContent)).toContain('filtres');
    await page.locator('[data-testid=liste-vide] ::-p-text(Vérifier les filtres)').click();
    await page.waitForFunction(() => document.activeElement?.classList.contains('puce'));
    await page.locator('[data-testid=liste-vide] ::-p-text(Vider la recherche)').click();
    await page.waitForSelector('tbody tr');
    expect(requete(page).has('q')).toBeFalse();
    expect(await page.$eval('input[type=search]', (champ) => (champ as HTMLInputElement).value)).toBe('');
  });

  it('is reached by / and Ctrl+K, and emptied by Échap', async () => {
    await page.focus('tbody tr[tabindex="0"]');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search');
    await page.keyboard.type('zzzz');
    await page.waitForSelector('[data-testid=liste-vide]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('tbody tr');
    await page.focus('tbody tr[tabindex="0"]');
    await page.keyboard.down('Control');
    await page.keyboard.press('k');
    await page.keyboard.up('Control');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search');
  });
});
