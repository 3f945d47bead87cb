import type { ElementHandle, Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, ouvrir, seConnecter } from '../gestes.js';
import { type Decision, decisionTelle, enFrancais, etats, jourSuivant } from './decisions-par-etat.js';

const COULEURS: Readonly<Record<string, string>> = {
  rouge: 'rgb(210, 50, 45)',
  vert: 'rgb(43, 138, 75)',
  orange: 'rgb(217, 122, 0)',
  bleu: 'rgb(39, 104, 201)',
  blanc: 'rgb(255, 255, 255)',
  violet: 'rgb(122, 69, 176)',
};
const HACHURE = 'repeating-linear-gradient(45deg, rgba(0, 0, 0';
const TRAIT_DU_JOUR = 'rgb(0, 0, 0) 1px';
const PANNEAU = '[data-testid=detail-decision]';

describe('La frise de mise en œuvre', () => {
  let page: Page;
  let fautes: string[];

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
  }, 60_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  /** The frise of the list, on the row of that pupil. */
  async function dansLaListe({ id, eleve }: Decision): Promise<ElementHandle<Element>> {
    await ouvrir(page, `/decisions?q=${encodeURIComponent(`${eleve.nom} ${eleve.prenom}`)}&size=200`);
    await page.waitForSelector('td app-frise');
    const frise = await page.evaluateHandle(
      (cle) => document.getElementById(`decision-${cle}`)?.closest('tr')?.querySelector('app-frise') ?? null,
      id,
    );
    return frise as ElementHandle<Element>;
  }

  async function dansLeDetail({ id }: Decision): Promise<ElementHandle<Element>> {
    await ouvrir(page, `/decisions?decision=${id}`);
    const frise = await page.waitForSelector(`${PANNEAU} app-frise`);
    if (!frise) throw new Error('Pas de frise dans le détail.');
    return frise;
  }

  const fond = (frise: ElementHandle<Element>): Promise<string> =>
    frise.evaluate((element) => getComputedStyle(element).backgroundImage);
  const attribut = (frise: ElementHandle<Element>, nom: string): Promise<string> =>
    frise.evaluate((element, cle) => element.getAttribute(cle) ?? '', nom);
  const bulle = async (): Promise<string> => {
    const element = await page.waitForSelector('app-bulle-frise:popover-open');
    return (await element?.evaluate((noeud) => (noeud as HTMLElement).innerText)) ?? '';
  };
  /** Moves the mouse over the middle of a segment. */
  async function survoler(frise: ElementHandle<Element>, decision: Decision, rang: number): Promise<void> {
    await frise.scrollIntoView();
    const boite = await frise.boundingBox();
    const segment = decision.segments[rang];
    if (!boite || !segment) throw new Error('Rien à survoler.');
    const jours = (debut: string, fin: string): number => (Date.parse(fin) - Date.parse(debut)) / 86_400_000 + 1;
    const fin = decision.segments.reduce((max, s) => (s.fin > max ? s.fin : max), decision.fin);
    const total = jours(decision.debut, fin);
    const milieu = (jours(decision.debut, segment.debut) - 1 + jours(segment.debut, segment.fin) / 2) / total;
    await page.mouse.move(boite.x - 20, boite.y - 20);
    await page.mouse.move(boite.x + 1 + milieu * (boite.width - 2), boite.y + boite.height / 2);
  }

  it('F5-1 F5-7 draws every state of the guide with its colour, and a pattern of its own', async () => {
    for (const etat of ['rouge', 'vert', 'orange', 'blanc', 'violet']) {
      const decision = await decisionTelle(`avec un segment ${etat}`, ({ segments }) =>
        segments.some((segment) => segment.etat.toLowerCase() === etat),
      );
      const frise = await dansLeDetail(decision);
      expect(await attribut(frise, 'data-etats'))
        .withContext(etat)
        .toBe(etats(decision));
      const images = await fond(frise);
      expect(images).withContext(etat).toContain(`linear-gradient(${COULEURS[etat]}`);
      if (etat !== 'vert') expect(images).withContext(etat).toContain('repeating-linear-gradient');
    }
  }, 60_000);

  it('F5-1 puts the black line of today inside the period, and none outside', async () => {
    const aujourdhui = new Date().toISOString().slice(0, 10);
    const enCours = await decisionTelle('en cours', ({ debut, fin }) => debut < aujourdhui && fin > aujourdhui);
    expect(await fond(await dansLeDetail(enCours))).toContain(TRAIT_DU_JOUR);
    const ailleurs = await decisionTelle('passée ou à venir', ({ debut, segments }) => {
      const fin = segments.reduce((max, s) => (s.fin > max ? s.fin : max), '');
      return debut > jourSuivant(aujourdhui) || fin < jourSuivant(aujourdhui, -1);
    });
    expect(await fond(await dansLeDetail(ailleurs))).not.toContain(TRAIT_DU_JOUR);
  });

  it('F5-2 F5-3 red then green: the mouse tells the dates, the hours and the state of each', async () => {
    const decision = await decisionTelle(
      'individuelle rouge puis verte',
      (d) => etats(d) === 'rouge vert' && d.type === 'INDIVIDUELLE',
    );
    const frise = await dansLaListe(decision);
    expect(await attribut(frise, 'data-etats')).toBe('rouge vert');
    for (const [rang, mots] of ['Aucun accompagnement', 'Mise en œuvre complète'].entries()) {
      await survoler(frise, decision, rang);
      const segment = decision.segments[rang];
      const texte = await bulle();
      expect(texte).toContain(`u ${enFrancais(segment?.debut ?? '')} au ${enFrancais(segment?.fin ?? '')}`);
      expect(texte).toContain(mots);
      expect(texte).toMatch(/\d+\sh.* sur \d+\sh.* notifiées/);
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('app-bulle-frise:popover-open', { hidden: true });
  });

  it('F5-2 from the keyboard: focus shows the segment, arrows move, Enter opens the accompaniments', async () => {
    const decision = await decisionTelle('rouge puis verte', (d) => etats(d) === 'rouge vert');
    const frise = await dansLaListe(decision);
    // The last gesture was of the keyboard: the focus that follows shows.
    await page.keyboard.press('Tab');
    await frise.focus();
    await bulle();
    await page.keyboard.press('Home');
    await attendreTexte(page, 'Aucun accompagnement', 'app-bulle-frise');
    await page.keyboard.press('ArrowRight');
    await attendreTexte(page, 'Mise en œuvre complète', 'app-bulle-frise');
    await page.waitForFunction(
      (element, mots) => element.getAttribute('aria-valuetext')?.includes(mots),
      {},
      frise,
      `du ${enFrancais(decision.segments[1]?.debut ?? '')}`,
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${PANNEAU} .designe`);
    expect((await page.$$(`${PANNEAU} .designe`)).length).toBe(decision.segments[1]?.accompagnements.length ?? -1);
    await page.keyboard.press('Escape');
    await page.waitForSelector(PANNEAU, { hidden: true });
  });

  it('F5-2 a click on a segment opens the accompaniments behind it', async () => {
    const decision = await decisionTelle('rouge puis verte', (d) => etats(d) === 'rouge vert');
    const frise = await dansLaListe(decision);
    await survoler(frise, decision, 1);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForSelector(`${PANNEAU} .designe`);
    expect(new URL(page.url()).searchParams.get('decision')).toBe(String(decision.id));
  });

  it('F5-4 white where there is no schooling, and nobody can be placed there', async () => {
    // Twenty days without any school, all in one school year.
    const lieux = ({ debut, fin }: { debut: string; fin: string }): boolean =>
      Date.parse(fin) - Date.parse(debut) > 30 * 86_400_000 && debut.slice(5, 7) !== '08';
    const decision = await decisionTelle(
      'individuelle sans scolarité un temps',
      (d) =>
        d.type === 'INDIVIDUELLE' &&
        d.etablissements.length > 0 &&
        d.segments.some((s) => s.etat === 'BLANC' && s.accompagnements.length === 0 && lieux(s)),
      { dossier: 'ACTIF' },
    );
    const frise = await dansLeDetail(decision);
    const rang = decision.segments.findIndex((s) => s.etat === 'BLANC' && s.accompagnements.length === 0 && lieux(s));
    await survoler(frise, decision, rang);
    const texte = await bulle();
    expect(texte).toContain('Sans scolarité');
    expect(texte).toContain('ucun accompagnement possible');

    const jeton = await jetonDe('gestionnaire');
    const debut = decision.segments[rang]?.debut ?? '';
    const fin = jourSuivant(debut, 20);
    const uai = decision.etablissements[0]?.uai;
    const { corps } = await appeler(
      'GET',
      `/decisions/${decision.id}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&size=1`,
      { jeton },
    );
    const missionId = (corps as { items?: { missionId: number }[] }).items?.[0]?.missionId ?? 1;
    const { statut, corps: refus } = await appeler('POST', '/accompagnements', {
      jeton,
      entetes: { 'Idempotency-Key': crypto.randomUUID() },
      corps: {
        decisionIds: [decision.id],
        ...{ missionId, uai, debut, fin, heures: 1, heuresRepas: 0, heuresMeridienne: 0 },
      },
    });
    expect(statut).toBe(422);
    expect((refus as { code: string }).code).toBe('ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE');
  }, 60_000);

  it('F5-5 hatches what is provisional, and says so in the tooltip', async () => {
    const decision = await decisionTelle('prévisionnelle', ({ segments }) => segments.some((s) => s.previsionnel));
    const frise = await dansLeDetail(decision);
    expect(await fond(frise)).toContain(HACHURE);
    await survoler(
      frise,
      decision,
      decision.segments.findIndex((s) => s.previsionnel),
    );
    expect(await bulle()).toContain('Prévisionnel');
    expect(await attribut(frise, 'aria-label')).toContain('(prévisionnel)');
  });

  it('F5-6 an anomaly turns the frise orange, with a sign and its reason, in the list and in the detail', async () => {
    const decision = await decisionTelle('en anomalie', ({ anomalies }) => anomalies.length > 0);
    const message = decision.anomalies[0]?.message ?? '?';
    const frise = await dansLaListe(decision);
    expect(await frise.evaluate((element) => getComputedStyle(element).borderTopColor)).toBe(COULEURS['orange'] ?? '');
    expect(await frise.evaluate((element) => getComputedStyle(element, '::before').content)).toBe('"!"');
    expect(await attribut(frise, 'aria-label')).toContain(`Anomalie : ${message}`);
    const boite = await frise.boundingBox();
    await page.mouse.move((boite?.x ?? 0) + 8, (boite?.y ?? 0) + 8);
    expect(await bulle()).toContain(message);
    await dansLeDetail(decision);
    const detail = await page.$eval(`${PANNEAU} [data-testid=anomalies]`, (noeud) => (noeud as HTMLElement).innerText);
    expect(detail).toContain(message);
  });

  it('F5-7 reads without colours: a sentence for the frise, a table for the lanes', async () => {
    const decision = await decisionTelle('avec un accompagnement', ({ segments }) =>
      segments.some((s) => s.etat === 'VERT'),
    );
    const frise = await dansLeDetail(decision);
    const alternative = await attribut(frise, 'aria-label');
    for (const { debut, fin } of decision.segments) {
      expect(alternative).toContain(`du ${enFrancais(debut)} au ${enFrancais(fin)}`);
    }
    await page.locator(`${PANNEAU} app-frise-voies .bascule`).click();
    await page.waitForSelector(`${PANNEAU} app-frise-voies table`);
    const lignes = await page.$$eval(`${PANNEAU} app-frise-voies tbody th`, (noms) =>
      noms.map((nom) => nom.textContent?.replaceAll('\u00ad', '').trim()),
    );
    for (const voie of ['Scolarités', 'Mise en œuvre', 'Missions', 'Accompagnements']) expect(lignes).toContain(voie);
  });

  it('stays one element a row: 50 rows of the list hold 50 frises and nothing in them', async () => {
    await ouvrir(page, '/decisions?size=50');
    await page.waitForSelector('td app-frise');
    expect(await page.$$eval('td app-frise', (frises) => frises.length)).toBe(50);
    expect(await page.$$eval('td app-frise *', (noeuds) => noeuds.length)).toBe(0);
  });
});
