import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, ouvrir, saisir, seConnecter, texte } from '../gestes.js';

interface Ligne {
  readonly id: number;
  readonly type: string;
  readonly priorite: number;
  readonly eleve: { readonly nom: string; readonly prenom: string };
  readonly segments: readonly { readonly etat: string }[];
}

describe('Les décisions', () => {
  let page: Page;
  let fautes: string[];

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
    await page.waitForSelector('td app-frise');
  }, 60_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  const total = async (): Promise<number> =>
    Number((await texte(page, '[data-testid=nombre-resultats]')).replace(/\D/g, ''));

  it('F5-1 F1.1-1 shows for each decision a frise over its whole period, coloured as the server says', async () => {
    await ouvrir(page, '/decisions?size=25');
    await page.waitForSelector('td app-frise');
    const jeton = await jetonDe('gestionnaire');
    const { corps } = await appeler('GET', '/decisions?size=25&sort=-priorite,nom', { jeton });
    const attendues = (corps as { items: Ligne[] }).items.map(({ segments }) =>
      segments.map(({ etat }) => etat.toLowerCase()),
    );
    const vues = await page.$$eval('td app-frise', (frises) =>
      frises.map((frise) => [...frise.querySelectorAll('g[data-etat]')].map((g) => g.getAttribute('data-etat') ?? '')),
    );
    expect(vues).toEqual(attendues);
    expect(attendues.length).toBe(25);
    const alternative = await page.$eval('td app-frise svg', (svg) => svg.getAttribute('aria-label'));
    expect(alternative).toMatch(/\d\d\/\d\d\/\d{4}/);
  });

  it('sorts on the server, says so to screen readers, and keeps it in the address', async () => {
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td app-frise');
    await page.locator('th ::-p-text(Nom)').click();
    await page.waitForFunction(() => location.search.includes('sort=nom'));
    await page.waitForSelector('th[aria-sort=ascending]');
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    const noms = await page.$$eval('td button.nom', (boutons) => boutons.map((b) => b.textContent?.trim() ?? ''));
    const famille = noms.map((nom) => nom.toLocaleLowerCase('fr').replace(/[-’']/g, ' '));
    expect(famille[0]?.localeCompare(famille.at(-1) ?? '', 'fr')).toBeLessThanOrEqual(0);
    await page.goBack();
    await page.waitForFunction(() => !location.search.includes('sort=nom'));
  });

  it('searches several words, accents and case ignored; says what to do when nothing is found', async () => {
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td button.nom');
    const avant = await total();
    const nom = await page.$eval('td button.nom', (bouton) => bouton.textContent?.trim() ?? '');
    await saisir(page, 'input[type=search]', nom.toUpperCase());
    await page.waitForFunction(() => location.search.includes('q='));
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    const apres = await total();
    expect(apres).toBeGreaterThan(0);
    expect(apres).toBeLessThan(avant);
    await ouvrir(page, '/decisions?q=zzzzzz&type=INDIVIDUELLE');
    await page.waitForSelector('[data-testid=liste-vide]');
    await page.locator('[data-testid=liste-vide] ::-p-text(Vider la recherche)').click();
    await page.waitForSelector('td button.nom');
  });

  it('F6.1-1 F1.1-2 offers no way to create a decision, on screen or by the API', async () => {
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td app-frise');
    expect(await texte(page)).not.toMatch(/(créer|ajouter) une décision/i);
    const jeton = await jetonDe('gestionnaire');
    for (const methode of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { statut } = await appeler(methode, methode === 'POST' ? '/decisions' : '/decisions/1', {
        jeton,
        corps: {},
      });
      expect(statut).withContext(methode).toBe(404);
    }
  });

  it('opens the detail of a decision: pupil, schoolings, frise, accompaniments', async () => {
    await ouvrir(page, '/decisions?etat=COMPLETE&size=10');
    await page.waitForSelector('td button.nom');
    await page.click('td button.nom');
    await page.waitForSelector('[data-testid=detail-decision] h2');
    await attendreTexte(page, 'Scolarités', '[data-testid=detail-decision]');
    const detail = await texte(page, '[data-testid=detail-decision]');
    for (const titre of ['Mise en œuvre', 'Décision', 'Accompagnements', 'Scolarités']) expect(detail).toContain(titre);
    expect(detail).toMatch(/par semaine/);
  });

  it('F1.3-1 gives the superviseur the same decisions, without the means to change them', async () => {
    const autre = await nouvellePage();
    await seConnecter(autre, 'superviseur');
    await autre.waitForSelector('td app-frise');
    const [gestionnaire, superviseur] = await Promise.all(
      ['gestionnaire', 'superviseur'].map(async (qui) => {
        const { corps } = await appeler('GET', '/decisions?size=1', { jeton: await jetonDe(qui) });
        return (corps as { total: number }).total;
      }),
    );
    expect(superviseur).toBe(gestionnaire ?? -1);
    expect(await autre.$('a[href*="/accompagnement"]')).toBeNull();
    const { statut } = await appeler('POST', '/accompagnements', {
      jeton: await jetonDe('superviseur'),
      corps: {},
      entetes: { 'Idempotency-Key': crypto.randomUUID() },
    });
    expect(statut).toBe(403);
    await autre.browserContext().close();
  });

  it('F1.2-2 a decision of another département answers 404', async () => {
    const ailleurs = (await appeler('GET', '/decisions?size=1', { jeton: await jetonDe('gestionnaire81') })).corps as {
      items: Ligne[];
    };
    const { statut, corps } = await appeler('GET', `/decisions/${ailleurs.items[0]?.id}`, {
      jeton: await jetonDe('gestionnaire'),
    });
    expect(statut).toBe(404);
    expect(JSON.stringify(corps)).not.toContain(ailleurs.items[0]?.eleve.nom ?? '?');
  });
});
