import { ApiDEssai } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { MessagesModule } from '../index.js';
import type { MessageLigne } from '../queries/lister-messages.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('Messages', () => {
  let base: BaseDEssai;
  let monde: Monde;
  let api: ApiDEssai;
  let gestionnaire: string;
  let erseh: string;
  let autreErseh: string;
  let ecole: string;
  let secteur: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    api = await ApiDEssai.demarrer(base.source, MessagesModule);
    ecole = await monde.etablissement({ nom: 'École Jean Jaurès', commune: 'Muret' });
    secteur = await monde.secteur({ code: 'S1' });
    const autre = await monde.secteur({ code: 'S2' });
    gestionnaire = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    erseh = await api.connecter('ERSEH', { nature: 'SECTEURS', secteurs: [secteur] });
    autreErseh = await api.connecter('ERSEH', { nature: 'SECTEURS', secteurs: [autre] });
  });
  beforeEach(() => base.source.query('DELETE FROM message'));
  afterAll(async () => {
    await api.application.close();
    await base.fermer();
  });

  const lire = async (jeton: string, requete = ''): Promise<MessageLigne[]> =>
    (await api.demander('GET', `/messages${requete}`, { jeton })).corps['items'] as MessageLigne[];
  const dits = async (jeton: string): Promise<string[][]> =>
    (await lire(jeton)).map(({ genre, texte }) => [genre, texte]);

  it('F1.1-3 F2.2-2 tells the gestionnaires of a schooling, a decision and a file, with the pupil, the school, the dates', async () => {
    const lea = await monde.eleve({ nom: 'Martin', prenom: 'Léa', secteur });
    await monde.scolarite({ eleve: lea, uai: ecole, debut: '2026-09-01', fin: '2027-08-31', classe: 'CM2' });
    const decision = await monde.decision({ eleve: lea, debut: '2026-09-01', fin: '2028-08-31', heures: 12.5 });
    await base.source.query('UPDATE decision SET heures = 8 WHERE id = $1', [decision]);
    await base.source.query('UPDATE decision SET version = version + 1 WHERE id = $1', [decision]);
    await base.source.query(`UPDATE eleve SET etat_dossier = 'GELE' WHERE id = $1`, [lea]);
    await base.source.query(`UPDATE scolarite SET classe = 'CM1' WHERE eleve_id = $1`, [lea]);
    expect(await dits(gestionnaire)).toEqual([
      ['SCOLARITE_MODIFIEE', 'Léa MARTIN : École Jean Jaurès (Muret), CM1, du 01/09/2026 au 31/08/2027.'],
      ['DOSSIER_MODIFIE', 'Léa MARTIN : dossier gelé, École Jean Jaurès (Muret), du 01/09/2026 au 31/08/2027.'],
      [
        'DECISION_MODIFIEE',
        'Léa MARTIN : aide individuelle de 8 h, du 01/09/2026 au 31/08/2028, École Jean Jaurès (Muret).',
      ],
      [
        'DECISION_AJOUTEE',
        'Léa MARTIN : aide individuelle de 12 h 30, du 01/09/2026 au 31/08/2028, École Jean Jaurès (Muret).',
      ],
      ['SCOLARITE_AJOUTEE', 'Léa MARTIN : École Jean Jaurès (Muret), CM2, du 01/09/2026 au 31/08/2027.'],
    ]);
    expect((await lire(gestionnaire))[0]).toEqual(
      jasmine.objectContaining({ lien: `/eleves/${lea}`, lu: false, libelle: 'Scolarité modifiée' }),
    );
    expect(await lire(erseh)).toEqual([]);
  });

  it('F2.2-3 F10.4-1 tells the ERSEH of the sector, and no other, of each accompaniment created, changed, deleted', async () => {
    const { eleve, decision } = await monde.eleveNotifie({ uai: ecole, secteur, nom: 'Martin', type: 'MUTUALISEE' });
    const voisin = await monde.eleveNotifie({ uai: ecole, secteur, nom: 'Voisin', type: 'MUTUALISEE' });
    const mission = await monde.mission({ aesh: await monde.aesh({ nom: 'Durand', prenom: 'Paul' }), fin: null });
    const id = await monde.accompagnement({
      mission,
      type: 'MUTUALISEE',
      decisions: [decision, voisin.decision],
      uai: ecole,
      heures: 6,
      debut: '2026-09-01',
      fin: '2027-08-31',
    });
    await base.source.query('UPDATE accompagnement SET heures = 9.5 WHERE id = $1', [id]);
    await base.source.query('DELETE FROM accompagnement_decision WHERE accompagnement_id = $1 AND decision_id = $2', [
      id,
      voisin.decision,
    ]);
    await base.source.query('DELETE FROM accompagnement WHERE id = $1', [id]);
    const lus = await lire(erseh, `?q=martin`);
    expect(lus.map(({ genre }) => genre)).toEqual([
      'ACCOMPAGNEMENT_SUPPRIME',
      'ACCOMPAGNEMENT_MODIFIE',
      'ACCOMPAGNEMENT_CREE',
    ]);
    expect(lus[1]?.texte).toContain(
      'MARTIN : Paul DURAND, 9 h 30 par semaine, École Jean Jaurès (Muret), du 01/09/2026 au 31/08/2027.',
    );
    expect(lus[0]?.lien).toBe(`/eleves/${eleve}`);
    expect((await lire(erseh, '?q=voisin')).map(({ genre }) => genre)).toEqual([
      'ACCOMPAGNEMENT_SUPPRIME',
      'ACCOMPAGNEMENT_MODIFIE',
      'ACCOMPAGNEMENT_CREE',
    ]);
    expect(await lire(autreErseh)).toEqual([]);
  });

  it('one message an object and a transaction: taken off and put back is changed', async () => {
    const { decision } = await monde.eleveNotifie({ uai: ecole, secteur });
    const id = await monde.accompagnement({ mission: await monde.mission(), decisions: [decision], uai: ecole });
    await base.source.query('DELETE FROM message');
    await base.source.transaction(async (manager) => {
      await manager.query('UPDATE accompagnement SET heures = heures + 1 WHERE id = $1', [id]);
      await manager.query('DELETE FROM accompagnement_decision WHERE accompagnement_id = $1', [id]);
      await manager.query('INSERT INTO accompagnement_decision VALUES ($1, $2)', [id, decision]);
    });
    expect((await lire(erseh)).map(({ genre }) => genre)).toEqual(['ACCOMPAGNEMENT_MODIFIE']);
  });

  it('a bulk load makes one summary by transaction and département', async () => {
    await base.source.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO eleve (identifiant, nom, prenom, date_naissance, secteur_code)
         SELECT 'VRAC' || n, 'N', 'P', '2016-01-01', $1 FROM generate_series(1, 1200) n`,
        [secteur],
      );
      await manager.query(
        `INSERT INTO scolarite (identifiant, eleve_id, uai, debut)
         SELECT identifiant, id, $1, '2026-09-01' FROM eleve WHERE identifiant LIKE 'VRAC%'`,
        [ecole],
      );
      await manager.query(
        `INSERT INTO decision (identifiant, eleve_id, type, origine, nature, debut, fin)
         SELECT identifiant, id, 'MUTUALISEE', 'PREMIERE_DEMANDE', 'PROJET_CIBLE', '2026-09-01', '2027-08-31'
           FROM eleve WHERE identifiant LIKE 'VRAC%' ORDER BY id LIMIT 60`,
      );
    });
    expect(await dits(gestionnaire)).toEqual([['IMPORT', '1\u202f200 scolarités ajoutées, 60 décisions ajoutées.']]);
  });

  it('F2.2-1 counts, filters and marks as read, for one account and inside its perimeter', async () => {
    const eleve = await monde.eleve({ secteur });
    await monde.scolarite({ eleve, uai: ecole, debut: '2026-09-01', fin: null });
    await monde.decision({ eleve, debut: '2026-09-01', fin: '2028-08-31' });
    const [decision] = await lire(gestionnaire);
    const marquer = async (jeton: string, corps: object): Promise<unknown> =>
      (await api.demander('PUT', '/messages/lus', { jeton, corps })).corps;
    const compter = async (jeton: string): Promise<unknown> =>
      (await api.demander('GET', '/messages/non-lus', { jeton })).corps['nombre'];
    expect(await compter(gestionnaire)).toBe(2);
    expect(await marquer(erseh, { ids: [decision!.id], lu: true })).toEqual({ nombre: 0 });
    expect(await marquer(gestionnaire, { ids: [decision!.id], lu: true })).toEqual({ nombre: 1 });
    expect(await compter(gestionnaire)).toBe(1);
    expect((await lire(gestionnaire, '?lu=false')).map(({ genre }) => genre)).toEqual(['SCOLARITE_AJOUTEE']);
    expect((await lire(gestionnaire, '?genre=DECISION_AJOUTEE'))[0]?.lu).toBeTrue();
    const collegue = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
    expect(await compter(collegue)).toBe(2);
    expect(await marquer(gestionnaire, { tous: true, lu: true })).toEqual({ nombre: 1 });
    expect(await marquer(gestionnaire, { ids: [decision!.id], lu: false })).toEqual({ nombre: 1 });
    expect(await compter(gestionnaire)).toBe(1);
    expect((await api.demander('PUT', '/messages/lus', { jeton: gestionnaire, corps: { lu: true } })).statut).toBe(400);
    const ailleurs = await api.connecter('GESTIONNAIRE_AESH', { nature: 'DEPARTEMENT', departement: '081' });
    expect(await compter(ailleurs)).toBe(0);
    const ien = await api.connecter('IEN', { nature: 'CIRCONSCRIPTION', circonscription: 'C' });
    expect((await api.demander('GET', '/messages', { jeton: ien })).statut).toBe(403);
  });
});
