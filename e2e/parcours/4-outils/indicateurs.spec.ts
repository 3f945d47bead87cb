import type { Page } from 'puppeteer-core';
import { calme, oublierReglages, ouvrirListe, pageDesOutils, puces, requete, total } from './liste.js';

describe('Les indicateurs au-dessus de la liste', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
    await oublierReglages();
  }, 90_000);

  it('F4.1-2 « voir le détail » filters the table to the decisions that the indicator counts', async () => {
    await ouvrirListe(page, '?q=zzzz&type=MUTUALISEE');
    await page.locator('.outils ::-p-text(Indicateurs)').click();
    await page.waitForSelector('[data-testid=indicateur-sans] strong');
    for (const [nom, accompagnement] of [
      ['sans', 'AUCUN'],
      ['avec', 'AU_MOINS_UN'],
      ['toutes', null],
    ] as const) {
      const compteur = `[data-testid=indicateur-${nom}]`;
      const nombre = Number((await page.$eval(`${compteur} strong`, (n) => n.textContent ?? '')).replace(/\D/g, ''));
      await page.click(`${compteur} .lien`);
      await calme(page);
      expect(requete(page).get('accompagnement')).toBe(accompagnement);
      expect(requete(page).has('q')).toBeFalse();
      expect(await total(page))
        .withContext(nom)
        .toBe(nombre);
      expect((await puces(page))[0]).toMatch(/année \d{4}-\d{4}/);
    }
    await page.locator('.outils ::-p-text(Indicateurs)').click();
    await page.waitForFunction(() => document.querySelector('[data-testid=indicateurs]') === null);
  });
});
