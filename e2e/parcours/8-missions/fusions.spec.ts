import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';

interface MissionResume {
  readonly id: number;
  readonly accompagnements: number;
  readonly affectations: number;
}
interface Resume {
  readonly id: number;
  readonly nom: string;
  readonly prenom: string;
  readonly missions: readonly MissionResume[];
}
interface Candidat {
  readonly previsionnel: Resume;
  readonly reel: Resume;
  readonly raisons: readonly string[];
  readonly missions: readonly { readonly previsionnelleId: number; readonly reelleId: number | null }[];
}
interface Mission {
  readonly accompagnements: readonly { readonly id: number }[];
  readonly affectations: readonly { readonly id: number }[];
}
interface Fusion {
  readonly id: number;
  readonly previsionnel: { readonly id: number };
  readonly annuleeLe: string | null;
}

async function lire<T>(adresse: string): Promise<T> {
  const { statut, corps } = await appeler('GET', adresse, { jeton: await jetonDe('gestionnaire') });
  expect(statut).withContext(adresse).toBe(200);
  return corps as T;
}

/** A provisional AESH of the demo that RH now knows, with a mission to merge and pupils that stand on it. */
async function candidatTel(): Promise<Candidat> {
  const { items } = await lire<{ items: Candidat[] }>('/fusions/candidats?size=200');
  const candidat = items.find(
    ({ previsionnel, reel, raisons, missions }) =>
      previsionnel.id !== reel.id &&
      raisons.includes('MEME_NOM_ET_NAISSANCE') &&
      missions.length > 0 &&
      missions.every(({ reelleId }) => reelleId !== null) &&
      previsionnel.missions.some(({ accompagnements, affectations }) => accompagnements > 0 && affectations > 0),
  );
  if (!candidat) throw new Error('Aucun prévisionnel de la démonstration à rapprocher.');
  return candidat;
}

/** All that the merge touches, but for the versions, which only go forward. */
async function photo({ previsionnel, reel, missions }: Candidat): Promise<unknown> {
  const adresses = [
    ...[previsionnel, reel].map(({ id }) => `/aesh/${id}`),
    ...missions
      .flatMap(({ previsionnelleId, reelleId }) => [previsionnelleId, reelleId])
      .map((id) => `/missions/${id}`),
  ];
  const objets = [];
  for (const adresse of adresses) objets.push(await lire(adresse));
  return JSON.parse(JSON.stringify(objets, (cle, valeur: unknown) => (cle === 'version' ? undefined : valeur)));
}

async function fusionEnVigueur({ previsionnel }: Candidat): Promise<Fusion | undefined> {
  const { items } = await lire<{ items: Fusion[] }>('/fusions?size=200');
  return items.find((fusion) => fusion.previsionnel.id === previsionnel.id && fusion.annuleeLe === null);
}

async function annulerParApi(candidat: Candidat): Promise<void> {
  const fusion = await fusionEnVigueur(candidat);
  if (fusion) await appeler('POST', `/fusions/${fusion.id}/annulation`, { jeton: await jetonDe('gestionnaire') });
}

