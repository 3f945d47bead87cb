import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { PORTABLE, TABLETTE, appeler, jetonDe, nouvellePage } from '../harnais.js';
import { decisionTelle } from '../parcours/5-frise/decisions-par-etat.js';
import { cliquer, ouvrir, seConnecter } from '../parcours/gestes.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

async function violations(page: Page): Promise<string[]> {
  // Through the protocol, not a <script>: the content policy of the page forbids those, as it must.
  await page.evaluate(AXE);
  const trouvees = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe
      .run()
      .then(({ violations: liste }) =>
        liste.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) })),
      ),
  );
  return trouvees.map(({ id, nodes }) => `${id} : ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe('Accessibilité : axe sur chaque écran, sans exclusion', () => {
  let page: Page;

  beforeAll(async () => {
    page = await nouvellePage();
    await seConnecter(page, 'superviseur');
  });
  afterAll(() => page.browserContext().close());

  it('connexion', async () => {
    const autre = await nouvellePage();
    await ouvrir(autre, '/connexion');
    await autre.waitForSelector('#identifiant');
    expect(await violations(autre)).toEqual([]);
    await autre.browserContext().close();
  });

  for (const taille of [{ width: 1366, height: 768 }, TABLETTE]) {
    for (const chemin of [
      '/decisions',
      '/decisions?q=zzzzzz',
      '/aesh',
      '/missions',
      '/aesh/abc',
      '/missions/abc',
      '/accompagnements',
      '/accompagnements/abc',
      '/pial',
      '/parametres',
      '/parametres/temps-travail',
      '/fusions',
      '/fusions/abc/1',
      '/imports',
      '/imports/nouveau?source=ECOLES',
      '/imports/abc',
      '/imports/changements',
      '/profil',
      '/mon-compte/secteurs',
      '/messages',
      '/messages?q=zzzzzz',
      '/eleves/2000000000',
    ]) {
      it(`${chemin} (${taille.width} × ${taille.height})`, async () => {
        await page.setViewport({ ...taille });
        await ouvrir(page, chemin);
        await page.waitForSelector('h1');
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  for (const taille of [PORTABLE, TABLETTE]) {
    const dimensions = `(${taille.width} × ${taille.height})`;

    it(`dossier d’un élève, en frise et en tableau ${dimensions}`, async () => {
      const { corps } = await appeler('GET', '/decisions?accompagnement=AU_MOINS_UN&size=1', {
        jeton: await jetonDe('superviseur'),
      });
      const eleve = (corps as { items: { eleve: { id: number } }[] }).items[0]?.eleve.id;
      await page.setViewport({ ...taille });
      await ouvrir(page, `/eleves/${eleve}`);
      await page.waitForSelector('[data-testid=dossier-eleve]');
      expect(await violations(page)).toEqual([]);
      await cliquer(page, 'Voir en tableau', 'app-frise-voies');
      await page.waitForSelector('app-frise-voies table');
      expect(await violations(page)).toEqual([]);
    });

    it(`indicateurs, en graphe et en tableau ${dimensions}`, async () => {
      await page.setViewport({ ...taille });
      await ouvrir(page, '/decisions');
      await page.waitForSelector('td app-frise');
      if ((await page.$('app-indicateurs')) === null) await cliquer(page, 'Indicateurs', 'main');
      await page.waitForSelector('app-graphe .toile svg');
      await page.focus('app-graphe [role=slider]');
      await page.keyboard.press('ArrowLeft');
      expect(await violations(page)).toEqual([]);
      await cliquer(page, 'Voir en tableau', 'app-graphe');
      await page.waitForSelector('app-graphe table');
      expect(await violations(page)).toEqual([]);
      await cliquer(page, 'Indicateurs', 'main .outils');
      await page.waitForFunction(() => document.querySelector('app-indicateurs') === null);
    });

    it(`périmètre, menu du compte et question avant de quitter Mes secteurs ${dimensions}`, async () => {
      await page.setViewport({ ...taille });
      await ouvrir(page, '/mon-compte/secteurs');
      await page.waitForSelector('fieldset input');
      for (const volet of ['perimetre', 'menu-compte']) {
        await page.click(`[data-testid=${volet}]`);
        await page.waitForSelector('.volet:popover-open');
        expect(await violations(page))
          .withContext(volet)
          .toEqual([]);
        await page.keyboard.press('Escape');
      }
      await page.click('fieldset input');
      await page.click('header .marque');
      await page.waitForSelector('[role=alertdialog]');
      expect(await violations(page)).toEqual([]);
      await cliquer(page, 'Quitter sans enregistrer', '[role=alertdialog] mat-dialog-actions');
      await page.waitForSelector('td app-frise');
    });

    it(`outils de la liste : filtres, colonnes, vues, export ${dimensions}`, async () => {
      await page.setViewport({ ...taille });
      // Over an empty list: its rows are looked at by the specs above.
      await ouvrir(page, '/decisions?q=zzzzzz');
      await page.waitForSelector('[data-testid=liste-vide]');
      const boutons = 'app-volet-outil > button:not([disabled])';
      const noms = await page.$$eval(boutons, (liste) =>
        liste.map((bouton) => bouton.getAttribute('aria-label') ?? bouton.textContent?.trim() ?? ''),
      );
      expect(noms.length).toBeGreaterThan(8);
      for (const [rang, nom] of noms.entries()) {
        await (await page.$$(boutons))[rang]?.click();
        await page.waitForSelector('.panneau-outil');
        await page.waitForFunction(
          () => !document.querySelector('.panneau-outil')?.textContent?.includes('Chargement'),
        );
        expect(await violations(page))
          .withContext(nom)
          .toEqual([]);
        await page.keyboard.press('Escape');
        await page.waitForFunction(() => document.querySelector('.panneau-outil') === null);
      }
    }, 180_000);
  }

  it('aperçu d’un fichier à importer, import de la démonstration', async () => {
    const jeton = await jetonDe('superviseur');
    const { corps } = await appeler('GET', '/imports?source=EPP&etat=TERMINE&size=1', { jeton });
    const [fait] = (corps as { items: { id: string }[] }).items;
    await page.setViewport({ ...PORTABLE });
    await ouvrir(page, '/imports/nouveau?source=EPP');
    await page.waitForSelector('app-zone-depot');
    await page.$eval('app-zone-depot', (zone) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['ID_AGENT;CIVILITE\r\nA1;MME\r\n'], 'essai.csv'));
      zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.waitForSelector('[data-testid=apercu]');
    await page.click('[data-testid=simuler]');
    await page.waitForSelector('[data-testid=incomplet]');
    expect(await violations(page)).toEqual([]);
    await ouvrir(page, `/imports/${fait?.id}`);
    await page.waitForSelector('[data-testid=differences]');
    expect(await violations(page)).toEqual([]);
  });

  it('références de temps de travail : changement et suppression ; comparaison de deux dossiers', async () => {
    await page.setViewport({ ...PORTABLE });
    for (const action of ['CREER', 'MODIFIER', 'SUPPRIMER']) {
      await ouvrir(page, '/parametres/temps-travail');
      await page.locator(`[data-ouvre^=${action}]:enabled`).click();
      await page.waitForSelector('app-changement-reference');
      expect(await violations(page))
        .withContext(action)
        .toEqual([]);
    }
    const { corps } = await appeler('GET', '/fusions/candidats?size=1', { jeton: await jetonDe('superviseur') });
    const [candidat] = (corps as { items: { previsionnel: { id: number }; reel: { id: number } }[] }).items;
    await ouvrir(page, `/fusions/${candidat?.previsionnel.id}/${candidat?.reel.id}`);
    await page.waitForSelector('[data-testid=comparaison]');
    expect(await violations(page)).toEqual([]);
    await ouvrir(page, `/fusions?aesh=${candidat?.previsionnel.id}`);
    await page.waitForSelector('[data-candidat]');
    expect(await violations(page)).toEqual([]);
  }, 120_000);

  it('détail d’une décision et création d’un accompagnement', async () => {
    const { id } = await decisionTelle('individuelle', ({ type }) => type === 'INDIVIDUELLE', { dossier: 'ACTIF' });
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', `/decisions?decision=${id}`);
    await autre.waitForSelector('[data-testid=detail-decision] h2');
    expect(await violations(autre)).toEqual([]);
    await ouvrir(autre, `/decisions/${id}/accompagnement`);
    await autre.waitForSelector('app-date-field input');
    expect(await violations(autre)).toEqual([]);
    await autre.browserContext().close();
  });

  for (const taille of [PORTABLE, TABLETTE]) {
    it(`détail et modification d’un accompagnement (${taille.width} × ${taille.height})`, async () => {
      const { corps } = await appeler('GET', '/accompagnements?size=1', { jeton: await jetonDe('gestionnaire') });
      const id = (corps as { items: { id: number }[] }).items[0]?.id;
      const autre = await nouvellePage(taille);
      await seConnecter(autre, 'gestionnaire', `/accompagnements/${id}`);
      await autre.waitForSelector('[data-testid=detail-accompagnement]');
      expect(await violations(autre)).toEqual([]);
      await ouvrir(autre, `/accompagnements/${id}/modifier`);
      await autre.locator('input[name=operation][value=MAINTENIR]').click();
      await autre.waitForSelector('[data-testid=frise-apres]');
      await autre.click('[data-testid=autre-aesh]');
      await autre.waitForSelector('app-candidates td input');
      expect(await violations(autre)).toEqual([]);
      await autre.browserContext().close();
    });
  }

  it('dossier d’un AESH, ajout et modification ; détail d’une mission, ajout', async () => {
    const jeton = await jetonDe('gestionnaire');
    const { corps } = await appeler('GET', '/missions?occupation=PARTIELLE&size=1', { jeton });
    const [mission] = (corps as { items: { id: number; aesh: { id: number } }[] }).items;
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', `/aesh/${mission?.aesh.id}`);
    await autre.waitForSelector('[data-testid=dossier-aesh]');
    expect(await violations(autre)).toEqual([]);
    for (const chemin of [
      `/aesh/${mission?.aesh.id}/modifier`,
      '/aesh/nouveau',
      `/missions/${mission?.id}`,
      `/missions/${mission?.id}/accompagnement`,
      '/missions/nouvelle',
    ]) {
      await ouvrir(autre, chemin);
      await autre.waitForSelector('h1');
      expect(await violations(autre))
        .withContext(chemin)
        .toEqual([]);
    }
    await autre.browserContext().close();
  });
});
