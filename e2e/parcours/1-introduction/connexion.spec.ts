import type { Page } from 'puppeteer-core';
import { codeOtp, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, saisir, saisirFacteurs, texte } from '../gestes.js';

describe('Se connecter', () => {
  let page: Page;
  let fautes: string[];

  beforeEach(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
  });
  afterEach(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F1.2-1 asks for the identifiant, the PIN and a one-time code, and refuses without saying which is wrong', async () => {
    await ouvrir(page, '/');
    expect(chemin(page)).toBe('/connexion');
    await saisir(page, '#identifiant', 'gestionnaire');
    await saisir(page, '#pin', '1357');
    await saisir(page, '#otp', '000000');
    await page.click('button[type=submit]');
    await page.waitForSelector('[data-testid=refus-connexion]');
    expect(await texte(page, '[data-testid=refus-connexion]')).toContain('Identifiant, PIN ou code OTP incorrect');
    expect(await page.$eval('#identifiant', (champ) => (champ as HTMLInputElement).value)).toBe('gestionnaire');
    await saisir(page, '#pin', '2468');
    await saisir(page, '#otp', await codeOtp('gestionnaire'));
    await page.click('button[type=submit]');
    await attendreTexte(page, 'Décisions', 'h1');
  });

  it('F1.2-2 shows nothing without a session, comes back to the page asked for, and forgets all at sign-out', async () => {
    await ouvrir(page, '/pial?annee=2025');
    expect(chemin(page)).toBe('/connexion');
    expect(await texte(page)).not.toContain('Besoins');
    await saisirFacteurs(page, 'superviseur', '/pial?annee=2025');
    await attendreTexte(page, 'PIAL', 'h1');
    expect(page.url()).toContain('annee=2025');
    await page.reload({ waitUntil: 'networkidle0' });
    await attendreTexte(page, 'PIAL', 'h1');
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))).not.toMatch(
      /eyJ|agesh_session/,
    );
    await cliquer(page, 'Paul Marchetti');
    await cliquer(page, 'Se déconnecter');
    await page.waitForSelector('#identifiant');
    await page.goBack();
    await page.waitForSelector('#identifiant');
  });

  it('F1.3-5 goes straight to the decisions with a single profile', async () => {
    await saisirFacteurs(page, 'gestionnaire81');
    await attendreTexte(page, 'Décisions', 'h1');
    expect(chemin(page)).toBe('/decisions');
    expect(await texte(page, 'header')).toContain('Tarn');
  });

  it('F1.3-4 offers the profiles of the account, and lets switch later from the menu', async () => {
    await saisirFacteurs(page, 'multi');
    await attendreTexte(page, 'profil', 'h1');
    const choix = await texte(page, 'main');
    expect(choix).toContain('Superviseur AESH');
    expect(choix).toContain('Haute-Garonne');
    expect(choix).toContain('Tarn');
    await cliquer(page, 'Superviseur AESH', 'main');
    await attendreTexte(page, 'Décisions', 'h1');
    expect(await texte(page, '[data-testid=menu-principal]')).toContain('Paramètres département');

    await cliquer(page, 'Sophie Delmas');
    await cliquer(page, 'Changer de profil');
    await attendreTexte(page, 'profil', 'h1');
    await cliquer(page, 'Tarn', 'main');
    await attendreTexte(page, 'Décisions', 'h1');
    expect(await texte(page, 'header')).toContain('Tarn');
    expect(await texte(page, '[data-testid=menu-principal]')).not.toContain('Paramètres département');
  });

  it('F1.5-1 shows the menu of the role: « Paramètres département » for the superviseur alone', async () => {
    await saisirFacteurs(page, 'gestionnaire');
    await page.waitForSelector('[data-testid=menu-principal]');
    const menu = (): Promise<string[]> =>
      page.$$eval('[data-testid=menu-principal] a', (liens) => liens.map((lien) => lien.textContent?.trim() ?? ''));
    expect(await menu()).toEqual(['Accueil', 'AESH', 'Missions', 'Accompagnements', 'PIAL', 'Changements des imports']);
    const autre = await nouvellePage();
    await saisirFacteurs(autre, 'admin');
    await attendreTexte(autre, 'Traitements', 'h1');
    expect(
      await autre.$$eval('[data-testid=menu-principal] a', (liens) => liens.map((lien) => lien.textContent?.trim())),
    ).toEqual(['Traitements', 'Imports']);
    await autre.browserContext().close();
  });
});
