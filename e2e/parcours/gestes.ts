import type { Page } from 'puppeteer-core';
import { codeOtp, produitDEssai, reprendreSession } from '../harnais.js';

/** Opens a page of the product and waits until the screen has settled. */
export async function ouvrir(page: Page, chemin: string): Promise<void> {
  const { url } = await produitDEssai();
  await page.goto(`${url}${chemin}`, { waitUntil: 'networkidle0' });
}

export async function saisir(page: Page, selecteur: string, texte: string): Promise<void> {
  await page.waitForSelector(selecteur);
  await page.$eval(selecteur, (champ) => ((champ as HTMLInputElement).value = ''));
  await page.type(selecteur, texte);
}

/** Signs in by typing the three factors; ends on the page that follows. */
export async function saisirFacteurs(page: Page, identifiant: string, chemin = '/'): Promise<void> {
  await ouvrir(page, chemin);
  await page.waitForSelector('#identifiant');
  await saisir(page, '#identifiant', identifiant);
  await saisir(page, '#pin', '2468');
  await saisir(page, '#otp', await codeOtp(identifiant));
  await page.click('button[type=submit]');
  await page.waitForFunction(() => !location.pathname.startsWith('/connexion'));
  await page.waitForSelector('h1');
}

/**
 * Signs in, with the session of a journey that is over when there is one: a passcode serves once, and the next one is
 * long to come.
 */
export async function seConnecter(page: Page, identifiant: string, chemin = '/'): Promise<void> {
  const repris = await reprendreSession(page, identifiant);
  if (repris) {
    await ouvrir(page, chemin);
    await page.waitForSelector('h1');
    if (!new URL(page.url()).pathname.startsWith('/connexion')) return;
  }
  await saisirFacteurs(page, identifiant, chemin);
}

/** Clicks the button or link that bears exactly or partly this text. */
export async function cliquer(page: Page, texte: string, dans = 'body'): Promise<void> {
  await page.locator(`${dans} ::-p-text(${texte})`).click();
}

export function texte(page: Page, selecteur = 'body'): Promise<string> {
  return page.$eval(selecteur, (noeud) => (noeud as HTMLElement).innerText);
}

export async function attendreTexte(page: Page, attendu: string, selecteur = 'body'): Promise<void> {
  await page.waitForFunction(
    (cible, mots) => (document.querySelector(cible) as HTMLElement | null)?.innerText.includes(mots) ?? false,
    {},
    selecteur,
    attendu,
  );
}

export const chemin = (page: Page): string => new URL(page.url()).pathname;
