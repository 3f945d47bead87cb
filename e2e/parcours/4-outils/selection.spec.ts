import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import {
  api,
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
  puces,
  requete,
  total,
} from './liste.js';

describe('La sélection et l’export', () => {
  let page: Page;
  let dossier: string;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
    dossier = mkdtempSync(join(tmpdir(), 'agesh-export-'));
    const protocole = await page.createCDPSession();
    await protocole.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      browserContextId: page.browserContext().id ?? '',
      downloadPath: dossier,
    });
  }, 90_000);
  afterAll(() => rmSync(dossier, { recursive: true, force: true }));
  beforeEach(async () => {
    await oublierReglages();
    for (const fichier of readdirSync(dossier)) rmSync(join(dossier, fichier));
  });

  const fichier = async (): Promise<string> => {
    for (let essai = 0; essai < 100; essai++) {
      const trouve = readdirSync(dossier).find((nom) => /\.(csv|xlsx)$/.test(nom));
      if (trouve) return join(dossier, trouve);
      await new Promise((resoudre) => setTimeout(resoudre, 100));
    }
    throw new Error('Aucun fichier reçu.');
  };
  const lignesCsv = async (): Promise<string[]> =>
    readFileSync(await fichier(), 'utf8')
      .trim()
      .split(/\r?\n/);
  const cocher = (rang: number): Promise<void> => page.click(`tbody tr:nth-child(${rang}) .case input`);
  const choisies = (): Promise<string> =>
    page.$eval('[data-testid=nombre-choisi]', (n) => n.textContent?.replace(/\s/g, ' ').trim() ?? '');

  it('F6.2-1 searches, filters, sorts and exports over all the decisions, not only the page shown', async () => {
    await ouvrirListe(page, '?debut=&fin=&type=INDIVIDUELLE&size=25&sort=-nom&page=2');
    const tout = await total(page);
    expect(tout).toBeGreaterThan(50);
    const { items } = await api('type=INDIVIDUELLE&size=25&sort=-nom&page=2');
    expect(await colonne(page, 'identifiant')).toEqual(items.map(({ eleve }) => eleve.identifiant));
    await outil(page, 'Exporter');
    await page.locator('.panneau-outil ::-p-text(CSV)').click();
    const lignes = await lignesCsv();
    expect(lignes.length - 1).toBe(tout);
    expect(lignes[0]?.split(';').length).toBe((await entetes(page)).filter((nom) => nom !== 'actions').length);
    await page.waitForFunction(() => document.querySelector('.panneau-outil') === null);
  });

  it('exports a workbook with the columns on show, in their order', async () => {
    await ouvrirListe(page, '?q=martin');
    await outil(page, 'Colonnes');
    await page.waitForSelector('.bascule');
    await basculerColonne(page, 'Identifiant', false);
    await fermer(page);
    await outil(page, 'Exporter');
    await page.locator('.panneau-outil ::-p-text(XLSX)').click();
    const contenu = readFileSync(await fichier());
    expect(contenu.subarray(0, 2).toString()).toBe('PK');
    expect(contenu.length).toBeGreaterThan(1000);
  });

  it('chooses rows over several pages, a range with Maj, and counts them', async () => {
    await ouvrirListe(page, '?size=25&debut=&fin=');
    await cocher(2);
    await page.keyboard.down('Shift');
    await cocher(5);
    await page.keyboard.up('Shift');
    expect(await finalement(choisies, (mots) => mots.startsWith('4'))).toBe('4 décisions sélectionnées');
    await page.click('[aria-label="Page suivante"]');
    await calme(page);
    await page.click('th.case input');
    expect(await finalement(choisies, (mots) => mots.startsWith('29'))).toBe('29 décisions sélectionnées');
    const attendus = [...(await api('size=25')).items.slice(1, 5), ...(await api('size=25&page=2')).items].map(
      ({ eleve }) => eleve.identifiant,
    );
    await page.locator('.barre-selection ::-p-text(N’afficher que la sélection)').click();
    await calme(page);
    expect(await total(page)).toBe(29);
    expect(await puces(page)).toEqual(['Sélection : 29 lignes']);
    expect(requete(page).get('ids')?.split(',').length).toBe(29);
    await page.locator('.barre-selection ::-p-text(Exporter la sélection)').click();
    await page.waitForSelector('.panneau-outil');
    await page.locator('.panneau-outil ::-p-text(CSV)').click();
    const recus = (await lignesCsv()).slice(1).map((ligne) => ligne.split(';')[0]?.replace(/\D/g, '') ?? '');
    expect(new Set(recus)).toEqual(new Set(attendus));
    await page.locator('.barre-selection ::-p-text(Tout désélectionner)').click();
    await page.waitForFunction(() => document.querySelector('.barre-selection') === null);
  });

  it('chooses all the results at once, and drops one of them', async () => {
    await ouvrirListe(page, '?etat=COMPLETE&size=25');
    const tout = await total(page);
    expect(tout).toBeLessThanOrEqual(1000);
    await cocher(1);
    await page.locator('.barre-selection ::-p-text(Sélectionner les)').click();
    await page.waitForFunction(
      (n) => document.querySelector('[data-testid=nombre-choisi]')?.textContent?.replace(/\D/g, '') === n,
      {},
      String(tout),
    );
    await cocher(3);
    const restantes = await finalement(
      async () => (await choisies()).replace(/\D/g, ''),
      (nombre) => nombre !== String(tout),
    );
    expect(restantes).toBe(String(tout - 1));
    await page.locator('.barre-selection ::-p-text(Tout désélectionner)').click();
  });
});
