import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { dossierActif } from '../5-frise/decisions-par-etat.js';
import { attendreTexte, ouvrir, seConnecter, texte } from '../gestes.js';

interface Page1<T> {
  readonly items: readonly T[];
}
interface Decision {
  readonly id: number;
  readonly heures: number | null;
  readonly debut: string;
  readonly fin: string;
  readonly segments: readonly { readonly etat: string; readonly debut: string; readonly fin: string }[];
  readonly pial: { readonly uai: string } | null;
}
interface Candidate {
  readonly missionId: number;
  readonly heuresLibres: number;
  readonly empechement: { readonly code: string; readonly message: string } | null;
}

interface Proposition {
  readonly debut: string;
  readonly fin: string;
  readonly uai: string;
  readonly heures: number;
}

async function* decisionsEnCours(jour: string, jeton: string): AsyncGenerator<Decision> {
  for (let page = 1; ; page++) {
    const { corps } = await appeler(
      'GET',
      `/decisions?type=INDIVIDUELLE&sort=-priorite&debut=${jour}&fin=${jour}&size=200&page=${page}`,
      { jeton },
    );
    const { items } = corps as Page1<Decision>;
    yield* items;
    if (items.length < 200) return;
  }
}

/**
 * Means for a school outside any PIAL, which the demonstration may lack: a provisional AESH, with all the hours of its
 * mission free.
 */
async function recruter(jeton: string): Promise<void> {
  const { statut, corps } = await appeler('POST', '/aesh', {
    jeton,
    entetes: { 'Idempotency-Key': crypto.randomUUID() },
    corps: {
      nom: 'DISPONIBLE',
      prenom: 'Jeanne',
      missions: [{ typeContrat: 'CDI', natureCode: 'HI1D', debut: '2020-09-01', heures: 39 }],
    },
  });
  expect(statut).withContext(JSON.stringify(corps)).toBe(201);
}

/** Individual decision for which some mission is possible. @param vide with nothing on the proposed dates */
async function decisionAPlacer(jeton: string, { vide }: { readonly vide: boolean }): Promise<Decision> {
  const aujourdhui = new Date().toISOString().slice(0, 10);
  for await (const decision of decisionsEnCours(aujourdhui, jeton)) {
    if (vide && !decision.segments.some(({ etat }) => etat === 'ROUGE')) continue;
    const proposition = await appeler('GET', `/decisions/${decision.id}/proposition`, { jeton });
    if (proposition.statut !== 200) continue;
    const { debut, fin, uai, heures } = proposition.corps as Proposition;
    if (!heures) continue;
    const surLaPeriode = decision.segments.filter((s) => s.debut <= fin && s.fin >= debut);
    if (vide && !surLaPeriode.every(({ etat }) => etat === 'ROUGE')) continue;
    if (!(await dossierActif(decision.id))) continue;
    const { corps: missions } = await appeler(
      'GET',
      `/decisions/${decision.id}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&heures=${heures}&size=1`,
      { jeton },
    );
    const [premiere] = (missions as Page1<Candidate>).items;
    if (premiere?.empechement === null && premiere.heuresLibres >= heures) return decision;
  }
  throw new Error('Aucune décision individuelle à placer dans la population de démonstration.');
}

/** Decision of a school in a PIAL, with all its candidates: some possible, some not affected to the PIAL. */
async function decisionDUnPial(
  jeton: string,
): Promise<{ autre: Decision; proposition: Proposition; missions: Candidate[] }> {
  for await (const autre of decisionsEnCours(new Date().toISOString().slice(0, 10), jeton)) {
    if (autre.pial === null || !(await dossierActif(autre.id))) continue;
    const { statut, corps } = await appeler('GET', `/decisions/${autre.id}/proposition`, { jeton });
    if (statut !== 200) continue;
    const proposition = corps as Proposition;
    const { debut, fin, uai } = proposition;
    const missions: Candidate[] = [];
    for (let numero = 1; ; numero++) {
      const adresse = `/decisions/${autre.id}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&size=200&page=${numero}`;
      const { items } = (await appeler('GET', adresse, { jeton })).corps as Page1<Candidate>;
      missions.push(...items);
      if (items.length < 200) break;
    }
    const codes = new Set(missions.map(({ empechement }) => empechement?.code ?? null));
    if (codes.has(null) && codes.has('ACCOMPAGNEMENT_HORS_PIAL')) return { autre, proposition, missions };
  }
  throw new Error('Aucune décision d’un PIAL avec une mission possible dans la population de démonstration.');
}

