import { randomUUID } from 'node:crypto';
import { ApiDEssai, type ReponseApi } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { DecisionsModule } from '../../decisions/index.js';
import { AccompagnementsModule } from '../index.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('Operations on /accompagnements', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let gestionnaire: string;
  let collegue: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    api = await ApiDEssai.demarrer(base.source, DecisionsModule, AccompagnementsModule);
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    collegue = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
  });
  afterAll(async () => {
    await api.fermer();
    await base.fermer();
  });

  type Methode = 'GET' | 'POST' | 'PATCH' | 'DELETE';
  const demander = (
    methode: Methode,
    url: string,
    {
      corps,
      version,
      jeton = gestionnaire,
      cle,
    }: { corps?: unknown; version?: number; jeton?: string; cle?: string } = {},
  ): Promise<ReponseApi> =>
    api.demander(methode, url, {
      jeton,
      corps,
      entetes: {
        ...(methode === 'POST' ? { 'idempotency-key': cle ?? randomUUID() } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
    });

  /** A pupil of 12 h until 31/12/2026 accompanied all along by Paul DURAND (24 h), and Zoé PETIT (10 h) who is free. */
  const scene = async () => {
    const ecole = await monde.etablissement({ nom: 'École Jean Jaurès' });
    const pial = await monde.pial({ membres: [ecole] });
    const eleve = await monde.eleve({ nom: 'MARTIN', prenom: 'Léa' });
    await monde.scolarite({ eleve, uai: ecole });
    const decision = await monde.decision({ eleve, heures: 12, fin: '2026-12-31' });
    const aesh = await monde.aesh({ nom: 'DURAND', prenom: 'Paul' });
    const mission = await monde.mission({ aesh });
    const autre = await monde.mission({ aesh: await monde.aesh({ nom: 'PETIT', prenom: 'Zoé' }), heures: 12 });
    for (const m of [mission, autre]) await monde.affectation({ mission: m, pial });
    await monde.rafraichir();
    const corps = {
      decisionIds: [decision],
      missionId: mission,
      uai: ecole,
      debut: '2026-09-01',
      fin: '2026-12-31',
      heures: 12,
      heuresRepas: 1,
      heuresMeridienne: 0,
    };
    const cree = await demander('POST', '/accompagnements', { corps });
    expect(cree.statut).toBe(201);
    return {
      ecole,
      pial,
      eleve,
      decision,
      aesh,
      mission,
      autre,
      corps,
      id: cree.corps['id'] as number,
      cree: cree.corps,
    };
  };
  const poses = async (decision: number) =>
    (
      await base.source.query<{ debut: string; fin: string; mission_id: number; heures: number }[]>(
        `SELECT a.debut, a.fin, a.mission_id, a.heures FROM accompagnement a
           JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id WHERE ad.decision_id = $1 ORDER BY a.debut, a.id`,
        [decision],
      )
    ).map((a) => [a.debut, a.fin, a.mission_id, a.heures]);
  const frise = async (decision: number): Promise<string[]> => {
    const [ligne] = await base.source.query<[{ segments: { debut: string; etat: string }[] }]>(
      'SELECT segments FROM couverture_decision WHERE decision_id = $1',
      [decision],
    );
    return ligne.segments.map((s) => `${s.debut} ${s.etat}`);
  };

  it('F10.1-1 F10.1-2 shows it in the list, the detail and the spreadsheet', async () => {
    const { id, decision, eleve, mission, ecole, aesh, cree } = await scene();
    const liste = await demander(
      'GET',
      `/accompagnements?decisionId=${decision}&q=durand%20martin&sort=-eleve,decisions`,
    );
    expect(liste.statut).toBe(200);
    expect(liste.corps['items']).toEqual([
      jasmine.objectContaining({
        id,
        type: 'INDIVIDUELLE',
        debut: '2026-09-01',
        fin: '2026-12-31',
        heures: 12,
        maintien: false,
        previsionnel: false,
        eleves: [{ id: eleve, decisionId: decision, nom: 'MARTIN', prenom: 'Léa', classe: 'CM1' }],
        etablissement: { uai: ecole, nom: 'École Jean Jaurès', commune: 'Toulouse' },
        aesh: { id: aesh, nom: 'DURAND', prenom: 'Paul', etat: jasmine.any(String) },
        missionId: mission,
        anomalies: [],
        version: 1,
      }),
    ]);
    for (const filtre of [
      'type=MUTUALISEE',
      'fin=2026-08-31',
      'debut=2027-01-01',
      'maintien=true',
      'previsionnel=true',
      'anomalie=true',
      'pial=HORS_PIAL',
      'secteur=AUCUN',
      'q=inconnu',
    ]) {
      const vide = await demander('GET', `/accompagnements?missionId=${mission}&${filtre}`);
      expect([vide.statut, vide.corps['total']]).withContext(filtre).toEqual([200, 0]);
    }
    const detail = await demander('GET', `/accompagnements/${id}`);
    expect(detail.entetes['etag']).toBe('"1"');
    expect(detail.corps['mission']).toEqual(jasmine.objectContaining({ id: mission, heures: 24, heuresLibres: 12 }));
    expect(detail.corps['decisions']).toEqual([
      jasmine.objectContaining({ id: decision, couverture: 1, eleve: { id: eleve, nom: 'MARTIN', prenom: 'Léa' } }),
    ]);
    expect(detail.corps['derniereOperation']).toEqual(
      jasmine.objectContaining({ id: cree['operationId'], genre: 'CREER', annulable: true }),
    );
    const fichier = await api.application.inject({
      method: 'GET',
      url: `/api/accompagnements/export?format=csv&colonnes=eleve,nom,debut&decisionId=${decision}`,
      headers: { authorization: `Bearer ${gestionnaire}` },
    });
    expect(fichier.payload.replaceAll('\ufeff', '').trim().split('\r\n')).toEqual([
      'Élèves;AESH;Début',
      'MARTIN Léa (CM1);DURAND Paul;01/09/2026',
    ]);
    const tarn = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    expect((await demander('GET', `/accompagnements/${id}`, { jeton: tarn })).statut).toBe(404);
    expect((await demander('GET', `/accompagnements?ids=${id}`, { jeton: tarn })).corps['total']).toBe(0);
    const chef = await api.connecter('SUPERVISEUR_AESH', HAUTE_GARONNE);
    expect((await demander('DELETE', `/accompagnements/${id}`, { jeton: chef, version: 1 })).statut).toBe(403);
  });

  it('F10.2-1 changes dates, hours and AESH, with its own hours out of the count, and the frise follows', async () => {
    const { id, decision, autre } = await scene();
    const change = await demander('PATCH', `/accompagnements/${id}`, {
      version: 1,
      corps: { debut: '2026-10-01', missionId: autre, heures: 10 },
    });
    expect([change.statut, change.corps['version'], change.entetes['etag']]).toEqual([200, 2, '"2"']);
    expect(await poses(decision)).toEqual([['2026-10-01', '2026-12-31', autre, 10]]);
    expect(await frise(decision)).toEqual(['2026-09-01 ROUGE', '2026-10-01 ORANGE']);
    const encore = await demander('PATCH', `/accompagnements/${id}`, { version: 2, corps: { heures: 12 } });
    expect(encore.statut).toBe(200);
    const trop = await demander('PATCH', `/accompagnements/${id}`, { version: 3, corps: { heures: 12.5 } });
    expect([trop.statut, trop.corps['code']]).toEqual([422, 'ACCOMPAGNEMENT_MISSION_SATUREE']);
    expect((trop.corps['errors'] as { path: string }[]).map((e) => e.path)).toContain('heures');
  });

  it('wants If-Match: 428 without, 412 with an old one, and tells what the colleague has made of it', async () => {
    const { id, decision } = await scene();
    const sans = await demander('PATCH', `/accompagnements/${id}`, { corps: { heures: 8 } });
    expect([sans.statut, sans.corps['code']]).toEqual([428, 'VERSION_ATTENDUE']);
    await demander('PATCH', `/accompagnements/${id}`, { version: 1, corps: { heures: 9 }, jeton: collegue });
    for (const [methode, url, corps] of [
      ['PATCH', '', { heures: 8 }],
      ['POST', '/insertion', { debut: '2026-10-01', fin: '2026-10-31' }],
      ['POST', '/maintien', { fin: '2027-02-28' }],
      ['DELETE', '', undefined],
    ] as const) {
      const refus = await demander(methode, `/accompagnements/${id}${url}`, { version: 1, corps });
      expect([refus.statut, refus.corps['code']])
        .withContext(`${methode} ${url}`)
        .toEqual([412, 'MODIFIE_ENTRE_TEMPS']);
      const { actuel } = refus.corps['details'] as { actuel: unknown };
      expect(actuel).toEqual(jasmine.objectContaining({ id, heures: 9, version: 2 }));
    }
    expect((await poses(decision)).map((p) => p[3])).toEqual([9]);
  });

  it('F10.2-2 inserts another AESH in the middle: three accompaniments at once, undone at once', async () => {
    const { id, decision, mission, autre } = await scene();
    const cle = randomUUID();
    const corps = { debut: '2026-10-05', fin: '2026-10-30', missionId: autre };
    const url = `/accompagnements/${id}/insertion`;
    const fait = await demander('POST', url, { version: 1, corps, cle });
    expect(fait.statut).toBe(201);
    const rejoue = await demander('POST', url, { version: 1, corps, cle });
    expect([rejoue.statut, rejoue.corps]).toEqual([201, fait.corps]);
    expect(await poses(decision)).toEqual([
      ['2026-09-01', '2026-10-04', mission, 12],
      ['2026-10-05', '2026-10-30', autre, 12],
      ['2026-10-31', '2026-12-31', mission, 12],
    ]);
    expect(await frise(decision)).toEqual(['2026-09-01 VERT', '2026-10-05 VERT', '2026-10-31 VERT']);
    const retour = await demander(
      'POST',
      `/accompagnements/operations/${String(fait.corps['operationId'])}/annulation`,
      {
        jeton: collegue,
      },
    );
    expect([retour.statut, retour.corps]).toEqual([200, { ids: [id] }]);
    expect(await poses(decision)).toEqual([['2026-09-01', '2026-12-31', mission, 12]]);
    const deuxFois = await demander(
      'POST',
      `/accompagnements/operations/${String(fait.corps['operationId'])}/annulation`,
    );
    expect([deuxFois.statut, deuxFois.corps['code']]).toEqual([409, 'OPERATION_NON_ANNULABLE']);
  });

  it('F10.2-3 goes on beyond the decision in violet, on another mission when the first is too short', async () => {
    const { id, decision, eleve, autre } = await scene();
    const url = `/accompagnements/${id}/maintien`;
    const tot = await demander('POST', url, { version: 1, corps: { debut: '2026-12-01', fin: '2027-02-28' } });
    expect([tot.statut, tot.corps['code']]).toEqual([422, 'ACCOMPAGNEMENT_MAINTIEN_AVANT_FIN']);
    const fait = await demander('POST', url, { version: 1, corps: { fin: '2027-02-28', missionId: autre } });
    expect(fait.statut).toBe(201);
    expect(await frise(decision)).toEqual(['2026-09-01 VERT', '2027-01-01 VIOLET']);
    expect((await demander('GET', `/accompagnements/${String(fait.corps['id'])}`)).corps['anomalies']).toEqual([]);
    await monde.decision({ eleve, debut: '2027-03-01', fin: '2027-08-31' });
    const renouvele = await demander('POST', url, { version: 1, corps: { debut: '2027-03-01', fin: '2027-03-31' } });
    expect([renouvele.statut, renouvele.corps['code']]).toEqual([422, 'ACCOMPAGNEMENT_MAINTIEN_DECISION_PLUS_RECENTE']);
    const deuxAnnees = await demander('POST', url, { version: 1, corps: { fin: '2027-09-30' } });
    expect((deuxAnnees.corps['code'] as string).startsWith('ACCOMPAGNEMENT_')).toBeTrue();
  });

  it('F10.2-4 deletes, then undoes under the same id; not when the hours have gone to somebody else', async () => {
    const { id, decision, mission, corps, ecole } = await scene();
    const supprime = await demander('DELETE', `/accompagnements/${id}`, { version: 1 });
    expect([supprime.statut, await poses(decision)]).toEqual([200, []]);
    expect(await frise(decision)).toEqual(['2026-09-01 ROUGE']);
    const annulation = `/accompagnements/operations/${String(supprime.corps['operationId'])}/annulation`;
    const retour = await demander('POST', annulation);
    expect(retour.corps).toEqual({ ids: [id] });
    expect((await demander('GET', `/accompagnements/${id}`)).corps['version']).toBe(2);

    const encore = await demander('DELETE', `/accompagnements/${id}`, { version: 2 });
    const autreEleve = await monde.eleveNotifie({ uai: ecole, heures: 20 });
    await monde.rafraichir();
    await demander('POST', '/accompagnements', {
      corps: { ...corps, missionId: mission, decisionIds: [autreEleve.decision], heures: 20 },
    });
    const refus = await demander(
      'POST',
      `/accompagnements/operations/${String(encore.corps['operationId'])}/annulation`,
    );
    expect([refus.statut, refus.corps['code']]).toEqual([409, 'OPERATION_NON_ANNULABLE']);
    expect(refus.corps['detail'] as string).toContain('Paul DURAND');
  });

  it('F10.2-4 undoes nothing that somebody has touched since, after 15 minutes, or of another département', async () => {
    const { id } = await scene();
    const premiere = await demander('PATCH', `/accompagnements/${id}`, { version: 1, corps: { heures: 10 } });
    const annulation = `/accompagnements/operations/${String(premiere.corps['operationId'])}/annulation`;
    const seconde = await demander('PATCH', `/accompagnements/${id}`, {
      version: 2,
      corps: { heures: 9 },
      jeton: collegue,
    });
    const refus = await demander('POST', annulation);
    expect([refus.statut, refus.corps['code']]).toEqual([409, 'OPERATION_NON_ANNULABLE']);
    const deLautre = `/accompagnements/operations/${String(seconde.corps['operationId'])}/annulation`;
    const tarn = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    expect((await demander('POST', deLautre, { jeton: tarn })).statut).toBe(404);
    await base.source.query(`UPDATE operation_accompagnement SET le = le - interval '16 minutes' WHERE id = $1`, [
      seconde.corps['operationId'],
    ]);
    const tard = await demander('POST', deLautre);
    expect([tard.statut, tard.corps['code']]).toEqual([409, 'OPERATION_EXPIREE']);
    expect((await demander('GET', `/accompagnements/${id}`)).corps['derniereOperation']).toEqual(
      jasmine.objectContaining({ annulable: false }),
    );
  });

  it('F10.2-1 an accompaniment that an import has broken can be shortened, not made worse', async () => {
    const { id, mission } = await scene();
    await base.source.query('UPDATE mission SET actif = false, heures = 6 WHERE id = $1', [mission]);
    await monde.rafraichir();
    expect((await demander('PATCH', `/accompagnements/${id}`, { version: 1, corps: { heures: 13 } })).statut).toBe(422);
    expect(
      (await demander('PATCH', `/accompagnements/${id}`, { version: 1, corps: { fin: '2026-10-31' } })).statut,
    ).toBe(200);
  });

  it('makes a lot all or nothing, each counting for the next, and names the field by its rank', async () => {
    const { ecole, mission, corps } = await scene();
    const eleves: { decision: number }[] = [];
    for (let n = 0; n < 3; n++) eleves.push(await monde.eleveNotifie({ uai: ecole, heures: 5 }));
    await monde.rafraichir();
    const lot = (heures: number) => ({
      accompagnements: eleves.map(({ decision }) => ({ ...corps, decisionIds: [decision], heures })),
    });
    const trop = await demander('POST', '/accompagnements/lot', { corps: lot(5) });
    expect([trop.statut, trop.corps['code']]).toEqual([422, 'ACCOMPAGNEMENT_MISSION_SATUREE']);
    expect((trop.corps['errors'] as { path: string }[]).map((e) => e.path)).toContain('accompagnements/2/heures');
    for (const { decision } of eleves) expect(await poses(decision)).toEqual([]);
    const fait = await demander('POST', '/accompagnements/lot', { corps: lot(4) });
    expect(fait.statut).toBe(201);
    for (const { decision } of eleves)
      expect(await poses(decision)).toEqual([['2026-09-01', '2026-12-31', mission, 4]]);
    const retour = await demander(
      'POST',
      `/accompagnements/operations/${String(fait.corps['operationId'])}/annulation`,
    );
    expect(retour.statut).toBe(200);
    for (const { decision } of eleves) expect(await poses(decision)).toEqual([]);
  });

  it('shows before and after, refusals included, and writes nothing', async () => {
    const { id, decision, mission, autre, corps } = await scene();
    const etat = async () =>
      base.source.query(`SELECT (SELECT count(*) FROM accompagnement) a, (SELECT count(*) FROM audit) b,
        (SELECT count(*) FROM operation_accompagnement) c, (SELECT count(*) FROM couverture_a_rafraichir) d`);
    const avant = await etat();
    const vue = await demander('POST', '/accompagnements/apercu', {
      corps: {
        operation: 'INSERER',
        id,
        saisie: { debut: '2026-10-05', fin: '2026-10-30', missionId: autre, heures: 6 },
      },
    });
    expect([vue.statut, vue.corps['refus']]).toEqual([200, []]);
    const { avant: anciens, apres } = vue.corps['accompagnements'] as Record<
      string,
      { id: number | null; debut: string }[]
    >;
    expect(anciens?.map((a) => a.id)).toEqual([id]);
    expect(apres?.map((a) => [a.id, a.debut])).toEqual([
      [id, '2026-09-01'],
      [null, '2026-10-05'],
      [null, '2026-10-31'],
    ]);
    const [d] = vue.corps['decisions'] as {
      id: number;
      segmentsAvant: { etat: string }[];
      segmentsApres: { etat: string }[];
    }[];
    expect(d?.id).toBe(decision);
    expect(d?.segmentsAvant.map((s) => s.etat)).toEqual(['VERT']);
    expect(d?.segmentsApres.map((s) => s.etat)).toEqual(['VERT', 'ORANGE', 'VERT']);
    expect((vue.corps['missions'] as { id: number }[]).map((m) => m.id).sort()).toEqual([mission, autre].sort());
    const trop = await demander('POST', '/accompagnements/apercu', {
      corps: { operation: 'CREER', saisie: { ...corps, heures: 13 } },
    });
    expect((trop.corps['refus'] as { code: string }[]).map((r) => r.code)).toEqual(['ACCOMPAGNEMENT_MISSION_SATUREE']);
    expect((trop.corps['decisions'] as { couvertureApres: number }[])[0]?.couvertureApres).toBeGreaterThan(1);
    for (const operation of ['SUPPRIMER', 'MAINTENIR', 'MODIFIER']) {
      const saisie = operation === 'SUPPRIMER' ? undefined : { fin: '2027-01-31' };
      const reponse = await demander('POST', '/accompagnements/apercu', { corps: { operation, id, saisie } });
      expect(reponse.statut).withContext(operation).toBe(200);
    }
    expect(
      (await demander('POST', '/accompagnements/apercu', { corps: { operation: 'CREER', saisie: {} } })).statut,
    ).toBe(400);
    expect(await etat()).toEqual(avant);
  });

  it('F10.3-3 proposes the dates common to several pupils and the mission, and names who leaves none', async () => {
    const { ecole, mission } = await scene();
    const mutualisee = async (prenom: string, debut: string, fin: string, uai = ecole) => {
      const eleve = await monde.eleve({ nom: 'ROUX', prenom });
      await monde.scolarite({ eleve, uai });
      return monde.decision({ eleve, type: 'MUTUALISEE', debut, fin });
    };
    const a = await mutualisee('Ana', '2026-09-01', '2027-12-31');
    const b = await mutualisee('Bob', '2026-10-01', '2028-08-31');
    const tard = await mutualisee('Tom', '2028-01-01', '2028-08-31');
    const ailleurs = await mutualisee('Ugo', '2026-09-01', '2027-08-31', await monde.etablissement());
    const courte = await monde.mission({ fin: '2027-03-31' });
    const proposer = (ids: number[], suite = '') =>
      demander('GET', `/decisions/proposition?ids=${ids.join()}&annee=2026${suite}`);
    expect((await proposer([a, b])).corps).toEqual(
      jasmine.objectContaining({ debut: '2026-10-01', fin: '2027-08-31', uai: ecole, heures: null }),
    );
    expect((await proposer([a, b], `&missionId=${courte}`)).corps['fin']).toBe('2027-03-31');
    const sans = await proposer([a, tard]);
    expect([sans.statut, sans.corps['code']]).toEqual([422, 'PROPOSITION_SANS_DATE_COMMUNE']);
    expect(sans.corps['detail'] as string).toContain('Tom ROUX');
    expect((await proposer([a, ailleurs])).corps['detail'] as string).toContain('Ugo ROUX');
    const missions = await demander(
      'GET',
      `/missions-candidates?decisionIds=${a},${b}&debut=2026-10-01&fin=2027-08-31&uai=${ecole}&heures=5`,
    );
    expect(
      (missions.corps['items'] as { missionId: number; empechement: unknown }[]).find((m) => m.missionId === mission),
    ).toEqual(jasmine.objectContaining({ empechement: null, accompagneDeja: false }));
  });

  it('F10.3-4 lists for a mission the decisions that it can take, possible and uncovered first, with the reason of the others', async () => {
    const { ecole, mission, decision } = await scene();
    const libre = await monde.eleveNotifie({ uai: ecole, heures: 6 });
    const horsPial = await monde.eleveNotifie({ uai: await monde.etablissement(), heures: 6 });
    const gele = await monde.eleve({ etatDossier: 'GELE' });
    await monde.scolarite({ eleve: gele, uai: ecole });
    const gelee = await monde.decision({ eleve: gele });
    const sansEcole = await monde.decision({ eleve: await monde.eleve() });
    await monde.rafraichir();
    const liste = await demander(
      'GET',
      `/missions/${mission}/decisions-candidates?type=INDIVIDUELLE&debut=2026-09-01&fin=2027-08-31&size=200`,
    );
    expect(liste.statut).toBe(200);
    const items = liste.corps['items'] as {
      id: number;
      accompagneDeja: boolean;
      place: { uai: string; fin: string } | null;
      empechement: { code: string } | null;
    }[];
    const lue = (id: number) => items.find((i) => i.id === id);
    expect(lue(decision)).toEqual(jasmine.objectContaining({ accompagneDeja: true, empechement: null }));
    expect(lue(decision)?.place).toEqual(jasmine.objectContaining({ uai: ecole, fin: '2026-12-31' }));
    expect(lue(libre.decision)).toEqual(jasmine.objectContaining({ accompagneDeja: false, empechement: null }));
    expect(lue(horsPial.decision)?.empechement?.code).toBe('ACCOMPAGNEMENT_HEURES_AFFECTEES');
    expect(lue(gelee)?.empechement?.code).toBe('ACCOMPAGNEMENT_DOSSIER_FERME');
    expect(lue(sansEcole)?.empechement?.code).toBe('ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE');
    const ordre = items.map((i) => i.empechement === null);
    expect(ordre).toEqual([...ordre].sort((x, y) => Number(y) - Number(x)));
    const rangs = items.map((i) => i.id);
    expect(rangs.indexOf(libre.decision)).toBeLessThan(rangs.indexOf(decision));
    const page2 = await demander('GET', `/missions/${mission}/decisions-candidates?debut=2026-09-01&page=99`);
    expect([page2.corps['items'], (page2.corps['total'] as number) >= 5]).toEqual([[], true]);
    expect((await demander('GET', '/missions/999999/decisions-candidates')).statut).toBe(404);
  });
});
