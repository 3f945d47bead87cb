import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { SANS_SUIVI } from '../../../kernel/suivi.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../../../platform/security/perimetre.js';
import { verrouiller } from '../conduite/registre-imports.js';
import { etatDe, une, viderBase } from '../essais/etat.js';
import { DossierEssai, enCsv, photoRh } from '../essais/extraits.js';
import type { DonneesJobImport } from '../usecases/lancer-import.js';
import { executerImport } from './executer-import.js';
import { importerDepot } from './import-nocturne.js';
import { purgerVieuxDetails } from './purger-details.js';

const ID = '00000000-0000-4000-8000-0000000000aa';

describe('Import interrompu, retardé ou en panne', () => {
  const delaiInitial = jasmine.DEFAULT_TIMEOUT_INTERVAL;
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;
  let config: { depot: string; donnees: string };

  beforeAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
    base = await ouvrirBaseDEssai();
    source = base.source;
  });
  beforeEach(async () => {
    await viderBase(source);
    await source.query('DROP TRIGGER IF EXISTS panne ON aesh');
    dossier = new DossierEssai();
    config = { depot: join(dossier.chemin, 'depot'), donnees: dossier.chemin };
    mkdirSync(config.depot);
    mkdirSync(join(dossier.chemin, 'imports', ID), { recursive: true });
  });
  afterEach(() => dossier.supprimer());
  afterAll(async () => {
    jasmine.DEFAULT_TIMEOUT_INTERVAL = delaiInitial;
    await base.fermer();
  });

  const demande: DonneesJobImport = {
    importId: ID,
    nature: 'EPP',
    noms: ['photo.csv'],
    simulation: false,
    confirmer: false,
  };
  const deposerPhoto = (n: number): string => dossier.ecrire(join('imports', ID, 'EPP.csv'), enCsv(photoRh(n, n)));
  const executer = (signal?: AbortSignal, suivi = SANS_SUIVI): ReturnType<typeof executerImport> =>
    executerImport(source, config.donnees, demande, { acteur: ACTEUR_SYSTEME, suivi, ...(signal ? { signal } : {}) });
  const etats = (): Promise<{ etat: string }[]> => source.query('SELECT etat FROM import ORDER BY commence_le');
  /** Every import fails for a reason that no file explains. */
  const tomberEnPanne = async (): Promise<void> => {
    await source.query(`
      CREATE OR REPLACE FUNCTION panne() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disque en panne'; END $$`);
    await source.query(`CREATE TRIGGER panne BEFORE INSERT ON aesh FOR EACH STATEMENT EXECUTE FUNCTION panne()`);
  };

  it('a server that stops undoes its import, keeps the file, and the job runs it again', async () => {
    deposerPhoto(300);
    const avant = await etatDe(source);
    for (const etape of ['Lecture', 'Comparaison', 'Écriture', 'Mise']) {
      const arret = new AbortController();
      const suivi = {
        progresser: (_: number, texte: string) => {
          if (texte.startsWith(etape)) arret.abort(new Error('arrêt'));
        },
      };
      await expectAsync(executer(arret.signal, suivi)).withContext(etape).toBeRejected();
      expect(await etatDe(source))
        .withContext(etape)
        .toBe(avant);
      expect(await une(source, 'SELECT etat, bilan, erreur FROM import'))
        .withContext(etape)
        .toEqual({
          etat: 'EN_COURS',
          bilan: { enAttente: true },
          erreur: null,
        });
    }
    expect((await executer()).etat).toBe('TERMINE');
    expect(await une(source, 'SELECT count(*) AS n FROM mission')).toEqual({ n: 300 });
    expect(readdirSync(join(dossier.chemin, 'imports'))).toEqual([]);
  });

  it('a stop also ends the query that runs', async () => {
    deposerPhoto(10);
    const arret = new AbortController();
    let lance: Promise<unknown> = Promise.resolve();
    await source.transaction(async (manager) => {
      await manager.query('LOCK TABLE reference_temps_travail IN ACCESS EXCLUSIVE MODE');
      lance = executer(arret.signal).catch((erreur: unknown) => erreur);
      for (let essai = 0; essai < 200; essai += 1) {
        const [bloque] = await source.query<{ n: number }[]>(
          `SELECT count(*)::integer AS n FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
            WHERE NOT l.granted AND c.relname = 'reference_temps_travail'`,
        );
        if (bloque?.n) break;
        await attendre(20);
      }
      arret.abort(new Error('arrêt'));
      await lance;
    });
    expect((await executer()).etat).toBe('TERMINE');
  });

  it('waits while another import of its source runs, without failing meanwhile', async () => {
    deposerPhoto(5);
    let attente: Promise<unknown> = Promise.resolve();
    const etapes: string[] = [];
    await enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
      await verrouiller(manager, 'EPP');
      attente = executer(undefined, { progresser: (_, etape) => void etapes.push(etape) });
      while (!etapes.includes('En attente de la fin d’un autre import')) await attendre(20);
      expect(await etats()).toEqual([]);
    });
    await attente;
    expect(await etats()).toEqual([{ etat: 'TERMINE' }]);
  });

  it('an import given up before its job starts does nothing', async () => {
    deposerPhoto(5);
    await source.query(
      `INSERT INTO import (id, source, etat, fichiers, auteur) VALUES ($1, 'EPP', 'ABANDONNE', '{photo.csv}', 'x')`,
      [ID],
    );
    await expectAsync(executer()).toBeRejectedWith(jasmine.objectContaining({ code: 'IMPORT_ABANDONNE' }));
    expect(await une(source, 'SELECT count(*) AS n FROM mission')).toEqual({ n: 0 });
  });

  it('F7.0-1 a night that fails for a reason of its own leaves the file for the next one, three times', async () => {
    dossier.ecrire(join('depot', 'EPP.csv'), enCsv(photoRh(3, 3)));
    dossier.ecrire(join('depot', 'Annuaire.csv'), 'UAI;NOM\n');
    await tomberEnPanne();
    const nuit = (): ReturnType<typeof importerDepot> => importerDepot(source, config, ACTEUR_SYSTEME);
    const [annuaire, epp] = await nuit();
    expect([annuaire?.etat, epp?.etat, epp?.erreur?.code]).toEqual(['TERMINE', 'ECHEC', 'ERREUR_INTERNE']);
    expect(readdirSync(config.depot)).toContain('EPP.csv');
    await nuit();
    expect(readdirSync(config.depot)).toContain('EPP.csv');
    await source.query('DROP TRIGGER panne ON aesh');
    expect((await nuit())[0]?.etat).toBe('TERMINE');

    dossier.ecrire(join('depot', 'EPP.csv'), enCsv(photoRh(4, 4)));
    await tomberEnPanne();
    for (let passage = 0; passage < 3; passage += 1) await nuit();
    expect(readdirSync(config.depot).sort()).toEqual(['refuses', 'traites']);
    expect(readdirSync(join(config.depot, 'refuses')).some((nom) => nom.endsWith('EPP.csv'))).toBeTrue();
  });

  it('every night, the detail of the imports of three months ago goes, their report stays', async () => {
    for (const [n, age] of [
      [1, '89 days'],
      [2, '91 days'],
    ] as const) {
      const id = `00000000-0000-4000-8000-00000000000${n}`;
      await source.query(
        `INSERT INTO import (id, source, etat, fichiers, auteur, commence_le) VALUES ($1, 'EPP', 'TERMINE', '{}', 'x', now() - $2::interval)`,
        [id, age],
      );
      await source.query(
        `INSERT INTO import_rejet (import_id, fichier, ligne, code, motif) VALUES ($1, 'x', $2, 'DOUBLON', '')`,
        [id, n],
      );
      await source.query(
        `INSERT INTO import_difference (import_id, objet, cle, libelle, genre) VALUES ($1, 'AESH', $2, '', 'NOUVEAU')`,
        [id, String(n)],
      );
    }
    await purgerVieuxDetails(source);
    expect(await source.query('SELECT ligne FROM import_rejet')).toEqual([{ ligne: 1 }]);
    expect(await source.query('SELECT cle FROM import_difference')).toEqual([{ cle: '1' }]);
    expect(await une(source, 'SELECT count(*) AS n FROM import')).toEqual({ n: 2 });
  });
});
