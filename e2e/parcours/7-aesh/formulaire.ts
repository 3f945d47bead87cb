import type { Page } from 'puppeteer-core';

/** Id of the field that bears this label, the last one of the page when several do. */
async function champ(page: Page, libelle: string): Promise<string> {
  const trouve = await page.waitForFunction(
    (mots) =>
      [...document.querySelectorAll('main label')]
        .filter((label) => label.textContent?.replace('*', '').trim() === mots)
        .at(-1)
        ?.getAttribute('for'),
    {},
    libelle,
  );
  return `#${await trouve.jsonValue()}`;
}

export async function remplir(page: Page, libelle: string, texte: string): Promise<void> {
  const selecteur = await champ(page, libelle);
  await page.click(selecteur, { count: 3 });
  await page.keyboard.press('Backspace');
  await page.type(selecteur, texte);
  await page.keyboard.press('Tab');
}

export async function choisir(page: Page, libelle: string, code: string): Promise<void> {
  const selecteur = await champ(page, libelle);
  await page.waitForFunction(
    (cible, valeur) =>
      [...(document.querySelector(cible) as HTMLSelectElement).options].some((o) => o.value === valeur),
    {},
    selecteur,
    code,
  );
  await page.select(selecteur, code);
}

/** Types in a field that proposes, and takes the first proposal. */
export async function trouver(page: Page, libelle: string, mots: string): Promise<void> {
  const selecteur = await champ(page, libelle);
  await page.type(selecteur, mots);
  await page.waitForSelector('[role=listbox]:not([hidden]) [role=option]');
  await page.keyboard.press('Enter');
}

export async function valeur(page: Page, libelle: string): Promise<string> {
  return page.$eval(await champ(page, libelle), (noeud) => (noeud as HTMLInputElement).value);
}

export async function verrouille(page: Page, libelle: string): Promise<boolean> {
  return page.$eval(await champ(page, libelle), (noeud) => (noeud as HTMLInputElement).disabled);
}

/** A name that nobody bears yet: letters only. */
export function nomNeuf(debut: string): string {
  const suite = [...Date.now().toString(26)].map((c) => String.fromCharCode(97 + parseInt(c, 26))).join('');
  return `${debut}${suite}`;
}
