import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { remplir } from '../7-aesh/formulaire.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';

interface Reference {
  readonly id: number;
  readonly quotite: number;
  readonly heures: number;
  readonly missions: number;
  readonly version: number;
}

const ADRESSE = '/parametres/temps-travail';
const API = '/parametres/references-temps-travail';
/** No mission of the demo has it: those of the other journeys keep their hours. */
const QUOTITE = 33.33;

async function references(): Promise<readonly Reference[]> {
  return (await appeler('GET', API, { jeton: await jetonDe('superviseur') })).corps as Reference[];
}

async function reference(quotite: number): Promise<Reference | undefined> {
  return (await references()).find((une) => une.quotite === quotite);
}

async function retirer(quotite: number): Promise<void> {
  const presente = await reference(quotite);
  if (presente) {
    await appeler('DELETE', `${API}/${presente.id}`, {
      jeton: await jetonDe('superviseur'),
      entetes: { 'If-Match': `"${presente.version}"` },
    });
  }
}

/** A provisional AESH whose only mission has this quotité and no hours of its own. */
async function aeshSansHeures(): Promise<{ id: number; missionIds: readonly number[] }> {
  const jeton = await jetonDe('gestionnaire');
  const { corps } = await appeler('GET', '/missions?size=1', { jeton });
  const [modele] = (corps as { items: { uaiEmployeur: string }[] }).items;
  const creation = await appeler('POST', '/aesh', {
    jeton,
    entetes: { 'Idempotency-Key': crypto.randomUUID() },
    corps: {
      civilite: 'MME',
      nom: 'Quotitaire',
      prenom: 'Zélie',
      missions: [
        {
          typeContrat: 'CDD',
          natureCode: 'HPIN',
          debut: '2026-09-01',
          fin: '2027-08-31',
          heures: null,
          quotite: QUOTITE,
          uaiEmployeur: modele?.uaiEmployeur,
          uaiPayeur: null,
        },
      ],
    },
  });
  expect(creation.statut).withContext(JSON.stringify(creation.corps)).toBe(201);
  return creation.corps as { id: number; missionIds: readonly number[] };
}

async function heuresDe(missionId: number): Promise<number> {
  return ((await appeler('GET', `/missions/${missionId}`, { jeton: await jetonDe('gestionnaire') })).corps as Reference)
    .heures;
}

async function oter(missionId: number): Promise<void> {
  const jeton = await jetonDe('gestionnaire');
  const { corps } = await appeler('GET', `/missions/${missionId}`, { jeton });
  const entetes = { 'If-Match': `"${(corps as Reference).version}"` };
  await appeler('DELETE', `/missions/${missionId}`, { jeton, entetes });
}

const LIGNE = `tr[data-quotite="${QUOTITE}"]`;
const APERCU = '[data-testid=apercu-reference]';

