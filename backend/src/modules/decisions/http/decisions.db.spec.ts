import { ApiDEssai } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { type CodeProfil, type Perimetre, SessionsOuvertes, listerRoutes } from '../../../platform/security/index.js';
import { ElevesModule } from '../../eleves/index.js';
import { DecisionsModule } from '../index.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('GET /decisions', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let ecole: string;
  let pial: string;
  let secteur: string;
  let decision: number;
  let gestionnaire: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    api = await ApiDEssai.demarrer(base.source, DecisionsModule, ElevesModule);
    ecole = await monde.etablissement({ nom: 'École Jean Jaurès', circonscription: '0311234A' });
    pial = await monde.pial({ nom: 'Collège Jolimont', membres: [ecole] });
    secteur = await monde.secteur({ code: 'TLSE-1', libelle: 'Toulouse centre' });
    const eleve = await monde.eleve({ nom: 'MARTIN', prenom: 'Léa', identifiant: 'E-LEA', secteur });
    await monde.scolarite({ eleve, uai: ecole, debut: '2020-09-01', fin: null, classe: 'CM2' });
    // Current whatever the day on which the spec runs: the perimeter of a school depends on today.
    decision = await monde.decision({ eleve, debut: '2024-09-01', fin: '2035-08-31' });
    const mission = await monde.mission({ aesh: await monde.aesh({ nom: 'DURAND', prenom: 'Paul' }) });
    await monde.accompagnement({ mission, decisions: [decision], uai: ecole, heures: 12 });
    await monde.rafraichir();
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
  });
  afterAll(async () => {
    await api.fermer();
    await base.fermer();
  });

  const items = (corps: Record<string, unknown>): Record<string, unknown>[] =>
    corps['items'] as Record<string, unknown>[];

  it('F1.1-2 no route writes a decision: whoever tries gets 404 or 405, and nothing changes', async () => {
    const routes = listerRoutes(api.application).filter(({ chemin }) => chemin.startsWith('/decisions'));
    expect(routes.map(({ methode, chemin }) => `${methode} ${chemin}`).sort()).toEqual([
      'GET /decisions',
      'GET /decisions/:id',
      'GET /decisions/evolution',
      'GET /decisions/export',
      'GET /decisions/indicateurs',
    ]);
    const profils: [CodeProfil, Perimetre][] = [
      ['GESTIONNAIRE_AESH', HAUTE_GARONNE],
      ['SUPERVISEUR_AESH', HAUTE_GARONNE],
    ];
    for (const [profil, perimetre] of profils) {
      const jeton = await api.connecter(profil, perimetre);
      const corps = { eleveId: 1, type: 'INDIVIDUELLE', heures: 12 };
      for (const [methode, url] of [
        ['POST', '/decisions'],
        ['PUT', `/decisions/${decision}`],
        ['PATCH', `/decisions/${decision}`],
        ['DELETE', `/decisions/${decision}`],
      ] as const) {
        const { statut } = await api.demander(methode, url, { jeton, corps });
        expect([404, 405]).withContext(`${profil} ${methode} ${url}`).toContain(statut);
      }
    }
    const lignes = await base.source.query<unknown[]>('SELECT id, version FROM decision');
    expect(lignes).toEqual([{ id: decision, version: 1 }]);
  });

  it('gives a page in the shape of the screen', async () => {
    const { statut, corps } = await api.demander('GET', '/decisions', { jeton: gestionnaire });
    expect(statut).toBe(200);
    expect([corps['total'], corps['page'], corps['size']]).toEqual([1, 1, 50]);
    expect(items(corps)[0]).toEqual(
      jasmine.objectContaining({
        id: decision,
        eleve: jasmine.objectContaining({ identifiant: 'E-LEA', nom: 'MARTIN', prenom: 'Léa' }),
        type: 'INDIVIDUELLE',
        heures: 24,
        origine: 'PREMIERE_DEMANDE',
        nature: 'PROJET_CIBLE',
        debut: '2024-09-01',
        fin: '2035-08-31',
        secteur: { code: 'TLSE-1', libelle: 'Toulouse centre' },
        pial: { uai: pial, nom: 'Collège Jolimont' },
        etablissements: [{ uai: ecole, nom: 'École Jean Jaurès', commune: 'Toulouse', debut: '2020-09-01', fin: null }],
        version: 1,
      }),
    );
  });

  it('F1.2-2 without a session, nothing; another profile than those who read decisions, 403', async () => {
    for (const url of ['/decisions', `/decisions/${decision}`, '/secteurs']) {
      expect((await api.demander('GET', url)).statut)
        .withContext(url)
        .toBe(401);
      for (const profil of ['ADMINISTRATEUR', 'INTEGRATEUR'] as const) {
        const jeton = await api.connecter(profil, { nature: 'AUCUN' });
        expect((await api.demander('GET', url, { jeton })).statut)
          .withContext(`${profil} ${url}`)
          .toBe(403);
      }
    }
  });

  it('F1.2-2 each profile sees its perimeter, another one an empty list and 404 for the object', async () => {
    const cas: [CodeProfil, Perimetre, boolean][] = [
      ['SUPERVISEUR_AESH', HAUTE_GARONNE, true],
      ['GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' }, false],
      ['COORDONNATEUR_PIAL', { nature: 'PIAL', pialUai: pial }, true],
      ['PILOTE_PIAL', { nature: 'PIAL', pialUai: await monde.pial() }, false],
      ['IEN', { nature: 'CIRCONSCRIPTION', circonscription: '0311234A' }, true],
      ['IEN', { nature: 'CIRCONSCRIPTION', circonscription: '0319999Z' }, false],
      ['CHEF_ETABLISSEMENT', { nature: 'ETABLISSEMENT', uai: ecole }, true],
      ['CHEF_ETABLISSEMENT', { nature: 'ETABLISSEMENT', uai: await monde.etablissement() }, false],
      ['ERSEH', { nature: 'SECTEURS', secteurs: [secteur] }, true],
      ['ERSEH', { nature: 'SECTEURS', secteurs: [await monde.secteur()] }, false],
    ];
    for (const [profil, perimetre, voit] of cas) {
      const jeton = await api.connecter(profil, perimetre);
      const liste = await api.demander('GET', '/decisions', { jeton });
      const une = await api.demander('GET', `/decisions/${decision}`, { jeton });
      const secteurs = await api.demander('GET', '/secteurs', { jeton });
      const contexte = JSON.stringify([profil, perimetre]);
      expect([liste.statut, liste.corps['total']])
        .withContext(contexte)
        .toEqual([200, voit ? 1 : 0]);
      expect([une.statut, une.corps['code']])
        .withContext(contexte)
        .toEqual(voit ? [200, undefined] : [404, 'DECISION_INTROUVABLE']);
      expect((secteurs.corps as unknown as { code: string }[]).some(({ code }) => code === secteur))
        .withContext(contexte)
        .toBe(voit);
    }
  });

  it('gives one decision with its schoolings, accompaniments and version', async () => {
    const { statut, corps, entetes } = await api.demander('GET', `/decisions/${decision}`, { jeton: gestionnaire });
    expect([statut, entetes['etag']]).toEqual([200, '"1"']);
    expect(corps['eleve']).toEqual(
      jasmine.objectContaining({ identifiant: 'E-LEA', dateNaissance: '2016-05-04', etatDossier: 'ACTIF', ine: null }),
    );
    expect(corps['scolarites']).toEqual([
      jasmine.objectContaining({
        uai: ecole,
        etablissement: 'École Jean Jaurès',
        classe: 'CM2',
        debut: '2020-09-01',
        fin: null,
      }),
    ]);
    expect(corps['accompagnements']).toEqual([
      jasmine.objectContaining({
        debut: '2026-09-01',
        fin: '2027-08-31',
        heures: 12,
        heuresRepas: 0,
        heuresMeridienne: 0,
        maintien: false,
        uai: ecole,
        aesh: jasmine.objectContaining({ nom: 'DURAND', prenom: 'Paul' }),
      }),
    ]);
    expect((await api.demander('GET', '/decisions/999999', { jeton: gestionnaire })).statut).toBe(404);
    for (const faux of ['abc', '0', '-1', '1.5', '99999999999', '%27']) {
      expect((await api.demander('GET', `/decisions/${faux}`, { jeton: gestionnaire })).statut)
        .withContext(faux)
        .toBe(400);
    }
  });

  it('refuses what is not of the contract, naming the parameter', async () => {
    const cas: [string, string][] = [
      ['sort=age', 'sort'],
      ['sort=nom;DROP', 'sort'],
      ['age=12', 'age'],
      ['size=0', 'size'],
      ['size=201', 'size'],
      ['page=0', 'page'],
      ['page=x', 'page'],
      ['type=AUTRE', 'type'],
      ['etat=VERT', 'etat'],
      ['uai=0311131', 'uai'],
      ['uai=0311131A', 'uai'],
      ['debut=2026-02-31', 'debut'],
      ['fin=31/08/2027', 'fin'],
      ['type=INDIVIDUELLE,AUTRE', 'type'],
      ['type=', 'type'],
      ['origine=ERSEH', 'origine'],
      ['nature=PROJET', 'nature'],
      ['pial=HORS', 'pial'],
      [`pial=HORS_PIAL,0311131A`, 'pial'],
      ['previsionnel=oui', 'previsionnel'],
      ['anomalie=2', 'anomalie'],
      ['accompagnement=UN', 'accompagnement'],
      ['ids=1,deux', 'ids'],
      ['ids=0', 'ids'],
      [`ids=${Array.from({ length: 1001 }, (_, n) => n + 1).join(',')}`, 'ids'],
      [`secteur=${Array.from({ length: 51 }, (_, n) => n).join(',')}`, 'secteur'],
      ['secteur=%00', 'secteur'],
      ['size=1000000000', 'size'],
      ['page=1000000000', 'page'],
      [`q=${'x'.repeat(10_240)}`, 'q'],
      [`q=${'x'.repeat(201)}`, 'q'],
      ['q=a&q=b', 'q'],
      ['__proto__=1', '__proto__'],
    ];
    for (const [requete, champ] of cas) {
      const { statut, corps } = await api.demander('GET', `/decisions?${requete}`, { jeton: gestionnaire });
      // A key that could poison a prototype is dropped before it is read.
      if (champ === '__proto__') expect(statut).toBe(200);
      else {
        expect([statut, corps['code']]).withContext(requete).toEqual([400, 'DEMANDE_INVALIDE']);
        expect((corps['errors'] as { path: string }[]).map((e) => e.path))
          .withContext(requete)
          .toContain(champ);
      }
    }
    const nul = await api.demander('GET', '/decisions?q=a%00b&secteur=x', { jeton: gestionnaire });
    expect(nul.statut).toBe(200);
    expect((await api.demander('GET', '/decisions?secteur=a%00', { jeton: gestionnaire })).statut).toBe(400);
  });

  it('hostile characters are looked for as they are: an answer, never an error', async () => {
    const hostiles = [
      '%25',
      '_',
      '%27',
      '%5C',
      '%00',
      '%F0%9F%98%80',
      '%E2%80%AE',
      '%ED%A0%80',
      '%D9%84',
      '%',
      '%E0%A4%A',
    ];
    for (const q of [...hostiles, "';DROP%20TABLE%20decision;--", '%25%25%25%25%25', '(((((', '%C3%9F%C5%93']) {
      const { statut, corps } = await api.demander('GET', `/decisions?q=${q}`, { jeton: gestionnaire });
      expect([statut, typeof corps['total']])
        .withContext(q)
        .toEqual([200, 'number']);
    }
    const loin = await api.demander('GET', '/decisions?page=1000000&size=200', { jeton: gestionnaire });
    expect([loin.statut, items(loin.corps), loin.corps['total']]).toEqual([200, [], 1]);
  });

  it('F4.1-1 gives the three indicators and the evolution of the current school year', async () => {
    const { statut, corps } = await api.demander('GET', '/decisions/indicateurs', { jeton: gestionnaire });
    expect([statut, corps['total']]).toEqual([200, 1]);
    expect((corps['avecAccompagnement'] as number) + (corps['sansAccompagnement'] as number)).toBe(1);
    const evolution = await api.demander('GET', '/decisions/evolution', { jeton: gestionnaire });
    const points = evolution.corps['points'] as { jour: string; actives: number }[];
    expect(points.every(({ actives }) => actives === 1)).toBeTrue();
    expect([points[0]?.jour, points.at(-1)?.jour]).toEqual([corps['debut'] as string, corps['fin'] as string]);
    const ailleurs = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    expect((await api.demander('GET', '/decisions/indicateurs', { jeton: ailleurs })).corps['total']).toBe(0);
  });

  it('F2.4-1 F2.4-2 the lists follow the sectors that the user keeps; a single decision does not', async () => {
    const jeton = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    const autre = await monde.secteur({ code: 'TLSE-2' });
    const total = async (url: string) => (await api.demander('GET', url, { jeton })).corps['total'];
    expect([await total('/decisions'), await total('/decisions/indicateurs')]).toEqual([1, 1]);
    const choisir = async (secteurs: string[]): Promise<void> => {
      const [[{ id }]] = await base.source.query<[[{ id: number }], number]>(
        'UPDATE profil SET secteurs_choisis = $1 WHERE id = (SELECT max(id) FROM profil) RETURNING id',
        [secteurs],
      );
      api.application.get(SessionsOuvertes, { strict: false }).oublierProfil(id);
    };
    await choisir([autre]);
    expect([await total('/decisions'), await total('/decisions/indicateurs')]).toEqual([0, 0]);
    expect((await api.demander('GET', `/decisions/${decision}`, { jeton })).statut).toBe(200);
    await choisir([autre, secteur]);
    expect(await total('/decisions')).toBe(1);
  });

  it('lists the sectors of the perimeter by label', async () => {
    const jeton = await api.connecter('ERSEH', { nature: 'SECTEURS', secteurs: [secteur] });
    const { corps } = await api.demander('GET', '/secteurs', { jeton });
    expect(corps as unknown).toEqual([{ code: 'TLSE-1', libelle: 'Toulouse centre' }]);
  });
});
