import type { Page } from 'puppeteer-core';
import { api, calme, colonne, entetes, oublierReglages, ouvrirListe, pageDesOutils, requete } from './liste.js';

const SANS_TRI = ['actions'];

describe('Le tri', () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await pageDesOutils());
  }, 90_000);
  beforeEach(async () => {
    await oublierReglages();
    await ouvrirListe(page, '?debut=&fin=');
  });

  const trier = async (nom: string, maj = false): Promise<void> => {
    const bouton = await page.waitForSelector(`th[data-colonne=${nom}] .trieur`);
    if (maj) await page.keyboard.down('Shift');
    await bouton?.click();
    if (maj) await page.keyboard.up('Shift');
    await calme(page);
  };
  const identifiants = (): Promise<string[]> => colonne(page, 'identifiant');
  const attendus = async (sort: string): Promise<string[]> =>
    (await api(`size=50&sort=${sort}`)).items.map(({ eleve }) => eleve.identifiant);
  const aria = (nom: string): Promise<string | null> =>
    page.$eval(`th[data-colonne=${nom}]`, (th) => th.getAttribute('aria-sort'));

  it('F4.5-1 goes ascending, descending, unsorted; the columns that sort bear a pictogram', async () => {
    await trier('nom');
    expect(requete(page).get('sort')).toBe('nom');
    expect(await aria('nom')).toBe('ascending');
    expect(await identifiants()).toEqual(await attendus('nom'));
    await trier('nom');
    expect(await aria('nom')).toBe('descending');
    expect(await identifiants()).toEqual(await attendus('-nom'));
    await trier('nom');
    expect(requete(page).has('sort')).toBeFalse();
    for (const nom of await entetes(page)) {
      const masque = await page.$eval(`th[data-colonne=${nom}]`, (th) => {
        const bouton = th.querySelector('.trieur');
        return bouton ? getComputedStyle(bouton, '::after').maskImage : 'aucun';
      });
      if (SANS_TRI.includes(nom)) expect(masque).withContext(nom).toBe('aucun');
      else expect(masque).withContext(nom).toContain('data:image/svg');
    }
  });

  it('F4.5-2 sorts on several columns with Maj+clic, and numbers them', async () => {
    await trier('type');
    await trier('debut', true);
    await trier('debut', true);
    expect(requete(page).get('sort')).toBe('type,-debut');
    const rangs = await page.$$eval('.trieur[data-rang]', (liste) =>
      liste.map((b) => [b.closest('th')?.getAttribute('data-colonne'), b.getAttribute('data-rang')].join(' ')),
    );
    expect(rangs).toEqual(['type 1', 'debut 2']);
    expect(await identifiants()).toEqual(await attendus('type,-debut'));
  });

  it('F4.5-3 sorts « Mise en œuvre » by priority: complete first, then what lacks most last', async () => {
    await trier('frise');
    expect(requete(page).get('sort')).toBe('priorite');
    const { items } = await api('size=50&sort=priorite');
    expect(items.map(({ priorite }) => priorite)).toEqual(items.map(({ priorite }) => priorite).sort((a, b) => a - b));
    expect(items[0]?.priorite).toBe(0);
    expect(await identifiants()).toEqual(items.map(({ eleve }) => eleve.identifiant));
    await trier('frise');
    const dernieres = await api('size=50&sort=-priorite');
    expect(dernieres.items[0]?.priorite).toBe(1);
    expect(await identifiants()).toEqual(dernieres.items.map(({ eleve }) => eleve.identifiant));
  });
});
