import type { Page } from 'puppeteer-core';
import { TABLETTE, appeler, jetonDe, nouvellePage, plaintes } from '../../harnais.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';
import { choisir, nomNeuf, remplir, trouver, valeur, verrouille } from './formulaire.js';

interface Ligne {
  readonly id: number;
  readonly nom: string;
  readonly prenom: string;
  readonly dateNaissance: string | null;
  readonly etat: string;
  readonly missions: number;
}
interface Dossier extends Omit<Ligne, 'missions'> {
  readonly version: number;
  readonly adresse: string | null;
  readonly transport: string | null;
  readonly missions: readonly { readonly id: number; readonly nature: { readonly code: string } }[];
  readonly accompagnements: readonly {
    readonly missionId: number;
    readonly eleves: readonly { readonly nom: string }[];
  }[];
}

const grand = (mots: string): string => mots.toLocaleUpperCase('fr');

async function premier(requete: string, identifiant = 'gestionnaire'): Promise<Ligne> {
  const { corps } = await appeler('GET', `/aesh?size=1&${requete}`, { jeton: await jetonDe(identifiant) });
  return (corps as { items: [Ligne] }).items[0];
}

async function lire(id: number): Promise<Dossier> {
  return (await appeler('GET', `/aesh/${id}`, { jeton: await jetonDe('gestionnaire') })).corps as Dossier;
}

