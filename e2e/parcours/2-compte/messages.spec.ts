import type { Page } from 'puppeteer-core';
import { appeler, jetonDe, nouvellePage, plaintes, produitDEssai } from '../../harnais.js';
import { dossierActif } from '../5-frise/decisions-par-etat.js';
import { recruter } from '../10-accompagnements/placement.js';
import { attendreTexte, chemin, cliquer, ouvrir, seConnecter, texte } from '../gestes.js';

interface Message {
  readonly id: number;
  readonly genre: string;
  readonly texte: string;
  readonly lien: string | null;
  readonly lu: boolean;
}

const cle = (): Record<string, string> => ({ 'Idempotency-Key': crypto.randomUUID() });

async function messages(compte: string, requete: string): Promise<Message[]> {
  const { corps } = await appeler('GET', `/messages?${requete}`, { jeton: await jetonDe(compte) });
  return (corps as { items: Message[] }).items;
}

/** Extracts of the ERSEH, as an integrator sends them; waits for the end. */
async function importer(fichiers: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const { url } = await produitDEssai();
  const corps = new FormData();
  for (const [nom, lignes] of Object.entries(fichiers)) {
    corps.append('fichier', new Blob([lignes.map((ligne) => `${ligne}\r\n`).join('')]), nom);
  }
  const reponse = await fetch(`${url}/api/imports/erseh`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await jetonDe('admin')}` },
    body: corps,
  });
  const { importId } = (await reponse.json()) as { importId: string };
  for (;;) {
    const lu = await appeler('GET', `/imports/${importId}`, { jeton: await jetonDe('admin') });
    const { etat } = lu.corps as { etat: string };
    if (etat === 'TERMINE') return;
    if (etat !== 'EN_ATTENTE' && etat !== 'EN_COURS') throw new Error(JSON.stringify(lu.corps));
    await new Promise((suite) => setTimeout(suite, 200));
  }
}

/** An accompaniment of a pupil of the sectors of the ERSEH, placed by the gestionnaire. */
async function placer(secteurs: readonly string[]): Promise<{ id: number; eleve: { id: number; nom: string } }> {
  const jeton = await jetonDe('gestionnaire');
  const jour = new Date().toISOString().slice(0, 10);
  const { corps } = await appeler(
    'GET',
    `/decisions?type=INDIVIDUELLE&etat=SANS,PARTIELLE&secteur=${secteurs.join(',')}&debut=${jour}&fin=${jour}&size=200`,
    { jeton },
  );
  for (const { id, eleve } of (corps as { items: { id: number; eleve: { id: number; nom: string } }[] }).items) {
    const lue = await appeler('GET', `/decisions/${id}/proposition`, { jeton });
    if (lue.statut !== 200 || !(await dossierActif(id))) continue;
    const { debut, fin, uai } = lue.corps as { debut: string; fin: string; uai: string };
    const candidates = await appeler(
      'GET',
      `/decisions/${id}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}&heures=2&size=1`,
      { jeton },
    );
    const [mission] = (candidates.corps as { items: { missionId: number; empechement: unknown }[] }).items;
    if (mission?.empechement !== null) continue;
    const cree = await appeler('POST', '/accompagnements', {
      jeton,
      entetes: cle(),
      corps: {
        decisionIds: [id],
        missionId: mission.missionId,
        uai,
        debut,
        fin,
        heures: 2,
        heuresRepas: 0,
        heuresMeridienne: 0,
      },
    });
    if (cree.statut === 201) return { id: (cree.corps as { id: number }).id, eleve };
  }
  throw new Error('Aucun élève à accompagner dans les secteurs de l’ERSEH.');
}

const nonLus = async (compte: string): Promise<number> =>
  ((await appeler('GET', '/messages/non-lus', { jeton: await jetonDe(compte) })).corps as { nombre: number }).nombre;

const pastille = (page: Page): Promise<string> =>
  page.$eval('[data-testid=acces-messages]', (lien) => lien.getAttribute('aria-label') ?? '');

describe('Mes messages', () => {
  let secteurs: string[];

  beforeAll(async () => {
    const lus = await appeler('GET', '/secteurs', { jeton: await jetonDe('erseh') });
    secteurs = (lus.corps as { code: string }[]).map(({ code }) => code);
    await recruter(await jetonDe('gestionnaire'), 'PREVENUE');
  }, 90_000);

  it('F1.1-3 F2.2-1 F2.2-2 tells the gestionnaire of a schooling, a decision and a changed file, to be read and marked', async () => {
    const nom = `PREVENIR${Date.now() % 1_000_000}`;
    const { corps } = await appeler('GET', '/etablissements?actif=true&size=1', {
      jeton: await jetonDe('gestionnaire'),
    });
    const [ecole] = (corps as { items: { uai: string; nom: string }[] }).items;
    const eleve = (etat: string): string[] => [
      'ID_ELEVE;INE;NOM;PRENOM;DATE_NAISSANCE;SEXE;CODE_SECTEUR;ETAT_DOSSIER',
      `${nom};;${nom};Nora;04/05/2017;F;${secteurs[0]};${etat}`,
    ];
    await importer({
      'eleves.csv': eleve('ACTIF'),
      'scolarites.csv': [
        'ID_SCOLARITE;ID_ELEVE;UAI;CLASSE;DISPOSITIF;DATE_DEBUT;DATE_FIN',
        `S${nom};${nom};${ecole!.uai};CE2;;01/09/2026;31/08/2027`,
      ],
      'decisions.csv': [
        'ID_DECISION;ID_ELEVE;TYPE;HEURES_HEBDO;ORIGINE;NATURE;DATE_CDAPH;DATE_DEBUT;DATE_FIN',
        `D${nom};${nom};INDIVIDUELLE;12;PREMIERE_DEMANDE;PROJET_CIBLE;01/06/2026;01/09/2026;31/08/2028`,
      ],
    });
    await importer({ 'eleves.csv': eleve('GELE') });
    const recus = await messages('gestionnaire', `q=${nom}`);
    expect(recus.map(({ genre }) => genre).sort()).toEqual([
      'DECISION_AJOUTEE',
      'DOSSIER_MODIFIE',
      'SCOLARITE_AJOUTEE',
    ]);

    const page = await nouvellePage();
    const fautes = plaintes(page);
    await seConnecter(page, 'gestionnaire', '/decisions');
    await page.waitForSelector('[data-testid=messages-non-lus]');
    expect(await pastille(page)).toMatch(/^Mes messages : \d+ non lu/);
    await page.click('[data-testid=acces-messages]');
    await attendreTexte(page, 'Mes messages', 'h1');
    await ouvrir(page, `/messages?q=${nom}`);
    await page.waitForSelector('[data-message]');
    const dits = await page.$$eval('[data-message]', (lus) => lus.map((un) => un.textContent?.trim() ?? ''));
    expect(dits.length).toBe(3);
    // Newest first: the file was frozen after the rest.
    expect(dits[0]).toContain('dossier gelé');
    expect(dits.every((dit) => dit.includes(`Nora ${nom}`) && dit.includes(ecole!.nom))).toBeTrue();
    expect(dits.some((dit) => dit.includes('CE2') && dit.includes('du 01/09/2026 au 31/08/2027'))).toBeTrue();
    expect(dits.some((dit) => dit.includes('12 h') && dit.includes('du 01/09/2026 au 31/08/2028'))).toBeTrue();

    // Filter of the genre, then one marked as read, which leaves the unread.
    await page.select('#filtre-genre', 'DECISION_AJOUTEE');
    await page.waitForFunction(() => document.querySelectorAll('[data-message]').length === 1);
    const avant = await nonLus('gestionnaire');
    await cliquer(page, 'Marquer lu', 'app-data-table');
    await attendreTexte(page, 'Marquer non lu', 'app-data-table');
    expect(await nonLus('gestionnaire')).toBe(avant - 1);
    await page.select('#filtre-genre', '');
    await page.select('#filtre-lu', 'false');
    await page.waitForFunction(() => document.querySelectorAll('[data-message]').length === 2);

    // The link opens the file, and has read the message.
    await page.click('[data-message] a');
    await page.waitForSelector('[data-testid=dossier-eleve]');
    expect(chemin(page)).toBe(recus[0]!.lien!);
    expect(await texte(page, 'h1')).toContain(nom);
    expect((await messages('gestionnaire', `q=${nom}&lu=false`)).length).toBe(1);

    await ouvrir(page, '/messages');
    await page.waitForSelector('[data-message]');
    await page.waitForSelector('[data-testid=tout-lire]:not([disabled])');
    await page.click('[data-testid=tout-lire]');
    await page.waitForFunction(() => document.querySelector('[data-testid=messages-non-lus]') === null);
    expect((await messages('gestionnaire', `q=${nom}&lu=false`)).length).toBe(0);
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });

  it('F2.2-3 F10.4-1 tells the ERSEH of each accompaniment created and deleted, and shows it in the PPS follow-up', async () => {
    const { id, eleve } = await placer(secteurs);
    const page = await nouvellePage();
    const fautes = plaintes(page);
    await seConnecter(page, 'erseh', `/messages?q=${encodeURIComponent(eleve.nom)}&genre=ACCOMPAGNEMENT_CREE`);
    await page.waitForSelector('[data-message]');
    expect(await pastille(page)).toMatch(/\d+ non lu/);
    await page.click('[data-message] a');
    await page.waitForSelector('[data-testid=dossier-eleve]');
    expect(chemin(page)).toBe(`/eleves/${eleve.id}`);
    await page.waitForSelector(`#accompagnement-${id}`);
    expect(await texte(page, `#accompagnement-${id}`)).toMatch(/\b2\sh/);
    expect(await page.$$eval('[data-testid=dossier-eleve] a[href^="/decisions"]', (liens) => liens.length)).toBe(0);

    const jeton = await jetonDe('gestionnaire');
    const lu = await appeler('GET', `/accompagnements/${id}`, { jeton });
    const supprime = await appeler('DELETE', `/accompagnements/${id}`, {
      jeton,
      entetes: { 'If-Match': lu.entetes.get('etag') ?? '' },
    });
    expect(supprime.statut).toBe(200);
    await ouvrir(page, `/messages?q=${encodeURIComponent(eleve.nom)}&genre=ACCOMPAGNEMENT_SUPPRIME`);
    await page.waitForSelector('[data-message]');
    // The gestionnaire, who did it, is told nothing of it.
    expect(await messages('gestionnaire', 'genre=ACCOMPAGNEMENT_CREE')).toEqual([]);
    expect(fautes).toEqual([]);
    await page.browserContext().close();
  });
});
