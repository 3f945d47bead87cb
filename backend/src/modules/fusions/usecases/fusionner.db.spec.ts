import { randomUUID } from 'node:crypto';
import { ApiDEssai, type ReponseApi } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { EcrituresDEssai } from '../../../essais/ecritures-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { FusionsModule } from '../index.js';

/** What a merge touches, whole but for the versions, which only go forward; and what is derived from it. */
const TABLES = ['aesh', 'mission', 'accompagnement', 'accompagnement_decision', 'affectation_pial'];
const DERIVEES = ['couverture_decision', 'occupation_mission'];

describe('Fusion d’un prévisionnel', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let gestionnaire: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    api = await ApiDEssai.demarrer(base.source, EcrituresDEssai, FusionsModule);
    monde = new Monde(base.source);
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '031' });
  }, 60_000);
  afterAll(async () => {
    await api?.fermer();
    await base?.fermer();
  });

  const fusionner = (
    corps: unknown,
    { cle = randomUUID() as string, jeton = gestionnaire } = {},
  ): Promise<ReponseApi> => api.demander('POST', '/fusions', { jeton, corps, entetes: { 'idempotency-key': cle } });
  const annuler = (id: unknown, jeton = gestionnaire): Promise<ReponseApi> =>
    api.demander('POST', `/fusions/${String(id)}/annulation`, { jeton });
  const lire = (url: string, jeton = gestionnaire): Promise<ReponseApi> => api.demander('GET', url, { jeton });

  async function photo(tables: readonly string[] = [...TABLES, ...DERIVEES]): Promise<Record<string, unknown>> {
    const photos: Record<string, unknown> = {};
    for (const table of tables) {
      photos[table] = await base.source.query(
        `SELECT to_jsonb(t) - 'version' AS ligne FROM ${table} t ORDER BY (to_jsonb(t) - 'version')::text`,
      );
    }
    return photos;
  }

  /** A provisional AESH with two missions, accompaniments and an affectation, and the RH one that is the same person. */
  async function scene(options: { heuresReelle?: number; finReelle?: string } = {}) {
    const pial = await monde.pial();
    const { decision, uai } = await monde.eleveNotifie({ nom: 'Petit', prenom: 'Léo', heures: 12 });
    const previsionnel = await monde.aesh({
      source: 'PREVISIONNEL',
      nom: 'LE GOFF',
      prenom: 'Anne-Lise',
      transport: 'Vélo',
    });
    await base.source.query(
      `UPDATE aesh SET departement = '031', commentaires = 'Attendue', pials_souhaites = ARRAY[$2] WHERE id = $1`,
      [previsionnel, pial],
    );
    const p1 = await monde.mission({ source: 'PREVISIONNEL', aesh: previsionnel, nature: 'HPIN' });
    const p2 = await monde.mission({ source: 'PREVISIONNEL', aesh: previsionnel, nature: 'AHRE', heures: 3 });
    const accompagnement = await monde.accompagnement({
      mission: p1,
      decisions: [decision],
      uai,
      heures: 12,
      fin: '2027-07-06',
    });
    const affectation = await monde.affectation({ mission: p1, pial, heures: 20 });
    const reel = await monde.aesh({ nom: 'Goff', prenom: 'Anne Lise' });
    const r1 = await monde.mission({
      aesh: reel,
      nature: 'HPIN',
      heures: options.heuresReelle ?? 24,
      fin: options.finReelle ?? '2027-08-31',
    });
    await monde.rafraichir();
    return { pial, decision, uai, previsionnel, p1, p2, accompagnement, affectation, reel, r1 };
  }
  type Scene = Awaited<ReturnType<typeof scene>>;
  const demandeDe = (s: Scene) => ({
    previsionnelId: s.previsionnel,
    reelId: s.reel,
    missions: [
      { previsionnelleId: s.p1, reelleId: s.r1 },
      { previsionnelleId: s.p2, reelleId: null },
    ],
  });

  it('F8.3-1 keeps accompaniments and affectations on the real missions; the provisional record becomes inactive, linked', async () => {
    const s = await scene();
    const { statut, corps } = await fusionner(demandeDe(s));
    expect(statut).toBe(201);
    const missions = async (table: string, id: number): Promise<unknown> =>
      base.source.query(`SELECT mission_id AS m FROM ${table} WHERE id = $1`, [id]);
    expect(await missions('accompagnement', s.accompagnement)).toEqual([{ m: s.r1 }]);
    expect(await missions('affectation_pial', s.affectation)).toEqual([{ m: s.r1 }]);
    expect(
      await base.source.query('SELECT id, actif, aesh_id FROM mission WHERE id = ANY ($1) ORDER BY id', [[s.p1, s.p2]]),
    ).toEqual([
      { id: s.p1, actif: false, aesh_id: s.previsionnel },
      { id: s.p2, actif: true, aesh_id: s.reel },
    ]);
    expect(
      await base.source.query('SELECT actif, transport, commentaires FROM aesh WHERE id = ANY ($1) ORDER BY id', [
        [s.previsionnel, s.reel],
      ]),
    ).toEqual([
      { actif: false, transport: 'Vélo', commentaires: 'Attendue' },
      { actif: true, transport: 'Vélo', commentaires: 'Attendue' },
    ]);
    const [couverture] = await base.source.query<{ segments: { previsionnel: boolean; etat: string }[] }[]>(
      'SELECT segments FROM couverture_decision WHERE decision_id = $1',
      [s.decision],
    );
    expect(couverture?.segments[0])
      .withContext('no longer hatched')
      .toEqual(jasmine.objectContaining({ etat: 'VERT', previsionnel: false }));
    const { corps: liste } = await lire('/fusions');
    expect((liste['items'] as unknown[])[0]).toEqual(
      jasmine.objectContaining({
        id: corps['id'],
        annulable: true,
        annuleeLe: null,
        accompagnements: 1,
        affectations: 1,
      }),
    );
  }, 30_000);

  it('F8.3-1 the undo restores the exact former state of every table, coverages included', async () => {
    const s = await scene();
    const avant = await photo();
    const { corps } = await fusionner(demandeDe(s));
    expect(await photo()).not.toEqual(avant);
    const { statut, corps: annulee } = await annuler(corps['id']);
    expect(statut).toBe(200);
    expect(annulee).toEqual(jasmine.objectContaining({ annulable: false, annuleePar: 'Gisèle Dupont' }));
    expect(await photo()).toEqual(avant);
    const encore = await annuler(corps['id']);
    expect([encore.statut, encore.corps['code']]).toEqual([409, 'FUSION_NON_ANNULABLE']);
    expect(encore.corps['detail']).toContain('Gisèle Dupont');
    expect((await fusionner(demandeDe(s))).statut)
      .withContext('can be merged again')
      .toBe(201);
  }, 30_000);

  it('refuses to undo once something that it moved has changed, naming it, and changes nothing', async () => {
    const gestes: [string, (s: Scene) => Promise<unknown>, string][] = [
      [
        'accompaniment changed',
        (s) => sql('UPDATE accompagnement SET heures = 11, version = version + 1 WHERE id = $1', s.accompagnement),
        'PETIT Léo',
      ],
      ['accompaniment deleted', (s) => sql('DELETE FROM accompagnement WHERE id = $1', s.accompagnement), 'supprimé'],
      [
        'affectation changed',
        (s) => sql('UPDATE affectation_pial SET heures = 5, version = version + 1 WHERE id = $1', s.affectation),
        'l’affectation au PIAL',
      ],
      [
        'mission changed',
        (s) => sql('UPDATE mission SET heures = 2, version = version + 1 WHERE id = $1', s.p2),
        'la mission prévisionnelle',
      ],
      [
        'completed field changed',
        (s) => sql(`UPDATE aesh SET transport = 'Bus', version = version + 1 WHERE id = $1`, s.reel),
        'moyen de transport',
      ],
    ];
    for (const [nom, geste, cite] of gestes) {
      const s = await scene();
      const { corps } = await fusionner(demandeDe(s));
      await geste(s);
      const avant = await photo(TABLES);
      const { corps: liste } = await lire('/fusions');
      expect((liste['items'] as { annulable: boolean }[])[0]?.annulable)
        .withContext(nom)
        .toBeFalse();
      const refus = await annuler(corps['id']);
      expect([refus.statut, refus.corps['code']]).withContext(nom).toEqual([409, 'FUSION_NON_ANNULABLE']);
      expect(refus.corps['detail']).withContext(nom).toContain(cite);
      expect(await photo(TABLES))
        .withContext(nom)
        .toEqual(avant);
    }
  }, 60_000);

  it('an import that changes the real records since does not forbid to undo', async () => {
    const s = await scene();
    const { corps } = await fusionner(demandeDe(s));
    await sql(`UPDATE aesh SET adresse = '2 rue neuve', version = version + 1 WHERE id = $1`, s.reel);
    await sql(`UPDATE mission SET heures = 10, version = version + 1 WHERE id = $1`, s.r1);
    expect((await annuler(corps['id'])).statut).toBe(200);
  }, 30_000);

  it('refuses when the real mission does not cover the periods or the hours, listing each reason', async () => {
    const s = await scene({ heuresReelle: 10, finReelle: '2027-03-31' });
    const avant = await photo();
    const refus = await fusionner(demandeDe(s));
    expect([refus.statut, refus.corps['code']]).toEqual([422, 'FUSION_IMPOSSIBLE']);
    const motifs = refus.corps['errors'] as { path: string; message: string }[];
    expect(motifs.every(({ path }) => path === 'missions.0.reelleId')).toBeTrue();
    expect(motifs.map(({ message }) => message.replace(/^.*? : /, ''))).toEqual([
      jasmine.stringContaining('l’accompagnement de PETIT Léo du 01/09/2026 au 06/07/2027 sort de la période'),
      jasmine.stringContaining('l’affectation au PIAL'),
      jasmine.stringContaining('les accompagnements totaliseraient 12 h'),
      jasmine.stringContaining('les affectations totaliseraient 20 h'),
    ]);
    expect(await photo()).toEqual(avant);
  }, 30_000);

  it('counts what the real mission bears already, and what an earlier mission of the same merge brings', async () => {
    const s = await scene();
    const { decision, uai } = await monde.eleveNotifie();
    await monde.accompagnement({ mission: s.r1, decisions: [decision], uai, heures: 13 });
    const plein = await fusionner(demandeDe(s));
    expect(plein.corps['detail']).toContain('25 h');
    const t = await scene();
    const p3 = await monde.mission({ source: 'PREVISIONNEL', aesh: t.previsionnel });
    const autre = await monde.eleveNotifie();
    await monde.accompagnement({ mission: p3, decisions: [autre.decision], uai: autre.uai, heures: 13 });
    const deux = await fusionner({
      ...demandeDe(t),
      missions: [
        { previsionnelleId: t.p1, reelleId: t.r1 },
        { previsionnelleId: p3, reelleId: t.r1 },
      ],
    });
    expect((deux.corps['errors'] as { path: string }[]).map(({ path }) => path)).toEqual(['missions.1.reelleId']);
  }, 30_000);

  it('F8.3-1 attaches a provisional mission of an RH AESH to its real mission, and undoes it', async () => {
    const reel = await monde.aesh();
    const r = await monde.mission({ aesh: reel });
    const p = await monde.mission({ aesh: reel, source: 'PREVISIONNEL' });
    const { decision, uai } = await monde.eleveNotifie();
    await monde.accompagnement({ mission: p, decisions: [decision], uai });
    await monde.rafraichir();
    const avant = await photo();
    const { corps: candidats } = await lire('/fusions/candidats?size=200');
    const candidat = (candidats['items'] as { reel: { id: number }; raisons: string[]; missions: unknown[] }[]).find(
      (c) => c.reel.id === reel,
    );
    expect(candidat?.raisons).toEqual(['MEME_AESH']);
    expect(candidat?.missions).toEqual([jasmine.objectContaining({ previsionnelleId: p, reelleId: r })]);
    const { statut, corps } = await fusionner({
      previsionnelId: reel,
      reelId: reel,
      missions: [{ previsionnelleId: p, reelleId: r }],
    });
    expect(statut).toBe(201);
    expect(await base.source.query('SELECT actif FROM aesh WHERE id = $1', [reel])).toEqual([{ actif: true }]);
    expect((await annuler(corps['id'])).statut).toBe(200);
    expect(await photo()).toEqual(avant);
  }, 30_000);

  it('F8.3-1 proposes by NUMEN, by name and birth date, by near spelling, the surest first, with the missions to pair', async () => {
    const s = await scene();
    const numen = `N${randomUUID().slice(0, 8)}`.toUpperCase();
    const parNumen = await monde.aesh({ source: 'PREVISIONNEL', nom: 'Tout', prenom: 'Autre' });
    await base.source.query(`UPDATE aesh SET departement = '031', numen = $2 WHERE id = $1`, [
      parNumen,
      numen.toLowerCase(),
    ]);
    const [{ id: numenReel }] = await base.source.query<[{ id: number }]>(
      `INSERT INTO aesh (source, id_agent, nom_usage, prenom, date_naissance) VALUES ('ASSED', $1, 'Mariée', 'Depuis', '1990-01-01') RETURNING id`,
      [numen],
    );
    await monde.mission({ aesh: numenReel, source: 'ASSED' });
    const { corps } = await lire('/fusions/candidats?size=200');
    const items = corps['items'] as {
      previsionnel: { id: number };
      reel: { id: number };
      raisons: string[];
      score: number;
      missions: unknown[];
    }[];
    expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).sort((a, b) => b - a));
    expect(items.find((c) => c.previsionnel.id === parNumen)).toEqual(
      jasmine.objectContaining({
        score: 1,
        raisons: ['MEME_NUMEN'],
        reel: jasmine.objectContaining({ id: numenReel }),
      }),
    );
    const candidat = items.find((c) => c.previsionnel.id === s.previsionnel && c.reel.id === s.reel);
    expect(candidat?.raisons).toEqual(['MEME_NOM']);
    expect(candidat?.missions).toEqual([
      { previsionnelleId: s.p1, reelleId: s.r1, raison: 'même nature, mêmes heures, période couverte.' },
      { previsionnelleId: s.p2, reelleId: null, raison: 'Aucune mission réelle sur cette période.' },
    ]);
    const { corps: cherche } = await lire(`/fusions/candidats?q=${encodeURIComponent('mariée tout')}`);
    expect((cherche['items'] as { previsionnel: { id: number } }[]).map((c) => c.previsionnel.id)).toEqual([parNumen]);
  }, 30_000);

  it('gives the candidates of one AESH, and any two records side by side, proposed or not', async () => {
    const s = await scene();
    const autre = await monde.aesh({ nom: 'Tout', prenom: 'Différent' });
    await monde.mission({ aesh: autre });
    const { corps: seuls } = await lire(`/fusions/candidats?aesh=${s.previsionnel}&size=200`);
    const trouves = seuls['items'] as { previsionnel: { id: number }; reel: { id: number } }[];
    expect(trouves.map(({ reel }) => reel.id)).toContain(s.reel);
    expect(new Set(trouves.map(({ previsionnel }) => previsionnel.id))).toEqual(new Set([s.previsionnel]));

    const comparer = (reel: number, jeton = gestionnaire): Promise<ReponseApi> =>
      lire(`/fusions/comparaison?previsionnel=${s.previsionnel}&reel=${reel}`, jeton);
    expect((await comparer(s.reel)).corps).toEqual(trouves.find(({ reel }) => reel.id === s.reel) as never);
    const inattendue = (await comparer(autre)).corps;
    expect([inattendue['score'], inattendue['raisons']]).toEqual([0, []]);
    expect((inattendue['missions'] as unknown[]).length).toBe(2);
    expect((await comparer(999_999)).corps['code']).toBe('AESH_INTROUVABLE');
    const voisin = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    expect((await comparer(s.reel, voisin)).statut).toBe(404);
  }, 30_000);

  it('another département sees neither candidates nor merges, and can neither merge nor undo', async () => {
    const s = await scene();
    const voisin = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    expect((await lire('/fusions/candidats', voisin)).corps['total']).toBe(0);
    const refus = await fusionner(demandeDe(s), { jeton: voisin });
    expect([refus.statut, refus.corps['code']]).toEqual([404, 'AESH_INTROUVABLE']);
    const { corps } = await fusionner(demandeDe(s));
    expect((await lire('/fusions', voisin)).corps['total']).toBe(0);
    expect((await annuler(corps['id'], voisin)).statut).toBe(404);
    const superviseur = await api.connecter('SUPERVISEUR_AESH', { nature: 'DEPARTEMENT', departement: '031' });
    expect((await annuler(corps['id'], superviseur)).statut).toBe(403);
  }, 30_000);

  it('refuses what is not a provisional record and its real one, or missions of somebody else', async () => {
    const s = await scene();
    const t = await scene();
    const essais: [unknown, string][] = [
      [{ ...demandeDe(s), previsionnelId: s.reel, reelId: t.reel, missions: [] }, 'previsionnelId'],
      [{ ...demandeDe(s), reelId: t.previsionnel, missions: [] }, 'reelId'],
      [{ ...demandeDe(s), missions: [{ previsionnelleId: t.p1, reelleId: s.r1 }] }, 'missions.0.previsionnelleId'],
      [{ ...demandeDe(s), missions: [{ previsionnelleId: s.p1, reelleId: t.r1 }] }, 'missions.0.reelleId'],
      [{ previsionnelId: s.reel, reelId: s.reel, missions: [] }, 'missions'],
    ];
    for (const [demande, champ] of essais) {
      const refus = await fusionner(demande);
      expect([refus.statut, refus.corps['code']]).withContext(champ).toEqual([422, 'FUSION_IMPOSSIBLE']);
      expect((refus.corps['errors'] as { path: string }[])[0]?.path).toBe(champ);
    }
    expect((await fusionner({ ...demandeDe(s), missions: [1] })).statut).toBe(400);
    const deuxFois = [
      { previsionnelleId: s.p1, reelleId: s.r1 },
      { previsionnelleId: s.p1, reelleId: null },
    ];
    expect((await fusionner({ ...demandeDe(s), missions: deuxFois })).statut).toBe(400);
  }, 30_000);

  it('several at once: one merge, the others are refused; the same key gets the same answer', async () => {
    const s = await scene();
    const reponses = await Promise.all([1, 2, 3].map(() => fusionner(demandeDe(s))));
    expect(reponses.map(({ statut }) => statut).sort()).toEqual([201, 422, 422]);
    const t = await scene();
    const cle = randomUUID();
    const memes = await Promise.all([1, 2].map(() => fusionner(demandeDe(t), { cle })));
    expect(new Set(memes.map(({ corps }) => corps['id'])).size).toBe(1);
    const annulations = await Promise.all([1, 2].map(() => annuler(memes[0]?.corps['id'])));
    expect(annulations.map(({ statut }) => statut).sort()).toEqual([200, 409]);
  }, 30_000);

  async function sql(requete: string, id: number): Promise<void> {
    await base.source.query(requete, [id]);
  }
});
