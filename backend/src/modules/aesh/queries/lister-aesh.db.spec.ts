import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { type Jour, jour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { schemaListeAesh } from '../http/dto.js';
import { TRIS_AESH } from './criteres-aesh.js';
import { exporterAesh, listerAesh } from './lister-aesh.js';

const TOULOUSE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const ALBI: Perimetre = { nature: 'DEPARTEMENT', departement: '081' };
const LE: Jour = jour('2026-12-01');

describe('GET /aesh', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  }, 60_000);
  afterAll(() => base?.fermer());
  beforeEach(() => base.source.query('TRUNCATE aesh, eleve, secteur, etablissement CASCADE'));

  const lister = async (requete: Record<string, string> = {}, perimetre: Perimetre = TOULOUSE) =>
    listerAesh(base.source, perimetre, schemaListeAesh.parse(requete), LE);
  const ids = async (requete: Record<string, string> = {}, perimetre: Perimetre = TOULOUSE): Promise<number[]> =>
    (await lister(requete, perimetre)).items.map(({ id }) => id).sort((a, b) => a - b);

  it('F7.0-2 F7.0-3 tells who is active, inactive [I] or provisional [P], with contracts, missions and hours', async () => {
    const actif = await monde.aesh({ nom: 'Actif', prenom: 'A', transport: 'Vélo' });
    const mission = await monde.mission({ aesh: actif, heures: 24, debut: '2025-09-01', fin: null });
    await monde.mission({ aesh: actif, heures: 6, nature: 'HM1D' });
    await monde.mission({ aesh: actif, heures: 3, nature: 'AHRE' });
    await monde.mission({ aesh: actif, heures: 10, actif: false });
    const inactif = await monde.aesh({ nom: 'Inactif', actif: false });
    await monde.mission({ aesh: inactif, actif: false });
    const previsionnel = await monde.aesh({ nom: 'Prévu', source: 'PREVISIONNEL' });
    await base.source.query(`UPDATE aesh SET departement = '031' WHERE id = $1`, [previsionnel]);
    const { decision, uai } = await monde.eleveNotifie();
    await monde.accompagnement({ mission, decisions: [decision], uai, heures: 10 });
    await monde.rafraichir();
    const { items, total } = await lister({ sort: 'etat' });
    expect(total).toBe(3);
    expect(items.map(({ id, etat }) => [id, etat])).toEqual([
      [actif, 'ACTIF'],
      [previsionnel, 'PREVISIONNEL'],
      [inactif, 'INACTIF'],
    ]);
    expect(items[0]).toEqual(
      jasmine.objectContaining({
        nom: 'Actif',
        transport: 'Vélo',
        contrats: [
          { type: 'CDD', fin: jour('2027-08-31') },
          { type: 'CDI', fin: null },
        ],
        missions: 3,
        missionsInactives: 1,
        heures: 30,
        heuresLibres: 20,
      }),
    );
    expect(items[1]).toEqual(jasmine.objectContaining({ idAgent: null, heures: 0, missions: 0 }));
    expect(await ids({ etat: 'INACTIF,PREVISIONNEL' })).toEqual([inactif, previsionnel]);
  }, 30_000);

  it('hours are those of the fullest day, free hours those of the worst one, of the period', async () => {
    const aesh = await monde.aesh();
    const automne = await monde.mission({ aesh, heures: 24, fin: '2026-12-31' });
    await monde.mission({ aesh, heures: 10, debut: '2027-01-01' });
    const { decision, uai } = await monde.eleveNotifie();
    await monde.accompagnement({
      mission: automne,
      decisions: [decision],
      uai,
      heures: 20,
      debut: '2026-11-01',
      fin: '2026-11-30',
    });
    await monde.rafraichir();
    const heures = async (requete: Record<string, string>): Promise<unknown> => {
      const [ligne] = (await lister(requete)).items;
      return [ligne?.heures, ligne?.heuresLibres];
    };
    expect(await heures({})).toEqual([24, 24]);
    expect(await heures({ debut: '2026-11-15', fin: '2026-12-15' })).toEqual([24, 4]);
    expect(await heures({ debut: '2026-12-15', fin: '2027-02-01' })).toEqual([24, 10]);
    expect(await heures({ debut: '2026-09-01' })).toEqual([24, 4]);
    expect(await ids({ disponible: 'true', debut: '2026-11-15', fin: '2026-12-15' })).toEqual([aesh]);
    await monde.accompagnement({
      mission: automne,
      decisions: [decision],
      uai,
      heures: 4,
      debut: '2026-11-01',
      fin: '2026-11-30',
    });
    await monde.rafraichir();
    expect(await ids({ disponible: 'true', debut: '2026-11-15', fin: '2026-12-15' })).toEqual([]);
    expect(await ids({ disponible: 'false', debut: '2026-11-15', fin: '2026-12-15' })).toEqual([aesh]);
  }, 30_000);

  it('an AESH is seen by whoever sees one of its missions, with these missions only; a provisional one by who awaits it', async () => {
    const partage = await monde.aesh();
    await monde.mission({ aesh: partage, heures: 10 });
    await monde.mission({ aesh: partage, heures: 5, departement: '081' });
    const dAlbi = await monde.aesh({ source: 'PREVISIONNEL' });
    await base.source.query(`UPDATE aesh SET departement = '081' WHERE id = $1`, [dAlbi]);
    await monde.aesh();
    await monde.rafraichir();
    expect(await ids()).toEqual([partage]);
    expect((await lister()).items[0]).toEqual(jasmine.objectContaining({ missions: 1, heures: 10 }));
    expect(await ids({}, ALBI)).toEqual([partage, dAlbi]);
    expect((await lister({ ids: String(partage) }, ALBI)).items[0]).toEqual(jasmine.objectContaining({ heures: 5 }));
    expect(await ids({}, { nature: 'SECTEURS_CHOISIS', departement: '081', secteurs: ['x'] })).toEqual([
      partage,
      dAlbi,
    ]);
    expect(await ids({}, { nature: 'AUCUN' })).toEqual([]);
  }, 30_000);

  it('filters on one and the same mission: contract, nature, PIAL, period; and on the person', async () => {
    const pial = await monde.pial();
    const a = await monde.aesh({ commune: 'Blagnac', transport: 'Bus' });
    const m = await monde.mission({ aesh: a, nature: 'HI1D' });
    await monde.affectation({ mission: m, pial });
    const b = await monde.aesh({ commune: 'Muret' });
    await monde.mission({ aesh: b, nature: 'AHRE', fin: null });
    await monde.mission({ aesh: b, nature: 'HI1D', debut: '2024-09-01', fin: '2025-08-31' });
    await base.source.query('UPDATE aesh SET rqth = true WHERE id = $1', [b]);
    expect(await ids({ contrat: 'CDI' })).toEqual([b]);
    expect(await ids({ nature: 'HI1D' })).toEqual([a, b]);
    expect(await ids({ nature: 'HI1D', debut: '2026-09-01' })).toEqual([a]);
    expect(await ids({ nature: 'HI1D', contrat: 'CDI' })).toEqual([]);
    expect(await ids({ pial })).toEqual([a]);
    expect(await ids({ pial: 'HORS_PIAL' })).toEqual([b]);
    expect(await ids({ commune: 'BLAGNAC,ailleurs' })).toEqual([a]);
    expect(await ids({ transport: 'bus' })).toEqual([a]);
    expect(await ids({ rqth: 'true' })).toEqual([b]);
    expect(await ids({ rqth: 'false' })).toEqual([a]);
    expect(await ids({ source: 'ASSED' })).toEqual([]);
  }, 30_000);

  it('searches, sorts on every column, pages without repeating, and exports the same lines in the same order', async () => {
    for (let n = 0; n < 7; n += 1) {
      const aesh = await monde.aesh({ nom: n % 2 ? 'Lefèvre' : `Éric${n}`, commune: n % 3 ? 'Muret' : 'Blagnac' });
      await monde.mission({ aesh, heures: 10 + (n % 3) });
    }
    await monde.rafraichir();
    expect((await lister({ q: 'LEFEVRE muret' })).total).toBe(2);
    expect((await lister({ q: 'muret eric' })).total).toBe(2);
    for (const tri of TRIS_AESH) {
      for (const sort of [tri, `-${tri}`, `${tri},-nom`]) {
        const choix = schemaListeAesh.parse({ sort });
        const entiere = (await lister({ sort })).items;
        const pages: number[] = [];
        for (const page of ['1', '2', '3'])
          pages.push(...(await lister({ sort, page, size: '3' })).items.map(({ id }) => id));
        expect(pages)
          .withContext(sort)
          .toEqual(entiere.map(({ id }) => id));
        const exportees = [];
        for await (const lot of exporterAesh(base.source, TOULOUSE, choix, LE)) exportees.push(...lot);
        expect(exportees).withContext(sort).toEqual(entiere);
      }
    }
    expect((await lister({ page: '9' })).total).toBe(7);
  }, 30_000);
});
