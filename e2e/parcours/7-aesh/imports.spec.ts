import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { type Decision, decisionTelle } from '../5-frise/decisions-par-etat.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';
import { nomNeuf } from './formulaire.js';
import { type LignePhoto, enCsv, photoActuelle } from './photo-rh.js';

interface Mission {
  readonly id: number;
  readonly idMission: string | null;
  readonly heuresRh: number | null;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
}
interface Changement {
  readonly id: number;
  readonly genre: string;
  readonly aesh: { readonly id: number };
  readonly missionId: number | null;
  readonly phrase: string;
  readonly eleves: readonly { readonly nom: string; readonly decisionId: number }[];
}

const AGENT: LignePhoto = {
  ID_AGENT: 'ESSAI0000001',
  CIVILITE: 'MME',
  NOM_USAGE: 'PARCOURS',
  NOM_FAMILLE: 'PARCOURS',
  PRENOM: 'Adèle',
  DATE_NAISSANCE: '12/05/1980',
  ADRESSE: '1 rue des Lilas',
  CODE_POSTAL: '31000',
  COMMUNE: 'TOULOUSE',
  COURRIEL: 'adele.parcours@example.org',
  TELEPHONE: '0600000000',
  RQTH: 'N',
  ID_CONTRAT: 'ESSAI-C1',
  TYPE_CONTRAT: 'CDI',
  DATE_DEBUT_CONTRAT: '01/09/2024',
  DATE_FIN_CONTRAT: '',
  DATE_SIGNATURE: '',
  ID_MISSION: 'ESSAI-M1',
  NATURE_SUPPORT: 'HI1D',
  DATE_DEBUT_MISSION: '01/09/2024',
  DATE_FIN_MISSION: '',
  QUOTITE: '62,00',
  HEURES_HEBDO: '24',
  UAI_EMPLOYEUR: '0310001H',
  UAI_PAYEUR: '',
  UAI_TETE_PIAL: '',
};

const ETAT = '[data-testid=etat-import]';

/** Whether a mission of this AESH is offered, and possible, for a pupil whose school is in no PIAL: anybody may go there. */
async function peutAccompagner(nom: string): Promise<boolean> {
  const jour = new Date().toISOString().slice(0, 10);
  const { id, etablissements } = await decisionTelle(
    'hors PIAL, en cours',
    (decision) =>
      decision.type === 'INDIVIDUELLE' &&
      (decision as Decision & { pial: object | null }).pial === null &&
      decision.etablissements.length === 1 &&
      decision.debut <= jour &&
      decision.fin >= jour,
    { dossier: 'ACTIF' },
  );
  const { statut, corps } = await appeler(
    'GET',
    `/decisions/${id}/missions-candidates?debut=${jour}&fin=${jour}&uai=${etablissements[0]?.uai}&heures=1&q=${nom}`,
    { jeton: await jetonDe('gestionnaire') },
  );
  expect(statut).withContext(JSON.stringify(corps)).toBe(200);
  return (corps as { items: { empechement: object | null }[] }).items.some(({ empechement }) => empechement === null);
}

