import { ApiDEssai } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { EcrituresDEssai } from '../../../essais/ecritures-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { type Jour, aujourdhui, jour, plusJours } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { schemaListeMissions } from '../http/dto.js';
import { MissionsModule } from '../missions.module.js';
import { listerMissions } from './lister-missions.js';

const TOULOUSE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const NOEL = jour('2026-12-01');

describe('GET /missions', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  }, 60_000);
  afterAll(() => base?.fermer());
  beforeEach(() => base.source.query('TRUNCATE aesh, eleve, secteur, etablissement CASCADE'));

  const lister = async (requete: Record<string, string> = {}, perimetre: Perimetre = TOULOUSE, le: Jour = NOEL) =>
    listerMissions(base.source, perimetre, schemaListeMissions.parse(requete), le);
  const ids = async (requete: Record<string, string> = {}, perimetre: Perimetre = TOULOUSE): Promise<number[]> =>
    (await lister({ sort: 'debut', ...requete }, perimetre)).items.map(({ id }) => id).sort((a, b) => a - b);

  it('F8.0-7 gives all the columns of the guide, the occupation and the PIALs', async () => {
    const employeur = await monde.etablissement({ nom: 'Lycée employeur', commune: 'Muret' });
    const pial = await monde.pial({ nom: 'Collège tête' });
    const aesh = await monde.aesh({ nom: 'DURAND', prenom: 'Zoé', transport: 'Vélo' });
    const mission = await monde.mission({ aesh, heures: 24, nature: 'HPIN' });
    await base.source.query(
      `UPDATE mission SET uai_employeur = $2, quotite = 62, debut_contrat = '2025-09-01', fin_contrat = '2028-08-31' WHERE id = $1`,
      [mission, employeur],
    );
    await monde.affectation({ mission, pial, heures: 20 });
    const { decision, uai } = await monde.eleveNotifie();
    const accompagnement = await monde.accompagnement({
      mission,
      decisions: [decision],
      uai,
      heures: 12,
      fin: '2027-01-31',
    });
    await monde.rafraichir();
    const { items, total } = await lister();
    expect(total).toBe(1);
    expect(items[0]).toEqual({
      id: mission,
      aesh: {
        id: aesh,
        nom: 'DURAND',
        prenom: 'Zoé',
        etat: 'ACTIF',
        codePostal: null,
        commune: 'Toulouse',
        transport: 'Vélo',
      },
      etat: 'ACTIVE',
      source: 'EPP',
      idMission: jasmine.any(String) as never,
      typeContrat: 'CDD',
      debutContrat: jour('2025-09-01'),
      finContrat: jour('2028-08-31'),
      nature: { code: 'HPIN', activite: "Au sein d'un PIAL inter-degré", accompagnement: true },
      debut: jour('2026-09-01'),
      fin: jour('2027-08-31'),
      quotite: 62,
      heures: 24,
      heuresRh: null,
      origineHeures: 'RH',
      employeur: { uai: employeur, nom: 'Lycée employeur', commune: 'Muret' },
      uaiEmployeur: employeur,
      heuresOccupees: 12,
      heuresDisponibles: 12,
      segments: [
        {
          debut: jour('2026-09-01'),
          fin: jour('2027-01-31'),
          etat: 'ORANGE',
          heures: 12,
          accompagnements: [accompagnement],
        },
        { debut: jour('2027-02-01'), fin: jour('2027-08-31'), etat: 'ROUGE', heures: 0, accompagnements: [] },
      ],
      pials: [{ uai: pial, nom: 'Collège tête', heures: 20, debut: jour('2026-09-01'), fin: jour('2027-08-31') }],
      version: 1,
    });
  }, 30_000);

  it('F8.0-8 hours worked and available are those of the period: the fullest day of it, today without one', async () => {
    const mission = await monde.mission({ heures: 24 });
    const { decision, uai } = await monde.eleveNotifie();
    await monde.accompagnement({ mission, decisions: [decision], uai, heures: 12, fin: '2026-12-31' });
    await monde.accompagnement({
      mission,
      decisions: [decision],
      uai,
      heures: 18,
      debut: '2027-03-01',
      fin: '2027-04-30',
    });
    await monde.rafraichir();
    const heures = async (requete: Record<string, string>): Promise<unknown> => {
      const [ligne] = (await lister(requete)).items;
      return [ligne?.heuresOccupees, ligne?.heuresDisponibles];
    };
    expect(await heures({})).toEqual([12, 12]);
    expect(await heures({ debut: '2027-01-01', fin: '2027-02-28' })).toEqual([0, 24]);
    expect(await heures({ debut: '2026-09-01', fin: '2027-08-31' })).toEqual([18, 6]);
    expect(await heures({ debut: '2027-04-01' })).toEqual([18, 6]);
    const grise = await monde.mission({ nature: 'AHRE', heures: 10 });
    const depassee = await monde.mission({ heures: 10 });
    await monde.accompagnement({ mission: depassee, decisions: [decision], uai, heures: 12 });
    await monde.rafraichir();
    const { items } = await lister();
    expect(items.find(({ id }) => id === grise)).toEqual(jasmine.objectContaining({ heuresDisponibles: 0 }));
    expect(items.find(({ id }) => id === depassee)).toEqual(jasmine.objectContaining({ heuresDisponibles: -2 }));
    expect(await ids({ occupation: 'DEPASSEE' })).toEqual([depassee]);
    expect(await ids({ occupation: 'PARTIELLE' })).toEqual([mission]);
    expect(await ids({ occupation: 'VIDE,PLEINE' })).toEqual([]);
    expect(await ids({ disponible: 'true' })).toEqual([mission]);
    expect(await ids({ disponible: 'false' })).toEqual([grise, depassee]);
    expect(await ids({ occupation: 'VIDE', debut: '2027-01-01', fin: '2027-01-31' })).toEqual([mission]);
  }, 30_000);

  it('F8.0-4 those of the département, that ended less than three years ago or run; a period keeps what runs in it', async () => {
    const courante = await monde.mission();
    const cdi = await monde.mission({ debut: '2010-09-01', fin: null });
    const recente = await monde.mission({ debut: '2020-09-01', fin: '2023-12-01' });
    await monde.mission({ debut: '2020-09-01', fin: '2023-11-30' });
    await monde.mission({ departement: '081' });
    expect(await ids()).toEqual([courante, cdi, recente]);
    expect(await ids({ debut: '2026-09-01', fin: '2027-08-31' })).toEqual([courante, cdi]);
    expect(await ids({ fin: '2023-01-01' })).toEqual([cdi, recente]);
    expect(await ids({}, { nature: 'DEPARTEMENT', departement: '082' })).toEqual([]);
    expect(await ids({}, { nature: 'SECTEURS_CHOISIS', departement: '031', secteurs: [] })).toHaveSize(3);
    expect(await ids({}, { nature: 'AUCUN' })).toEqual([]);
  }, 30_000);

  it('F8.0-2 F8.0-3 natures tell who may accompany: filters by nature and by « accompagnant »', async () => {
    const aesh = await monde.aesh();
    const accompagnante = await monde.mission({ aesh, nature: 'HM1D' });
    const referente = await monde.mission({ aesh, nature: 'AHRE' });
    expect(await ids({ accompagnante: 'true' })).toEqual([accompagnante]);
    expect(await ids({ accompagnante: 'false' })).toEqual([referente]);
    expect(await ids({ nature: 'AHRE,HM1D' })).toEqual([accompagnante, referente]);
  }, 30_000);

  it('filters by state, contract, source, PIAL or none, missing hours, selection', async () => {
    const pial = await monde.pial();
    const affectee = await monde.mission();
    await monde.affectation({ mission: affectee, pial, fin: '2026-12-31' });
    const inactive = await monde.mission({ actif: false, typeContrat: 'CDI', fin: null });
    const previsionnelle = await monde.mission({ source: 'PREVISIONNEL' });
    await base.source.query(`UPDATE mission SET origine_heures = 'ABSENTE', heures = 0 WHERE id = $1`, [
      previsionnelle,
    ]);
    expect(await ids({ etat: 'ACTIVE' })).toEqual([affectee]);
    expect(await ids({ etat: 'INACTIVE,PREVISIONNELLE' })).toEqual([inactive, previsionnelle]);
    expect(await ids({ contrat: 'CDI' })).toEqual([inactive]);
    expect(await ids({ source: 'PREVISIONNEL' })).toEqual([previsionnelle]);
    expect(await ids({ pial })).toEqual([affectee]);
    expect(await ids({ pial, debut: '2027-01-01' })).toEqual([]);
    expect(await ids({ pial: `HORS_PIAL,${pial}` })).toEqual([affectee, previsionnelle]);
    expect(await ids({ sansHeures: 'true' })).toEqual([previsionnelle]);
    expect(await ids({ ids: `${inactive},999999` })).toEqual([inactive]);
  }, 30_000);

  it('searches every word in the whole table, accents and case ignored; % and quotes are only letters', async () => {
    const employeur = await monde.etablissement({ nom: 'École Élisée Reclus', commune: 'Colomiers' });
    const une = await monde.mission({ aesh: await monde.aesh({ nom: 'Lefèvre', prenom: 'Anne-Marie' }) });
    await monde.mission({ aesh: await monde.aesh({ nom: 'Lefèvre', prenom: 'Paul' }) });
    await base.source.query('UPDATE mission SET uai_employeur = $2 WHERE id = $1', [une, employeur]);
    expect(await ids({ q: 'LEFEVRE anne marie' })).toEqual([une]);
    expect(await ids({ q: 'elisee colomiers' })).toEqual([une]);
    expect(await ids({ q: 'lefevre' })).toHaveSize(2);
    expect(await ids({ q: 'individualise' })).toHaveSize(2);
    for (const q of ['%', '_', "'; DROP TABLE mission; --", '\\', '"', '\u0000']) {
      const trouvees = await ids({ q });
      expect(trouvees)
        .withContext(q)
        .toHaveSize(q === '\u0000' ? 2 : 0);
    }
  }, 30_000);

  it('F8.0-7 sorts on every column, both ways, on several, and pages neither repeat nor lose a line', async () => {
    for (let n = 0; n < 7; n += 1) {
      const aesh = await monde.aesh({ nom: n % 2 ? 'Même' : `Nom${n}`, commune: n % 3 ? 'Muret' : 'Blagnac' });
      await monde.mission({ aesh, heures: 10 + (n % 3), nature: n % 2 ? 'HI1D' : 'AHRE' });
    }
    await monde.rafraichir();
    const { TRIS_MISSIONS } = await import('./criteres-missions.js');
    for (const tri of TRIS_MISSIONS) {
      for (const sort of [tri, `-${tri}`, `${tri},-nom`]) {
        const entiere = (await lister({ sort })).items.map(({ id }) => id);
        const pages: number[] = [];
        for (const page of ['1', '2', '3']) {
          const { items, total } = await lister({ sort, page, size: '3' });
          expect(total).toBe(7);
          pages.push(...items.map(({ id }) => id));
        }
        expect(pages).withContext(sort).toEqual(entiere);
        expect(new Set(entiere).size).toBe(7);
      }
    }
    expect((await lister({ sort: '-heures,nom' })).items.map(({ heures }) => heures)).toEqual([
      12, 12, 11, 11, 10, 10, 10,
    ]);
    expect((await lister({ page: '9' })).total).toBe(7);
  }, 30_000);

  it('refuses what it does not know with the field, for the right profiles only, and exports the whole list', async () => {
    await monde.mission({ aesh: await monde.aesh({ nom: '=Durand', prenom: 'Zoé' }) });
    await monde.rafraichir();
    const api = await ApiDEssai.demarrer(base.source, EcrituresDEssai, MissionsModule);
    try {
      const jeton = await api.connecter('SUPERVISEUR_AESH', TOULOUSE);
      for (const requete of [
        'sort=x',
        'etat=X',
        'debut=2026-02-31',
        'size=201',
        'uai=1',
        'inconnu=1',
        'ids=a',
        'disponible=oui',
      ]) {
        const { statut, corps } = await api.demander('GET', `/missions?${requete}`, { jeton });
        expect(statut).withContext(requete).toBe(400);
        expect((corps['errors'] as { path: string }[])[0]?.path).toBe(requete.split('=')[0] ?? '');
      }
      const natures = await api.demander('GET', '/missions/natures', { jeton });
      expect((natures.corps as unknown as unknown[]).length).toBe(21);
      const chef = await api.connecter('CHEF_ETABLISSEMENT', {
        nature: 'ETABLISSEMENT',
        uai: await monde.etablissement(),
      });
      expect((await api.demander('GET', '/missions', { jeton: chef })).statut).toBe(403);
      const csv = await api.application.inject({
        url: '/api/missions/export?format=csv&colonnes=nom,heures,occupation&debut=2026-09-01',
        headers: { authorization: `Bearer ${jeton}` },
      });
      expect(csv.statusCode).toBe(200);
      expect(csv.payload).toBe(
        "\uFEFFNom et prénom;Heures hebdo;Occupation\r\n'=DURAND Zoé;24;du 01/09/2026 au 31/08/2027 : aucun accompagnement\r\n",
      );
    } finally {
      await api.fermer();
    }
  }, 30_000);

  it('F8.0-4 a mission that ends today or yesterday is there: the limit moves with the day', async () => {
    const jourMeme = aujourdhui(new Date());
    const id = await monde.mission({ debut: '2020-09-01', fin: plusJours(jourMeme, -1) });
    expect((await lister({}, TOULOUSE, jourMeme)).items.map((m) => m.id)).toEqual([id]);
  }, 30_000);
});
