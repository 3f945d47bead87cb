import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';

interface Ligne {
  readonly id: number;
  readonly eleve: { readonly id: number; readonly nom: string };
}
interface Dossier {
  readonly id: number;
  readonly nom: string;
  readonly ine: string | null;
  readonly decisions: readonly { readonly id: number; readonly type: string }[];
  readonly accompagnements: readonly { readonly id: number; readonly aesh: { readonly nom: string } }[];
  readonly scolarites: readonly { readonly etablissement: string }[];
  readonly proches: readonly { readonly nom: string }[];
  readonly soins: readonly { readonly structure: string }[];
}

describe('Le dossier d’un élève', () => {
  let page: Page;
  let fautes: string[];
  let ligne: Ligne;
  let dossier: Dossier;

  beforeAll(async () => {
    const jeton = await jetonDe('gestionnaire');
    const { corps } = await appeler('GET', '/decisions?type=INDIVIDUELLE&accompagnement=AU_MOINS_UN&size=1', { jeton });
    ligne = (corps as { items: [Ligne] }).items[0];
    dossier = (await appeler('GET', `/eleves/${ligne.eleve.id}`, { jeton })).corps as Dossier;
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
  }, 60_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F6.1-1 shows the file, schoolings, decisions with their frise, proches, care and accompaniments', async () => {
    await ouvrir(page, `/eleves/${dossier.id}`);
    await page.waitForSelector('[data-testid=dossier-eleve]');
    expect((await texte(page, 'h1')).toLocaleUpperCase('fr')).toContain(dossier.nom.toLocaleUpperCase('fr'));
    const vu = (await texte(page, '[data-testid=dossier-eleve]')).toLocaleUpperCase('fr');
    const attendus = [
      ...dossier.accompagnements.map(({ aesh }) => aesh.nom),
      ...dossier.scolarites.map(({ etablissement }) => etablissement),
      ...dossier.proches.map(({ nom }) => nom),
      ...dossier.soins.map(({ structure }) => structure),
      ...(dossier.ine === null ? [] : [dossier.ine]),
      ...['Identité', 'Décisions', 'Accompagnements', 'Scolarités', 'Proches', 'Soins', 'ERSEH', 'ans)'],
    ];
    for (const mot of attendus) expect(vu).toContain(mot.toLocaleUpperCase('fr'));
    expect((await page.$$('article app-frise')).length).toBe(dossier.decisions.length);
    expect((await page.$$('app-frise-voies .voie')).length).toBe(dossier.decisions.length + 3);
    // Nothing of the pupil in the title, which goes to the history of the browser.
    expect((await page.title()).toLocaleUpperCase('fr')).not.toContain(dossier.nom.toLocaleUpperCase('fr'));
  });

  it('comes back to the list with its filters, also after a reload, and opens a decision in it', async () => {
    await ouvrir(page, `/decisions?type=INDIVIDUELLE&decision=${ligne.id}`);
    await page.waitForSelector('[data-testid=detail-decision] h2');
    await page.click(`[data-testid=detail-decision] a[href="/eleves/${ligne.eleve.id}"]`);
    await page.waitForSelector('[data-testid=dossier-eleve]');
    await page.reload({ waitUntil: 'networkidle0' });
    await page.waitForSelector('[data-testid=dossier-eleve]');
    await page.click('[data-testid=retour-liste]');
    await page.waitForSelector('td app-frise');
    expect(chemin(page)).toBe('/decisions');
    expect(new URL(page.url()).searchParams.get('type')).toBe('INDIVIDUELLE');
    expect(new URL(page.url()).searchParams.get('decision')).toBeNull();
    await page.goBack();
    await page.waitForSelector('[data-testid=dossier-eleve]');
    await cliquer(page, 'Voir la décision dans la liste', '[data-testid=dossier-eleve]');
    await page.waitForSelector('[data-testid=detail-decision] h2');
    expect(new URL(page.url()).searchParams.get('type')).toBe('INDIVIDUELLE');
  });

  it('leads the gestionnaire to the creation for an individual decision, and nobody else', async () => {
    await ouvrir(page, `/eleves/${dossier.id}`);
    await page.waitForSelector('[data-testid=dossier-eleve]');
    const individuelles = dossier.decisions.filter(({ type }) => type === 'INDIVIDUELLE');
    expect((await page.$$('main a[href$="/accompagnement"]')).length).toBe(individuelles.length);
    const autre = await nouvellePage();
    await seConnecter(autre, 'superviseur', `/eleves/${dossier.id}`);
    await autre.waitForSelector('[data-testid=dossier-eleve]');
    expect(await autre.$('main a[href$="/accompagnement"]')).toBeNull();
    await autre.browserContext().close();
  });

  it('F1.2-2 says what happened for a pupil of another département, an unknown one and a wrong address', async () => {
    const { corps } = await appeler('GET', '/decisions?size=1', { jeton: await jetonDe('gestionnaire81') });
    const ailleurs = (corps as { items: [Ligne] }).items[0].eleve;
    for (const id of [ailleurs.id, 2_000_000_000, 'abc', '-1', '99999999999']) {
      await ouvrir(page, `/eleves/${id}`);
      await attendreTexte(page, 'Élève introuvable', 'h1');
      expect(await texte(page, '[data-testid=eleve-introuvable]')).toContain(String(id));
      expect((await texte(page)).toLocaleUpperCase('fr')).not.toContain(ailleurs.nom.toLocaleUpperCase('fr'));
    }
    await cliquer(page, 'Retour à la liste des décisions', 'main');
    await page.waitForSelector('td app-frise');
  });

  it('F1.2-3 reads on a tablet without scrolling sideways', async () => {
    await page.setViewport({ ...TABLETTE });
    await ouvrir(page, `/eleves/${dossier.id}`);
    await page.waitForSelector('[data-testid=dossier-eleve]');
    expect(await page.$eval('main', (main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    await page.setViewport({ width: 1366, height: 768 });
  });
});
