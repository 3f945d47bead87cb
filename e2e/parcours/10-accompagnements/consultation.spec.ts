import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';
import { type Place, placer, recruter, retirer } from './placement.js';

describe('Consulter les accompagnements', () => {
  let page: Page;
  let fautes: string[];
  let jeton: string;
  let place: Place;

  beforeAll(async () => {
    jeton = await jetonDe('gestionnaire');
    await recruter(jeton, 'CONSULTEE');
    place = await placer(jeton);
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
  }, 90_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await retirer(jeton, place);
    await page.browserContext().close();
  });

  it('F10.1-1 lists them: AESH, period, type, number of decisions, school, provisional, and opens the detail', async () => {
    await ouvrir(page, `/accompagnements?ids=${place.id}`);
    await page.waitForSelector(`td a[href^="/accompagnements/${place.id}"]`);
    const entetes = await page.$$eval('th', (cases) => cases.map((une) => une.textContent?.trim() ?? ''));
    for (const attendu of ['AESH', 'Début', 'Fin', 'Type', 'Décisions', 'Établissement', 'Prévisionnel']) {
      expect(entetes.some((entete) => entete.includes(attendu)))
        .withContext(attendu)
        .toBeTrue();
    }
    const lignes = await page.$$eval('app-data-table tbody tr', (lues) => lues.map((une) => une.textContent ?? ''));
    expect(lignes.length).toBe(1);
    expect(lignes[0]).toContain(place.debut.split('-').reverse().join('/'));
    expect(lignes[0]).toContain(place.eleve.prenom);
    await page.click(`td a[href^="/accompagnements/${place.id}"]`);
    await page.waitForSelector('[data-testid=detail-accompagnement]');
    expect(chemin(page)).toBe(`/accompagnements/${place.id}`);
  });

  it('F10.1-2 shows the mission with its AESH and occupation, the decisions with their pupils and coverage', async () => {
    await ouvrir(page, `/accompagnements/${place.id}`);
    await page.waitForSelector('[data-testid=detail-accompagnement]');
    await page.waitForSelector('[data-testid=frise-mission][data-etats]');
    await page.waitForSelector('[data-testid=frise-decision][data-etats]');
    const liens = await page.$$eval('[data-testid=detail-accompagnement] a', (lus) =>
      lus.map((un) => un.getAttribute('href') ?? ''),
    );
    expect(liens).toContain(`/missions/${place.missionId}`);
    expect(liens).toContain(`/eleves/${place.eleve.id}`);
    expect(liens).toContain(`/decisions?decision=${place.decisionId}`);
    expect(liens.some((lien) => lien.startsWith('/aesh/'))).toBeTrue();
    expect(await texte(page, '[data-testid=detail-accompagnement]')).toContain(place.eleve.prenom);
  });

  it('F10.2-4 asks before it deletes, and « Annuler l’opération » brings the accompaniment back', async () => {
    await ouvrir(page, `/accompagnements/${place.id}`);
    await page.waitForSelector('[data-testid=supprimer]');
    await page.click('[data-testid=supprimer]');
    await page.waitForSelector('mat-dialog-container');
    await cliquer(page, 'Annuler', 'mat-dialog-container');
    await page.waitForSelector('mat-dialog-container', { hidden: true });
    expect((await appeler('GET', `/accompagnements/${place.id}`, { jeton })).statut).toBe(200);

    await page.click('[data-testid=supprimer]');
    await page.waitForSelector('mat-dialog-container');
    await cliquer(page, 'Supprimer l’accompagnement', 'mat-dialog-container');
    await attendreTexte(page, 'est supprimé');
    expect((await appeler('GET', `/accompagnements/${place.id}`, { jeton })).statut).toBe(404);

    await cliquer(page, 'Annuler l’opération', 'mat-snack-bar-container');
    await attendreTexte(page, 'l’état précédent est rétabli');
    await page.waitForSelector('[data-testid=detail-accompagnement]');
    expect((await appeler('GET', `/accompagnements/${place.id}`, { jeton })).statut).toBe(200);
  });

  it('says that an accompaniment does not exist', async () => {
    await ouvrir(page, '/accompagnements/abc');
    await page.waitForSelector('[data-testid=accompagnement-introuvable]');
  });
});
