import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';
import { enFrancais, jourSuivant } from '../5-frise/decisions-par-etat.js';
import { type Place, placer, recruter, retirer, trouverMaintenable } from './placement.js';

interface Lu {
  readonly id: number;
  readonly debut: string;
  readonly fin: string;
  readonly heures: number;
  readonly version: number;
}

async function remplir(page: Page, libelle: string, valeur: string): Promise<void> {
  const id = await page.$$eval(
    'label',
    (labels, cherche) => labels.find((label) => label.textContent?.trim() === cherche)?.htmlFor ?? '',
    libelle,
  );
  await page.click(`#${id}`, { count: 3 });
  await page.type(`#${id}`, valeur);
  await page.keyboard.press('Tab');
}

describe('Modifier un accompagnement', () => {
  let page: Page;
  let fautes: string[];
  let jeton: string;
  let place: Place;
  const lire = async (): Promise<Lu> => (await appeler('GET', `/accompagnements/${place.id}`, { jeton })).corps as Lu;
  const ouvrirModification = async (): Promise<void> => {
    await ouvrir(page, `/accompagnements/${place.id}/modifier`);
    await page.waitForSelector('[data-testid=modification-accompagnement]');
  };

  beforeAll(async () => {
    jeton = await jetonDe('gestionnaire');
    page = await nouvellePage();
    await seConnecter(page, 'gestionnaire');
    await recruter(jeton, 'MODIFIEE');
  }, 90_000);
  beforeEach(async () => {
    jeton = await jetonDe('gestionnaire');
    place = await placer(jeton);
    fautes = plaintes(page);
  }, 60_000);
  afterEach(() => retirer(jeton, place));
  afterAll(() => page.browserContext().close());

  it('F10.2-1 changes dates and hours from the detail, shows before and after, and the operation can be taken back', async () => {
    await ouvrir(page, `/accompagnements/${place.id}`);
    await page.waitForSelector('[data-testid=detail-accompagnement]');
    await cliquer(page, 'Modifier l’accompagnement');
    await page.waitForSelector('[data-testid=modification-accompagnement]');
    const fin = jourSuivant(place.fin, -30);
    await remplir(page, 'Fin', enFrancais(fin));
    await remplir(page, 'Heures hebdo', '3');
    await page.waitForSelector('[data-testid=apercu] [data-testid=frise-apres]');
    await cliquer(page, 'Enregistrer', 'form');
    await attendreTexte(page, 'est modifié');
    expect(await lire()).toEqual(jasmine.objectContaining({ debut: place.debut, fin, heures: 3 }));
    await cliquer(page, 'Annuler l’opération', 'mat-snack-bar-container');
    await attendreTexte(page, 'l’état précédent est rétabli');
    expect(await lire()).toEqual(jasmine.objectContaining({ fin: place.fin, heures: place.heures }));
    expect(fautes).toEqual([]);
  });

  it('F10.2-2 inserts a new one in place of the original where they overlap: the original is cut', async () => {
    await ouvrirModification();
    const debut = jourSuivant(place.fin, -20);
    await page.click('input[name=operation][value=INSERER]');
    await remplir(page, 'Début', enFrancais(debut));
    await remplir(page, 'Heures hebdo', '2');
    await page.waitForSelector('[data-testid=apercu] [data-testid=frise-apres]');
    await cliquer(page, 'Insérer', 'button[type=submit]');
    await attendreTexte(page, 'est inséré');
    expect(await lire()).toEqual(jasmine.objectContaining({ fin: jourSuivant(debut, -1), heures: place.heures }));
    const autres = await appeler('GET', `/accompagnements?decisionId=${place.decisionId}`, { jeton });
    expect((autres.corps as { items: Lu[] }).items).toContain(
      jasmine.objectContaining({ debut, fin: place.fin, heures: 2 }),
    );
    expect(fautes).toEqual([]);
  });

  it('F10.2-2 splits the original around what is inserted, and all of it is taken back at once', async () => {
    const [debut, fin] = [jourSuivant(place.fin, -40), jourSuivant(place.fin, -20)];
    const lister = async (): Promise<Lu[]> => {
      const { corps } = await appeler('GET', `/accompagnements?decisionId=${place.decisionId}&sort=debut`, { jeton });
      return (corps as { items: Lu[] }).items.filter(({ id }) => id >= place.id);
    };
    await ouvrirModification();
    await page.click('input[name=operation][value=INSERER]');
    await remplir(page, 'Début', enFrancais(debut));
    await remplir(page, 'Fin', enFrancais(fin));
    await remplir(page, 'Heures hebdo', '2');
    await attendreTexte(page, enFrancais(jourSuivant(fin)), '[data-testid=accompagnements-apercus]');
    await cliquer(page, 'Insérer', 'button[type=submit]');
    await attendreTexte(page, 'est inséré');
    expect((await lister()).map((un) => [un.debut, un.fin, un.heures])).toEqual([
      [place.debut, jourSuivant(debut, -1), place.heures],
      [debut, fin, 2],
      [jourSuivant(fin), place.fin, place.heures],
    ]);
    await cliquer(page, 'Annuler l’opération', 'mat-snack-bar-container');
    await attendreTexte(page, 'l’état précédent est rétabli');
    expect((await lister()).map((un) => [un.id, un.debut, un.fin])).toEqual([[place.id, place.debut, place.fin]]);
    expect(fautes).toEqual([]);
  });

  it('F10.2-4 F10.3-5 warns that changes will be lost, and a refusal loses nothing', async () => {
    await ouvrirModification();
    await remplir(page, 'Fin', enFrancais(jourSuivant(place.fin, 800)));
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=refus-accompagnement]');
    expect((await texte(page, '[data-testid=refus-accompagnement]')).length).toBeGreaterThan(20);
    const valeurs = await page.$$eval('form input', (champs) => champs.map(({ value }) => value));
    expect(valeurs).toContain(enFrancais(jourSuivant(place.fin, 800)));
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.actions a')?.click();
    });
    await attendreTexte(page, 'Quitter sans enregistrer ?');
    await cliquer(page, 'Rester sur la page', 'mat-dialog-container');
    await page.waitForSelector('mat-dialog-container', { hidden: true });
    expect(await page.$('[data-testid=modification-accompagnement]')).not.toBeNull();
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.actions a')?.click();
    });
    await page.waitForSelector('mat-dialog-container');
    await cliquer(page, 'Quitter sans enregistrer', 'mat-dialog-container button');
    await page.waitForSelector('[data-testid=detail-accompagnement]');
    expect(await lire()).toEqual(jasmine.objectContaining({ fin: place.fin }));
  });

  it('shows the change of somebody else beside mine, and keeps what I typed', async () => {
    await ouvrirModification();
    await remplir(page, 'Heures hebdo', '2');
    const { version } = await lire();
    const { statut } = await appeler('PATCH', `/accompagnements/${place.id}`, {
      jeton,
      entetes: { 'If-Match': `"${version}"` },
      corps: { heures: 3 },
    });
    expect(statut).toBe(200);
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=conflit]');
    expect(await texte(page, '[data-testid=conflit]')).toMatch(/2\sh[\s\S]*3\sh/);
    await cliquer(page, 'Garder ma saisie');
    await cliquer(page, 'Enregistrer', 'form');
    await attendreTexte(page, 'est modifié');
    expect(await lire()).toEqual(jasmine.objectContaining({ heures: 2 }));
  });
});

