import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, ouvrir, seConnecter } from '../gestes.js';
import { recruter } from './placement.js';

interface Mission {
  readonly id: number;
  readonly debut: string;
  readonly fin: string | null;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
}
interface Candidate {
  readonly id: number;
  readonly heures: number | null;
  readonly eleve: { readonly nom: string; readonly prenom: string };
  readonly place: { readonly debut: string; readonly fin: string; readonly uai: string } | null;
  readonly empechement: { readonly code: string; readonly message: string } | null;
}
interface Accompagnement {
  readonly id: number;
  readonly version: number;
  readonly missionId: number;
  readonly debut: string;
  readonly fin: string;
}

const NOM = 'DEPUISMISSION';
const nomComplet = ({ nom, prenom }: Candidate['eleve']): string => `${nom.toLocaleUpperCase('fr')} ${prenom}`;

describe('Créer un accompagnement depuis une mission', () => {
  let page: Page;
  let fautes: string[];
  let jeton: string;
  let mission: Mission;
  let candidates: readonly Candidate[];

  beforeAll(async () => {
    jeton = await jetonDe('gestionnaire');
    await recruter(jeton, NOM);
    const { corps } = await appeler('GET', `/missions?q=${NOM}&sort=-debut&size=200`, { jeton });
    const derniere = (corps as { items: Mission[] }).items.sort((a, b) => b.id - a.id)[0];
    if (derniere === undefined) throw new Error('La mission qui vient d’être créée est introuvable.');
    mission = derniere;
    const lues = await appeler('GET', `/missions/${mission.id}/decisions-candidates?type=INDIVIDUELLE&size=25`, {
      jeton,
    });
    candidates = (lues.corps as { items: Candidate[] }).items;
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire');
  }, 90_000);

  afterAll(async () => {
    const { corps } = await appeler('GET', `/accompagnements?missionId=${mission.id}&size=200`, { jeton });
    for (const { id, version } of (corps as { items: Accompagnement[] }).items) {
      await appeler('DELETE', `/accompagnements/${id}`, { jeton, entetes: { 'If-Match': `"${version}"` } });
    }
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F8.1-1 F10.3-4 from the mission: the decisions in the order of the rule, the impossible ones with their reason, one is chosen and saved', async () => {
    await ouvrir(page, `/missions/${mission.id}`);
    await page.locator(`a[href="/missions/${mission.id}/accompagnement"]`).click();
    await page.waitForSelector('app-data-table a.choisir');
    await attendreTexte(page, NOM, '[data-testid=mission-de-depart]');
    const noms = await page.$$eval('app-data-table .nom', (cases) => cases.map((nom) => nom.textContent?.trim()));
    expect(noms).toEqual(candidates.map(({ eleve }) => nomComplet(eleve)));
    const [choisie] = candidates;
    expect(choisie?.empechement).toBeNull();

    await page.click('app-data-table a.choisir');
    await page.waitForFunction((id) => location.pathname === `/decisions/${id}/accompagnement`, {}, choisie?.id);
    expect(new URL(page.url()).searchParams.get('mission')).toBe(String(mission.id));
    await page.waitForSelector('[data-testid=frise-apres]');
    await attendreTexte(page, NOM, '.phrase');
    const proposition = await appeler('GET', `/decisions/${choisie?.id}/proposition?missionId=${mission.id}`, {
      jeton,
    });
    const { debut, fin, heures } = proposition.corps as { debut: string; fin: string; heures: number };

    await page.locator('button ::-p-text(Enregistrer)').click();
    await page.waitForFunction((id) => location.pathname === `/missions/${id}`, {}, mission.id);
    await attendreTexte(page, nomComplet(choisie!.eleve), '[data-testid=detail-mission]');
    const { corps } = await appeler('GET', `/accompagnements?missionId=${mission.id}&size=200`, { jeton });
    expect((corps as { items: Accompagnement[] }).items).toEqual([
      jasmine.objectContaining({ missionId: mission.id, debut, fin, heures }),
    ]);
  }, 60_000);

  it('F10.3-4 « Décisions disponibles » leads back to the choice of the pupil', async () => {
    const possible = candidates.find(({ empechement, place }) => empechement === null && place !== null);
    await ouvrir(page, `/decisions/${possible?.id}/accompagnement?mission=${mission.id}`);
    await page.waitForSelector('[data-testid=mission-de-depart]');
    await page.waitForSelector('input[name=mission]');
    await page.click('[data-testid=decisions-disponibles]');
    await page.waitForFunction((id) => location.pathname === `/missions/${id}/accompagnement`, {}, mission.id);
    await page.waitForSelector('app-data-table .identite');
    expect(new URL(page.url()).search).toBe('');
  }, 60_000);

  it('F10.3-4 an impossible decision stays in sight with its reason, and is no link', async () => {
    const adresse = `/missions/${mission.id}/decisions-candidates?type=INDIVIDUELLE&size=25&sort=possible`;
    const { corps } = await appeler('GET', adresse, { jeton });
    const refusee = (corps as { items: Candidate[] }).items.find(({ empechement }) => empechement !== null);
    expect(refusee).toBeDefined();
    await ouvrir(page, `/missions/${mission.id}/accompagnement?sort=possible`);
    await attendreTexte(page, refusee!.empechement!.message, 'app-data-table');
    const lignes = await page.$$eval('app-data-table tr.inerte', (rangees) =>
      rangees.map((rangee) => ({
        refus: rangee.querySelector('.refus')?.textContent?.trim() ?? '',
        lien: rangee.querySelector('a.choisir') !== null,
      })),
    );
    expect(lignes.length).toBeGreaterThan(0);
    expect(lignes.every(({ refus, lien }) => refus !== '' && !lien)).toBeTrue();
  }, 60_000);
});
