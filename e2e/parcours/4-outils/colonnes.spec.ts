import type { Page } from 'puppeteer-core';
import {
  basculerColonne,
  calme,
  colonne,
  entetes,
  finalement,
  fermer,
  oublierReglages,
  outil,
  ouvrirListe,
  pageDesOutils,
  reglages,
} from './liste.js';

const TOUTES = [
  'identifiant',
  'nom',
  'type',
  'heures',
  'origine',
  'nature',
  'debut',
  'fin',
  'secteur',
  'pial',
  'etablissements',
  'frise',
  'distance',
];

describe('Les colonnes', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
  }, 90_000);
  beforeEach(async () => {
    await oublierReglages();
    await ouvrirListe(page);
  });

  const couleur = (libelle: string): Promise<string> =>
    page.evaluate(
      (mots) =>
        getComputedStyle(
          [...document.querySelectorAll('.bascule')].find((b) => b.textContent?.includes(mots)) ?? document.body,
        ).backgroundColor,
      libelle,
    );

  it('F6.1-2 shows all the columns of the guide, in its order', async () => {
    expect((await entetes(page)).filter((nom) => nom !== 'actions')).toEqual(TOUTES);
    expect(await page.$$eval('tbody tr:first-child td', (tds) => tds.length)).toBe(TOUTES.length + 2);
  });

  it('F4.5-4 hides Couverture (%) until it is asked for', async () => {
    expect(await entetes(page)).not.toContain('couverture');
    await outil(page, 'Colonnes');
    await page.waitForSelector('.bascule');
    await basculerColonne(page, 'Couverture (%)', true);
    await fermer(page);
    await page.waitForSelector('th[data-colonne=couverture]');
    expect((await colonne(page, 'couverture'))[0]).toMatch(/^\d+\s%$/);
  });

  it('F4.2-1 shows and hides columns, blue or white, and keeps the choice for the user', async () => {
    await outil(page, 'Colonnes');
    await page.waitForSelector('.bascule');
    expect(await couleur('Origine')).toBe('rgb(0, 0, 145)');
    await basculerColonne(page, 'Origine', false);
    expect(await couleur('Origine')).toBe('rgb(255, 255, 255)');
    expect(await entetes(page)).not.toContain('origine');
    // Alt+↑ moves the column under the keyboard.
    await page.keyboard.down('Alt');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.up('Alt');
    await fermer(page);
    await new Promise((resoudre) => setTimeout(resoudre, 1200));
    expect(JSON.stringify(await reglages())).toContain('origine');
    await ouvrirListe(page);
    expect(await entetes(page)).not.toContain('origine');
    await outil(page, 'Colonnes');
    await page.waitForSelector('.bascule');
    await basculerColonne(page, 'Origine', true);
    const ordre = await entetes(page);
    expect(ordre.indexOf('origine')).toBe(ordre.indexOf('heures') - 1);
    await page.locator('.panneau-outil ::-p-text(Rétablir)').click();
    await fermer(page);
    const retablies = await finalement(
      () => entetes(page),
      (noms) => noms[4] === 'origine',
    );
    expect(retablies.filter((nom) => nom !== 'actions')).toEqual(TOUTES);
  });

  it('moves a column with the mouse', async () => {
    await outil(page, 'Colonnes');
    await page.waitForSelector('.poignee');
    const poignees = await page.$$('.poignee');
    const depart = await poignees[0]?.boundingBox();
    const arrivee = await poignees[3]?.boundingBox();
    if (!depart || !arrivee) throw new Error('Pas de poignée.');
    await page.mouse.move(depart.x + 6, depart.y + 6);
    await page.mouse.down();
    await page.mouse.move(depart.x + 6, depart.y + 30, { steps: 5 });
    await page.mouse.move(arrivee.x + 6, arrivee.y + 12, { steps: 10 });
    await page.mouse.up();
    await page.waitForFunction(
      () => document.querySelector('th[data-colonne]')?.getAttribute('data-colonne') !== 'identifiant',
    );
    expect((await entetes(page)).indexOf('identifiant')).toBe(3);
    await fermer(page);
  });

  it('gives a column the width that its edge is dragged to, and leaves the others', async () => {
    const largeurs = (): Promise<Record<string, number>> =>
      page.$$eval('th[data-colonne]', (ths) =>
        Object.fromEntries(ths.map((th) => [th.getAttribute('data-colonne') ?? '', (th as HTMLElement).offsetWidth])),
      );
    const avant = await largeurs();
    const bord = await (await page.$('th[data-colonne=secteur] i'))?.boundingBox();
    if (!bord) throw new Error('Pas de bord.');
    await page.mouse.move(bord.x + 4, bord.y + 10);
    await page.mouse.down();
    await page.mouse.move(bord.x + 64, bord.y + 10, { steps: 6 });
    await page.mouse.up();
    const apres = await finalement(largeurs, (lues) => lues['secteur'] !== avant['secteur']);
    expect(apres['secteur']).toBe((avant['secteur'] ?? 0) + 60);
    expect({ ...apres, secteur: 0 }).toEqual({ ...avant, secteur: 0 });
    await new Promise((resoudre) => setTimeout(resoudre, 1200));
    await ouvrirListe(page);
    expect((await largeurs())['secteur']).toBe(apres['secteur'] ?? -1);
    await calme(page);
  });
});
