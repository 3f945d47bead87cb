import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { cliquer, ouvrir, seConnecter, texte } from '../gestes.js';

interface Indicateurs {
  readonly total: number;
  readonly sansAccompagnement: number;
  readonly avecAccompagnement: number;
}
interface Point {
  readonly jour: string;
  readonly actives: number;
  readonly accompagnees: number;
}

const NOMS = ['toutes', 'sans', 'avec'] as const;

describe('Les indicateurs', () => {
  let page: Page;
  let fautes: string[];
  let attendus: Record<(typeof NOMS)[number], number>;

  beforeAll(async () => {
    const { corps } = await appeler('GET', '/decisions/indicateurs', { jeton: await jetonDe('gestionnaire') });
    const { total, sansAccompagnement, avecAccompagnement } = corps as Indicateurs;
    attendus = { toutes: total, sans: sansAccompagnement, avec: avecAccompagnement };
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
  }, 60_000);
  beforeEach(async () => {
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td app-frise');
    if ((await page.$('[data-testid=indicateurs]')) === null) await cliquer(page, 'Indicateurs', 'main');
    await page.waitForSelector('[data-testid=indicateur-avec]');
  });
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  const nombreDe = async (nom: string): Promise<number> =>
    Number((await texte(page, `[data-testid=indicateur-${nom}] strong`)).replace(/\D/g, ''));
  const resultats = async (): Promise<number> =>
    Number((await texte(page, '[data-testid=nombre-resultats]')).replace(/\D/g, ''));

  it('F4.1-1 counts all the decisions of the year in blue, none in place in yellow, at least one in green', async () => {
    const vus = Object.fromEntries(await Promise.all(NOMS.map(async (nom) => [nom, await nombreDe(nom)])));
    expect(vus).toEqual(attendus);
    expect(attendus.sans + attendus.avec).toBe(attendus.toutes);
    expect(attendus.avec).toBeGreaterThan(0);
    const couleurs = await Promise.all(
      NOMS.map((nom) =>
        page.$eval(`[data-testid=indicateur-${nom}]`, (carte) => getComputedStyle(carte).borderInlineStartColor),
      ),
    );
    const [bleu, jaune, vert] = couleurs.map((couleur) => couleur.match(/\d+/g)?.map(Number) ?? []) as [
      number[],
      number[],
      number[],
    ];
    expect(Math.max(...bleu)).toBe(bleu[2] ?? -1);
    expect(Math.max(...vert)).toBe(vert[1] ?? -1);
    expect(Math.min(...jaune)).toBe(jaune[2] ?? -1);
    expect(await texte(page, '[data-testid=indicateur-sans]')).toMatch(/%/);
  });

  for (const nom of NOMS) {
    it(`F4.1-2 « voir le détail » filters the table to exactly these decisions (${nom})`, async () => {
      await page.click(`[data-testid=indicateur-${nom}] button`);
      await page.waitForFunction(
        (attendu) =>
          Number((document.querySelector('[data-testid=nombre-resultats]')?.textContent ?? '').replace(/\D/g, '')) ===
          attendu,
        {},
        attendus[nom],
      );
      expect(await resultats()).toBe(attendus[nom]);
      // A link: the same filter from its address alone.
      await ouvrir(page, `${new URL(page.url()).pathname}${new URL(page.url()).search}`);
      await page.waitForSelector('td app-frise');
      expect(await resultats()).toBe(attendus[nom]);
    });
  }

  it('F4.1-3 draws the evolution over the school year, told point by point to the keyboard', async () => {
    const { corps } = await appeler('GET', '/decisions/evolution', { jeton: await jetonDe('gestionnaire') });
    const { points } = corps as { points: Point[] };
    await page.waitForSelector('app-graphe .toile svg pattern');
    expect(await page.$$eval('app-graphe .toile svg path', (traces) => traces.length)).toBeGreaterThan(5);
    await page.focus('app-graphe [role=slider]');
    await page.keyboard.press('End');
    await page.waitForSelector('app-graphe [role=slider][aria-valuetext*="31 août"]');
    const dernier = points.at(-1);
    const valeur = await page.$eval('app-graphe [role=slider]', (curseur) => curseur.getAttribute('aria-valuetext'));
    expect(valeur?.replace(/[\s\u202f\u00a0]/g, '')).toContain(`Décisionsactives${dernier?.actives}`);
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('app-graphe [role=slider][aria-valuetext*="30 août"]');
    expect(await texte(page, 'app-graphe .bulle')).toMatch(/30\/08\/\d{4}/);
  });

  it('F4.1-3 gives the same figures as a table', async () => {
    const { corps } = await appeler('GET', '/decisions/evolution', { jeton: await jetonDe('gestionnaire') });
    const { points } = corps as { points: Point[] };
    await cliquer(page, 'Voir en tableau', 'app-graphe');
    await page.waitForSelector('app-graphe tbody tr');
    const lignes = await page.$$eval('app-graphe tbody tr', (trs) =>
      trs.map((tr) => [...tr.children].map((cellule) => (cellule.textContent ?? '').replace(/[\s\u202f\u00a0]/g, ''))),
    );
    expect(lignes).toEqual(
      points.map(({ jour, actives, accompagnees }) => [
        jour.split('-').reverse().join('/'),
        String(actives),
        String(accompagnees),
        String(actives - accompagnees),
      ]),
    );
    await cliquer(page, 'Voir le graphe', 'app-graphe');
    await page.waitForSelector('app-graphe .toile svg');
  });
});
