import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { Probleme } from '../../../platform/http/problemes.js';
import type { Page } from '../../../platform/lists/liste.js';
import { ACTEUR_SYSTEME } from '../../../platform/security/index.js';
import { ApiImports, envoi } from '../essais/api-imports.js';
import { dossierErseh, extraitsErseh } from '../essais/erseh.js';
import { une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, enCsv, enWindows1252, photoRh, uaiEssai } from '../essais/extraits.js';
import { importerDepot } from '../jobs/import-nocturne.js';
import type { ChangementLu } from '../queries/lire-changements.js';
import type { DifferenceLue } from '../queries/lire-differences.js';
import type { LigneRejetee } from '../queries/telecharger-rejets.js';
import type { ImportLu } from '../queries/lire-imports.js';
import type { CorrespondancesLues, Planification } from '../queries/lire-reglages.js';
import type { ApercuFichier } from '../usecases/apercevoir-fichier.js';
import type { ImportLance } from '../usecases/lancer-import.js';

describe('Réglages et résultats des imports par l’API', () => {
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;
  let api: ApiImports;
  let superviseur: string;
  let administrateur: string;

  beforeAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
    base = await ouvrirBaseDEssai();
    source = base.source;
    dossier = new DossierEssai();
    mkdirSync(join(dossier.chemin, 'imports'));
    api = await ApiImports.demarrer(base, dossier.chemin);
    superviseur = await api.connecter('SUPERVISEUR_AESH');
    administrateur = await api.connecter('ADMINISTRATEUR');
  });
  beforeEach(() => viderBase(source));
  afterAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial;
    await api.application.close();
    dossier.supprimer();
    await base.fermer();
  });

  const rh = (lignes: readonly LigneEssai[], nom = 'EPP.csv'): FormData => envoi([nom, enCsv(lignes)]);
  const erseh = (eleves: number): FormData => {
    const chemin = dossierErseh(dossier, extraitsErseh(eleves));
    return envoi(...readdirSync(chemin).map((nom): [string, string] => [nom, readFileSync(join(chemin, nom), 'utf8')]));
  };
  const gardes = (): string[] => readdirSync(join(dossier.chemin, 'imports'));

  it('F7.0-1 shows the hour of the night, the drop folder and the last import of each source', async () => {
    const lu = await api.importer(superviseur, '/imports/rh/EPP', rh(photoRh(3, 3)));
    await api.importer(superviseur, '/imports/rh/EPP?dryRun=true', rh(photoRh(4, 4)));
    const { corps } = await api.appeler<Planification>(administrateur, 'GET', '/imports/planification');
    expect([corps.heure, corps.dossierDepot]).toEqual(['04:30', join(dossier.chemin, 'depot')]);
    expect(corps.sources.map(({ source: nom, derniere }) => [nom, derniere?.id ?? null])).toEqual([
      ['EPP', lu.id],
      ['ASSED', null],
      ['ECOLES', null],
      ['ERSEH', null],
    ]);
    expect(corps.sources[0]?.derniere?.dureeMs).toBeGreaterThan(0);
  });

  describe('aperçu et correspondances', () => {
    const texte = enCsv(photoRh(30, 30)).replace('ID_AGENT', 'Numen').replace('QUOTITE', 'Quotités');
    const apercu = (
      fichier: [string, string | Buffer],
      nom: string,
    ): Promise<{ statut: number; corps: ApercuFichier }> => {
      const corps = envoi(fichier);
      corps.append('source', nom);
      return api.appeler(superviseur, 'POST', '/imports/apercu', corps);
    };

    it('proposes columns from the first lines, then reads with what is kept: sending, drop folder, encoding', async () => {
      const vu = await apercu(['epp.csv', enWindows1252(texte)], 'EPP');
      expect(vu.statut).toBe(200);
      expect(vu.corps).toEqual(
        jasmine.objectContaining({ encodage: 'WINDOWS-1252', separateur: ';', memorisees: false, manquantes: [] }),
      );
      expect(vu.corps.lignes).toHaveSize(20);
      expect([vu.corps.correspondances['ID_AGENT'], vu.corps.correspondances['QUOTITE']]).toEqual([
        'Numen',
        'Quotités',
      ]);

      const refuse = await api.importer(superviseur, '/imports/rh/EPP', envoi(['epp.csv', texte]));
      expect([refuse.etat, refuse.erreur?.code]).toEqual(['REFUSE', 'COLONNES_MANQUANTES']);

      const choix = { encodage: 'UTF-8', correspondances: { ID_AGENT: 'Numen', QUOTITE: 'Quotités' } };
      const garde = await api.appeler<CorrespondancesLues>(superviseur, 'PUT', '/imports/correspondances/EPP', choix);
      expect([garde.statut, garde.corps.auteur]).toEqual([200, 'Camille Martin']);
      expect((await api.appeler(administrateur, 'GET', '/imports/correspondances/EPP')).corps).toEqual(garde.corps);
      expect(await une(source, `SELECT acteur FROM audit WHERE objet = 'correspondance_import'`)).toEqual({
        acteur: 'Camille Martin',
      });
      expect((await apercu(['epp.csv', texte], 'EPP')).corps.memorisees).toBeTrue();

      const lu = await api.importer(superviseur, '/imports/rh/EPP', envoi(['epp.csv', texte]));
      expect([lu.etat, lu.bilan?.['rejets']]).toEqual(['TERMINE', 0]);
      // Our own names still do.
      expect((await api.importer(superviseur, '/imports/rh/EPP', rh(photoRh(30, 30)))).etat).toBe('TERMINE');

      // The encoding kept holds at night too: a line that is not UTF-8 is named, none is lost.
      mkdirSync(join(dossier.chemin, 'depot'), { recursive: true });
      dossier.ecrire(join('depot', 'EPP.csv'), enWindows1252(texte.replace('Quotités', 'QUOTITE')));
      const config = { depot: join(dossier.chemin, 'depot'), donnees: dossier.chemin };
      const [nuit] = await importerDepot(source, config, ACTEUR_SYSTEME);
      expect([nuit?.etat, nuit?.rejets]).toEqual(['TERMINE', 30]);
      expect(await une(source, 'SELECT DISTINCT code, motif FROM import_rejet WHERE NOT signalement')).toEqual({
        code: 'ENCODAGE',
        motif: "La ligne n'est pas en UTF-8, l'encodage imposé pour ce fichier.",
      });
      expect(await une(source, 'SELECT count(*) AS n FROM mission WHERE actif')).toEqual({ n: 30 });
      // What a sending asks for passes before what is kept.
      const impose = await api.importer(
        superviseur,
        '/imports/rh/EPP?encodage=WINDOWS-1252',
        envoi(['epp.csv', enWindows1252(texte)]),
      );
      expect([impose.etat, impose.bilan?.['rejets']]).toEqual(['TERMINE', 0]);
    });

    it('says that the separator is not the one, and the columns of each extract of ERSEH', async () => {
      const virgules = await apercu(['epp.csv', texte.replaceAll(',', '.').replaceAll(';', ',')], 'EPP');
      expect([virgules.corps.separateur, virgules.corps.separateurAttendu]).toEqual([',', false]);
      const eleves = await apercu(['eleves.csv', 'ID_ELEVE;Nom\n1;A\n'], 'ERSEH');
      expect(eleves.corps.correspondances).toEqual(jasmine.objectContaining({ ID_ELEVE: 'ID_ELEVE', NOM: 'Nom' }));
      const corps = { encodage: 'AUTO', correspondances: { 'eleve.NOM': 'Patronyme' } };
      expect((await api.appeler(superviseur, 'PUT', '/imports/correspondances/ERSEH', corps)).statut).toBe(200);
      const renomme = await apercu(['eleves.csv', 'ID_ELEVE;Patronyme\n1;A\n'], 'ERSEH');
      expect(renomme.corps.correspondances['NOM']).toBe('Patronyme');
    });

    it('refuses what is not an extract, an unknown source, a column that is not ours', async () => {
      const cas: [string, string | Buffer, string, number, string][] = [
        ['vide.csv', '', 'EPP', 422, 'FICHIER_VIDE'],
        ['classeur.xlsx', 'PK\x03\x04', 'EPP', 422, 'FORMAT_INATTENDU'],
        ['autre.csv', 'a;b\n', 'ERSEH', 400, 'ENVOI_INVALIDE'],
        ['epp.csv', 'a;b\n', 'AUTRE', 400, 'ENVOI_INVALIDE'],
      ];
      for (const [nom, contenu, origine, statut, code] of cas) {
        const refus = await apercu([nom, contenu], origine);
        expect([refus.statut, (refus.corps as unknown as Probleme).code])
          .withContext(nom)
          .toEqual([statut, code]);
      }
      const inconnue = { encodage: 'AUTO', correspondances: { NUMEN: 'x' } };
      const refus = await api.appeler<Probleme>(superviseur, 'PUT', '/imports/correspondances/EPP', inconnue);
      expect([refus.statut, refus.corps.code]).toEqual([422, 'CORRESPONDANCE_INVALIDE']);
      expect((await api.appeler(superviseur, 'GET', '/imports/correspondances/AUTRE')).statut).toBe(400);
    });
  });

  it('a second sending while one waits is refused, naming the one that waits; given up, its place is free', async () => {
    const sources = envoi(['annuaire.csv', 'UAI;NOM\n']);
    await source.transaction(async (manager) => {
      // The only worker of this server is held in an import of schools: the photos have to wait.
      await manager.query('LOCK TABLE correspondance_import IN ACCESS EXCLUSIVE MODE');
      expect((await api.appeler(superviseur, 'POST', '/imports/ecoles', sources)).statut).toBe(202);
      const envois = await Promise.all(
        ['a.csv', 'b.csv'].map((nom) =>
          api.appeler<ImportLance & Probleme>(superviseur, 'POST', '/imports/rh/EPP', rh(photoRh(3, 3), nom)),
        ),
      );
      expect(envois.map(({ statut }) => statut).sort()).toEqual([202, 409]);
      const passe = envois.find(({ statut }) => statut === 202)?.corps;
      const refus = envois.find(({ statut }) => statut === 409)?.corps;
      expect(refus?.code).toBe('IMPORT_DEJA_EN_ATTENTE');
      expect(refus?.detail).toMatch(/attend déjà son tour \([ab]\.csv, envoyé par Camille Martin le /);
      expect(refus?.details?.['importId']).toBe(passe?.importId);
      const vu = await api.appeler<ImportLu>(superviseur, 'GET', `/imports/${passe?.importId}`);
      expect([vu.corps.etat, vu.corps.jobId]).toEqual(['EN_ATTENTE', passe?.jobId ?? '']);
      expect(gardes().filter((id) => id === refus?.details?.['importId'])).toHaveSize(1);

      const abandonne = await api.appeler<ImportLu>(superviseur, 'POST', `/imports/${passe?.importId}/abandon`);
      expect([abandonne.statut, abandonne.corps.etat]).toEqual([200, 'ABANDONNE']);
      expect((await api.appeler(superviseur, 'POST', '/imports/rh/EPP', rh(photoRh(4, 4)))).statut).toBe(202);
    });
    for (let essai = 0; essai < 200; essai += 1) {
      const [encore] = await source.query<{ n: number }[]>(
        `SELECT count(*)::integer AS n FROM job WHERE etat IN ('EN_ATTENTE', 'EN_COURS')`,
      );
      if (encore?.n === 0) break;
      await attendre(50);
    }
    expect(await source.query(`SELECT etat FROM import WHERE source = 'EPP' ORDER BY commence_le`)).toEqual([
      { etat: 'ABANDONNE' },
      { etat: 'TERMINE' },
    ]);
    expect(await une(source, 'SELECT count(*) AS n FROM mission')).toEqual({ n: 4 });
  });

  it('the details of a pupil are for the département: masked for an administrator, absent for another', async () => {
    await new Monde(source).etablissement({ uai: uaiEssai(1) });
    const lu = await api.importer(superviseur, '/imports/erseh', erseh(4));
    expect(lu.etat).toBe('TERMINE');
    const voir = async (jeton: string): Promise<Page<DifferenceLue>> =>
      (await api.appeler<Page<DifferenceLue>>(jeton, 'GET', `/imports/${lu.id}/differences?size=200`)).corps;
    const clair = await voir(superviseur);
    expect(clair.total).toBe(2 + 5 * 4);
    expect(clair.items.filter(({ libelle }) => libelle === 'NOËL 1 Zoé').map(({ objet }) => objet)).toEqual([
      'ELEVE',
      'SCOLARITE',
      'DECISION',
      'PROCHE',
      'SOIN',
    ]);
    const masque = await voir(administrateur);
    expect(masque.total).toBe(22);
    expect(JSON.stringify(masque)).not.toContain('NOËL');
    expect(new Set(masque.items.filter(({ objet }) => objet !== 'SECTEUR').map(({ cle }) => cle))).toEqual(
      new Set(['Réservé']),
    );
    const ailleurs = await voir(await api.connecter('SUPERVISEUR_AESH', '081'));
    expect(ailleurs.total).toBe(0);
    const { octets } = await api.texte(administrateur, `/imports/${lu.id}/differences/export`);
    expect(octets.toString('utf8')).toContain('Nouveau;Élève;Réservé;Réservé;;;');
  });

  it('the rejects of ERSEH say what is wrong of a pupil to who sent them, and where to the others', async () => {
    const corps = envoi([
      'eleves.csv',
      'ID_ELEVE;INE;NOM;PRENOM;DATE_NAISSANCE;SEXE;CODE_SECTEUR;ETAT_DOSSIER\nE1;;DURAND;Zoé;31/02/2015;F;S1;\n',
    ]);
    const lu = await api.importer(superviseur, '/imports/erseh', corps);
    const rejets = async (jeton: string): Promise<string> =>
      (await api.texte(jeton, `/imports/${lu.id}/rejets`)).octets.toString('utf8');
    const page = async (jeton: string, suite = ''): Promise<Page<LigneRejetee>> =>
      (await api.appeler<Page<LigneRejetee>>(jeton, 'GET', `/imports/${lu.id}/lignes-rejetees?size=10${suite}`)).corps;
    const place = { fichier: 'eleves.csv', ligne: 2, colonne: 'DATE_NAISSANCE', code: 'DATE_INVALIDE' };
    expect(await rejets(superviseur)).toContain('eleves.csv;2;DATE_NAISSANCE;31/02/2015;DATE_INVALIDE;« 31/02/2015 »');
    expect(await page(superviseur)).toEqual({
      items: [
        { ...place, valeur: '31/02/2015', motif: jasmine.stringContaining('« 31/02/2015 »') as unknown as string },
      ],
      total: 1,
      page: 1,
      size: 10,
    });
    expect((await page(superviseur, '&signalements=true')).total).toBe(0);
    expect((await page(superviseur, '&page=2')).items).toEqual([]);
    for (const autre of [administrateur, await api.connecter('SUPERVISEUR_AESH', '081')]) {
      const texte = await rejets(autre);
      expect(texte).toContain('eleves.csv;2;DATE_NAISSANCE;;DATE_INVALIDE;');
      expect(texte).not.toContain('31/02');
      const { items } = await page(autre);
      expect(items).toEqual([jasmine.objectContaining({ ...place, valeur: null })]);
      expect(items[0]?.motif).not.toContain('31/02');
    }
    const gestionnaire = await api.connecter('GESTIONNAIRE_AESH');
    expect((await api.appeler(gestionnaire, 'GET', `/imports/${lu.id}/lignes-rejetees`)).statut).toBe(403);
  });

  it('a gestionnaire sees what an import changed, and nothing else of the imports', async () => {
    const photo = photoRh(40, 40);
    await api.importer(superviseur, '/imports/rh/EPP', rh(photo));
    const monde = new Monde(source);
    const { decision, uai } = await monde.eleveNotifie({ nom: 'BONNET' });
    const mission = await une<{ id: number }>(source, `SELECT id FROM mission WHERE id_mission = 'EPPM3-1'`);
    await monde.accompagnement({ mission: mission?.id ?? 0, decisions: [decision], uai, heures: 3 });
    const { id } = await api.importer(superviseur, '/imports/rh/EPP', rh(photo.filter((_, n) => n !== 2)));
    const gestionnaire = await api.connecter('GESTIONNAIRE_AESH');
    const { statut, corps } = await api.appeler<Page<ChangementLu>>(gestionnaire, 'GET', '/imports/changements');
    expect([statut, corps.total]).toEqual([200, 1]);
    expect(corps.items[0]).toEqual(
      jasmine.objectContaining({ genre: 'AESH_INACTIF', importId: id, missionId: null, accompagnementsTouches: 1 }),
    );
    expect(corps.items[0]?.eleves).toEqual([jasmine.objectContaining({ nom: 'BONNET', decisionId: decision })]);
    const plusTard = new Date(Date.now() + 60_000).toISOString();
    const depuis = await api.appeler<Page<ChangementLu>>(
      gestionnaire,
      'GET',
      `/imports/changements?depuis=${plusTard}`,
    );
    expect(depuis.corps.total).toBe(0);
    expect((await api.appeler(gestionnaire, 'GET', '/imports/changements?depuis=hier')).statut).toBe(400);
    expect((await api.appeler(administrateur, 'GET', '/imports/changements')).statut).toBe(403);
    for (const chemin of [`/imports/${id}/differences`, '/imports/planification', '/imports/correspondances/EPP']) {
      expect((await api.appeler(gestionnaire, 'GET', chemin)).statut).toBe(403);
    }
  });

  it('an import held for confirmation shows its differences, and can be given up', async () => {
    await api.importer(superviseur, '/imports/rh/EPP', rh(photoRh(30, 30)));
    const tenu = await api.importer(superviseur, '/imports/rh/EPP', rh(photoRh(20, 20)));
    expect(tenu.etat).toBe('A_CONFIRMER');
    const chemin = `/imports/${tenu.id}/differences?genre=DISPARU&objet=MISSION&size=1`;
    expect((await api.appeler<Page<DifferenceLue>>(superviseur, 'GET', chemin)).corps.total).toBe(10);
    expect(gardes()).toContain(tenu.id);
    const abandonne = await api.appeler<ImportLu>(superviseur, 'POST', `/imports/${tenu.id}/abandon`);
    expect([abandonne.statut, abandonne.corps.etat]).toEqual([200, 'ABANDONNE']);
    expect(gardes()).not.toContain(tenu.id);
    for (const action of ['abandon', 'confirmation']) {
      expect((await api.appeler(superviseur, 'POST', `/imports/${tenu.id}/${action}`)).statut).toBe(422);
    }
    expect(await une(source, 'SELECT count(*) AS n FROM mission WHERE NOT actif')).toEqual({ n: 0 });
  });

  it('an upload cut half-way leaves no file behind', async () => {
    const avant = gardes();
    const { hostname, port } = new URL(api.adresse);
    const client = connect(Number(port), hostname);
    const corps = [
      '--x',
      'Content-Disposition: form-data; name="fichier"; filename="EPP.csv"',
      'Content-Type: text/csv',
      '',
      'ID_AGENT;NOM',
    ].join('\r\n');
    client.write(
      `POST /api/imports/rh/EPP HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${superviseur}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n${corps}`,
    );
    for (let essai = 0; gardes().length === avant.length && essai < 100; essai += 1) await attendre(20);
    expect(gardes().length).toBe(avant.length + 1);
    client.destroy();
    for (let essai = 0; gardes().length > avant.length && essai < 100; essai += 1) await attendre(20);
    expect(gardes()).toEqual(avant);
    expect(await une(source, 'SELECT count(*) AS n FROM import')).toEqual({ n: 0 });
  });
});