describe('Créer un accompagnement individuel', () => {
  let page: Page;
  let fautes: string[];
  let jeton: string;
  let decision: Decision;

  beforeAll(async () => {
    jeton = await jetonDe('gestionnaire');
    await recruter(jeton);
    decision = await decisionAPlacer(jeton, { vide: true });
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
  }, 90_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F1.3-3 F10.3-2 from the decision: proposed dates and hours, candidates by distance, saved, and the frise turns green', async () => {
    await ouvrir(page, `/decisions/${decision.id}/accompagnement`);
    await page.waitForSelector('input[name=mission]:not([disabled])');
    const { corps } = await appeler('GET', `/decisions/${decision.id}/proposition`, { jeton });
    const proposition = corps as Proposition;
    const enFrancais = (jour: string): string => jour.split('-').reverse().join('/');
    const valeurs = await page.$$eval('form input', (champs) => champs.map((champ) => champ.value));
    expect(valeurs).toContain(enFrancais(proposition.debut));
    expect(valeurs).toContain(enFrancais(proposition.fin));
    expect(proposition.debut >= decision.debut && proposition.fin <= decision.fin).toBeTrue();

    await page.click('input[name=mission]:not([disabled])');
    await page.waitForSelector('[data-testid=frise-apres][data-etats~=vert]');
    await page.locator('button ::-p-text(Enregistrer)').click();
    await page.waitForFunction(() => location.pathname === '/decisions');
    await attendreTexte(page, 'ccompagnement');

    const apres = (await appeler('GET', `/decisions/${decision.id}`, { jeton })).corps as Decision & {
      accompagnements: { debut: string; fin: string; heures: number }[];
    };
    const surLaPeriode = apres.accompagnements.filter(
      ({ debut, fin }) => debut <= proposition.fin && fin >= proposition.debut,
    );
    expect(surLaPeriode.length).toBe(1);
    expect(surLaPeriode[0]).toEqual(
      jasmine.objectContaining({ debut: proposition.debut, fin: proposition.fin, heures: proposition.heures }),
    );
    expect(apres.segments.some(({ etat }) => etat === 'VERT')).toBeTrue();
    await ouvrir(page, `/decisions?decision=${decision.id}`);
    await page.waitForSelector('[data-testid=detail-decision] app-frise[data-etats~=vert]');
  }, 60_000);

  it('F10.3-1 keeps the impossible missions in sight, with the reason', async () => {
    const { autre, proposition, missions } = await decisionDUnPial(jeton);
    const { debut, fin, uai } = proposition;
    await ouvrir(page, `/decisions/${autre.id}/accompagnement`);
    await page.waitForSelector('input[name=mission]');
    const premierRefus = missions.findIndex(({ empechement }) => empechement !== null);
    expect(premierRefus).toBeGreaterThan(0);
    expect(missions.slice(premierRefus).every(({ empechement }) => empechement !== null)).toBeTrue();
    const refusee = missions.find(({ empechement }) => empechement?.code === 'ACCOMPAGNEMENT_HORS_PIAL');
    expect(refusee?.empechement?.message).toMatch(/PIAL/);
    const refus = await appeler('POST', '/accompagnements', {
      jeton,
      entetes: { 'Idempotency-Key': crypto.randomUUID() },
      corps: {
        decisionIds: [autre.id],
        missionId: refusee?.missionId,
        ...{ uai, debut, fin, heures: 1, heuresRepas: 0, heuresMeridienne: 0 },
      },
    });
    expect(refus.statut).toBe(422);
    expect(JSON.stringify(refus.corps)).toMatch(/PIAL/);
  }, 60_000);

  it('says in the form what is wrong with the hours and loses nothing', async () => {
    const autre = await decisionAPlacer(jeton, { vide: false });
    await ouvrir(page, `/decisions/${autre.id}/accompagnement`);
    await page.waitForSelector('input[name=mission]:not([disabled])');
    await page.click('input[name=mission]:not([disabled])');
    const heures = await page.$('app-hours-field input');
    await heures?.click({ count: 3 });
    await heures?.type('60');
    await page.locator('button ::-p-text(Enregistrer)').click();
    await page.waitForFunction(
      () => document.querySelector('[data-testid=refus-accompagnement], app-hours-field .faute:not(:empty)') !== null,
    );
    expect(await page.$eval('app-hours-field input', (champ) => champ.value)).toContain('60');
    expect(await texte(page, 'h1')).toBe('Créer un accompagnement');
  }, 60_000);
});
