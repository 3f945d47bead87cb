import type { Page } from 'puppeteer-core';
import { nouvellePage, plaintes } from '../../harnais.js';
import { ouvrir, seConnecter } from '../gestes.js';
import { decisionTelle } from './decisions-par-etat.js';

const CHAMP = 'app-date-field input';

describe('Le champ de date', () => {
  let page: Page;
  let fautes: string[];

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
    const aujourdhui = new Date().toISOString().slice(0, 10);
    const decision = await decisionTelle(
      'individuelle en cours et scolarisée',
      ({ type, debut, fin, segments }) =>
        type === 'INDIVIDUELLE' &&
        debut <= aujourdhui &&
        fin >= aujourdhui &&
        segments.some((s) => s.debut <= aujourdhui && s.fin >= aujourdhui && s.etat === 'ROUGE'),
      { dossier: 'ACTIF' },
    );
    await ouvrir(page, `/decisions/${decision.id}/accompagnement`);
    // The proposed dates have come: they would take the place of what is typed before them.
    await page.waitForFunction(
      (selecteur) => (document.querySelector(selecteur) as HTMLInputElement | null)?.value,
      {},
      CHAMP,
    );
  }, 90_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  const valeur = (): Promise<string> => page.$eval(CHAMP, (champ) => (champ as HTMLInputElement).value);
  const vider = async (): Promise<void> => {
    await page.click(CHAMP, { count: 3 });
    await page.keyboard.press('Backspace');
  };
  const attendreValeur = async (attendue: string): Promise<void> => {
    await page.waitForFunction(
      (selecteur, voulue) => (document.querySelector(selecteur) as HTMLInputElement).value === voulue,
      {},
      CHAMP,
      attendue,
    );
  };
  /** School year on show in the form. */
  const annee = (): Promise<number> =>
    page.$eval('#annee', (choix) =>
      Number((choix as HTMLSelectElement).selectedOptions[0]?.textContent?.trim().slice(0, 4)),
    );

  it('F4.3-3 a is the first day of the school year, z the last, j today, whatever the box holds', async () => {
    const debut = await annee();
    await vider();
    await page.keyboard.press('a');
    await attendreValeur(`01/09/${debut}`);
    await page.keyboard.press('z');
    await attendreValeur(`31/08/${debut + 1}`);
    await page.keyboard.press('j');
    const [jour, mois, an] = (await valeur()).split('/');
    expect(`${an}-${mois}-${jour}`).toBe(new Date().toLocaleDateString('sv-SE'));
    const dit = await page.$eval('.cdk-live-announcer-element', (noeud) => noeud.getAttribute('aria-live'));
    expect(dit).toBe('polite');
  });

  it('F4.3-3 takes the dates people type and paste, and steps with the arrows', async () => {
    const debut = await annee();
    for (const [saisie, attendue] of [
      [`1/12/${String(debut).slice(2)}`, `01/12/${debut}`],
      [`2 janv. ${debut + 1}`, `02/01/${debut + 1}`],
      [`${debut}-12-24`, `24/12/${debut}`],
    ] as const) {
      await vider();
      await page.keyboard.type(saisie);
      await page.keyboard.press('Tab');
      await attendreValeur(attendue);
    }
    await page.focus(CHAMP);
    await page.keyboard.press('ArrowUp');
    await attendreValeur(`25/12/${debut}`);
    await page.keyboard.press('PageDown');
    await attendreValeur(`25/11/${debut}`);
  });

  it('F4.3-3 says what it cannot read, and why a day is refused', async () => {
    await vider();
    await page.keyboard.type('31/02/2027');
    await page.keyboard.press('Tab');
    await page.waitForSelector(`${CHAMP}[aria-invalid=true]`);
    const faute = (): Promise<string> =>
      page.$eval('app-date-field .faute', (noeud) => (noeud as HTMLElement).innerText);
    expect(await faute()).toContain('n’existe pas dans le calendrier');
    await vider();
    await page.keyboard.type('01/01/2001');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() =>
      /Au plus tôt le \d.* \(.+\)/.test(document.querySelector('app-date-field .faute')?.textContent ?? ''),
    );
  });

  it('F4.3-3 opens its calendar from the keyboard, keeps the focus inside, and gives it back', async () => {
    await page.focus(CHAMP);
    await page.keyboard.press('a');
    await page.keyboard.down('Alt');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Alt');
    await page.waitForSelector('[role=dialog] .mat-calendar-body-active');
    await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null);
    for (let tour = 0; tour < 5; tour++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBeTrue();
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=dialog] .mat-calendar', { hidden: true });
    expect(await page.evaluate(() => document.activeElement?.closest('app-date-field') !== null)).toBeTrue();
    const description = await page.$eval(CHAMP, (champ) =>
      (champ.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
    expect(description).toContain('premier jour de l’année scolaire');
  });
});
