import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';

const QUI = 'gestionnaire81';

interface Secteur {
  readonly code: string;
  readonly libelle: string;
  readonly choisi: boolean;
}

/** Narrows through the API what the screens must then show, or comes back to the whole département. */
async function choisir(codes: readonly string[]): Promise<Secteur[]> {
  const { statut, corps } = await appeler('PUT', '/me/secteurs', { jeton: await jetonDe(QUI), corps: { codes } });
  if (statut !== 200) throw new Error(`PUT /me/secteurs : ${statut} ${JSON.stringify(corps)}`);
  return (corps as { secteurs: Secteur[] }).secteurs;
}

async function compter(requete = ''): Promise<number> {
  const jeton = await jetonDe(QUI);
  const { debut, fin } = (await appeler('GET', '/decisions/indicateurs', { jeton })).corps as {
    debut: string;
    fin: string;
  };
  const { corps } = await appeler('GET', `/decisions?size=1&debut=${debut}&fin=${fin}${requete}`, { jeton });
  return (corps as { total: number }).total;
}

const nombre = (mots: string): number => Number(/^[\d\s\u202f\u00a0]+/.exec(mots)?.[0].replace(/\D/g, ''));

describe('Mes secteurs', () => {
  let page: Page;
  let fautes: string[];
  let secteurs: Secteur[];
  /** A sector with some decisions, not all of them. */
  let garde: Secteur;

  beforeAll(async () => {
    secteurs = await choisir([]);
    const tous = await compter();
    for (const secteur of secteurs) {
      const siennes = await compter(`&secteur=${secteur.code}`);
      if (siennes > 0 && siennes < tous) garde = secteur;
    }
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, QUI);
  }, 60_000);
  beforeEach(() => choisir([]));
  afterAll(async () => {
    await choisir([]);
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  const lus = async (autre = page): Promise<number> => {
    await autre.waitForFunction(() => document.querySelector('app-data-table [aria-busy=true]') === null);
    return nombre(await texte(autre, '[data-testid=nombre-resultats]'));
  };
  const attendreNombre = (attendu: number, autre = page) =>
    autre.waitForFunction(
      (total) =>
        Number((document.querySelector('[data-testid=nombre-resultats]')?.textContent ?? '').replace(/\D/g, '')) ===
        total,
      {},
      attendu,
    );

  it('F2.4-1 shows the whole département by default, and says so in the header', async () => {
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td app-frise');
    expect(await texte(page, '[data-testid=perimetre]')).toMatch(/Tarn$/);
    await attendreNombre(await compter());
    expect(await compter()).toBeGreaterThan(0);
    await page.click('[data-testid=perimetre]');
    await attendreTexte(page, 'Vos listes montrent tout le département', '#volet-perimetre');
    await page.keyboard.press('Escape');
  });

  it('F2.4-2 narrows the list, the counters and the sector filter to the chosen sector, for every session', async () => {
    const attendu = await compter(`&secteur=${garde.code}`);
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td app-frise');
    await page.click('[data-testid=perimetre]');
    await cliquer(page, 'Choisir mes secteurs', '#volet-perimetre');
    await attendreTexte(page, 'Mes secteurs', 'h1');
    expect(chemin(page)).toBe('/mon-compte/secteurs');
    await page.waitForSelector('fieldset input[type=checkbox]');
    expect(
      await page.$$eval('fieldset input', (cases) => cases.every((c) => (c as HTMLInputElement).checked)),
    ).toBeTrue();
    await cliquer(page, 'Tout décocher', 'main');
    await page.click(`fieldset input[value="${garde.code}"]`);
    await attendreTexte(page, `1\u00a0secteur sur ${secteurs.length}`, '[data-testid=secteurs-choisis]');
    await cliquer(page, 'Enregistrer', 'main');
    await attendreTexte(page, `secteur sur ${secteurs.length}`, '[data-testid=perimetre]');

    // The list.
    await cliquer(page, 'Accueil', '[data-testid=menu-principal]');
    await page.waitForSelector('td app-frise');
    expect(await lus()).toBe(attendu);
    expect(await texte(page, '[data-testid=perimetre]')).toContain('Tarn');
    // The sector filter.
    const offerts = (await appeler('GET', '/secteurs', { jeton: await jetonDe(QUI) })).corps as Secteur[];
    expect(offerts.map(({ code }) => code)).toEqual([garde.code]);
    // The counters.
    if ((await page.$('app-indicateurs')) === null) await cliquer(page, 'Indicateurs', 'main');
    await page.waitForSelector('[data-testid=indicateur-toutes]');
    expect(nombre(await texte(page, '[data-testid=indicateur-toutes]'))).toBe(attendu);

    // Another session of the same user sees the same choice.
    const autre = await nouvellePage(TABLETTE);
    await seConnecter(autre, QUI, '/decisions');
    await autre.waitForSelector('td app-frise');
    await attendreTexte(autre, `secteur sur ${secteurs.length}`, '[data-testid=perimetre]');
    expect(await lus(autre)).toBe(attendu);
    await autre.browserContext().close();
  });

  it('F2.4-2 comes back to the whole département in a click from the header, and the list follows at once', async () => {
    await choisir([garde.code]);
    const restreint = await compter();
    await ouvrir(page, '/decisions');
    await page.waitForSelector('td app-frise');
    await attendreTexte(page, `secteur sur ${secteurs.length}`, '[data-testid=perimetre]');
    expect(await lus()).toBe(restreint);
    await page.click('[data-testid=perimetre]');
    await cliquer(page, 'Revenir à tout le département', '#volet-perimetre');
    await page.waitForFunction(() => !document.querySelector('[data-testid=perimetre]')?.textContent?.includes('sur'));
    const tous = await compter();
    expect(tous).toBeGreaterThan(restreint);
    await attendreNombre(tous);
  });

  it('F2.4-2 opens by its link a decision of another sector of the département', async () => {
    const jeton = await jetonDe(QUI);
    const { corps } = await appeler('GET', `/decisions?size=200`, { jeton });
    const { items } = corps as { items: { id: number; secteur: { code: string } }[] };
    const autre = items.find(({ secteur }) => secteur.code !== garde.code);
    expect(autre).toBeDefined();
    await choisir([garde.code]);
    expect((await appeler('GET', `/decisions/${autre?.id}`, { jeton })).statut).toBe(200);
  });

  it('asks before unsaved changes are lost, and refuses to keep nothing', async () => {
    await ouvrir(page, '/mon-compte/secteurs');
    await page.waitForSelector('fieldset input[type=checkbox]');
    await cliquer(page, 'Tout décocher', 'main');
    await cliquer(page, 'Enregistrer', 'main');
    await attendreTexte(page, 'Cochez au moins un secteur', 'main [role=alert]');
    await cliquer(page, 'PIAL', '[data-testid=menu-principal]');
    await page.waitForSelector('[role=alertdialog]');
    await cliquer(page, 'Rester sur la page', '[role=alertdialog]');
    await page.waitForFunction(() => document.querySelector('[role=alertdialog]') === null);
    expect(chemin(page)).toBe('/mon-compte/secteurs');
    await cliquer(page, 'Annuler', 'main');
    await cliquer(page, 'PIAL', '[data-testid=menu-principal]');
    await attendreTexte(page, 'PIAL', 'h1');
    expect((await appeler('GET', '/me/secteurs', { jeton: await jetonDe(QUI) })).corps).toEqual({ secteurs });
  });

  it('is offered to gestionnaires and superviseurs alone', async () => {
    await page.click('[data-testid=menu-compte]');
    expect(await texte(page, '#volet-compte')).toContain('Mes secteurs');
    await page.keyboard.press('Escape');
    expect((await appeler('GET', '/me/secteurs', { jeton: await jetonDe('admin') })).statut).toBe(403);
    const autre = await nouvellePage();
    await seConnecter(autre, 'admin');
    await attendreTexte(autre, 'Traitements', 'h1');
    expect(await autre.$('[data-testid=perimetre]')).toBeNull();
    await ouvrir(autre, '/mon-compte/secteurs');
    expect(chemin(autre)).toBe('/traitements');
    await autre.browserContext().close();
  });
});
