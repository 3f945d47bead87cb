import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { api, colonne, ouvrirListe } from '../4-outils/liste.js';
import { attendreTexte, ouvrir, seConnecter, texte } from '../gestes.js';

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

  it('F5-1 F1.1-1 shows for each decision a frise over its whole period, coloured as the server says', async () => {
    await ouvrirListe(page, '?size=25&debut=&fin=');
    const attendues = (await api('size=25&sort=-priorite,nom')).items.map((ligne) =>
      (ligne as unknown as Ligne).segments.map(({ etat }) => etat.toLowerCase()),
    );
    const vues = await page.$$eval('td app-frise', (frises) =>
      frises.map((frise) => (frise.getAttribute('data-etats') ?? '').split(' ').filter((etat) => etat !== '')),
    );
    expect(vues).toEqual(attendues);
    expect(attendues.length).toBe(25);
    const alternative = await page.$eval('td app-frise', (frise) => frise.getAttribute('aria-label'));
    expect(alternative).toMatch(/\d\d\/\d\d\/\d{4}/);
  });

  it('F6.1-3 shows the schoolings that overlap the decision, or the last one when none does', async () => {
    const { items } = await api('size=200&sort=identifiant');
    const jeton = await jetonDe('gestionnaire');
    for (const ligne of items.filter(({ etablissements }) => etablissements.length > 0).slice(0, 40)) {
      const { corps } = await appeler('GET', `/decisions/${ligne.id}`, { jeton });
      const toutes = (corps as { scolarites: { uai: string; debut: string; fin: string | null }[] }).scolarites;
      const recoupent = toutes.filter((s) => s.debut <= ligne.fin && (s.fin ?? '9999') >= ligne.debut);
      if (recoupent.length === 0) {
        const derniere = toutes.reduce((a, b) => (b.debut > a.debut ? b : a), toutes[0] ?? { uai: '?', debut: '' });
        expect(ligne.etablissements.map(({ uai }) => uai)).toEqual([derniere.uai]);
      } else {
        expect(new Set(ligne.etablissements.map(({ uai }) => uai)))
          .withContext(String(ligne.id))
          .toEqual(new Set(recoupent.map(({ uai }) => uai)));
      }
    }
    // What the API says is what the screen shows.
    await ouvrirListe(page, '?debut=&fin=&size=25&sort=identifiant');
    const attendues = (await api('size=25&sort=identifiant')).items.map(({ etablissements }) =>
      etablissements.map(({ nom, commune }) => (commune === null ? nom : `${nom} (${commune})`)).join(' ; '),
    );
    expect(await colonne(page, 'etablissements')).toEqual(attendues);
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
    await ouvrir(page, '/decisions?etat=COMPLETE');
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
    expect(await autre.$('a[href$="/accompagnement"]')).toBeNull();
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
