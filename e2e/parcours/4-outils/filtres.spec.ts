import type { Page } from 'puppeteer-core';
import {
  api,
  calme,
  colonne,
  fermer,
  oublierReglages,
  ouvrirListe,
  pageDesOutils,
  puces,
  requete,
  requeteApi,
  total,
} from './liste.js';

const filtresOfferts = (page: Page): Promise<string[]> =>
  page.$$eval('.outil.filtre', (liste) =>
    liste.map((filtre) => (filtre.textContent ?? '').split(' : ')[0]?.trim() ?? ''),
  );

describe('Les filtres', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
  }, 90_000);
  beforeEach(async () => {
    await oublierReglages();
    await ouvrirListe(page);
  });

  const ouvrirFiltre = async (libelle: string): Promise<void> => {
    await page.locator(`.barre-filtres ::-p-text(${libelle})`).click();
    await page.waitForSelector('.panneau-outil');
  };
  const annee = /année (\d{4})-\d{4}/;

  it('F4.3-1 opens on the current school year, as a chip that comes off and stays off in the address', async () => {
    const [puce] = await puces(page);
    const debut = Number(annee.exec(puce ?? '')?.[1]);
    const attendu = await api(`size=1&debut=${debut}-09-01&fin=${debut + 1}-08-31`);
    expect(await total(page)).toBe(attendu.total);
    await page.click('.croix');
    await calme(page);
    expect(requete(page).get('debut')).toBe('');
    expect(await total(page)).toBe((await api('size=1')).total);
    // The same address, for somebody else or later, says the same.
    await page.reload({ waitUntil: 'networkidle0' });
    await calme(page);
    expect(await puces(page)).toEqual([]);
    expect(await total(page)).toBe((await api('size=1')).total);
  });

  it('F4.3-1 keeps what is active on all or part of the period, typed with the keys of the date fields', async () => {
    await ouvrirFiltre('Actives');
    await page.keyboard.press('a');
    const debut = await page.$eval('.panneau-outil input', (champ) => (champ as HTMLInputElement).value);
    expect(debut).toMatch(/^01\/09\/\d{4}$/);
    await page.$eval('.panneau-outil input', (champ) => (champ as HTMLInputElement).select());
    await page.keyboard.type('15/01/2026');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => new URLSearchParams(location.search).get('debut') === '2026-01-15');
    await fermer(page);
    await calme(page);
    // The end is left at that of the school year, which the address does not say.
    const annee = Number(/(\d{4})$/.exec(debut)?.[1]);
    const fin = `${annee + 1}-08-31`;
    const periode = `debut=2026-01-15&fin=${fin}`;
    const { items } = await api(`size=200&${periode}`);
    expect(items.every((ligne) => ligne.fin >= '2026-01-15' && ligne.debut <= fin)).toBeTrue();
    expect(await total(page)).toBe((await api(periode)).total);
  });

  it('F4.3-1 hides and shows the filters; those that act stay in sight', async () => {
    await ouvrirFiltre('Type');
    await page.locator('.choix-filtre ::-p-text(Mutualisée)').click();
    await calme(page);
    await fermer(page);
    expect(new Set(await colonne(page, 'type'))).toEqual(new Set(['Mutualisée']));
    await page.locator('.outils ::-p-text(Filtres)').click();
    await page.waitForFunction(() => document.querySelectorAll('.outil.filtre').length === 2);
    expect(await filtresOfferts(page)).toEqual(['Actives', 'Type']);
    await page.locator('.outils ::-p-text(Filtres)').click();
    await page.waitForFunction(() => document.querySelectorAll('.outil.filtre').length > 2);
    expect(await filtresOfferts(page)).toContain('PIAL');
    await page.locator('.barre-filtres ::-p-text(Tout effacer)').click();
    await calme(page);
    expect(await puces(page)).toEqual([]);
  });

  it('F4.3-2 the gear chooses the filters: one taken off is not displayed and does not act', async () => {
    await ouvrirFiltre('Type');
    await page.locator('.choix-filtre ::-p-text(Individuelle)').click();
    await calme(page);
    await fermer(page);
    const filtre = await total(page);
    await page.click('.outils .ico-reglage');
    await page.locator('.panneau-outil ::-p-text(Type)').click();
    await page.locator('.panneau-outil ::-p-text(Nature)').click();
    await fermer(page);
    await page.waitForFunction(() => !location.search.includes('type='));
    await calme(page);
    expect(await filtresOfferts(page)).not.toContain('Type');
    expect(await filtresOfferts(page)).toContain('Nature');
    expect(requete(page).has('type')).toBeFalse();
    expect(await total(page)).toBeGreaterThan(filtre);
    // Kept for the user; a link that carries the filter still acts, and says it.
    await new Promise((resoudre) => setTimeout(resoudre, 1200));
    await ouvrirListe(page);
    expect(await filtresOfferts(page)).not.toContain('Type');
    await ouvrirListe(page, '?type=INDIVIDUELLE');
    expect(await puces(page)).toContain('Type : Individuelle');
    expect(await total(page)).toBe(filtre);
  });

  it('filters on a school found by its name, and by its RNE', async () => {
    const { items } = await api('size=50&sort=nom');
    const ecole = items.flatMap(({ etablissements }) => etablissements)[0];
    if (!ecole) throw new Error('Aucune école.');
    for (const mots of [ecole.nom.split(' ').slice(-2).join(' '), ecole.uai]) {
      await ouvrirListe(page, '?debut=&fin=');
      await ouvrirFiltre('Établissement');
      await page.keyboard.type(mots);
      await page.locator(`.choix-filtre ::-p-text(${ecole.uai})`).click();
      await calme(page);
      await fermer(page);
      expect(requete(page).get('uai')).toBe(ecole.uai);
      expect((await puces(page)).join()).toContain(ecole.nom);
      expect(await total(page)).toBe((await api(`size=1&uai=${ecole.uai}`)).total);
    }
  });

  it('filters on a sector, a PIAL and the state of the implementation together', async () => {
    await ouvrirListe(page, '?debut=&fin=');
    await ouvrirFiltre('Secteur');
    await page.waitForSelector('.choix-filtre input');
    await page.click('.choix-filtre li:first-child input');
    await page.click('.choix-filtre li:nth-child(2) input');
    await fermer(page);
    await ouvrirFiltre('PIAL');
    await page.waitForSelector('.choix-filtre input');
    await page.keyboard.type('hors pial');
    await page.locator('.choix-filtre ::-p-text(Hors PIAL)').click();
    await fermer(page);
    await ouvrirFiltre('Mise en œuvre');
    await page.locator('.choix-filtre ::-p-text(Aucune)').click();
    await fermer(page);
    await calme(page);
    expect(requete(page).get('secteur')?.split(',').length).toBe(2);
    expect(requete(page).get('pial')).toBe('HORS_PIAL');
    expect(requete(page).get('etat')).toBe('SANS');
    expect(await total(page)).toBe((await api(`size=1&${requeteApi(page)}`)).total);
  });
});