describe('Maintenir un accompagnement', () => {
  let page: Page;

  beforeAll(async () => {
    page = await nouvellePage();
    await seConnecter(page, 'gestionnaire');
  }, 90_000);
  afterAll(() => page.browserContext().close());

  it('F10.2-3 goes on after the end of the decision, in violet, on another mission, and can be taken back', async () => {
    const jeton = await jetonDe('gestionnaire');
    const { id, debut, fin, autre } = await trouverMaintenable(jeton);
    const fautes = plaintes(page);
    await ouvrir(page, `/accompagnements/${id}/modifier`);
    await page.waitForSelector('[data-testid=modification-accompagnement]');
    await page.click('input[name=operation][value=MAINTENIR]');
    const valeurs = await page.$$eval('form input', (champs) => champs.map(({ value }) => value));
    expect(valeurs).withContext('proposé le lendemain de la décision').toContain(enFrancais(debut));
    await remplir(page, 'Fin', enFrancais(fin));
    await page.click('[data-testid=autre-aesh]');
    await page.locator(`#mission-${autre.missionId}`).click();
    await attendreTexte(page, autre.aesh.prenom, '[data-testid=accompagnements-apercus]');
    await page.waitForSelector('[data-testid=frise-apres][data-etats$=violet]');
    expect(await page.$('[data-testid=empechement]')).toBeNull();
    await cliquer(page, 'Maintenir', 'button[type=submit]');
    await attendreTexte(page, 'est maintenu');
    await page.waitForSelector('[data-testid=frise-decision][data-etats$=violet]');
    expect(await texte(page, 'main')).toContain('Maintien');
    const adresse = chemin(page);
    const { corps } = await appeler('GET', adresse, { jeton });
    expect(corps).toEqual(jasmine.objectContaining({ debut, fin, missionId: autre.missionId, maintien: true }));
    await cliquer(page, 'Annuler l’opération', 'mat-snack-bar-container');
    await attendreTexte(page, 'l’état précédent est rétabli');
    expect((await appeler('GET', adresse, { jeton })).statut).toBe(404);
    expect(fautes).toEqual([]);
  });
});