describe('Les AESH', () => {
  let page: Page;
  let fautes: string[];
  let reel: Ligne;

  beforeAll(async () => {
    reel = await premier('etat=ACTIF&disponible=true&sort=-missions');
    page = await nouvellePage();
    fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire', '/aesh');
    await page.waitForSelector('td a.nom');
  }, 60_000);
  afterAll(async () => {
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F7.1-1 a click on the name opens the file: individual data, then missions and accompaniments', async () => {
    await ouvrir(page, `/aesh?q=${encodeURIComponent(`${reel.nom} ${reel.prenom}`)}`);
    await page.waitForSelector(`td a[href="/aesh/${reel.id}"]`);
    await page.click(`td a[href="/aesh/${reel.id}"]`);
    await page.waitForSelector('[data-testid=dossier-aesh]');
    expect(chemin(page)).toBe(`/aesh/${reel.id}`);
    const dossier = await lire(reel.id);
    const vu = grand(await texte(page, '[data-testid=dossier-aesh]'));
    for (const mot of [
      ...['État civil', 'Informations complémentaires', `Missions (${dossier.missions.length})`, 'Accompagnements ('],
      ...dossier.missions.map(({ nature }) => nature.code),
      ...dossier.accompagnements.flatMap(({ eleves }) => eleves.map(({ nom }) => nom)),
    ]) {
      expect(vu).toContain(grand(mot));
    }
    expect(vu.indexOf(grand('État civil'))).toBeLessThan(vu.indexOf('MISSIONS ('));
    expect(vu.indexOf('MISSIONS (')).toBeLessThan(vu.indexOf('ACCOMPAGNEMENTS ('));
    // Nothing of a person in the title, which goes to the history of the browser.
    expect(grand(await page.title())).not.toContain(grand(reel.nom));
    await page.click('[data-testid=retour-liste]');
    await page.waitForSelector('td a.nom');
    expect(new URL(page.url()).searchParams.get('q')).toContain(reel.nom);
  });

  it('F7.1-2 état civil, address and RQTH are read only; « Modifier cet AESH » changes the rest, and the history says it', async () => {
    await ouvrir(page, `/aesh/${reel.id}`);
    await cliquer(page, 'Modifier cet AESH', 'main');
    await page.waitForSelector('form');
    for (const libelle of ['Nom d’usage', 'Prénom', 'Date de naissance', 'Adresse', 'RQTH', 'Courriel']) {
      expect(await verrouille(page, libelle))
        .withContext(libelle)
        .toBeTrue();
    }
    const transport = `Trottinette ${Date.now() % 1000}`;
    await remplir(page, 'Moyen de transport', transport);
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=dossier-aesh]');
    await attendreTexte(page, transport, '[data-testid=dossier-aesh]');
    await page.$eval('#titre-historique', (titre) => titre.scrollIntoView());
    await attendreTexte(page, `Moyen de transport`, 'app-historique-aesh');
    await attendreTexte(page, transport, 'app-historique-aesh');
    const refus = await appeler('PATCH', `/aesh/${reel.id}`, {
      jeton: await jetonDe('gestionnaire'),
      corps: { adresse: '1 rue Neuve' },
      entetes: { 'If-Match': `"${(await lire(reel.id)).version}"` },
    });
    expect(refus.statut).toBe(422);
  });

  it('F7.0-3 adds a provisional AESH with two missions in the same form, after a warning about doubles', async () => {
    await ouvrir(page, '/aesh');
    await cliquer(page, 'Ajouter un AESH', 'main');
    await page.waitForSelector('form');
    await remplir(page, 'Nom d’usage', reel.nom);
    await remplir(page, 'Prénom', reel.prenom);
    await attendreTexte(page, 'même nom', '[data-testid=doublons]');
    expect(grand(await texte(page, '[data-testid=doublons]'))).toContain(grand(reel.nom));
    const nom = nomNeuf('Nouveau');
    await remplir(page, 'Nom d’usage', nom);
    await page.waitForFunction(() => document.querySelector('[data-testid=doublons]') === null);
    await remplir(page, 'Moyen de transport', 'Vélo');
    for (const [rang, nature] of ['HI1D', 'HP1D'].entries()) {
      await cliquer(page, 'Ajouter une mission', 'form');
      await page.waitForFunction((n) => document.querySelectorAll('app-champs-mission').length === n, {}, rang + 1);
      await choisir(page, 'Type de contrat', 'CDI');
      await choisir(page, 'Nature du support', nature);
      await remplir(page, 'Début de la mission', '01/09/2026');
      await remplir(page, 'Heures hebdo', '12 h 30');
    }
    await trouver(page, 'Établissement employeur', 'collège');
    await cliquer(page, 'Enregistrer', 'form');
    await page.waitForSelector('[data-testid=dossier-aesh]');
    await attendreTexte(page, '[P] Prévisionnel', '[data-testid=etat-aesh]');
    const vu = await texte(page, '[data-testid=dossier-aesh]');
    for (const mot of ['Missions (2)', 'HI1D', 'HP1D', '12\u00a0h\u00a030', 'Vélo']) expect(vu).toContain(mot);
    // A provisional one has nothing locked.
    await cliquer(page, 'Modifier cet AESH', 'main');
    await page.waitForSelector('form');
    expect(await verrouille(page, 'Nom d’usage')).toBeFalse();
    expect(await valeur(page, 'Nom d’usage')).toBe(nom);
    await ouvrir(page, `/aesh?q=${nom}`);
    await page.waitForSelector('td a.nom');
    expect(await texte(page, 'tbody tr')).toContain('[P]');
  });

  it('keeps what is typed and says what is missing, and asks before it lets it go', async () => {
    await ouvrir(page, '/aesh/nouveau');
    await page.waitForSelector('form');
    await remplir(page, 'Prénom', 'Zoé');
    await cliquer(page, 'Enregistrer', 'form');
    await attendreTexte(page, 'Indiquez le nom d’usage.', 'form');
    expect(await valeur(page, 'Prénom')).toBe('Zoé');
    await page.click('header a[href="/missions"], nav a[href="/missions"]');
    await page.waitForSelector('mat-dialog-container');
    await cliquer(page, 'Rester sur la page', 'mat-dialog-container');
    expect(chemin(page)).toBe('/aesh/nouveau');
    expect(await valeur(page, 'Prénom')).toBe('Zoé');
  });

  it('F1.2-2 says what happened for an AESH of another département, an unknown one and a wrong address', async () => {
    const ailleurs = await premier('etat=ACTIF', 'gestionnaire81');
    for (const id of [ailleurs.id, 2_000_000_000, 'abc', '-1']) {
      await ouvrir(page, `/aesh/${id}`);
      await attendreTexte(page, 'AESH introuvable', 'h1');
      expect(await texte(page, '[data-testid=aesh-introuvable]')).toContain(String(id));
    }
  });

  it('F1.2-3 reads on a tablet without scrolling sideways', async () => {
    await page.setViewport({ ...TABLETTE });
    for (const adresse of [`/aesh/${reel.id}`, `/aesh/${reel.id}/modifier`, '/aesh/nouveau']) {
      await ouvrir(page, adresse);
      await page.waitForSelector('h1');
      expect(await page.$eval('main', (main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    }
    await page.setViewport({ width: 1366, height: 768 });
  });

  it('the superviseur reads only', async () => {
    const autre = await nouvellePage();
    await seConnecter(autre, 'superviseur', `/aesh/${reel.id}`);
    await autre.waitForSelector('[data-testid=dossier-aesh]');
    expect(await texte(autre, 'main')).not.toContain('Modifier cet AESH');
    expect(await autre.$('main a[href^="/missions/nouvelle"]')).toBeNull();
    await ouvrir(autre, '/aesh/nouveau');
    expect(chemin(autre)).not.toBe('/aesh/nouveau');
    await autre.browserContext().close();
  });
});