describe('Les imports', () => {
  let page: Page;
  let fautes: string[];
  let dossier: string;

  beforeAll(async () => {
    dossier = mkdtempSync(join(tmpdir(), 'agesh-parcours-imports-'));
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'superviseur', '/imports');
  }, 60_000);
  afterAll(async () => {
    rmSync(dossier, { recursive: true, force: true });
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  async function choisir(nom: string, contenu: string): Promise<void> {
    const adresse = join(dossier, nom);
    writeFileSync(adresse, contenu);
    const champ = (await page.waitForSelector('[data-testid=fichier]')) as ElementHandle<HTMLInputElement>;
    await champ.uploadFile(adresse);
    await page.waitForSelector('[data-testid=apercu] tbody td');
  }

  /** The same by the mouse: dropped on the page. */
  async function deposer(nom: string, contenu: string): Promise<void> {
    await page.waitForSelector('app-zone-depot');
    await page.$eval(
      'app-zone-depot',
      (zone, nomFichier, lignes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([lignes], nomFichier));
        zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      nom,
      contenu,
    );
    await page.waitForSelector('[data-testid=apercu] tbody td');
  }

  async function attendreEtat(etat: string): Promise<void> {
    await page.waitForFunction((ou, mot) => document.querySelector(ou)?.textContent === mot, {}, ETAT, etat);
  }

  async function repondre(bouton: string): Promise<void> {
    await page.waitForSelector('[role=alertdialog] mat-dialog-actions');
    await cliquer(page, bouton, '[role=alertdialog] mat-dialog-actions');
    await page.waitForFunction(() => document.querySelector('[role=alertdialog]') === null);
  }

  async function ligneDuBilan(objet: string): Promise<string[]> {
    await page.waitForSelector('[data-testid=bilan] tbody tr');
    return page.$$eval(
      '[data-testid=bilan] tbody tr',
      (lignes, nom) =>
        lignes
          .map((ligne) => [...ligne.children].map((cellule) => cellule.textContent?.trim() ?? ''))
          .find(([premiere]) => premiere === nom)
          ?.slice(1) ?? [],
      objet,
    );
  }

  /** What the browser is handed as a file. */
  async function telecharge(bouton: string, dans: string): Promise<string> {
    await page.evaluate(() => {
      const creer = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (objet) => {
        if (objet instanceof Blob) {
          void objet.text().then((lu) => ((globalThis as { fichierRecu?: string }).fichierRecu = lu));
        }
        return creer(objet);
      };
    });
    await cliquer(page, bouton, dans);
    const recu = await page.waitForFunction(() => (globalThis as { fichierRecu?: string }).fichierRecu);
    return (await recu.jsonValue()) ?? '';
  }

  it('F7.0-1 tells the daily import early in the morning, the drop folder and the last import of each source', async () => {
    await ouvrir(page, '/imports');
    await page.waitForSelector('[data-testid=planification]');
    const planification = (await appeler('GET', '/imports/planification', { jeton: await jetonDe('superviseur') }))
      .corps as { heure: string; dossierDepot: string };
    const dit = await texte(page, 'app-planification');
    expect(planification.heure).toMatch(/^0[0-6]:\d\d$/);
    expect(dit).toContain(`EPP et d’ASSED chaque jour à ${planification.heure}`);
    expect(dit).toContain(planification.dossierDepot);
    for (const source of ['EPP', 'ASSED', 'Écoles', 'ERSEH']) expect(dit).toContain(source);
    await page.waitForFunction(() => document.querySelector('app-data-table')?.textContent?.includes('Import ASSED'));
  });

  it('F7.0-1 by hand: preview, columns chosen and kept, dry run with its rejects, and a file that would empty the source is held', async () => {
    const { HEURES_HEBDO, ...reste } = AGENT;
    const bonne = { ...reste, VOLUME: HEURES_HEBDO ?? '' };
    const fautive = { ...bonne, ID_AGENT: 'ESSAI0000002', ID_MISSION: 'ESSAI-M2', DATE_NAISSANCE: '31/02/1980' };
    await ouvrir(page, '/imports/nouveau?source=EPP');
    await deposer('essai.csv', enCsv([bonne, fautive]));
    expect(await texte(page, '[data-testid=apercu]')).toContain('PARCOURS');
    await page.waitForSelector('#colonne-HEURES_HEBDO');
    if ((await page.$eval('#colonne-HEURES_HEBDO', (liste) => (liste as HTMLSelectElement).value)) === '') {
      await page.click('[data-testid=simuler]');
      await attendreTexte(page, '« essai.csv » : choisissez la colonne qui donne HEURES_HEBDO.', 'main');
    }
    await page.select('#colonne-HEURES_HEBDO', 'VOLUME');
    await page.click('.garder input');
    await page.click('[data-testid=simuler]');
    await attendreEtat('Simulé');
    expect((await ligneDuBilan('AESH'))[0]).toBe('1');
    await page.waitForSelector('[data-testid=rejets] tbody tr');
    const rejet = await page.$$eval('[data-testid=rejets] tbody td', (cellules) =>
      cellules.map(({ textContent }) => textContent?.trim() ?? ''),
    );
    expect(rejet.slice(0, 4)).toEqual(['essai.csv', '3', 'DATE_NAISSANCE', '31/02/1980']);
    expect(rejet[4]).toContain("n'est pas une date");
    expect(await telecharge('Télécharger', 'app-lignes-rejetees')).toContain('31/02/1980');
    await page.select('#filtre-genre', 'NOUVEAU');
    await page.waitForFunction(() => {
      const lignes = [...document.querySelectorAll('[data-testid=differences] tbody tr')];
      return lignes.length > 0 && lignes.every((ligne) => ligne.textContent?.includes('Nouveau'));
    });
    expect(await texte(page, '[data-testid=differences]')).toContain('PARCOURS');

    await page.click('[data-testid=importer-simule]');
    await page.waitForSelector('[data-testid=a-confirmer]');
    expect(await texte(page, '[data-testid=a-confirmer]')).toMatch(/désactiverait .+\smissions\ssur .+ Au-delà de 5 %/);
    const id = chemin(page).split('/').at(-1) ?? '';
    await ouvrir(page, '/imports');
    await page.waitForSelector('[data-testid=retenu]');
    await page.click(`[data-testid=retenu] a[href="/imports/${id}"]`);
    await page.waitForSelector('[data-testid=a-confirmer]');
    await cliquer(page, 'Abandonner', '[data-testid=a-confirmer]');
    await repondre('Abandonner');
    await attendreEtat('Abandonné');
    const { corps } = await appeler('GET', '/aesh?q=ESSAI0000001', { jeton: await jetonDe('gestionnaire') });
    expect((corps as { total: number }).total).toBe(0);

    // The columns were kept: the next file of the source is read with them, until they are forgotten.
    await ouvrir(page, '/imports/nouveau?source=EPP');
    await choisir('suivant.csv', enCsv([bonne]));
    await attendreTexte(page, 'Gardée d’un import précédent.', 'app-apercu-fichier');
    await cliquer(page, 'Les oublier', 'main');
    await page.waitForFunction(() => !document.querySelector('main')?.textContent?.includes('Les oublier'));
    const { corps: gardees } = await appeler('GET', '/imports/correspondances/EPP', {
      jeton: await jetonDe('superviseur'),
    });
    expect((gardees as { correspondances: object }).correspondances).toEqual({});
  });

  it('F7.0-1 F7.0-2 imports a photo: the AESH comes, goes inactive « [I] » at the next one, and the gestionnaire sees what changed', async () => {
    const photo = await photoActuelle();
    const jeton = await jetonDe('gestionnaire');
    const { corps: missions } = await appeler('GET', '/missions?source=EPP&occupation=PARTIELLE&size=50', { jeton });
    const touchee = (missions as { items: Mission[] }).items.find(
      ({ idMission, heuresRh }) => heuresRh && photo.some((ligne) => ligne['ID_MISSION'] === idMission),
    );
    if (!touchee) throw new Error('Aucune mission EPP en partie occupée dans la population de démonstration.');
    const nom = nomNeuf('Parcours');
    const employeur = photo.find(({ UAI_EMPLOYEUR }) => UAI_EMPLOYEUR?.startsWith('031'))?.['UAI_EMPLOYEUR'] ?? '';
    const arrivee = {
      ...AGENT,
      ...{ ID_AGENT: `X${nom}`, ID_CONTRAT: `X${nom}C`, ID_MISSION: `X${nom}M` },
      ...{ NOM_USAGE: nom, NOM_FAMILLE: nom, UAI_EMPLOYEUR: employeur },
    };
    const modifiee = photo.map((ligne) =>
      ligne['ID_MISSION'] === touchee.idMission
        ? { ...ligne, HEURES_HEBDO: String((touchee.heuresRh ?? 0) + 1).replace('.', ',') }
        : ligne,
    );

    await ouvrir(page, '/imports/nouveau?source=EPP');
    await choisir('EPP.csv', enCsv([...modifiee, arrivee]));
    await page.click('[data-testid=simuler]');
    await attendreEtat('Simulé');
    expect((await ligneDuBilan('AESH')).slice(0, 4)).toEqual(['1', '0', '0', '0']);
    expect((await ligneDuBilan('Missions')).slice(0, 4)).toEqual(['1', '1', '0', '0']);
    await page.click('[data-testid=importer-simule]');
    await attendreEtat('Terminé');
    const { corps: trouves } = await appeler('GET', `/aesh?q=${nom}`, { jeton });
    const [venue] = (trouves as { items: { id: number; etat: string }[] }).items;
    expect(venue?.etat).toBe('ACTIF');
    expect(await peutAccompagner(nom)).toBeTrue();

    await ouvrir(page, '/imports/nouveau?source=EPP');
    await choisir('EPP.csv', enCsv(photo));
    await page.click('[data-testid=importer]');
    await repondre('Importer');
    await attendreEtat('Terminé');
    expect((await ligneDuBilan('AESH')).slice(0, 4)).toEqual(['0', '0', '0', '1']);
    await page.waitForSelector(`[data-testid=differences] a[href="/aesh/${venue?.id}"]`);
    await page.click(`[data-testid=differences] a[href="/aesh/${venue?.id}"]`);
    await page.waitForSelector('[data-testid=etat-aesh]');
    expect(await texte(page, '[data-testid=etat-aesh]')).toContain('[I]');

    expect(await peutAccompagner(nom)).toBeFalse();

    const { corps: changements } = await appeler('GET', '/imports/changements?genre=HEURES_MODIFIEES', { jeton });
    const vus = (changements as { items: Changement[] }).items.filter(({ missionId }) => missionId === touchee.id);
    expect(vus.length).toBeGreaterThanOrEqual(2);
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', '/imports/changements');
    await autre.waitForSelector(`td a[href="/missions/${touchee.id}"]`);
    const lu = await texte(autre, 'app-data-table');
    expect(lu).toContain('Heures modifiées');
    for (const { nom: eleve } of vus[0]?.eleves ?? []) expect(lu).toContain(eleve);
    await autre.click(`td a[href="/aesh/${touchee.aesh.id}"]`);
    await autre.waitForSelector('[data-testid=dossier-aesh]');
    await autre.browserContext().close();
  }, 180_000);

  it('belongs to the superviseur and the administrateur; the gestionnaire has what the imports changed', async () => {
    const autre = await nouvellePage();
    await seConnecter(autre, 'gestionnaire', '/decisions');
    await autre.waitForSelector('[data-testid=menu-principal]');
    const menu = await texte(autre, '[data-testid=menu-principal]');
    expect(menu).toContain('Changements des imports');
    expect(menu).not.toMatch(/^Imports$/m);
    await ouvrir(autre, '/imports');
    await autre.waitForSelector('h1');
    expect(chemin(autre)).toBe('/decisions');
    await autre.browserContext().close();
  });
});
