import { randomUUID } from 'node:crypto';
import { ApiDEssai, type ReponseApi } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { DecisionsModule } from '../../decisions/index.js';
import { AccompagnementsModule } from '../index.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('POST /accompagnements', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let gestionnaire: string;
  let superviseur: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    api = await ApiDEssai.demarrer(base.source, DecisionsModule, AccompagnementsModule);
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    superviseur = await api.connecter('SUPERVISEUR_AESH', HAUTE_GARONNE);
  });
  afterAll(async () => {
    await api.fermer();
    await base.fermer();
  });

  const scene = async () => {
    const ecole = await monde.etablissement({ nom: 'École Jean Jaurès' });
    const pial = await monde.pial({ membres: [ecole] });
    const { decision } = await monde.eleveNotifie({ uai: ecole, heures: 12, nom: 'MARTIN', prenom: 'Léa' });
    const mission = await monde.mission({ aesh: await monde.aesh({ nom: 'DURAND', prenom: 'Paul' }) });
    await monde.affectation({ mission, pial });
    await monde.rafraichir();
    return {
      decision,
      mission,
      ecole,
      corps: {
        decisionIds: [decision],
        missionId: mission,
        uai: ecole,
        debut: '2026-09-01',
        fin: '2027-08-31',
        heures: 12,
        heuresRepas: 1,
        heuresMeridienne: 0,
      },
    };
  };
  const poster = (corps: unknown, jeton?: string, cle: string | null = randomUUID()): Promise<ReponseApi> =>
    api.demander('POST', '/accompagnements', { jeton, corps, entetes: cle === null ? {} : { 'idempotency-key': cle } });

  it('F1.3-3 a gestionnaire takes the values proposed, chooses a mission, and turns the decision green', async () => {
    const { decision, mission, ecole } = await scene();
    const proposition = await api.demander('GET', `/decisions/${decision}/proposition?annee=2026`, {
      jeton: gestionnaire,
    });
    expect(proposition.corps).toEqual({
      debut: '2026-09-01',
      fin: '2027-08-31',
      heures: 12,
      uai: ecole,
      etablissement: 'École Jean Jaurès',
      explication: jasmine.any(String),
    });
    const { debut, fin, uai, heures } = proposition.corps;
    const choix = await api.demander(
      'GET',
      `/decisions/${decision}/missions-candidates?debut=${debut}&fin=${fin}&uai=${uai}`,
      { jeton: gestionnaire },
    );
    expect(choix.statut).toBe(200);
    const candidate = (choix.corps['items'] as { missionId: number; empechement: unknown }[])[0];
    expect([candidate?.missionId, candidate?.empechement]).toEqual([mission, null]);

    const cree = await poster(
      { decisionIds: [decision], missionId: mission, uai, debut, fin, heures, heuresRepas: 1, heuresMeridienne: 0.5 },
      gestionnaire,
    );
    expect([cree.statut, cree.corps['version']]).toEqual([201, 1]);
    const apres = await api.demander('GET', `/decisions/${decision}`, { jeton: gestionnaire });
    expect((apres.corps['segments'] as { etat: string }[]).map((s) => s.etat)).toEqual(['VERT']);
    expect((apres.corps['accompagnements'] as unknown[])[0]).toEqual(
      jasmine.objectContaining({ id: cree.corps['id'], heures: 12, heuresRepas: 1, heuresMeridienne: 0.5 }),
    );
  });

  it('F1.3-1 a superviseur reads all of it and creates nothing; neither does anyone else', async () => {
    const { decision, corps, ecole } = await scene();
    expect((await api.demander('GET', `/decisions/${decision}`, { jeton: superviseur })).statut).toBe(200);
    const url = `/decisions/${decision}/missions-candidates?debut=2026-09-01&fin=2027-08-31&uai=${ecole}`;
    expect((await api.demander('GET', url, { jeton: superviseur })).statut).toBe(200);

    const refuse = await poster(corps, superviseur);
    expect([refuse.statut, refuse.corps['code']]).toEqual([403, 'PROFIL_INSUFFISANT']);
    for (const [profil, perimetre] of [
      ['CHEF_ETABLISSEMENT', { nature: 'ETABLISSEMENT', uai: ecole }],
      ['ERSEH', { nature: 'SECTEURS', secteurs: ['S'] }],
      ['ADMINISTRATEUR', { nature: 'AUCUN' }],
      ['INTEGRATEUR', { nature: 'AUCUN' }],
    ] as const) {
      expect((await poster(corps, await api.connecter(profil, perimetre))).statut)
        .withContext(profil)
        .toBe(403);
    }
    expect((await poster(corps)).statut).toBe(401);
    const lignes = await base.source.query<unknown[]>('SELECT 1 FROM accompagnement_decision WHERE decision_id = $1', [
      decision,
    ]);
    expect(lignes.length).toBe(0);
  });

  it('F1.2-2 the decision of another département answers 404 everywhere', async () => {
    const { decision, corps, ecole } = await scene();
    const tarn = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    const reponses = [
      await api.demander('GET', `/decisions/${decision}/proposition`, { jeton: tarn }),
      await api.demander(
        'GET',
        `/decisions/${decision}/missions-candidates?debut=2026-09-01&fin=2027-08-31&uai=${ecole}`,
        { jeton: tarn },
      ),
      await poster(corps, tarn),
    ];
    expect(reponses.map((r) => r.statut)).toEqual([404, 404, 404]);
  });

  it('wants an Idempotency-Key, answers the same to the same request, 409 to another one with the same key', async () => {
    const { corps } = await scene();
    for (const cle of [null, 'pas-un-uuid']) {
      const sans = await poster(corps, gestionnaire, cle);
      expect([sans.statut, (sans.corps['errors'] as { path: string }[])[0]?.path]).toEqual([400, 'Idempotency-Key']);
    }
    const cle = randomUUID();
    const reponses = await Promise.all([poster(corps, gestionnaire, cle), poster(corps, gestionnaire, cle)]);
    expect(reponses.map((r) => r.statut)).toEqual([201, 201]);
    expect(reponses[0]?.corps).toEqual(reponses[1]?.corps ?? {});
    const autre = await poster({ ...corps, heures: 1 }, gestionnaire, cle);
    expect([autre.statut, autre.corps['code']]).toEqual([409, 'CLE_REUTILISEE']);
  });

  it('a refusal is a problem that names the person, the school, the dates and the fields to mend', async () => {
    const { corps } = await scene();
    const {
      statut,
      corps: probleme,
      entetes,
    } = await poster({ ...corps, fin: '2027-12-31', heures: 30 }, gestionnaire);
    expect(statut).toBe(422);
    expect(entetes['content-type']).toContain('application/problem+json');
    expect(probleme['code']).toBe('ACCOMPAGNEMENT_HORS_ANNEE');
    expect((probleme['errors'] as { path: string }[]).map((e) => e.path)).toContain('fin');
    const autres = (probleme['details'] as { autres: { code: string; detail: string }[] }).autres;
    expect(autres.map((a) => a.code)).toEqual([
      'ACCOMPAGNEMENT_HORS_DECISION',
      'ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE',
      'ACCOMPAGNEMENT_HORS_MISSION',
      'ACCOMPAGNEMENT_HORS_PIAL',
      'ACCOMPAGNEMENT_MISSION_SATUREE',
    ]);
    expect(autres[1]?.detail).toContain('Léa MARTIN');
    expect(autres[1]?.detail).toContain('École Jean Jaurès');
    expect(autres[2]?.detail).toContain('Paul DURAND');
    expect(autres[2]?.detail).toContain('31/08/2027');
  });

  it('refuses a body that is not of the contract, with the fields', async () => {
    const { corps } = await scene();
    const cas: [object, string][] = [
      [{ decisionIds: [] }, 'decisionIds'],
      [{ decisionIds: ['1'] }, 'decisionIds.0'],
      [{ decisionIds: [99999999999] }, 'decisionIds.0'],
      [{ missionId: 0 }, 'missionId'],
      [{ uai: '0310001A' }, 'uai'],
      [{ debut: '2026-02-30' }, 'debut'],
      [{ heures: 169 }, 'heures'],
      [{ heures: '12' }, 'heures'],
      [{ heuresRepas: -1 }, 'heuresRepas'],
      [{ maintien: true }, ''],
    ];
    for (const [changement, champ] of cas) {
      const reponse = await poster({ ...corps, ...changement }, gestionnaire);
      expect(reponse.statut).withContext(JSON.stringify(changement)).toBe(400);
      expect((reponse.corps['errors'] as { path: string }[]).map((e) => e.path))
        .withContext(JSON.stringify(changement))
        .toContain(champ);
    }
    expect((await poster({ ...corps, heures: 12.345 }, gestionnaire)).corps['code']).toBe(
      'ACCOMPAGNEMENT_HEURES_INVALIDES',
    );
  });

  it('refuses a choice of mission without its period or school, or whose end comes first', async () => {
    const { decision, ecole } = await scene();
    const cas: [string, string][] = [
      [`debut=2026-09-01&fin=2027-08-31`, 'uai'],
      [`fin=2027-08-31&uai=${ecole}`, 'debut'],
      [`debut=2027-09-01&fin=2027-08-31&uai=${ecole}`, 'fin'],
      [`debut=2026-09-01&fin=2027-08-31&uai=${ecole}&heures=-1`, 'heures'],
      [`debut=2026-09-01&fin=2027-08-31&uai=${ecole}&sort=age`, 'sort'],
      [`debut=2026-09-01&fin=2027-08-31&uai=${ecole}&age=1`, 'age'],
    ];
    for (const [requete, champ] of cas) {
      const reponse = await api.demander('GET', `/decisions/${decision}/missions-candidates?${requete}`, {
        jeton: gestionnaire,
      });
      expect(reponse.statut).withContext(requete).toBe(400);
      expect((reponse.corps['errors'] as { path: string }[]).map((e) => e.path))
        .withContext(requete)
        .toContain(champ);
    }
  });

  it('has nothing to propose without schooling, or outside the decision', async () => {
    const { decision } = await scene();
    const eleve = await monde.eleve();
    const sansEcole = await monde.decision({ eleve });
    const jeton = gestionnaire;
    const reponses = [
      await api.demander('GET', `/decisions/${sansEcole}/proposition?annee=2026`, { jeton }),
      await api.demander('GET', `/decisions/${decision}/proposition?annee=2030`, { jeton }),
      await api.demander('GET', `/decisions/${decision}/proposition?annee=un`, { jeton }),
    ];
    expect(reponses.map((r) => [r.statut, r.corps['code']])).toEqual([
      [422, 'PROPOSITION_SANS_SCOLARITE'],
      [422, 'PROPOSITION_HORS_ANNEE'],
      [400, 'DEMANDE_INVALIDE'],
    ]);
  });
});
