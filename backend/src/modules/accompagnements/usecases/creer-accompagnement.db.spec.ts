import { randomUUID } from 'node:crypto';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { jour } from '../../../kernel/jour.js';
import { uai } from '../../../kernel/uai.js';
import type { SessionCourante } from '../../../platform/security/index.js';
import type { SegmentCouverture } from '../domain/couverture.js';
import { type AccompagnementCree, type DemandeAccompagnement, creerAccompagnement } from './creer-accompagnement.js';

const SESSION: SessionCourante = {
  compteId: 1,
  identifiant: 'gdupont',
  nomComplet: 'Gisèle Dupont',
  sessionId: randomUUID(),
  profilId: 1,
  profil: 'GESTIONNAIRE_AESH',
  perimetre: { nature: 'DEPARTEMENT', departement: '031' },
  perimetreDesListes: { nature: 'DEPARTEMENT', departement: '031' },
};

describe('creerAccompagnement', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  const demande = (
    d: Partial<Omit<DemandeAccompagnement, 'uai' | 'debut' | 'fin'>> & { uai: string; debut?: string; fin?: string },
  ) => ({
    decisionIds: d.decisionIds ?? [],
    missionId: d.missionId ?? 0,
    uai: uai(d.uai),
    debut: jour(d.debut ?? '2026-09-01'),
    fin: jour(d.fin ?? '2027-08-31'),
    heures: d.heures ?? 24,
    heuresRepas: d.heuresRepas ?? 0,
    heuresMeridienne: d.heuresMeridienne ?? 0,
  });
  const creer = (
    d: DemandeAccompagnement,
    cle: string = randomUUID(),
    session = SESSION,
  ): Promise<AccompagnementCree> => creerAccompagnement(base.source, session, d, cle);
  const refus = async (d: DemandeAccompagnement, session = SESSION): Promise<ErreurMetier> => {
    const erreur: unknown = await creer(d, randomUUID(), session).then(
      (cree) => new Error(`créé : ${cree.id}`),
      (e: unknown) => e,
    );
    if (!(erreur instanceof ErreurMetier)) throw erreur;
    return erreur;
  };
  const couverture = async (
    decision: number,
  ): Promise<{ couverture: number; priorite: number; segments: SegmentCouverture[] }> => {
    const [ligne] = await base.source.query<[{ couverture: number; priorite: number; segments: SegmentCouverture[] }]>(
      'SELECT couverture, priorite, segments FROM couverture_decision WHERE decision_id = $1',
      [decision],
    );
    return ligne;
  };
  const nombre = async (mission: number): Promise<number> => {
    const [ligne] = await base.source.query<[{ n: number }]>(
      'SELECT count(*) AS n FROM accompagnement WHERE mission_id = $1',
      [mission],
    );
    return ligne.n;
  };
  /** A school in a PIAL, a pupil notified 24 h there, and a mission of 24 h affected to this PIAL. */
  const scene = async (options: { heures?: number; heuresMission?: number } = {}) => {
    const ecole = await monde.etablissement({ nom: 'École Jean Jaurès' });
    const pial = await monde.pial({ nom: 'Collège Clémence Isaure', membres: [ecole] });
    const eleve = await monde.eleveNotifie({ uai: ecole, nom: 'MARTIN', prenom: 'Léa', heures: options.heures });
    const aesh = await monde.aesh({ nom: 'DURAND', prenom: 'Paul' });
    const mission = await monde.mission({ aesh, heures: options.heuresMission });
    await monde.affectation({ mission, pial });
    await monde.rafraichir();
    return { ...eleve, ecole, pial, aesh, mission };
  };

  it('F1.1-1 takes a decision from its notification to a green timeline, with the occupation of the mission and the audit', async () => {
    const { decision, ecole, mission } = await scene();
    expect((await couverture(decision)).segments.map((s) => s.etat)).toEqual(['ROUGE']);

    const cree = await creer(
      demande({ decisionIds: [decision], missionId: mission, uai: ecole, heuresRepas: 1, heuresMeridienne: 0.5 }),
    );
    expect(cree.version).toBe(1);
    const { segments, priorite, couverture: moyenne } = await couverture(decision);
    expect(segments.map((s) => [s.debut as string, s.fin as string, s.etat, s.accompagnements])).toEqual([
      ['2026-09-01', '2027-08-31', 'VERT', [cree.id]],
    ]);
    expect([moyenne, priorite]).toEqual([1, 0]);
    const [occupation] = await base.source.query<[{ heures_moyennes: number; segments: { etat: string }[] }]>(
      'SELECT * FROM occupation_mission WHERE mission_id = $1',
      [mission],
    );
    expect([occupation.heures_moyennes, occupation.segments.map((s) => s.etat)]).toEqual([24, ['VERT']]);

    const traces = await base.source.query<
      { objet: string; acteur: string; apres: Record<string, unknown>; operation: string }[]
    >(
      `SELECT * FROM audit WHERE (objet = 'accompagnement' AND objet_id = $1::text)
          OR (objet = 'accompagnement_decision' AND objet_id = $1::text || '/' || $2::text) ORDER BY id`,
      [cree.id, decision],
    );
    expect(traces.map((t) => [t.objet, t.acteur])).toEqual([
      ['accompagnement', 'Gisèle Dupont'],
      ['accompagnement_decision', 'Gisèle Dupont'],
    ]);
    expect(traces[0]?.apres).toEqual(jasmine.objectContaining({ heures: 24, heures_repas: 1, heures_meridienne: 0.5 }));
    expect(traces[0]?.operation).toBe(traces[1]?.operation as string);
  });

  it('F5-4 example 2 of the guide: white without schooling, and nothing can be placed there', async () => {
    const ecole = await monde.etablissement({ nom: 'École Jules Ferry' });
    const eleve = await monde.eleve({ nom: 'MARTIN', prenom: 'Léa' });
    await monde.scolarite({ eleve, uai: ecole, debut: '2017-09-01', fin: '2019-04-04' });
    const decision = await monde.decision({ eleve, debut: '2017-09-01', fin: '2019-08-31' });
    const mission = await monde.mission({ debut: '2018-09-01', fin: '2019-08-31' });
    await monde.rafraichir();
    expect((await couverture(decision)).segments.map((s) => [s.debut as string, s.etat])).toEqual([
      ['2017-09-01', 'ROUGE'],
      ['2019-04-05', 'BLANC'],
    ]);
    const erreur = await refus(
      demande({ decisionIds: [decision], missionId: mission, uai: ecole, debut: '2019-04-05', fin: '2019-08-31' }),
    );
    expect(erreur.code).toBe('ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE');
    expect(erreur.message).toContain('Léa MARTIN');
    expect(erreur.message).toContain('École Jules Ferry');
    expect(erreur.message).toContain('du 05/04/2019 au 31/08/2019');
    expect(await nombre(mission)).toBe(0);
  });

  it('F10.3-1 school in a PIAL: refused unless the mission is affected to this PIAL on all the days asked for', async () => {
    const { decision, ecole, pial } = await scene();
    const aesh = await monde.aesh({ nom: 'PETIT', prenom: 'Inès' });
    const mission = await monde.mission({ aesh });
    const d = demande({ decisionIds: [decision], missionId: mission, uai: ecole });
    const sans = await refus(d);
    expect(sans.code).toBe('ACCOMPAGNEMENT_HORS_PIAL');
    for (const mot of ['Inès PETIT', 'École Jean Jaurès', 'Collège Clémence Isaure', 'du 01/09/2026 au 31/08/2027']) {
      expect(sans.message).toContain(mot);
    }
    const autrePial = await monde.pial();
    await monde.affectation({ mission, pial: autrePial });
    expect((await refus(d)).code).toBe('ACCOMPAGNEMENT_HORS_PIAL');
    const affectation = await monde.affectation({ mission, pial, debut: '2026-09-01', fin: '2027-03-31' });
    const partielle = await refus(d);
    expect(partielle.code).toBe('ACCOMPAGNEMENT_HORS_PIAL');
    expect(partielle.message).toContain('du 01/04/2027 au 31/08/2027');
    await base.source.query('UPDATE affectation_pial SET fin = NULL WHERE id = $1', [affectation]);
    expect((await creer(d)).id).toBeGreaterThan(0);
  });

  it('F10.3-1 school outside: only the hours that are affected to no PIAL', async () => {
    const { decision, uai: ecole } = await monde.eleveNotifie({ heures: 10 });
    const mission = await monde.mission({ heures: 24 });
    await monde.affectation({ mission, pial: await monde.pial(), heures: 18 });
    const d = demande({ decisionIds: [decision], missionId: mission, uai: ecole, heures: 10 });
    const erreur = await refus(d);
    expect(erreur.code).toBe('ACCOMPAGNEMENT_HEURES_AFFECTEES');
    expect(erreur.message).toContain('6 h');
    expect((await creer({ ...d, heures: 6 })).id).toBeGreaterThan(0);
    expect((await refus({ ...d, heures: 0.01 })).code).toBe('ACCOMPAGNEMENT_HEURES_AFFECTEES');
  });

  it('says the first refusal, and the others behind it, without writing anything', async () => {
    const { decision, ecole, aesh } = await scene();
    const mission = await monde.mission({ aesh, debut: '2026-10-01', fin: '2027-06-30', heures: 10, actif: false });
    const erreur = await refus(demande({ decisionIds: [decision], missionId: mission, uai: ecole }));
    expect(erreur.code).toBe('ACCOMPAGNEMENT_MISSION_INACTIVE');
    const autres = erreur.details?.['autres'] as { code: string; detail: string }[];
    expect(autres.map((a) => a.code)).toEqual([
      'ACCOMPAGNEMENT_HORS_MISSION',
      'ACCOMPAGNEMENT_HORS_PIAL',
      'ACCOMPAGNEMENT_MISSION_SATUREE',
    ]);
    expect(autres[0]?.detail).toContain('Paul DURAND');
    expect(autres[0]?.detail).toContain('du 01/10/2026 au 30/06/2027');
    expect(new Set(erreur.champs?.map((c) => c.path))).toEqual(new Set(['missionId', 'debut', 'fin', 'heures']));
    expect(await nombre(mission)).toBe(0);
    expect((await couverture(decision)).segments.map((s) => s.etat)).toEqual(['ROUGE']);
  });

  it('places several pupils at once for a mutualised aid, and refuses to mix it with an individual one', async () => {
    const { ecole, mission, decision } = await scene();
    const premier = await monde.eleveNotifie({ uai: ecole, type: 'MUTUALISEE' });
    const second = await monde.eleveNotifie({ uai: ecole, type: 'MUTUALISEE' });
    const cree = await creer(
      demande({ decisionIds: [premier.decision, second.decision], missionId: mission, uai: ecole, heures: 6 }),
    );
    for (const eleve of [premier, second]) {
      expect((await couverture(eleve.decision)).segments.map((s) => [s.etat, s.accompagnements])).toEqual([
        ['VERT', [cree.id]],
      ]);
    }
    const melange = await refus(
      demande({ decisionIds: [decision, second.decision], missionId: mission, uai: ecole, heures: 6 }),
    );
    expect(melange.code).toBe('ACCOMPAGNEMENT_TYPES_MELANGES');
  });

  it('F1.2-2 a decision or a mission outside the perimeter does not exist', async () => {
    const { decision, ecole, mission } = await scene();
    const ailleurs = new Monde(base.source, '081');
    const secteur = await ailleurs.secteur({ code: 'ALBI-1' });
    const eleve = await ailleurs.eleve({ secteur, identifiant: 'ALBI-E1' });
    await monde.scolarite({ eleve, uai: ecole });
    const horsPerimetre = await monde.decision({ eleve });
    const missionAilleurs = await monde.mission({ departement: '081' });
    for (const [quoi, d] of [
      ['decision', demande({ decisionIds: [horsPerimetre], missionId: mission, uai: ecole })],
      ['one of two decisions', demande({ decisionIds: [decision, horsPerimetre], missionId: mission, uai: ecole })],
      ['unknown decision', demande({ decisionIds: [987654], missionId: mission, uai: ecole })],
      ['mission', demande({ decisionIds: [decision], missionId: missionAilleurs, uai: ecole })],
      ['unknown mission', demande({ decisionIds: [decision], missionId: 987654, uai: ecole })],
    ] as const) {
      const erreur = await refus(d);
      expect(erreur.nature).withContext(quoi).toBe('introuvable');
      expect(erreur.message).withContext(quoi).toContain('dans votre périmètre');
    }
    const rien = { ...SESSION, perimetre: { nature: 'AUCUN' } } as const;
    expect((await refus(demande({ decisionIds: [decision], missionId: mission, uai: ecole }), rien)).nature).toBe(
      'introuvable',
    );
  });

  it('16 gestionnaires at once on one mission never exceed its hours', async () => {
    const { ecole, mission } = await scene({ heuresMission: 24 });
    const decisions: number[] = [];
    for (let n = 0; n < 16; n += 1) decisions.push((await monde.eleveNotifie({ uai: ecole, heures: 5 })).decision);
    await monde.rafraichir();
    const resultats = await Promise.allSettled(
      decisions.map((decision) =>
        creer(demande({ decisionIds: [decision], missionId: mission, uai: ecole, heures: 5 })),
      ),
    );
    expect(resultats.filter((r) => r.status === 'fulfilled').length).toBe(4);
    for (const r of resultats) {
      if (r.status === 'rejected') expect((r.reason as ErreurMetier).code).toBe('ACCOMPAGNEMENT_MISSION_SATUREE');
    }
    const [occupation] = await base.source.query<[{ segments: { heures: number }[] }]>(
      'SELECT segments FROM occupation_mission WHERE mission_id = $1',
      [mission],
    );
    expect(occupation.segments.map((s) => s.heures)).toEqual([20]);
  });

  it('creations on missions and decisions that cross each other all end, none lost', async () => {
    const { ecole, pial } = await scene();
    const decisions: number[] = [];
    const missions: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      decisions.push((await monde.eleveNotifie({ uai: ecole, type: 'MUTUALISEE' })).decision);
      const mission = await monde.mission();
      await monde.affectation({ mission, pial });
      missions.push(mission);
    }
    await monde.rafraichir();
    const croisees = missions.flatMap((missionId, n) => [
      demande({ decisionIds: decisions, missionId, uai: ecole, heures: 3 }),
      demande({ decisionIds: [...decisions].reverse(), missionId: missions[3 - n], uai: ecole, heures: 2 }),
    ]);
    await Promise.all(croisees.map((d) => creer(d)));
    for (const decision of decisions) {
      expect((await couverture(decision)).segments.map((s) => s.accompagnements.length)).toEqual([8]);
    }
  });

  describe('Idempotency-Key', () => {
    it('the same demand sent again, even 16 times at once, creates one accompaniment and answers the same', async () => {
      const { decision, ecole, mission } = await scene();
      const cle = randomUUID();
      const d = demande({ decisionIds: [decision], missionId: mission, uai: ecole, heures: 1 });
      const crees = await Promise.all(Array.from({ length: 16 }, () => creer(d, cle)));
      expect(new Set(crees.map((c) => c.id)).size).toBe(1);
      expect(await creer({ ...d }, cle)).toEqual(crees[0] as AccompagnementCree);
      expect(await nombre(mission)).toBe(1);
    });

    it('refuses another demand with the key of the first', async () => {
      const { decision, ecole, mission } = await scene();
      const cle = randomUUID();
      const d = demande({ decisionIds: [decision], missionId: mission, uai: ecole, heures: 1 });
      await creer(d, cle);
      await expectAsync(creer({ ...d, heures: 2 }, cle)).toBeRejectedWith(
        jasmine.objectContaining({ code: 'CLE_REUTILISEE', nature: 'conflit' }),
      );
      expect(await nombre(mission)).toBe(1);
    });

    it('a key belongs to one account, and a refused demand may be mended under the same key', async () => {
      const { decision, ecole, mission } = await scene();
      const cle = randomUUID();
      const d = demande({ decisionIds: [decision], missionId: mission, uai: ecole, heures: 30 });
      await expectAsync(creer(d, cle)).toBeRejectedWith(
        jasmine.objectContaining({ code: 'ACCOMPAGNEMENT_MISSION_SATUREE' }),
      );
      const premier = await creer({ ...d, heures: 1 }, cle);
      const second = await creer({ ...d, heures: 1 }, cle, { ...SESSION, compteId: 2 });
      expect(second.id).not.toBe(premier.id);
    });
  });
});
