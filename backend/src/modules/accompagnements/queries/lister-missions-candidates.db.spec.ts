import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { distanceKm } from '../../../kernel/distance.js';
import { jour } from '../../../kernel/jour.js';
import { uai } from '../../../kernel/uai.js';
import type { Perimetre, SessionCourante } from '../../../platform/security/index.js';
import { creerAccompagnement } from '../usecases/creer-accompagnement.js';
import {
  type ChoixDeMission,
  type MissionCandidate,
  TRIS_MISSIONS_CANDIDATES,
  listerMissionsCandidates,
} from './lister-missions-candidates.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const DEFAUT: ChoixDeMission['sort'] = [
  { nom: 'possible', descendant: true },
  { nom: 'accompagneDeja', descendant: true },
  { nom: 'distanceKm', descendant: false },
  { nom: 'nom', descendant: false },
];

describe('listerMissionsCandidates', () => {
  let base: BaseDEssai;
  let monde: Monde;
  let departements = 100;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
  });
  afterAll(() => base.fermer());
  // A département of its own for each spec: their missions do not mix.
  let perimetre: Perimetre = HAUTE_GARONNE;
  beforeEach(async () => {
    departements += 1;
    const departement = `Z${departements}`;
    await base.source.query(
      `INSERT INTO departement SELECT $1, $1, code_academie, academie, zone_vacances FROM departement WHERE code = '031'`,
      [departement],
    );
    monde = new Monde(base.source, departement);
    perimetre = { nature: 'DEPARTEMENT', departement };
  });

  const lister = (
    c: Partial<Omit<ChoixDeMission, 'uai'>> & { decisionIds: number[]; uai: string },
    qui: Perimetre = perimetre,
  ): ReturnType<typeof listerMissionsCandidates> =>
    listerMissionsCandidates(base.source, qui, {
      sort: DEFAUT,
      page: 1,
      size: 50,
      debut: jour('2026-09-01'),
      fin: jour('2027-08-31'),
      ...c,
      uai: uai(c.uai),
    });
  const parMission = (items: readonly MissionCandidate[], mission: number): MissionCandidate | undefined =>
    items.find((i) => i.missionId === mission);

  const scene = async () => {
    const ecole = await monde.etablissement({ latitude: 43.6, longitude: 1.44 });
    const pial = await monde.pial({ membres: [ecole], nom: 'Collège Jolimont' });
    const eleve = await monde.eleveNotifie({
      uai: ecole,
      heures: 12,
      secteur: await monde.secteur({ code: `S-${ecole}` }),
    });
    const mission = async (
      options: Parameters<Monde['mission']>[0] & { latitude?: number; nom?: string; affectee?: boolean } = {},
    ) => {
      const aesh =
        options.aesh ?? (await monde.aesh({ latitude: options.latitude ?? 43.7, nom: options.nom, source: 'ASSED' }));
      const id = await monde.mission({ source: 'ASSED', ...options, aesh });
      if (options.affectee !== false) await monde.affectation({ mission: id, pial });
      return id;
    };
    return { ...eleve, ecole, pial, mission };
  };

  it('gives each mission its hours left, PIAL, distance to the chosen school, and occupation', async () => {
    const { decision, ecole, pial, mission } = await scene();
    const autreEleve = await monde.eleveNotifie({ uai: ecole, secteur: `S-${ecole}` });
    const aesh = await monde.aesh({
      nom: 'DURAND',
      prenom: 'Paul',
      latitude: 43.7,
      longitude: 1.5,
      commune: 'Balma',
      transport: 'Vélo',
      source: 'PREVISIONNEL',
    });
    const id = await mission({ aesh, source: 'PREVISIONNEL', heures: 24, fin: null });
    await monde.accompagnement({
      mission: id,
      decisions: [autreEleve.decision],
      uai: ecole,
      heures: 5,
      fin: '2026-12-31',
    });
    await monde.accompagnement({
      mission: id,
      decisions: [autreEleve.decision],
      uai: ecole,
      heures: 7,
      debut: '2026-12-31',
    });
    await monde.rafraichir();
    const { items, total } = await lister({ decisionIds: [decision], uai: ecole });
    expect(total).toBe(1);
    const c = items[0] as MissionCandidate;
    expect(c).toEqual(
      jasmine.objectContaining({
        missionId: id,
        aesh: { id: aesh, nom: 'DURAND', prenom: 'Paul', commune: 'Balma', transport: 'Vélo' },
        nature: { code: 'HI1D', activite: 'Individualisé 1er degré' },
        typeContrat: 'CDI',
        fin: null,
        heures: 24,
        // Both stand on 31/12.
        heuresLibres: 12,
        pials: [{ uai: pial, nom: 'Collège Jolimont' }],
        distanceKm: distanceKm({ latitude: 43.7, longitude: 1.5 }, { latitude: 43.6, longitude: 1.44 }),
        accompagneDeja: false,
        previsionnelle: true,
        empechement: null,
      }),
    );
    expect(c.segments.map((s) => [s.debut as string, s.etat, s.heures])).toEqual([
      ['2026-09-01', 'ORANGE', 5],
      ['2026-12-31', 'ORANGE', 12],
      ['2027-01-01', 'ORANGE', 7],
      ['2027-09-01', 'ROUGE', 0],
    ]);
  });

  it('possible ones first, then who knows the pupil, then the nearest', async () => {
    const { decision, eleve, ecole, mission } = await scene();
    const loin = await mission({ latitude: 44.5 });
    const pres = await mission({ latitude: 43.61 });
    const impossible = await mission({ latitude: 43.6, affectee: false });
    // Its AESH was beside the pupil last year, on another mission and decision.
    const connu = await mission({ latitude: 43.9 });
    const [{ aesh_id }] = await base.source.query<[{ aesh_id: number }]>('SELECT aesh_id FROM mission WHERE id = $1', [
      connu,
    ]);
    const ancienne = await monde.mission({ aesh: aesh_id, debut: '2025-09-01', fin: '2026-08-31' });
    const passee = await monde.decision({ eleve, debut: '2025-09-01', fin: '2026-08-31' });
    await monde.accompagnement({
      mission: ancienne,
      decisions: [passee],
      uai: ecole,
      debut: '2025-09-01',
      fin: '2026-08-31',
    });
    const { items } = await lister({ decisionIds: [decision], uai: ecole });
    expect(items.map((i) => i.missionId)).toEqual([connu, pres, loin, impossible]);
    expect(items.map((i) => [i.accompagneDeja, i.empechement === null])).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });

  it('F10.3-1 in a PIAL, only a mission affected to it can be chosen; hors PIAL, only one with unaffected hours', async () => {
    const { decision, ecole, pial, mission } = await scene();
    const affectee = await mission();
    const ailleurs = await mission({ affectee: false });
    await monde.affectation({ mission: ailleurs, pial: await monde.pial() });
    const aMiTemps = await mission({ affectee: false });
    await monde.affectation({ mission: aMiTemps, pial, fin: '2027-01-31' });
    const enPial = (await lister({ decisionIds: [decision], uai: ecole })).items;
    expect(parMission(enPial, affectee)?.empechement).toBeNull();
    expect(parMission(enPial, ailleurs)?.empechement?.code).toBe('ACCOMPAGNEMENT_HORS_PIAL');
    expect(parMission(enPial, aMiTemps)?.empechement?.message).toContain('du 01/02/2027 au 31/08/2027');

    const isolee = await monde.etablissement();
    const hors = await monde.eleveNotifie({ uai: isolee, heures: 12, secteur: `S-${ecole}` });
    const libre = await mission({ affectee: false, heures: 12 });
    const horsPial = (await lister({ decisionIds: [hors.decision], uai: isolee })).items;
    expect(parMission(horsPial, libre)?.empechement).toBeNull();
    expect(parMission(horsPial, affectee)?.empechement?.code).toBe('ACCOMPAGNEMENT_HEURES_AFFECTEES');
    expect(parMission(horsPial, aMiTemps)?.empechement?.code).toBe('ACCOMPAGNEMENT_HEURES_AFFECTEES');
  });

  it('leaves out what is inactive, does not accompany, has no day in the period, or is outside the perimeter', async () => {
    const { decision, ecole, mission } = await scene();
    await mission({ actif: false });
    await mission({ aesh: await monde.aesh({ actif: false, source: 'ASSED' }) });
    await mission({ nature: 'HC1D' });
    await mission({ debut: '2025-09-01', fin: '2026-08-31' });
    await mission({ departement: '081' });
    const courte = await mission({ fin: '2027-03-31' });
    const { items } = await lister({ decisionIds: [decision], uai: ecole });
    expect(items.map((i) => [i.missionId, i.empechement?.code, i.heuresLibres])).toEqual([
      [courte, 'ACCOMPAGNEMENT_HORS_MISSION', 0],
    ]);
    await expectAsync(lister({ decisionIds: [decision], uai: ecole }, HAUTE_GARONNE)).toBeRejectedWith(
      jasmine.objectContaining({ code: 'DECISION_INTROUVABLE', nature: 'introuvable' }),
    );
    await expectAsync(lister({ decisionIds: [decision], uai: '0310001H' })).toBeRejectedWith(
      jasmine.objectContaining({ code: 'ETABLISSEMENT_INTROUVABLE' }),
    );
  });

  it('asks for the notified hours by default, for others when told', async () => {
    const { decision, ecole, mission } = await scene();
    const id = await mission({ heures: 10 });
    const parDefaut = (await lister({ decisionIds: [decision], uai: ecole })).items;
    expect(parMission(parDefaut, id)?.empechement?.message).toContain('12 h');
    const moins = (await lister({ decisionIds: [decision], uai: ecole, heures: 10 })).items;
    expect(parMission(moins, id)?.empechement).toBeNull();
  });

  it('searches the AESH, filters on a PIAL, sorts on each column, pages without loss', async () => {
    const { decision, ecole, pial, mission } = await scene();
    const ids: number[] = [];
    for (const nom of ['LEFÈVRE', 'Le Goff', 'O’Connor', 'PÉREZ', 'Zola'])
      ids.push(await mission({ nom, affectee: nom !== 'Zola' }));
    const choix = { decisionIds: [decision], uai: ecole };
    expect((await lister({ ...choix, q: 'lefevre' })).items.map((i) => i.aesh.nom)).toEqual(['LEFÈVRE']);
    expect((await lister({ ...choix, q: "o'connor camille" })).items.map((i) => i.aesh.nom)).toEqual(['O’Connor']);
    expect((await lister({ ...choix, q: '%' })).total).toBe(0);
    expect((await lister({ ...choix, pial: uai(pial) })).total).toBe(4);
    for (const nom of TRIS_MISSIONS_CANDIDATES) {
      for (const descendant of [false, true]) {
        const vues: number[] = [];
        for (let page = 1; page <= 3; page += 1) {
          const reponse = await lister({ ...choix, sort: [{ nom, descendant }], page, size: 2 });
          expect(reponse.total).toBe(5);
          vues.push(...reponse.items.map((i) => i.missionId));
        }
        expect(vues.sort((a, b) => a - b))
          .withContext(nom)
          .toEqual(ids);
      }
    }
    const apres = await lister({ ...choix, page: 9 });
    expect([apres.items, apres.total]).toEqual([[], 5]);
  });

  it('what the list says possible, the creation accepts; what it says impossible, it refuses for that reason', async () => {
    const { decision, ecole, mission } = await scene();
    await mission();
    await mission({ affectee: false });
    await mission({ heures: 3 });
    const session = { compteId: 1, nomComplet: 'G', profil: 'GESTIONNAIRE_AESH', perimetre } as SessionCourante;
    const { items } = await lister({ decisionIds: [decision], uai: ecole });
    expect(items.length).toBe(3);
    for (const { missionId, empechement } of items) {
      const demande = {
        decisionIds: [decision],
        missionId,
        uai: uai(ecole),
        debut: jour('2026-09-01'),
        fin: jour('2027-08-31'),
      };
      const issue = creerAccompagnement(
        base.source,
        session,
        { ...demande, heures: 12, heuresRepas: 0, heuresMeridienne: 0 },
        crypto.randomUUID(),
      );
      if (empechement === null) await expectAsync(issue).toBeResolved();
      else
        await expectAsync(issue).toBeRejectedWith(
          jasmine.objectContaining({ code: empechement.code, message: empechement.message }),
        );
    }
  });
});
