import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage } from '../harnais.js';
import { ouvrir, seConnecter } from '../parcours/gestes.js';

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
    for (const chemin of ['/decisions', '/decisions?q=zzzzzz', '/pial', '/parametres', '/profil']) {
      it(`${chemin} (${taille.width} × ${taille.height})`, async () => {
        await page.setViewport({ ...taille });
        await ouvrir(page, chemin);
        await page.waitForSelector('h1');
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  it('détail d’une décision et création d’un accompagnement', async () => {
    const jeton = await jetonDe('gestionnaire');
    const { corps } = await appeler('GET', '/decisions?type=INDIVIDUELLE&size=1&sort=priorite', { jeton });
    const id = (corps as { items: { id: number }[] }).items[0]?.id;
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', `/decisions?decision=${id}`);
    await autre.waitForSelector('[data-testid=detail-decision] h2');
    expect(await violations(autre)).toEqual([]);
    await ouvrir(autre, `/decisions/${id}/accompagnement`);
    await autre.waitForSelector('h1');
    expect(await violations(autre)).toEqual([]);
    await autre.browserContext().close();
  });
});
