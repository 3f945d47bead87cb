import { randomUUID } from 'node:crypto';
import { ApiDEssai, type ReponseApi } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { EcrituresDEssai } from '../../../essais/ecritures-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { AeshModule } from '../../aesh/index.js';
import { MissionsModule } from '../missions.module.js';

describe('Dossiers AESH et missions prévisionnelles', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let gestionnaire: string;
  let voisin: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    api = await ApiDEssai.demarrer(base.source, EcrituresDEssai, AeshModule, MissionsModule);
    monde = new Monde(base.source);
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '031' });
    voisin = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    await base.source.query(
      `INSERT INTO reference_temps_travail (departement, quotite, heures) VALUES ('031', 62, 24), ('031', 50, 19.5)`,
    );
  }, 60_000);
  afterAll(async () => {
    await api?.fermer();
    await base?.fermer();
  });

  const creer = (
    corps: unknown,
    { jeton = gestionnaire, cle = randomUUID() as string, url = '/aesh' } = {},
  ): Promise<ReponseApi> => api.demander('POST', url, { jeton, corps, entetes: { 'idempotency-key': cle } });
  const modifier = (url: string, corps: unknown, version: number | null, jeton = gestionnaire): Promise<ReponseApi> =>
    api.demander('PATCH', url, { jeton, corps, entetes: version === null ? {} : { 'if-match': `"${version}"` } });
  const supprimer = (url: string, version: number): Promise<ReponseApi> =>
    api.demander('DELETE', url, { jeton: gestionnaire, entetes: { 'if-match': `"${version}"` } });
  const lire = (url: string, jeton = gestionnaire): Promise<ReponseApi> => api.demander('GET', url, { jeton });

  const personne = (nom = 'Dupond'): Record<string, unknown> => ({ nom, prenom: 'Marie-Claude', civilite: 'MME' });
  const mission = (champs: Record<string, unknown> = {}): Record<string, unknown> => ({
    typeContrat: 'CDD',
    natureCode: 'HPIN',
    debut: '2026-09-01',
    fin: '2027-08-31',
    ...champs,
  });

  describe('Ajouter un AESH', () => {
    it('F7.0-3 creates a provisional AESH with its civil status, complements and several missions in one form', async () => {
      const employeur = await monde.etablissement();
      const pial = await monde.pial();
      const { statut, corps } = await creer({
        ...personne('Martin-Durand'),
        dateNaissance: '1980-02-29',
        commune: 'Toulouse',
        codePostal: '31000',
        courriel: 'm.martin@example.org',
        rqth: true,
        transport: 'Vélo',
        vehicule: false,
        pialsSouhaites: [pial],
        competences: 'Langue des signes',
        missions: [mission({ heures: 20, uaiEmployeur: employeur }), mission({ quotite: 62, natureCode: 'HI1D' })],
      });
      expect(statut).toBe(201);
      expect(corps['missionIds']).toHaveSize(2);
      const dossier = await lire(`/aesh/${String(corps['id'])}`);
      expect(dossier.statut).toBe(200);
      expect(dossier.entetes['etag']).toBe('"1"');
      expect(dossier.corps).toEqual(
        jasmine.objectContaining({
          etat: 'PREVISIONNEL',
          nom: 'Martin-Durand',
          dateNaissance: '1980-02-29',
          rqth: true,
          transport: 'Vélo',
          vehicule: false,
          competences: 'Langue des signes',
          commentaires: null,
          verrouilles: [],
        }),
      );
      const missions = dossier.corps['missions'] as Record<string, unknown>[];
      expect(missions.map((m) => [m['heures'], m['origineHeures'], m['etat']]).sort()).toEqual([
        [20, 'SAISIE', 'PREVISIONNELLE'],
        [24, 'REFERENCE', 'PREVISIONNELLE'],
      ]);
      expect(missions.every((m) => (m['segments'] as unknown[]).length === 1))
        .withContext('occupation at once')
        .toBeTrue();
    }, 30_000);

    it('F8.0-6 a mission without hours nor a known quotité is worth 0 h, flagged', async () => {
      const { corps } = await creer({ ...personne(), missions: [mission({ quotite: 61.5 }), mission()] });
      const { corps: dossier } = await lire(`/aesh/${String(corps['id'])}`);
      const missions = dossier['missions'] as Record<string, unknown>[];
      expect(missions.map((m) => [m['heures'], m['origineHeures']])).toEqual([
        [0, 'ABSENTE'],
        [0, 'ABSENTE'],
      ]);
    }, 30_000);

    it('creates nothing when one mission is wrong, and says which field of which one', async () => {
      const avant = await nombre('aesh');
      const ailleurs = await monde.etablissement({ departement: '081' });
      const { statut, corps } = await creer({
        ...personne(),
        missions: [
          mission(),
          mission({ fin: null, natureCode: 'ZZZZ', uaiEmployeur: ailleurs, debutContrat: '2026-10-01' }),
        ],
      });
      expect([statut, corps['code']]).toEqual([422, 'MISSION_INCOHERENTE']);
      expect((corps['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
        'missions.1.fin',
        'missions.1.debut',
        'missions.1.natureCode',
        'missions.1.uaiEmployeur',
      ]);
      expect(await nombre('aesh')).toBe(avant);
    }, 30_000);

    it('the same demand twice, even at once, creates one AESH; its key for another is refused', async () => {
      const avant = await nombre('aesh');
      const [cle, corps] = [randomUUID(), { ...personne('Idem'), missions: [mission()] }];
      const reponses = await Promise.all([creer(corps, { cle }), creer(corps, { cle }), creer(corps, { cle })]);
      expect(new Set(reponses.map((r) => r.corps['id'])).size).toBe(1);
      expect(await nombre('aesh')).toBe(avant + 1);
      const autre = await creer({ ...corps, nom: 'Autre' }, { cle });
      expect([autre.statut, autre.corps['code']]).toEqual([409, 'CLE_REUTILISEE']);
    }, 30_000);

    it('refuses hostile input with its field, and never fails', async () => {
      const faux: [unknown, string][] = [
        [{ ...personne(''), missions: [] }, 'nom'],
        [{ ...personne('a\u0000b') }, 'nom'],
        [{ ...personne(), nom: 'x'.repeat(101) }, 'nom'],
        [{ ...personne(), dateNaissance: '2026-02-31' }, 'dateNaissance'],
        [{ ...personne(), codePostal: "'; DROP TABLE aesh; --" }, 'codePostal'],
        [{ ...personne(), courriel: 'pas une adresse' }, 'courriel'],
        [{ ...personne(), pialsSouhaites: ['0312345X'] }, 'pialsSouhaites.0'],
        [{ ...personne(), actif: false }, ''],
        [{ ...personne(), missions: [mission({ heures: 48.5 })] }, 'missions.0.heures'],
        [{ ...personne(), missions: [mission({ heures: 12.345 })] }, 'missions.0.heures'],
        [{ ...personne(), missions: [mission({ quotite: 0 })] }, 'missions.0.quotite'],
        [{ ...personne(), missions: [mission({ fin: '9999-12-31' })] }, 'missions.0.fin'],
        [{ ...personne(), missions: [mission({ uaiEmployeur: '0311234Z' })] }, 'missions.0.uaiEmployeur'],
        [{ ...personne(), missions: Array.from({ length: 21 }, () => mission()) }, 'missions'],
      ];
      for (const [corps, champ] of faux) {
        const reponse = await creer(corps);
        expect(reponse.statut).withContext(JSON.stringify(corps)).toBe(400);
        expect((reponse.corps['errors'] as { path: string }[])[0]?.path).toBe(champ);
      }
      expect((await creer(personne(), { cle: 'pas-un-uuid' })).statut).toBe(400);
      const inconnu = await creer({ ...personne(), pialsSouhaites: [await monde.etablissement()] });
      expect([inconnu.statut, inconnu.corps['code']]).toEqual([422, 'PIAL_INCONNU']);
    }, 30_000);

    it('F7.0-3 warns about the same person while typing: accents, hyphens, particles, a letter, a missing birth date', async () => {
      await creer({ ...personne('de la Fontaine'), prenom: 'Zoé', dateNaissance: '1975-05-05' });
      const chercher = async (requete: string): Promise<string[]> =>
        ((await lire(`/aesh/doublons?${requete}`)).corps as unknown as { nom: string; raison: string }[]).map(
          ({ nom, raison }) => `${nom} ${raison}`,
        );
      expect(await chercher('nom=FONTAINE&prenom=zoe&dateNaissance=1975-05-05')).toEqual([
        'de la Fontaine MEME_NOM_ET_NAISSANCE',
      ]);
      expect(await chercher('nom=Fontaine&prenom=Zoé')).toEqual(['de la Fontaine MEME_NOM']);
      expect(await chercher('nom=Fontane&prenom=Zoé&dateNaissance=1975-05-05')).toEqual(['de la Fontaine NOM_PROCHE']);
      expect(await chercher('nom=Fontaine&prenom=Zoé&dateNaissance=1975-05-06')).toEqual([]);
      expect((await api.demander('GET', '/aesh/doublons?nom=Fontaine&prenom=Zoé', { jeton: voisin })).corps).toEqual(
        [] as never,
      );
    }, 30_000);
  });

  describe('Modifier cet AESH', () => {
    it('F7.1-2 changes what is ours on an RH record, and refuses what comes from RH naming the field', async () => {
      const id = await monde.aesh({ nom: 'Réel' });
      await monde.mission({ aesh: id });
      const { corps: avant } = await lire(`/aesh/${id}`);
      expect(avant['verrouilles']).toContain('adresse');
      expect(avant['verrouilles']).not.toContain('transport');
      const fait = await modifier(`/aesh/${id}`, { transport: 'Bus', commentaires: 'Préfère le matin.\nMerci.' }, 1);
      expect(fait.statut).toBe(200);
      expect([fait.corps['transport'], fait.corps['version'], fait.entetes['etag']]).toEqual(['Bus', 2, '"2"']);
      const refus = await modifier(`/aesh/${id}`, { adresse: '1 rue X', rqth: true, transport: 'Train' }, 2);
      expect([refus.statut, refus.corps['code']]).toEqual([422, 'AESH_DONNEE_RH']);
      expect((refus.corps['errors'] as { path: string }[]).map(({ path }) => path)).toEqual(['adresse', 'rqth']);
      expect(refus.corps['detail']).toContain('RÉEL');
      expect((await lire(`/aesh/${id}`)).corps['transport'])
        .withContext('nothing of it')
        .toBe('Bus');
    }, 30_000);

    it('changes the civil status of a provisional one, and finds its home again', async () => {
      await base.source.query(
        `INSERT INTO commune (code, nom, nom_recherche, codes_postaux, departement, population, latitude, longitude)
         VALUES ('31022', 'Aucamville', 'AUCAMVILLE', '{31140}', '031', 8000, 43.67, 1.43)`,
      );
      const { corps } = await creer(personne('Provisoire'));
      const fait = await modifier(
        `/aesh/${String(corps['id'])}`,
        { nom: 'Autre', codePostal: '31140', commune: 'Aucamville' },
        1,
      );
      expect([fait.statut, fait.corps['nom']]).toEqual([200, 'Autre']);
      expect(await base.source.query('SELECT latitude FROM aesh WHERE id = $1', [corps['id']])).toEqual([
        { latitude: 43.67 },
      ]);
    }, 30_000);

    it('412 with the present state for the second of two writers, 428 without a version, nothing lost when both come at once', async () => {
      const id = await monde.aesh();
      await monde.mission({ aesh: id });
      expect((await modifier(`/aesh/${id}`, { transport: 'Bus' }, null)).statut).toBe(428);
      const deux = await Promise.all([
        modifier(`/aesh/${id}`, { transport: 'Bus' }, 1),
        modifier(`/aesh/${id}`, { transport: 'Vélo' }, 1),
      ]);
      expect(deux.map(({ statut }) => statut).sort()).toEqual([200, 412]);
      const perdant = deux.find(({ statut }) => statut === 412);
      const gagnant = deux.find(({ statut }) => statut === 200);
      expect(perdant?.corps['code']).toBe('MODIFIE_ENTRE_TEMPS');
      expect((perdant?.corps['details'] as { actuel: Record<string, unknown> }).actuel['transport']).toBe(
        gagnant?.corps['transport'],
      );
      expect((await modifier(`/aesh/${id}`, { transport: 'Bus' }, 7)).statut).toBe(412);
      const [{ version }] = await base.source.query<[{ version: number }]>('SELECT version FROM aesh WHERE id = $1', [
        id,
      ]);
      const rien = await modifier(`/aesh/${id}`, { transport: gagnant?.corps['transport'] }, version);
      expect([rien.statut, rien.corps['version']])
        .withContext('nothing changes, nothing is written')
        .toEqual([200, version]);
    }, 30_000);

    it('another département sees none of it: 404, and writes nothing', async () => {
      const { corps } = await creer({ ...personne('Secret'), missions: [mission()] });
      const [id, missionId] = [String(corps['id']), String((corps['missionIds'] as number[])[0])];
      for (const url of [`/aesh/${id}`, `/aesh/${id}/historique`, `/missions/${missionId}`]) {
        expect((await lire(url, voisin)).statut)
          .withContext(url)
          .toBe(404);
      }
      expect((await modifier(`/aesh/${id}`, { transport: 'Bus' }, 1, voisin)).statut).toBe(404);
      expect((await modifier(`/missions/${missionId}`, { heures: 3 }, 1, voisin)).statut).toBe(404);
      expect((await creer(mission(), { jeton: voisin, url: `/aesh/${id}/missions` })).statut).toBe(404);
    }, 30_000);

    it('a superviseur reads and changes nothing; nobody else comes in', async () => {
      const superviseur = await api.connecter('SUPERVISEUR_AESH', { nature: 'DEPARTEMENT', departement: '031' });
      const { corps } = await creer({ ...personne(), missions: [mission()] });
      expect((await lire(`/aesh/${String(corps['id'])}`, superviseur)).statut).toBe(200);
      expect((await modifier(`/aesh/${String(corps['id'])}`, { transport: 'Bus' }, 1, superviseur)).statut).toBe(403);
      expect((await creer(personne(), { jeton: superviseur })).statut).toBe(403);
      const erseh = await api.connecter('ERSEH', { nature: 'SECTEURS', secteurs: [await monde.secteur()] });
      expect((await lire('/aesh', erseh)).statut).toBe(403);
    }, 30_000);
  });

  describe('Missions prévisionnelles', () => {
    it('F8.2-1 are added to a provisional AESH or to an RH one, hours typed or by the quotité', async () => {
      const reel = await monde.aesh();
      await monde.mission({ aesh: reel });
      const { statut, corps } = await creer(mission({ quotite: 50 }), { url: `/aesh/${reel}/missions` });
      expect(statut).toBe(201);
      const detail = await lire(`/missions/${String(corps['id'])}`);
      expect(detail.corps).toEqual(
        jasmine.objectContaining({ heures: 19.5, origineHeures: 'REFERENCE', idMission: null, etat: 'PREVISIONNELLE' }),
      );
      const inactif = await monde.aesh({ actif: false });
      await monde.mission({ aesh: inactif });
      const refus = await creer(mission(), { url: `/aesh/${inactif}/missions` });
      expect([refus.statut, refus.corps['code']]).toEqual([422, 'AESH_INACTIF']);
    }, 30_000);

    it('F8.2-2 are the only ones that can be changed or deleted: RH ones are locked', async () => {
      const rh = await monde.mission();
      const change = await modifier(`/missions/${rh}`, { heures: 3 }, 1);
      expect([change.statut, change.corps['code']]).toEqual([422, 'MISSION_VERROUILLEE']);
      expect((await supprimer(`/missions/${rh}`, 1)).corps['code']).toBe('MISSION_VERROUILLEE');

      const { corps } = await creer({ ...personne(), missions: [mission({ heures: 20 })] });
      const id = (corps['missionIds'] as number[])[0] ?? 0;
      const fait = await modifier(`/missions/${id}`, { heures: null, quotite: 62, fin: '2027-07-06' }, 1);
      expect(fait.corps).toEqual(
        jasmine.objectContaining({ heures: 24, origineHeures: 'REFERENCE', fin: '2027-07-06', version: 2 }),
      );
      expect((fait.corps['segments'] as { fin: string }[]).map(({ fin }) => fin)).toEqual(['2027-07-06']);
      const faux = await modifier(`/missions/${id}`, { fin: '2026-01-01' }, 2);
      expect([faux.statut, faux.corps['code']]).toEqual([422, 'MISSION_INCOHERENTE']);
      expect((await supprimer(`/missions/${id}`, 1)).statut).toBe(412);
      expect((await supprimer(`/missions/${id}`, 2)).statut).toBe(204);
      expect((await lire(`/missions/${id}`)).statut).toBe(404);
    }, 30_000);

    it('keep what stands on them: neither shortened, nor lessened, nor deleted under an accompaniment, which is named', async () => {
      const { corps } = await creer({ ...personne(), missions: [mission({ heures: 24 })] });
      const id = (corps['missionIds'] as number[])[0] ?? 0;
      const { decision, uai } = await monde.eleveNotifie({ nom: 'Petit', prenom: 'Léo' });
      await monde.accompagnement({ mission: id, decisions: [decision], uai, heures: 18 });
      const essais: [Record<string, unknown>, string, string][] = [
        [{ fin: '2027-05-31' }, 'fin', 'PETIT Léo'],
        [{ heures: 17.5 }, 'heures', '18 h'],
        [{ natureCode: 'AHRE' }, 'natureCode', 'PETIT Léo'],
      ];
      for (const [champs, champ, cite] of essais) {
        const refus = await modifier(`/missions/${id}`, champs, 1);
        expect([refus.statut, refus.corps['code']]).toEqual([422, 'MISSION_OCCUPEE']);
        expect((refus.corps['errors'] as { path: string }[])[0]?.path).toBe(champ);
        expect(refus.corps['detail']).toContain(cite);
      }
      const suppression = await supprimer(`/missions/${id}`, 1);
      expect([suppression.statut, suppression.corps['code']]).toEqual([422, 'MISSION_UTILISEE']);
      expect(suppression.corps['detail']).toContain('PETIT Léo');
      const permis = await modifier(`/missions/${id}`, { heures: 18 }, 1);
      expect(permis.statut).toBe(200);
      expect((permis.corps['segments'] as { etat: string }[]).map(({ etat }) => etat)).toEqual(['VERT']);
    }, 30_000);

    it('F8.1-1 the detail tells the accompaniments with their pupils, class, school, type, hours and period', async () => {
      const id = await monde.mission({ heures: 24 });
      const { decision, uai, eleve } = await monde.eleveNotifie({ nom: 'Vue', prenom: 'Ana' });
      const autre = await monde.eleveNotifie({
        uai,
        secteur: await monde.secteur({ departement: '081' }),
        nom: 'Caché',
      });
      await monde.accompagnement({
        mission: id,
        decisions: [decision, autre.decision],
        uai,
        type: 'MUTUALISEE',
        heures: 12,
      });
      await monde.rafraichir();
      const { corps } = await lire(`/missions/${id}`);
      expect(corps['accompagnements']).toEqual([
        jasmine.objectContaining({
          type: 'MUTUALISEE',
          heures: 12,
          uai,
          eleves: [{ decisionId: decision, eleveId: eleve, nom: 'Vue', prenom: 'Ana', classe: 'CM1' }],
        }),
      ] as never);
    }, 30_000);
  });

  describe('Historique', () => {
    it('tells who changed what of the AESH and its missions, in French, and no pupil', async () => {
      const { corps } = await creer({
        ...personne('Histoire'),
        dateNaissance: '1990-01-02',
        missions: [mission({ heures: 20 })],
      });
      const id = String(corps['id']);
      const missionId = (corps['missionIds'] as number[])[0] ?? 0;
      await modifier(`/aesh/${id}`, { rqth: true, dateNaissance: '1990-01-03' }, 1);
      await modifier(`/missions/${missionId}`, { fin: '2027-07-06', heures: 19.5 }, 1);
      const { decision, uai } = await monde.eleveNotifie({ nom: 'Confidentiel' });
      await monde.accompagnement({ mission: missionId, decisions: [decision], uai, heures: 3 });
      const { corps: page } = await lire(`/aesh/${id}/historique`);
      const items = page['items'] as {
        objet: string;
        action: string;
        auteur: string;
        champs: Record<string, unknown>[];
      }[];
      expect(items.map(({ objet, action }) => `${objet} ${action}`)).toEqual([
        'MISSION MODIFICATION',
        'AESH MODIFICATION',
        'MISSION CREATION',
        'AESH CREATION',
      ]);
      expect(items[0]?.champs).toEqual([
        { nom: 'fin', libelle: 'Fin de la mission', avant: '31/08/2027', apres: '06/07/2027' },
        { nom: 'heures', libelle: 'Heures hebdomadaires', avant: '20 h', apres: '19 h 30' },
      ]);
      expect(items[1]?.champs).toEqual([
        { nom: 'date_naissance', libelle: 'Date de naissance', avant: '02/01/1990', apres: '03/01/1990' },
        { nom: 'rqth', libelle: 'RQTH', avant: null, apres: 'Oui' },
      ]);
      expect(items.every(({ auteur }) => auteur === 'Gisèle Dupont')).toBeTrue();
      expect(JSON.stringify(page)).not.toContain('Confidentiel');
      const { corps: seconde } = await lire(`/aesh/${id}/historique?page=2&size=3`);
      expect([seconde['total'], (seconde['items'] as unknown[]).length]).toEqual([4, 1]);
    }, 30_000);
  });

  async function nombre(table: string): Promise<number> {
    const [ligne] = await base.source.query<{ n: number }[]>(`SELECT count(*) AS n FROM ${table}`);
    return ligne?.n ?? 0;
  }
});