describe('Les références de temps de travail', () => {
  let page: Page;
  let fautes: string[];

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'superviseur', ADRESSE);
    await retirer(QUOTITE);
  }, 60_000);
  afterAll(async () => {
    await retirer(QUOTITE);
    // A quotité taken, a version gone by: answers to what these journeys do.
    expect(fautes.filter((faute) => !/status of (409|412)/.test(faute))).toEqual([]);
    await page.browserContext().close();
  });

  const nouvelle = async (quotite: string, heures: string): Promise<void> => {
    await page.locator('button ::-p-text(Ajouter une référence)').click();
    await page.waitForSelector('app-changement-reference');
    await remplir(page, 'Quotité (%)', quotite);
    await remplir(page, 'Heures hebdomadaires', heures);
  };
  const enregistrer = (bouton = 'Enregistrer'): Promise<void> =>
    page.locator(`app-changement-reference button:enabled ::-p-text(${bouton})`).click();

  it('F3.1-1 F3.1-2 adds, changes and deletes one, sees before what changes; the hours of the mission follow', async () => {
    await retirer(QUOTITE);
    const { missionIds } = await aeshSansHeures();
    const [mission = 0] = missionIds;
    expect(await heuresDe(mission)).toBe(0);

    await ouvrir(page, ADRESSE);
    await page.waitForSelector('tr[data-quotite]');
    expect(await page.$$eval('tr[data-quotite]', (rangs) => rangs.length)).toBe((await references()).length);
    await nouvelle('33,33', '13');
    await attendreTexte(page, 'd’heures', APERCU);
    expect(await heuresDe(mission))
      .withContext('nothing is written by the preview')
      .toBe(0);
    await enregistrer();
    await page.waitForSelector(LIGNE);
    await page.waitForFunction(() => document.querySelector('app-changement-reference') === null);
    expect((await reference(QUOTITE))?.heures).toBe(13);

    await page.click(`${LIGNE} [data-ouvre^=MODIFIER]`);
    await page.waitForSelector('app-changement-reference');
    await remplir(page, 'Heures hebdomadaires', '14 h 30');
    await attendreTexte(page, 'd’heures', APERCU);
    expect((await reference(QUOTITE))?.heures)
      .withContext('not saved yet')
      .toBe(13);
    await enregistrer();
    await attendreTexte(page, '14\u00a0h\u00a030', LIGNE);
    expect((await reference(QUOTITE))?.heures).toBe(14.5);

    await page.click(`${LIGNE} [data-ouvre^=SUPPRIMER]`);
    await attendreTexte(page, 'd’heures', APERCU);
    await enregistrer('Supprimer la référence');
    await page.waitForFunction((ligne) => document.querySelector(ligne) === null, {}, LIGNE);
    expect(await reference(QUOTITE)).toBeUndefined();
    await oter(mission);
  }, 90_000);

  it('F3.1-2 the hours shown before saving are those of the missions after it', async () => {
    const [utilisee] = [...(await references())]
      .filter(({ missions }) => missions > 0)
      .sort((a, b) => a.missions - b.missions);
    expect(utilisee).toBeDefined();
    await ouvrir(page, ADRESSE);
    await page.waitForSelector(`tr[data-quotite="${utilisee!.quotite}"]`);
    await page.click(`tr[data-quotite="${utilisee!.quotite}"] [data-ouvre^=MODIFIER]`);
    await page.waitForSelector('app-changement-reference');
    await remplir(page, 'Heures hebdomadaires', '7,25');
    await attendreTexte(page, '→', APERCU);
    expect(await texte(page, APERCU)).toContain('7\u00a0h\u00a015');
    expect((await texte(page, APERCU)).replace(/\D*(\d[\d\s\u202f]*).*/s, '$1').replace(/\D/g, '')).toBe(
      String(utilisee!.missions),
    );
    await cliquer(page, 'Annuler', 'app-changement-reference');
    await page.waitForFunction(() => document.querySelector('app-changement-reference') === null);
    expect(await reference(utilisee!.quotite))
      .withContext('left as it was')
      .toEqual(utilisee!);
  });

  it('F3.1-3 forces the recomputation: progress, then how many missions were read and changed', async () => {
    await ouvrir(page, ADRESSE);
    await page.locator('button ::-p-text(Recalculer les heures)').click();
    await page.waitForSelector('[data-testid=bilan-recalcul]');
    await attendreTexte(page, 'terminé');
    const { corps } = await appeler('GET', '/jobs?type=RECALCUL_TEMPS_TRAVAIL&size=1', {
      jeton: await jetonDe('superviseur'),
    });
    const [job] = (corps as { items: { etat: string; auteur: string; resultat: { missionsLues: number } }[] }).items;
    expect(job).toEqual(jasmine.objectContaining({ etat: 'TERMINE', auteur: 'Paul Marchetti' }));
    const bilan = await texte(page, '[data-testid=bilan-recalcul]');
    expect(bilan.split('lues')[0]?.replace(/\D/g, '')).toBe(String(job?.resultat.missionsLues));
    expect(job?.resultat.missionsLues).toBeGreaterThan(100);
  });

  it('names what is wrong: a quotité that has one already, values out of bounds', async () => {
    const [connue] = await references();
    await ouvrir(page, ADRESSE);
    await nouvelle(String(connue!.quotite), '10');
    await attendreTexte(page, 'a déjà une référence', APERCU);
    await remplir(page, 'Quotité (%)', '620');
    await attendreTexte(page, '100 % au plus', 'app-changement-reference');
    expect(await page.$('app-changement-reference button[type=submit]:disabled')).not.toBeNull();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('app-changement-reference') === null);
  });

  it('says that somebody else changed it, shows the present hours, and saves knowingly', async () => {
    const jeton = await jetonDe('superviseur');
    await retirer(QUOTITE);
    await appeler('POST', API, { jeton, corps: { quotite: QUOTITE, heures: 10 } });
    await ouvrir(page, ADRESSE);
    await page.waitForSelector(LIGNE);
    await page.click(`${LIGNE} [data-ouvre^=MODIFIER]`);
    await remplir(page, 'Heures hebdomadaires', '12');
    const { id } = (await reference(QUOTITE))!;
    await appeler('PATCH', `${API}/${id}`, { jeton, corps: { heures: 11 }, entetes: { 'If-Match': '"1"' } });
    await attendreTexte(page, 'd’heures', APERCU);
    await enregistrer();
    await page.waitForSelector('[data-testid=refus-reference]');
    await attendreTexte(page, '11\u00a0h', LIGNE);
    await enregistrer();
    await attendreTexte(page, '12\u00a0h', LIGNE);
    expect((await reference(QUOTITE))?.heures).toBe(12);
    await retirer(QUOTITE);
  });

  it('F1.3-2 the gestionnaire reads them and changes nothing', async () => {
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', ADRESSE);
    await autre.waitForSelector('tr[data-quotite]');
    expect(chemin(autre)).toBe(ADRESSE);
    const vu = await texte(autre, 'main');
    for (const action of ['Modifier', 'Supprimer', 'Ajouter une référence', 'Recalculer'])
      expect(vu).not.toContain(action);
    await autre.browserContext().close();
  });

  it('F1.2-3 reads on a tablet without scrolling sideways', async () => {
    await page.setViewport({ ...TABLETTE });
    await ouvrir(page, ADRESSE);
    await page.waitForSelector('tr[data-quotite]');
    expect(await page.$eval('main', (main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    await page.setViewport({ width: 1366, height: 768 });
  });
});
