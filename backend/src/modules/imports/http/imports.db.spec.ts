import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import type { Probleme } from '../../../platform/http/problemes.js';
import type { Page } from '../../../platform/lists/liste.js';
import { ACTEUR_SYSTEME, type CodeProfil } from '../../../platform/security/index.js';
import { verrouiller } from '../conduite/registre-imports.js';
import { ApiImports, envoi } from '../essais/api-imports.js';
import { dossierErseh, extraitsErseh } from '../essais/erseh.js';
import { une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, enCsv, ligneRh, photoRh, uaiEssai } from '../essais/extraits.js';
import type { ImportLu } from '../queries/lire-imports.js';
import type { ImportLance } from '../usecases/lancer-import.js';

describe('Imports par l’API', () => {
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;
  let api: ApiImports;

  beforeAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
    base = await ouvrirBaseDEssai();
    source = base.source;
    dossier = new DossierEssai();
    api = await ApiImports.demarrer(base, dossier.chemin);
  });
  beforeEach(() => viderBase(source));
  afterAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial;
    await api.application.close();
    dossier.supprimer();
    await base.fermer();
  });

  const connecter = (profil: CodeProfil): Promise<string> => api.connecter(profil);
  const appeler: ApiImports['appeler'] = (...args) => api.appeler(...args);
  const importer: ApiImports['importer'] = (...args) => api.importer(...args);
  const attendreFin: ApiImports['attendreFin'] = (...args) => api.attendreFin(...args);
  const rh = (lignes: readonly LigneEssai[], nom = 'photo du jour.csv'): FormData => envoi([nom, enCsv(lignes)]);

  it('F7.0-1 an import by hand: sent, followed, reported, its rejects downloaded, its file removed', async () => {
    const jeton = await connecter('SUPERVISEUR_AESH');
    const lance = await appeler<ImportLance>(
      jeton,
      'POST',
      '/imports/rh/EPP',
      rh([...photoRh(30, 30), ligneRh(40, 1, { NATURE_SUPPORT: '=1+1' }), ligneRh(41, 1, { QUOTITE: '620' })]),
    );
    expect(lance.statut).toBe(202);
    const lu = await attendreFin(jeton, lance.corps.importId);
    expect(lu).toEqual(
      jasmine.objectContaining({
        source: 'EPP',
        etat: 'TERMINE',
        auteur: 'Camille Martin',
        fichiers: ['photo du jour.csv'],
      }),
    );
    expect(lu.bilan?.['rejets']).toBe(2);

    const rejets = await api.texte(jeton, `/imports/${lu.id}/rejets`);
    expect(rejets.entetes.get('content-type')).toContain('text/csv');
    const { octets } = rejets;
    expect(octets.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const [entete, premiere, seconde] = octets.toString('utf8').slice(1).split('\r\n');
    expect(entete).toBe('fichier;ligne;colonne;valeur;code;motif');
    expect(premiere).toMatch(/^photo du jour\.csv;32;NATURE_SUPPORT;'=1\+1;NATURE_INCONNUE;/);
    expect(seconde).toMatch(/^photo du jour\.csv;33;QUOTITE;620;NOMBRE_HORS_BORNES;/);

    const liste = await appeler<Page<ImportLu>>(jeton, 'GET', '/imports?source=EPP&q=martin&sort=-commenceLe');
    expect(liste.corps.items.map(({ id }) => id)).toEqual([lu.id]);
    expect(await une(source, `SELECT acteur FROM audit WHERE objet = 'mission' LIMIT 1`)).toEqual({
      acteur: 'Camille Martin',
    });
    await new Promise((resoudre) => setTimeout(resoudre, 200));
    expect(existsSync(join(dossier.chemin, 'imports', lu.id))).toBeFalse();
  });

  it('a held photo waits with its file, readable by us alone, and a confirmation runs it', async () => {
    const jeton = await connecter('ADMINISTRATEUR');
    const premier = await appeler<ImportLance>(jeton, 'POST', '/imports/rh/EPP', rh(photoRh(30, 30)));
    await attendreFin(jeton, premier.corps.importId);
    const tenu = await importer(jeton, '/imports/rh/EPP', rh(photoRh(20, 20)));
    expect(tenu.etat).toBe('A_CONFIRMER');
    const garde = join(dossier.chemin, 'imports', tenu.id);
    expect(readdirSync(garde)).toEqual(['EPP.csv']);
    expect([statSync(garde).mode & 0o777, statSync(join(garde, 'EPP.csv')).mode & 0o777]).toEqual([0o700, 0o600]);

    const confirme = await appeler<ImportLance>(jeton, 'POST', `/imports/${tenu.id}/confirmation`);
    expect([confirme.statut, confirme.corps.importId]).toEqual([202, tenu.id]);
    expect((await attendreFin(jeton, tenu.id)).etat).toBe('TERMINE');
    expect(await une(source, 'SELECT count(*) AS n FROM mission WHERE NOT actif')).toEqual({ n: 10 });
    const encore = await appeler<Probleme>(jeton, 'POST', `/imports/${tenu.id}/confirmation`);
    expect([encore.statut, encore.corps.code]).toEqual([422, 'IMPORT_NON_CONFIRMABLE']);
  });

  it('dry run, schools and ERSEH extracts', async () => {
    const jeton = await connecter('ADMINISTRATEUR');
    const ecoles = enCsv([{ UAI: uaiEssai(1), NOM: 'École', PIAL: uaiEssai(1) }], ['UAI', 'NOM', 'PIAL']);
    const essai = await appeler<ImportLance>(
      jeton,
      'POST',
      '/imports/ecoles?dryRun=true',
      envoi(['annuaire.csv', ecoles]),
    );
    expect((await attendreFin(jeton, essai.corps.importId)).etat).toBe('SIMULE');
    expect(await une(source, 'SELECT count(*) AS n FROM etablissement')).toEqual({ n: 0 });
    const charge = await importer(jeton, '/imports/ecoles?aCompterDu=2026-09-01', envoi(['annuaire.csv', ecoles]));
    expect(charge.etat).toBe('TERMINE');

    const chemin = dossierErseh(dossier, extraitsErseh(4));
    const erseh = envoi(
      ...readdirSync(chemin).map((nom): [string, string] => [nom, readFileSync(join(chemin, nom), 'utf8')]),
    );
    const extraits = await appeler<ImportLance>(jeton, 'POST', '/imports/erseh', erseh);
    const lu = await attendreFin(jeton, extraits.corps.importId);
    expect([lu.etat, lu.bilan?.['rejets']]).toEqual(['TERMINE', 0]);
  });

  it('a refused file ends as REFUSE with its reason', async () => {
    const jeton = await connecter('ADMINISTRATEUR');
    const { corps } = await appeler<ImportLance>(jeton, 'POST', '/imports/rh/ASSED', envoi(['x.csv', 'a,b\n1,2\n']));
    const lu = await attendreFin(jeton, corps.importId);
    expect([lu.etat, lu.erreur?.code]).toEqual(['REFUSE', 'COLONNES_MANQUANTES']);
  });

  it('refuses at once while the source is busy, and what is not an import', async () => {
    const jeton = await connecter('ADMINISTRATEUR');
    mkdirSync(join(dossier.chemin, 'imports'), { recursive: true });
    await enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
      await verrouiller(manager, 'EPP');
      const refus = await appeler<Probleme>(jeton, 'POST', '/imports/rh/EPP', rh(photoRh(1, 1)));
      expect([refus.statut, refus.corps.code]).toEqual([409, 'IMPORT_DEJA_EN_COURS']);
    });
    const dossiers = (): string[] => readdirSync(join(dossier.chemin, 'imports'));
    const avant = dossiers();
    const cas: [string, FormData | undefined, number][] = [
      ['/imports/rh/AUTRE', rh([]), 400],
      ['/imports/rh/EPP', undefined, 400],
      ['/imports/rh/EPP', new FormData(), 400],
      ['/imports/rh/EPP', envoi(['a.csv', 'x'], ['b.csv', 'y']), 400],
      ['/imports/erseh', envoi(['inconnu.csv', 'x']), 400],
      ['/imports/rh/EPP', envoi(['gros.csv', 'x'.repeat(2_100_000)]), 413],
      ['/imports/00000000-0000-4000-8000-000000000000/confirmation', undefined, 404],
      ['/imports/12/confirmation', undefined, 400],
    ];
    for (const [chemin, corps, statut] of cas) {
      expect((await appeler(jeton, 'POST', chemin, corps)).statut)
        .withContext(chemin)
        .toBe(statut);
    }
    expect(dossiers()).toEqual(avant);
  });

  it('is for administrators and superviseurs', async () => {
    expect((await appeler('', 'GET', '/imports')).statut).toBe(401);
    for (const profil of ['GESTIONNAIRE_AESH', 'INTEGRATEUR'] as const) {
      const jeton = await connecter(profil);
      for (const chemin of ['/imports', '/imports/00000000-0000-4000-8000-000000000000/rejets']) {
        expect((await appeler(jeton, 'GET', chemin)).statut).toBe(403);
      }
      expect((await appeler(jeton, 'POST', '/imports/rh/EPP', rh([]))).statut).toBe(403);
    }
  });
});