describe('Rapprocher un prévisionnel de son dossier RH', () => {
  let page: Page;
  let fautes: string[];
  let candidat: Candidat;

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire', '/fusions');
    candidat = await candidatTel();
  }, 60_000);
  // Whatever happened, the others find the demo as it was.
  afterEach(() => annulerParApi(candidat));
  afterAll(async () => {
    // 409: what the last journey asks for.
    expect(fautes.filter((faute) => !faute.includes('status of 409'))).toEqual([]);
    await page.browserContext().close();
  });

  const comparaison = (): string => `/fusions/${candidat.previsionnel.id}/${candidat.reel.id}`;
  const fusionner = async (): Promise<void> => {
    await ouvrir(page, comparaison());
    await page.waitForSelector('[data-testid=bilan-fusion] li');
    await page.locator('button:enabled ::-p-text(Fusionner les dossiers)').click();
    await page.waitForSelector('[role=alertdialog]');
    await cliquer(page, 'Fusionner', '[role=alertdialog] mat-dialog-actions');
    await page.waitForFunction(() => location.pathname === '/fusions');
  };
  const demanderAnnulation = async (id: number): Promise<void> => {
    await page.locator(`[data-fusion="${id}"] button`).click();
    await page.waitForSelector('[role=alertdialog]');
    await cliquer(page, 'Annuler la fusion', '[role=alertdialog] mat-dialog-actions');
  };

  it('F8.3-1 proposes them with the reason, from the AESH list and from the provisional file', async () => {
    const { total } = await lire<{ total: number }>('/fusions/candidats?size=1');
    await ouvrir(page, '/aesh');
    await page.locator('a ::-p-text(Rapprochements)').click();
    await page.waitForSelector('[data-candidat]');
    expect(await page.$$eval('[data-candidat]', (liste) => liste.length)).toBe(Math.min(total, 25));
    const ligne = `[data-candidat="${candidat.previsionnel.id}-${candidat.reel.id}"]`;
    expect(await texte(page, ligne)).toContain('même nom et même date de naissance');

    await ouvrir(page, `/aesh/${candidat.previsionnel.id}`);
    await page.locator('a ::-p-text(Rapprocher d’un dossier RH)').click();
    await page.waitForFunction(() => location.pathname === '/fusions');
    await attendreTexte(page, 'Un seul AESH prévisionnel', 'main');
    await page.waitForFunction(
      (cible) => document.querySelectorAll('[data-candidat]').length === 1 && document.querySelector(cible) !== null,
      {},
      ligne,
    );
    await page.locator(`${ligne} a ::-p-text(Comparer)`).click();
    await page.waitForSelector('[data-testid=comparaison]');
    expect(chemin(page)).toBe(comparaison());
  });

  it('F8.3-1 shows the two side by side and what will be kept; another pairing keeps the mission provisional', async () => {
    await ouvrir(page, comparaison());
    await page.waitForSelector('[data-testid=bilan-fusion] li');
    const [proposee] = candidat.missions;
    const posee = candidat.previsionnel.missions.find(({ id }) => id === proposee?.previsionnelleId)!;
    const champ = `#mission-${proposee!.previsionnelleId}`;
    expect(await page.$eval(champ, (choix) => (choix as HTMLSelectElement).value)).toBe(String(proposee!.reelleId));
    expect(await texte(page, '[data-testid=bilan-fusion]')).toMatch(
      new RegExp(`${posee.accompagnements}\\s+accompagnements? conservé`),
    );
    await page.select(champ, '');
    await attendreTexte(page, 'reste prévisionnelle', '[data-testid=bilan-fusion]');
    expect(await fusionEnVigueur(candidat)).toBeUndefined();
  });

  it('F8.3-1 merges: the pupils and the affectation stand on the RH mission; undone, all is exactly as before', async () => {
    const avant = await photo(candidat);
    const [{ previsionnelleId, reelleId }] = candidat.missions as [Candidat['missions'][number]];
    const portait = await lire<Mission>(`/missions/${previsionnelleId}`);
    expect(portait.accompagnements.length).toBeGreaterThan(0);

    await fusionner();
    const fusion = (await fusionEnVigueur(candidat))!;
    expect(fusion).toBeDefined();
    const porte = await lire<Mission>(`/missions/${reelleId}`);
    for (const quoi of ['accompagnements', 'affectations'] as const) {
      for (const { id } of portait[quoi]) expect(porte[quoi].map((une) => une.id)).toContain(id);
    }
    expect((await lire<Mission>(`/missions/${previsionnelleId}`)).accompagnements).toEqual([]);
    await ouvrir(page, `/aesh/${candidat.previsionnel.id}`);
    await attendreTexte(page, 'a été rattaché au dossier RH', 'main');

    await ouvrir(page, '/fusions');
    await page.waitForSelector(`[data-fusion="${fusion.id}"] button`);
    await demanderAnnulation(fusion.id);
    await attendreTexte(page, 'Annulée', `[data-fusion="${fusion.id}"]`);
    expect(await photo(candidat)).toEqual(avant);
    await page.waitForSelector(`[data-candidat="${candidat.previsionnel.id}-${candidat.reel.id}"]`);
  }, 90_000);

  it('F8.3-1 says why a merge cannot be undone any more', async () => {
    await fusionner();
    const fusion = (await fusionEnVigueur(candidat))!;
    await page.waitForSelector(`[data-fusion="${fusion.id}"] button`);
    // Somebody else undoes it while this page still shows it.
    await annulerParApi(candidat);
    await demanderAnnulation(fusion.id);
    await attendreTexte(page, 'l’a déjà annulée', '[data-testid=refus-annulation]');
  });

  it('F1.3-2 the superviseur sees the proposals and merges nothing', async () => {
    const autre = await nouvellePage();
    await seConnecter(autre, 'superviseur', comparaison());
    await autre.waitForSelector('[data-testid=bilan-fusion] li');
    expect(await texte(autre, 'main')).not.toContain('Fusionner les dossiers');
    const { statut } = await appeler('POST', '/fusions', {
      jeton: await jetonDe('superviseur'),
      entetes: { 'Idempotency-Key': crypto.randomUUID() },
      corps: { previsionnelId: candidat.previsionnel.id, reelId: candidat.reel.id, missions: [] },
    });
    expect(statut).toBe(403);
    await autre.browserContext().close();
  });

  it('F1.2-3 reads on a tablet without scrolling sideways', async () => {
    await page.setViewport({ ...TABLETTE });
    for (const adresse of ['/fusions', comparaison()]) {
      await ouvrir(page, adresse);
      await page.waitForSelector('[data-candidat], [data-testid=comparaison]');
      expect(await page.$eval('main', (main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    }
    await page.setViewport({ width: 1366, height: 768 });
  });
});
