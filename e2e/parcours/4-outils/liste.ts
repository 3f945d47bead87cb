import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { ouvrir, seConnecter } from '../gestes.js';

export interface LigneApi {
  readonly id: number;
  readonly type: string;
  readonly heures: number | null;
  readonly debut: string;
  readonly fin: string;
  readonly priorite: number;
  readonly couverture: number;
  readonly distanceKm: number | null;
  readonly eleve: { readonly identifiant: string; readonly nom: string; readonly prenom: string };
  readonly secteur: { readonly code: string; readonly libelle: string };
  readonly pial: { readonly uai: string; readonly nom: string } | null;
  readonly etablissements: readonly { readonly uai: string; readonly nom: string; readonly commune: string | null }[];
}

export interface PageApi {
  readonly items: readonly LigneApi[];
  readonly total: number;
}

let partagee: Promise<{ page: Page; fautes: string[] }> | null = null;

/** One signed-in page for all the specs of the tools: a passcode serves once, and they are waited for. */
export function pageDesOutils(): Promise<{ page: Page; fautes: string[] }> {
  partagee ??= nouvellePage().then(async (page) => {
    const fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
    return { page, fautes };
  });
  return partagee;
}

/** The answer of the API to what the screen asks. */
export async function api(requete: string): Promise<PageApi> {
  return (await appeler('GET', `/decisions?${requete}`, { jeton: await jetonDe('gestionnaire') })).corps as PageApi;
}

/** Forgets the columns, filters and views of the gestionnaire. */
export async function oublierReglages(): Promise<void> {
  const jeton = await jetonDe('gestionnaire');
  for (const cle of ['liste-decisions', 'decisions-indicateurs']) {
    await appeler('PUT', `/me/preferences/${cle}`, { jeton, corps: { valeur: null } });
  }
  const vues = (await appeler('GET', '/me/vues?liste=decisions', { jeton })).corps as {
    id: number;
    mienne: boolean;
    version: number;
  }[];
  for (const { id, version } of vues.filter(({ mienne }) => mienne)) {
    await appeler('DELETE', `/me/vues/${id}`, { jeton, entetes: { 'If-Match': `"${version}"` } });
  }
}

export async function reglages(): Promise<Record<string, unknown>> {
  const { corps } = await appeler('GET', '/me/preferences', { jeton: await jetonDe('gestionnaire') });
  return ((corps as Record<string, unknown>)['liste-decisions'] ?? {}) as Record<string, unknown>;
}

/** The rows of the last request are there: nothing has been loading for a while, whatever else the network does. */
export async function calme(page: Page): Promise<void> {
  await page.evaluate(() => document.body.removeAttribute('data-calme'));
  await page.waitForFunction(() => {
    const charge =
      document.querySelector('[aria-busy=true]') !== null ||
      document.querySelector('tbody tr, [data-testid=liste-vide]') === null;
    const depuis = charge ? performance.now() : Number(document.body.dataset['calme'] ?? performance.now());
    document.body.dataset['calme'] = String(depuis);
    return performance.now() - depuis > 350;
  });
}

export async function ouvrirListe(page: Page, requete = ''): Promise<void> {
  await ouvrir(page, `/decisions${requete}`);
  await calme(page);
}

export async function total(page: Page): Promise<number> {
  return Number((await page.$eval('[data-testid=nombre-resultats]', (n) => n.textContent ?? '')).replace(/\D/g, ''));
}

/** Names of the columns, as they are shown. */
export function entetes(page: Page): Promise<string[]> {
  return page.$$eval('th[data-colonne]', (ths) => ths.map((th) => th.getAttribute('data-colonne') ?? ''));
}

/** Texts of one column. */
export async function colonne(page: Page, nom: string): Promise<string[]> {
  const rang = (await entetes(page)).indexOf(nom) + 2;
  return page.$$eval(`tbody td:nth-child(${rang})`, (tds) => tds.map((td) => td.textContent?.trim() ?? ''));
}

/** Opens one of the tools of the bar by the words of its button. */
export async function outil(page: Page, libelle: string): Promise<void> {
  await page.locator(`.outils ::-p-text(${libelle})`).click();
  await page.waitForSelector('.panneau-outil');
}

export async function fermer(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('.panneau-outil') === null);
}

export function puces(page: Page): Promise<string[]> {
  return page.$$eval('.puce', (liste) => liste.map((puce) => puce.textContent?.trim() ?? ''));
}

export const requete = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** The same for the API, to which a filter taken off is not said. */
export function requeteApi(page: Page): string {
  return new URLSearchParams([...requete(page)].filter(([, valeur]) => valeur !== '')).toString();
}

/** What the screen ends up saying: reads until it is as expected, or five seconds have gone by. */
export async function finalement<V>(lire: () => Promise<V>, voulu: (valeur: V) => boolean): Promise<V> {
  for (let essai = 0; essai < 50; essai++) {
    const valeur = await lire();
    if (voulu(valeur)) return valeur;
    await new Promise((resoudre) => setTimeout(resoudre, 100));
  }
  return lire();
}

/** Clicks a column of the panel and waits until it is on or off. */
export async function basculerColonne(page: Page, libelle: string, montree: boolean): Promise<void> {
  await page.locator(`.panneau-outil .bascule ::-p-text(${libelle})`).click();
  await page.waitForFunction(
    (mots, attendu) =>
      [...document.querySelectorAll('.bascule')]
        .find((bouton) => bouton.textContent?.includes(mots))
        ?.getAttribute('aria-pressed') === attendu,
    {},
    libelle,
    String(montree),
  );
}
