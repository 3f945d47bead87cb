import { ApiDEssai, type ReponseApi } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { CodeProfil, Perimetre } from '../../../platform/security/index.js';
import { DecisionsModule } from '../../decisions/index.js';
import { ElevesModule } from '../../eleves/index.js';
import { ReferentielModule } from '../../referentiel/index.js';
import { ComptesModule } from '../index.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

/** Three sectors in the département, one pupil and one decision in each; one in the next département. */
describe('Mes secteurs', () => {
  let base: BaseDEssai;
  let api: ApiDEssai;
  let monde: Monde;
  let gestionnaire: string;
  let decisions: number[];
  let eleves: number[];

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    api = await ApiDEssai.demarrer(base.source, ComptesModule, DecisionsModule, ElevesModule, ReferentielModule);
    monde = new Monde(base.source);
    const ecole = await monde.etablissement({ nom: 'École du centre' });
    decisions = [];
    eleves = [];
    for (const [code, libelle] of [
      ['S-NORD', 'Nord'],
      ['S-SUD', 'Sud'],
      ['S-EST', 'Est'],
    ] as const) {
      const { decision, eleve } = await monde.eleveNotifie({
        uai: ecole,
        nom: libelle,
        secteur: await monde.secteur({ code, libelle }),
      });
      decisions.push(decision);
      eleves.push(eleve);
    }
    const tarn = await monde.secteur({ code: 'S-TARN', libelle: 'Tarn', departement: '081' });
    await monde.eleveNotifie({ uai: await monde.etablissement({ departement: '081' }), secteur: tarn });
  });
  afterAll(async () => {
    await api.fermer();
    await base.fermer();
  });
  beforeEach(async () => {
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
  });

  const choisir = (codes: unknown, jeton = gestionnaire): Promise<ReponseApi> =>
    api.demander('PUT', '/me/secteurs', { jeton, corps: { codes } });
  const choisis = ({ corps }: ReponseApi): string[] =>
    (corps as unknown as { secteurs: { code: string; choisi: boolean }[] }).secteurs
      .filter(({ choisi }) => choisi)
      .map(({ code }) => code);
  /** Names of the pupils of the list of decisions. */
  const montres = async (jeton = gestionnaire): Promise<string[]> => {
    const { corps } = await api.demander('GET', '/decisions?sort=nom', { jeton });
    return (corps['items'] as { eleve: { nom: string } }[]).map(({ eleve }) => eleve.nom);
  };
  const secteursOfferts = async (jeton = gestionnaire): Promise<string[]> =>
    ((await api.demander('GET', '/secteurs', { jeton })).corps as unknown as { code: string }[]).map(
      ({ code }) => code,
    );

  it('F2.4-1 by default the lists show the whole département', async () => {
    const { statut, corps } = await api.demander('GET', '/me/secteurs', { jeton: gestionnaire });
    expect([statut, corps]).toEqual([
      200,
      {
        secteurs: [
          { code: 'S-EST', libelle: 'Est', choisi: false },
          { code: 'S-NORD', libelle: 'Nord', choisi: false },
          { code: 'S-SUD', libelle: 'Sud', choisi: false },
        ],
      },
    ]);
    expect(await montres()).toEqual(['Est', 'Nord', 'Sud']);
    expect(await secteursOfferts()).toEqual(['S-EST', 'S-NORD', 'S-SUD']);
  });

  it('F2.4-2 narrows the lists and what their sector filter offers, at once; then back to the whole', async () => {
    expect(await montres()).toHaveSize(3);
    const reponse = await choisir(['S-SUD', 'S-NORD', 'S-SUD']);
    expect([reponse.statut, choisis(reponse)]).toEqual([200, ['S-NORD', 'S-SUD']]);
    expect(await montres()).toEqual(['Nord', 'Sud']);
    expect(await secteursOfferts()).toEqual(['S-NORD', 'S-SUD']);
    expect(choisis(await api.demander('GET', '/me/secteurs', { jeton: gestionnaire }))).toEqual(['S-NORD', 'S-SUD']);
    await choisir(['S-EST']);
    expect(await montres()).toEqual(['Est']);
    await choisir([]);
    expect(await montres()).toEqual(['Est', 'Nord', 'Sud']);
  });

  it('F2.4-2 opens the link to an object of the département outside the sectors, and narrows no school', async () => {
    const ecoles = async (): Promise<unknown> =>
      (await api.demander('GET', '/etablissements', { jeton: gestionnaire })).corps['total'];
    const avant = await ecoles();
    await choisir(['S-EST']);
    for (const url of [`/decisions/${decisions[0]}`, `/eleves/${eleves[0]}`]) {
      expect((await api.demander('GET', url, { jeton: gestionnaire })).statut)
        .withContext(url)
        .toBe(200);
    }
    expect(await ecoles()).toEqual(avant);
  });

  it('F2.4-1 all the sectors are the whole département: a sector that comes later is shown', async () => {
    expect(choisis(await choisir(['S-EST', 'S-NORD', 'S-SUD']))).toEqual([]);
    const ouest = await monde.secteur({ code: 'S-OUEST', libelle: 'Ouest' });
    try {
      expect(await secteursOfferts()).toContain('S-OUEST');
    } finally {
      await base.source.query('DELETE FROM secteur WHERE code = $1', [ouest]);
    }
  });

  it('F2.4-2 is kept with the profile, for the other sessions too, and is nobody else’s', async () => {
    const autre = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    await choisir(['S-EST']);
    expect(await montres(autre)).toHaveSize(3);
    const [{ id }] = await base.source.query<[{ id: number }]>(
      `SELECT id FROM profil WHERE secteurs_choisis <> '{}' ORDER BY id DESC LIMIT 1`,
    );
    const audit = await base.source.query<{ acteur: string; avant: string[]; apres: string[] }[]>(
      `SELECT acteur, avant->'secteurs_choisis' AS avant, apres->'secteurs_choisis' AS apres
         FROM audit WHERE objet = 'profil' AND objet_id = $1 AND action = 'UPDATE'`,
      [String(id)],
    );
    expect(audit).toEqual([{ acteur: 'Gisèle Dupont', avant: [], apres: ['S-EST'] }]);
  });

  it('what another instance wrote is learnt within five seconds', async () => {
    expect(await montres()).toHaveSize(3);
    await base.source.query(`UPDATE profil SET secteurs_choisis = '{S-EST}' WHERE id = (SELECT max(id) FROM profil)`);
    const apres = performance.now() + 5_001;
    spyOn(performance, 'now').and.returnValue(apres);
    expect(await montres()).toEqual(['Est']);
  });

  it('a choice made while a session is being read is not hidden by what was read before it', async () => {
    await Promise.all([choisir(['S-NORD']), ...Array.from({ length: 10 }, () => montres())]);
    expect(await montres()).toEqual(['Nord']);
  });

  it('F2.4-1 ignores a sector that an import removed; when none is left, shows the whole département', async () => {
    await monde.secteur({ code: 'S-FINI', libelle: 'Fini' });
    await choisir(['S-FINI', 'S-SUD']);
    const autre = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    await choisir(['S-FINI'], autre);
    expect([await montres(), await montres(autre)]).toEqual([['Sud'], []]);
    await base.source.query(`DELETE FROM secteur WHERE code = 'S-FINI'`);
    const apres = performance.now() + 5_001;
    spyOn(performance, 'now').and.returnValue(apres);
    expect(await montres()).toEqual(['Sud']);
    expect(await montres(autre)).toEqual(['Est', 'Nord', 'Sud']);
    expect(choisis(await api.demander('GET', '/me/secteurs', { jeton: autre }))).toEqual([]);
  });

  it('refuses an unknown sector or one of another département, naming it, and keeps what was chosen', async () => {
    await choisir(['S-EST']);
    for (const [codes, fautifs] of [
      [['S-EST', 'S-TARN'], ['S-TARN']],
      [
        ['S-RIEN', 'S-EST', 'S-TARN'],
        ['S-RIEN', 'S-TARN'],
      ],
      [["'; DROP TABLE secteur; --"], ["'; DROP TABLE secteur; --"]],
    ] as const) {
      const { statut, corps } = await choisir(codes);
      expect([statut, corps['code']]).toEqual([400, 'SECTEUR_INCONNU']);
      const erreurs = corps['errors'] as { path: string; message: string }[];
      expect(erreurs.map(({ path }) => path)).toEqual(fautifs.map((code) => `codes.${codes.indexOf(code as never)}`));
      for (const [rang, code] of fautifs.entries()) expect(erreurs[rang]?.message).toContain(code);
    }
    for (const codes of [undefined, null, 'S-EST', {}, [1], [''], ['a\0b'], Array(1_001).fill('S-EST')]) {
      const { statut, corps } = await choisir(codes);
      expect([statut, corps['code']])
        .withContext(JSON.stringify(codes)?.slice(0, 40) ?? 'rien')
        .toEqual([400, 'DEMANDE_INVALIDE']);
    }
    const inconnu = await api.demander('PUT', '/me/secteurs', {
      jeton: gestionnaire,
      corps: { codes: [], departement: '081' },
    });
    expect(inconnu.statut).toBe(400);
    expect(inconnu.corps['detail']).toContain('departement');
    expect(await montres()).toEqual(['Est']);
  });

  it('F1.2-2 F2.4-2 is for the gestionnaire and the superviseur alone', async () => {
    const cas: [CodeProfil, Perimetre, number][] = [
      ['SUPERVISEUR_AESH', HAUTE_GARONNE, 200],
      ['COORDONNATEUR_PIAL', { nature: 'PIAL', pialUai: await monde.pial() }, 403],
      ['ERSEH', { nature: 'SECTEURS', secteurs: ['S-EST'] }, 403],
      ['ADMINISTRATEUR', { nature: 'AUCUN' }, 403],
    ];
    for (const [profil, perimetre, attendu] of cas) {
      const jeton = await api.connecter(profil, perimetre);
      expect((await api.demander('GET', '/me/secteurs', { jeton })).statut)
        .withContext(profil)
        .toBe(attendu);
      expect((await choisir(['S-EST'], jeton)).statut)
        .withContext(profil)
        .toBe(attendu);
    }
    const superviseur = await api.connecter('SUPERVISEUR_AESH', HAUTE_GARONNE);
    await choisir(['S-SUD'], superviseur);
    expect(await montres(superviseur)).toEqual(['Sud']);
    expect((await api.demander('GET', '/me/secteurs')).statut).toBe(401);
  });
});
