import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, ouvrir, seConnecter, texte } from '../gestes.js';

interface Synthese {
  readonly calcul: { readonly auteur: string; readonly termineLe: string } | null;
  readonly lignes: readonly { readonly besoinHeures: number; readonly couverture: number | null }[];
}

describe('Recalculer les agrégats', () => {
  let page: Page;
  let fautes: string[];

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'superviseur');
  }, 60_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  const calcul = async (): Promise<Synthese> =>
    (await appeler('GET', '/pials', { jeton: await jetonDe('superviseur') })).corps as Synthese;

  it('F3.3-5 the superviseur launches it, sees it end, and the date and author of the last one', async () => {
    const avant = await calcul();
    await ouvrir(page, '/parametres');
    await page.locator('button ::-p-text(Recalculer les agrégats)').click();
    await attendreTexte(page, 'terminé');
    const apres = await calcul();
    expect(apres.calcul?.auteur).toBe('Paul Marchetti');
    expect((apres.calcul?.termineLe ?? '') > (avant.calcul?.termineLe ?? '')).toBeTrue();
    await attendreTexte(page, 'Paul Marchetti', 'main');
    const job = (await appeler('GET', '/jobs?page=1', { jeton: await jetonDe('superviseur') })).corps as {
      items: { type: string; etat: string; auteur: string }[];
    };
    expect(job.items[0]).toEqual(jasmine.objectContaining({ etat: 'TERMINE', auteur: 'Paul Marchetti' }));
  }, 60_000);

  it('F1.3-2 the gestionnaire sees the figures and cannot launch the computation', async () => {
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', '/pial');
    await autre.waitForSelector('[data-testid=ligne-departement]');
    expect(await texte(autre, 'main')).not.toContain('Recalculer');
    const { statut } = await appeler('POST', '/pials/recalcul', {
      jeton: await jetonDe('gestionnaire'),
      corps: { annee: 2026 },
    });
    expect(statut).toBe(403);
    await autre.browserContext().close();
  }, 60_000);

  it('the PIAL table shows needs, means and coverage, the département and the schools outside any PIAL', async () => {
    await ouvrir(page, '/pial');
    await page.waitForSelector('[data-testid=ligne-departement]');
    const { lignes } = await calcul();
    expect(await page.$$eval('tbody tr', (rangs) => rangs.length)).toBe(lignes.length);
    expect(lignes.some(({ couverture }) => couverture !== null)).toBeTrue();
    expect(await texte(page, '[data-testid=ligne-hors-pial]')).toContain('Hors PIAL');
  });
});
