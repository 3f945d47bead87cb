import type { Page } from 'puppeteer-core';
import { nouvellePage } from '../../harnais.js';
import { saisir, seConnecter } from '../gestes.js';
import {
  basculerColonne,
  calme,
  colonne,
  entetes,
  fermer,
  oublierReglages,
  outil,
  ouvrirListe,
  pageDesOutils,
  puces,
  requete,
  total,
} from './liste.js';

describe('Les vues et les liens', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
  }, 90_000);
  beforeEach(async () => {
    await oublierReglages();
  });
  afterAll(oublierReglages);

  it('keeps a view with its search, order, filters and columns; applies, renames and deletes it', async () => {
    await ouvrirListe(page, '?q=a&sort=-debut&type=INDIVIDUELLE');
    await outil(page, 'Colonnes');
    await page.waitForSelector('.bascule');
    await basculerColonne(page, 'Nature', false);
    await fermer(page);
    const avant = { total: await total(page), entetes: await entetes(page) };
    await outil(page, 'Vues');
    await saisir(page, '#nom-vue', 'À placer');
    await page.click('.panneau-outil .plein');
    await page.waitForSelector('.vue ::-p-text(À placer)');
    await page.locator('.vue ::-p-text(Affichage standard)').click();
    await calme(page);
    expect(requete(page).toString()).toBe('');
    expect(await entetes(page)).toContain('nature');
    await outil(page, 'Vues');
    await page.locator('.vue ::-p-text(À placer)').click();
    await calme(page);
    expect([requete(page).get('q'), requete(page).get('sort'), requete(page).get('type')]).toEqual([
      'a',
      '-debut',
      'INDIVIDUELLE',
    ]);
    expect({ total: await total(page), entetes: await entetes(page) }).toEqual(avant);

    await outil(page, 'Vues');
    await page.locator('[aria-label="Renommer « À placer »"]').click();
    await saisir(page, '.panneau-outil .nom input', 'À placer vite');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.vue ::-p-text(À placer vite)');
    await page.locator('[aria-label="Supprimer « À placer vite »"]').click();
    await page.locator('mat-dialog-actions ::-p-text(Supprimer)').click();
    await page.waitForFunction(
      () => ![...document.querySelectorAll('.vue')].some((v) => v.textContent?.includes('vite')),
    );
    await fermer(page);
  });

  it('goes back, step by step, with the back button', async () => {
    await ouvrirListe(page);
    await page.locator('th[data-colonne=nom] .trieur').click();
    await calme(page);
    await saisir(page, 'input[type=search]', 'mar');
    await page.waitForFunction(() => location.search.includes('q=mar'));
    await calme(page);
    await page.click('[aria-label="Page suivante"]').catch(() => undefined);
    await page.goBack();
    await page.waitForFunction(() => location.search.includes('sort=nom'));
    while (requete(page).has('q')) {
      await page.goBack();
      await calme(page);
    }
    expect(requete(page).toString()).toBe('sort=nom');
    expect(await page.$eval('input[type=search]', (champ) => (champ as HTMLInputElement).value)).toBe('');
    await page.goBack();
    await page.waitForFunction(() => location.search === '');
  });

  it('shows a colleague the same rows by the same address, in a session and with habits of his own', async () => {
    await ouvrirListe(page, '?size=25');
    await page.click('.croix');
    await page.locator('th[data-colonne=nom] .trieur').click();
    await calme(page);
    const lien = new URL(page.url());
    const [lignes, nombre] = [await colonne(page, 'identifiant'), await total(page)];
    const collegue = await nouvellePage();
    await seConnecter(collegue, 'superviseur', lien.pathname + lien.search);
    await calme(collegue);
    expect(await colonne(collegue, 'identifiant')).toEqual(lignes);
    expect(await total(collegue)).toBe(nombre);
    expect(await puces(collegue)).toEqual([]);
    await collegue.browserContext().close();
  });
});
