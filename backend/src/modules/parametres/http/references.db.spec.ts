import { Logger } from '@nestjs/common';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { EcrituresDEssai } from '../../../essais/ecritures-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { ApplicationDEssai } from '../../../platform/jobs/essais/application.js';
import { ParametresModule } from '../parametres.module.js';

const URL_REFERENCES = '/parametres/references-temps-travail';

interface Reponse {
  readonly statut: number;
  readonly corps: Record<string, unknown>;
}

describe('Références de temps de travail', () => {
  let base: BaseDEssai;
  let serveur: ApplicationDEssai;
  let monde: Monde;
  let superviseur: string;
  let gestionnaire: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    base = await ouvrirBaseDEssai();
    serveur = await ApplicationDEssai.ouvrir(base, EcrituresDEssai, ParametresModule);
    monde = new Monde(base.source);
    superviseur = await serveur.connecter('SUPERVISEUR_AESH', '031');
    gestionnaire = await serveur.connecter('GESTIONNAIRE_AESH', '031');
  }, 60_000);
  afterAll(async () => {
    await serveur?.fermer();
    await base?.fermer();
  });
  beforeEach(() => base.source.query('TRUNCATE reference_temps_travail, mission CASCADE'));

  const demander = async (
    methode: string,
    chemin: string,
    { corps, version, jeton = superviseur }: { corps?: unknown; version?: number; jeton?: string } = {},
  ): Promise<Reponse> => {
    const reponse = await fetch(`${serveur.adresse}${URL_REFERENCES}${chemin}`, {
      method: methode,
      headers: {
        authorization: `Bearer ${jeton}`,
        ...(corps === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
    });
    return { statut: reponse.status, corps: (await reponse.json()) as Record<string, unknown> };
  };
  const creer = (quotite: number, heures: number): Promise<Reponse> =>
    demander('POST', '', { corps: { quotite, heures } });
  const idDe = ({ corps }: Reponse): number => (corps['reference'] as { id: number }).id;
  const modifiees = ({ corps }: Reponse): number =>
    (corps['recalcul'] as { missionsModifiees: number }).missionsModifiees;
  const heures = async (id: number): Promise<unknown> => {
    const [ligne] = await base.source.query<{ heures: number; origine: string }[]>(
      'SELECT heures, origine_heures AS origine FROM mission WHERE id = $1',
      [id],
    );
    return [ligne?.heures, ligne?.origine];
  };
  /** A mission of RH with this quotité. */
  const mission = async (quotite: number | null, heuresRh: number | null, departement = '031'): Promise<number> => {
    const id = await monde.mission({ departement, heures: heuresRh ?? 0 });
    await base.source.query(
      `UPDATE mission SET quotite = $2, heures_rh = $3::numeric, origine_heures = CASE WHEN $3::numeric <> 0 THEN 'RH' ELSE 'ABSENTE' END WHERE id = $1`,
      [id, quotite, heuresRh],
    );
    return id;
  };

  it('F3.1-1 F3.1-2 are created, changed, deleted; the hours of the missions that depend on them follow at once', async () => {
    const sansRh = await mission(62, null);
    const zeroRh = await mission(62, 0);
    const avecRh = await mission(62, 20);
    const autreQuotite = await mission(50, null);
    const voisine = await mission(62, null, '081');
    const saisie = await mission(62, null);
    await base.source.query(`UPDATE mission SET heures = 7, origine_heures = 'SAISIE' WHERE id = $1`, [saisie]);
    await monde.rafraichir();

    const cree = await creer(62, 24);
    expect(cree.statut).toBe(201);
    expect(cree.corps['reference']).toEqual(
      jasmine.objectContaining({ quotite: 62, heures: 24, missions: 2, version: 1 }),
    );
    expect(modifiees(cree)).toBe(2);
    for (const id of [sansRh, zeroRh]) expect(await heures(id)).toEqual([24, 'REFERENCE']);
    expect(await heures(avecRh)).toEqual([20, 'RH']);
    expect(await heures(autreQuotite)).toEqual([0, 'ABSENTE']);
    expect(await heures(voisine))
      .withContext('another département')
      .toEqual([0, 'ABSENTE']);
    expect(await heures(saisie))
      .withContext('typed by somebody')
      .toEqual([7, 'SAISIE']);

    const change = await demander('PATCH', `/${idDe(cree)}`, { corps: { heures: 24.5 }, version: 1 });
    expect([change.statut, modifiees(change)]).toEqual([200, 2]);
    expect(await heures(sansRh)).toEqual([24.5, 'REFERENCE']);
    const deplacee = await demander('PATCH', `/${idDe(cree)}`, { corps: { quotite: 50 }, version: 2 });
    expect(modifiees(deplacee)).toBe(3);
    expect(await heures(sansRh)).toEqual([0, 'ABSENTE']);
    expect(await heures(autreQuotite)).toEqual([24.5, 'REFERENCE']);

    const supprimee = await demander('DELETE', `/${idDe(cree)}`, { version: 3 });
    expect([supprimee.statut, supprimee.corps['reference'], modifiees(supprimee)]).toEqual([200, null, 1]);
    expect(await heures(autreQuotite)).toEqual([0, 'ABSENTE']);
    expect((await demander('GET', '')).corps).toEqual([] as never);
  }, 30_000);

  it('F3.1-2 the occupation of a mission follows its hours in the same transaction', async () => {
    const id = await mission(62, null);
    const { decision, uai } = await monde.eleveNotifie();
    await monde.accompagnement({ mission: id, decisions: [decision], uai, heures: 12 });
    await monde.rafraichir();
    const etats = async (): Promise<unknown> =>
      base.source.query(
        `SELECT s ->> 'etat' AS etat FROM occupation_mission, jsonb_array_elements(segments) s WHERE mission_id = $1`,
        [id],
      );
    expect(await etats()).toEqual([{ etat: 'BLEU' }]);
    await creer(62, 12);
    expect(await etats()).toEqual([{ etat: 'VERT' }]);
  }, 30_000);

  it('shows before saving what a change would change, and changes nothing', async () => {
    const id = await mission(62, null);
    const cree = await creer(62, 24);
    const avant = await heures(id);
    const apercevoir = (corps: unknown): Promise<Reponse> => demander('POST', '/apercu', { corps });
    const apercu = await apercevoir({ action: 'MODIFIER', id: idDe(cree), heures: 20 });
    expect(apercu.statut).toBe(200);
    const [{ n }] = await base.source.query<[{ n: number }]>(
      `SELECT count(*) AS n FROM mission WHERE quotite = 62 AND origine_heures = 'REFERENCE' AND departement = '031'`,
    );
    expect(apercu.corps['missions']).toBe(n);
    expect(apercu.corps['exemples']).toContain(jasmine.objectContaining({ missionId: id, avant: 24, apres: 20 }));
    expect((await apercevoir({ action: 'SUPPRIMER', id: idDe(cree) })).corps['missions']).toBe(n);
    expect((await apercevoir({ action: 'CREER', quotite: 62, heures: 3 })).statut).toBe(409);
    expect((await apercevoir({ action: 'SUPPRIMER', id: 999_999 })).statut).toBe(404);
    expect(await heures(id)).toEqual(avant);
    // The preview says what the change then does.
    expect(modifiees(await demander('PATCH', `/${idDe(cree)}`, { corps: { heures: 20 }, version: 1 }))).toBe(n);
  }, 30_000);

  it('F3.1-3 a button forces the recomputation: progress, and how many missions changed', async () => {
    await creer(62, 24);
    const id = await mission(62, null);
    const lance = await demander('POST', '/recalcul');
    expect(lance.statut).toBe(202);
    const suivi = await serveur.suivre(superviseur, String(lance.corps['jobId']));
    const fin = suivi.at(-1);
    expect(fin?.etat).toBe('TERMINE');
    expect(fin?.type).toBe('RECALCUL_TEMPS_TRAVAIL');
    const bilan = fin?.resultat as { missionsLues: number; missionsModifiees: number };
    expect(bilan.missionsModifiees).toBeGreaterThanOrEqual(1);
    expect(bilan.missionsLues).toBeGreaterThanOrEqual(bilan.missionsModifiees);
    expect(await heures(id)).toEqual([24, 'REFERENCE']);
    const [audit] = await base.source.query<{ acteur: string }[]>(
      `SELECT acteur FROM audit WHERE objet = 'mission' AND objet_id = $1 ORDER BY id DESC LIMIT 1`,
      [String(id)],
    );
    expect(audit?.acteur).withContext('signed by who asked').toBe('Camille Martin');
  }, 30_000);

  it('refuses doubles, bad values, a version that is not the present one, and who may not', async () => {
    const cree = await creer(62, 24);
    const double = await creer(62, 20);
    expect([double.statut, double.corps['code']]).toEqual([409, 'REFERENCE_EXISTE']);
    expect(double.corps['detail']).toContain('24 h');
    for (const [quotite, h] of [
      [0, 24],
      [100.5, 24],
      [62.123, 24],
      [62, 0],
      [62, 49],
      ['62', 24],
      [null, 24],
    ] as [never, never][]) {
      expect((await creer(quotite, h)).statut)
        .withContext(`${String(quotite)} ${String(h)}`)
        .toBe(400);
    }
    const id = idDe(cree);
    expect((await demander('PATCH', `/${id}`, { corps: { heures: 20 } })).statut).toBe(428);
    const perime = await demander('PATCH', `/${id}`, { corps: { heures: 20 }, version: 9 });
    expect([perime.statut, (perime.corps['details'] as { actuel: { heures: number } }).actuel.heures]).toEqual([
      412, 24,
    ]);
    const voisin = await serveur.connecter('SUPERVISEUR_AESH', '081');
    expect((await demander('PATCH', `/${id}`, { corps: { heures: 20 }, version: 1, jeton: voisin })).statut).toBe(404);
    expect((await demander('DELETE', `/${id}`, { version: 1, jeton: voisin })).statut).toBe(404);
    expect((await demander('GET', '', { jeton: gestionnaire })).statut).toBe(200);
    expect((await demander('POST', '', { corps: { quotite: 30, heures: 12 }, jeton: gestionnaire })).statut).toBe(403);
    expect((await demander('POST', '/recalcul', { jeton: gestionnaire })).statut).toBe(403);
  }, 30_000);

  it('two superviseurs at once: one wins, the hours are those of the winner', async () => {
    const id = await mission(62, null);
    const creations = await Promise.all([creer(62, 20), creer(62, 22), creer(62, 23)]);
    expect(creations.map(({ statut }) => statut).sort()).toEqual([201, 409, 409]);
    const gagnant = creations.find(({ statut }) => statut === 201);
    const reference = gagnant?.corps['reference'] as { id: number; heures: number };
    expect(await heures(id)).toEqual([reference.heures, 'REFERENCE']);
    const changements = await Promise.all(
      [10, 11].map((h) => demander('PATCH', `/${reference.id}`, { corps: { heures: h }, version: 1 })),
    );
    expect(changements.map(({ statut }) => statut).sort()).toEqual([200, 412]);
  }, 30_000);

  it('waits for a running import, whose hours come from the references', async () => {
    const importEnCours = base.source.createQueryRunner();
    await importEnCours.connect();
    await importEnCours.startTransaction();
    await importEnCours.query('LOCK TABLE reference_temps_travail IN SHARE MODE');
    let finie = false;
    const creation = creer(62, 24).then((reponse) => {
      finie = true;
      return reponse;
    });
    await new Promise((suite) => setTimeout(suite, 300));
    expect(finie).toBeFalse();
    await importEnCours.commitTransaction();
    await importEnCours.release();
    expect((await creation).statut).toBe(201);
  }, 30_000);
});
