import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';
import { choisir, nomNeuf, remplir, trouver } from '../7-aesh/formulaire.js';

interface Mission {
  readonly id: number;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
  readonly typeContrat: string;
  readonly nature: { readonly code: string; readonly activite: string; readonly accompagnement: boolean };
  readonly debut: string;
  readonly fin: string | null;
  readonly segments: readonly { readonly etat: string }[];
}
interface Detail extends Mission {
  readonly version: number;
  readonly accompagnements: readonly {
    readonly etablissement: string;
    readonly eleves: readonly { readonly nom: string; readonly classe: string | null }[];
  }[];
}

const ANNEE = 'debut=2026-09-01&fin=2027-08-31';
const COULEURS: Readonly<Record<string, string>> = {
  ROUGE: 'rouge',
  ORANGE: 'orange',
  VERT: 'vert',
  BLEU: 'bleu',
  GRIS: 'gris',
};

async function lister(requete: string): Promise<{ items: readonly Mission[]; total: number }> {
  return (await appeler('GET', `/missions?${requete}`, { jeton: await jetonDe('gestionnaire') })).corps as never;
}

async function lire(id: number): Promise<Detail> {
  return (await appeler('GET', `/missions/${id}`, { jeton: await jetonDe('gestionnaire') })).corps as Detail;
}

async function nombre(page: Page): Promise<number> {
  return Number((await texte(page, '[data-testid=nombre-resultats]')).replace(/\D/g, ''));
}

describe('Les missions', () => {
  let page: Page;
  let fautes: string[];

  beforeAll(async () => {
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire', '/missions');
    await page.waitForSelector('td app-frise');
  }, 60_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F8.0-4 opens on the current school year, and shows the history without the date filter', async () => {
    await ouvrir(page, '/missions');
    await page.waitForSelector('td app-frise');
    expect(await nombre(page)).toBe((await lister(`${ANNEE}&size=1`)).total);
    await page.click('[aria-label^="Retirer le filtre Valides"]');
    const { total } = await lister('size=1');
    await page.waitForFunction(
      (attendu) =>
        Number(document.querySelector('[data-testid=nombre-resultats]')?.textContent?.replace(/\D/g, '')) === attendu,
      {},
      total,
    );
    expect(total).toBeGreaterThan((await lister(`${ANNEE}&size=1`)).total);
  });

  it('F8.0-7 shows all the columns of the guide', async () => {
    await ouvrir(page, '/missions');
    await page.waitForSelector('td app-frise');
    const entetes = await page.$$eval('th[data-colonne]', (ths) =>
      ths.map((th) => (th as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
    );
    expect(entetes).toEqual([
      'Nom et prénom',
      'Code postal',
      'Commune',
      'Transport',
      'Contrat',
      'Début du contrat',
      'Fin du contrat',
      'Nature du support',
      'Quotité (%)',
      'Heures hebdo',
      'Établissement employeur',
      'Occupation',
      'Heures réalisées',
      'Heures disponibles',
    ]);
  });

  it('F8.0-8 colours the occupation: green full, red none, orange availability left, blue over, grey not accompanying', async () => {
    for (const [filtre, etat] of [
      ['occupation=VIDE', 'ROUGE'],
      ['occupation=PARTIELLE', 'ORANGE'],
      ['occupation=PLEINE', 'VERT'],
      ['occupation=DEPASSEE', 'BLEU'],
      ['accompagnante=false', 'GRIS'],
    ] as const) {
      const { items } = await lister(`${ANNEE}&${filtre}&size=50`);
      const mission = items.find(({ segments }) => segments.some((segment) => segment.etat === etat));
      if (!mission) throw new Error(`Aucune mission ${etat} dans la population.`);
      await ouvrir(page, `/missions?${filtre}&ids=${mission.id}`);
      await page.waitForSelector('td app-frise');
      expect(await page.$eval('td app-frise', (frise) => frise.getAttribute('data-etats'))).toContain(
        COULEURS[etat] ?? '',
      );
    }
    const legende = await texte(page, 'app-legende');
    for (const mot of ['Disponible', 'En partie disponible', 'Occupation complète', 'Au-delà', 'Sans accompagnement']) {
      expect(legende).toContain(mot);
    }
  });

  it('F8.1-1 the name leads to the AESH, the contract to the mission with its RH data and accompaniments', async () => {
    const { items } = await lister(`${ANNEE}&occupation=PLEINE,PARTIELLE&etat=ACTIVE&size=1`);
    const mission = items[0]!;
    const detail = await lire(mission.id);
    await ouvrir(page, `/missions?ids=${mission.id}`);
    await page.waitForSelector('td app-frise');
    await page.click('td a.nom');
    await page.waitForSelector('[data-testid=dossier-aesh]');
    expect(chemin(page)).toBe(`/aesh/${mission.aesh.id}`);
    await page.goBack();
    await page.waitForSelector(`td a[href="/missions/${mission.id}"]`);
    await page.click(`td a[href="/missions/${mission.id}"]`);
    await page.waitForSelector('[data-testid=detail-mission]');
    const vu = (await texte(page, '[data-testid=detail-mission]')).toLocaleUpperCase('fr');
    for (const mot of [
      ...['Données RH', 'Quotité', 'par semaine', 'Début du contrat', 'Établissement employeur', mission.nature.code],
      ...detail.accompagnements.flatMap(({ etablissement, eleves }) => [
        etablissement,
        ...eleves.flatMap(({ nom, classe }) => [nom, ...(classe ? [classe] : [])]),
      ]),
    ]) {
      expect(vu).toContain(mot.toLocaleUpperCase('fr'));
    }
  });

  it('F8.0-3 says which natures do not accompany, and they are offered to no pupil', async () => {
    const { items } = await lister(`${ANNEE}&accompagnante=false&etat=ACTIVE&size=1`);
    const mission = items[0]!;
    await ouvrir(page, `/missions/${mission.id}`);
    await attendreTexte(page, 'n’accompagne pas d’élève', '[data-testid=detail-mission]');
    expect(await page.$('main a[href^="/decisions?"]')).toBeNull();
    const jeton = await jetonDe('gestionnaire');
    const { corps } = await appeler('GET', '/decisions?type=INDIVIDUELLE&etat=SANS&size=20', { jeton });
    for (const { id } of (corps as { items: { id: number }[] }).items) {
      const proposition = await appeler('GET', `/decisions/${id}/proposition`, { jeton });
      if (proposition.statut !== 200) continue;
      const { debut, fin, uai } = proposition.corps as { debut: string; fin: string; uai: string };
      const { corps: page1 } = await appeler(
        'GET',
        `/decisions/${id}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&size=200&q=${encodeURIComponent(mission.aesh.nom)}`,
        { jeton },
      );
      const candidates = (page1 as { items: { missionId: number; empechement: unknown }[] }).items;
      expect(candidates.some((c) => c.missionId === mission.id && c.empechement === null)).toBeFalse();
      return;
    }
  });

  it('F8.2-1 adds a provisional mission from the bottom of the list and from the file of the AESH', async () => {
    const jeton = await jetonDe('gestionnaire');
    const nom = nomNeuf('Mission');
    const { corps } = await appeler('POST', '/aesh', {
      jeton,
      corps: { nom, prenom: 'Zoé' },
      entetes: { 'Idempotency-Key': crypto.randomUUID() },
    });
    const { id } = corps as { id: number };
    await ouvrir(page, '/missions');
    await page.waitForSelector('td app-frise');
    await cliquer(page, 'Ajouter une mission', '.pied-liste');
    await page.waitForSelector('form');
    await trouver(page, 'AESH', nom);
    await choisir(page, 'Type de contrat', 'CDD');
    await choisir(page, 'Nature du support', 'HI2D');
    await remplir(page, 'Début de la mission', '01/09/2026');
    await remplir(page, 'Quotité (%)', '62');
    await cliquer(page, 'Enregistrer', 'form');
    await attendreTexte(page, 'Une mission en CDD a une date de fin.', 'form');
    await remplir(page, 'Fin de la mission', '31/08/2027');
    await trouver(page, 'Établissement payeur', 'lycée');
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=detail-mission]');
    expect(await texte(page, '[data-testid=detail-mission]')).toContain('62\u00a0%');
    await ouvrir(page, `/aesh/${id}`);
    await cliquer(page, 'Ajouter une mission', 'main');
    await page.waitForSelector('form');
    await choisir(page, 'Type de contrat', 'CDI');
    await choisir(page, 'Nature du support', 'HP1D');
    await remplir(page, 'Début de la mission', '01/09/2026');
    await remplir(page, 'Heures hebdo', '24');
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=detail-mission]');
    await ouvrir(page, `/aesh/${id}`);
    await attendreTexte(page, 'Missions (2)', '[data-testid=dossier-aesh]');
  });

  it('F8.2-2 changes and deletes a provisional mission only; a mission of RH is locked', async () => {
    const { items: rh } = await lister(`${ANNEE}&etat=ACTIVE&size=1`);
    await ouvrir(page, `/missions/${rh[0]!.id}`);
    await attendreTexte(page, 'Vient des bases RH', '[data-testid=verrou]');
    expect(await page.$('main a[href^="/missions/"][href$="/modifier"]')).toBeNull();
    expect(await texte(page, 'main')).not.toContain('Supprimer');
    await ouvrir(page, `/missions/${rh[0]!.id}/modifier`);
    await attendreTexte(page, 'seules les missions prévisionnelles', '[data-testid=probleme-mission]');

    const jeton = await jetonDe('gestionnaire');
    const creation = await appeler('POST', '/aesh', {
      jeton,
      corps: {
        nom: nomNeuf('Modif'),
        prenom: 'Zoé',
        missions: [{ typeContrat: 'CDI', natureCode: 'HI1D', debut: '2026-09-01', heures: 20 }],
      },
      entetes: { 'Idempotency-Key': crypto.randomUUID() },
    });
    const { id: aesh, missionIds } = creation.corps as { id: number; missionIds: [number] };
    await ouvrir(page, `/missions/${missionIds[0]}`);
    await cliquer(page, 'Modifier', 'main');
    await page.waitForSelector('form');
    await remplir(page, 'Heures hebdo', '22');
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=detail-mission]');
    await attendreTexte(page, '22\u00a0h', '[data-testid=detail-mission]');
    await cliquer(page, 'Supprimer', 'main');
    await page.waitForSelector('mat-dialog-container');
    await cliquer(page, 'Supprimer la mission', 'mat-dialog-container');
    await page.waitForSelector('[data-testid=dossier-aesh]');
    expect(chemin(page)).toBe(`/aesh/${aesh}`);
    await attendreTexte(page, 'Missions (0)', '[data-testid=dossier-aesh]');
    await ouvrir(page, `/missions/${missionIds[0]}`);
    await attendreTexte(page, 'Mission introuvable', 'h1');
  });

  it('F1.2-3 reads on a tablet without scrolling sideways', async () => {
    const { items } = await lister(`${ANNEE}&occupation=PARTIELLE&size=1`);
    await page.setViewport({ ...TABLETTE });
    for (const adresse of [`/missions/${items[0]!.id}`, '/missions/nouvelle']) {
      await ouvrir(page, adresse);
      await page.waitForSelector('h1');
      expect(await page.$eval('main', (main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    }
    await page.setViewport({ width: 1366, height: 768 });
  });
});
