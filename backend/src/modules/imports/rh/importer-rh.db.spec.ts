import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { ACTEUR_SYSTEME } from '../../../platform/security/perimetre.js';
import { chargerCommunes } from '../../referentiel/index.js';
import { solderImportsInterrompus, verrouiller } from '../conduite/registre-imports.js';
import type { BilanRh } from '../domain/bilan.js';
import { PAR_SYSTEME, etatDe, nombreAudit, une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, enCsv, ligneRh, photoRh, uaiEssai } from '../essais/extraits.js';
import { importerRh } from './importer-rh.js';

describe('Import d’une photo RH', () => {
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    source = base.source;
    dossier = new DossierEssai();
  });
  beforeEach(() => viderBase(source));
  afterAll(async () => {
    dossier.supprimer();
    await base.fermer();
  });

  const importer = (
    lignes: readonly LigneEssai[],
    options: Partial<Parameters<typeof importerRh>[1]> = {},
  ): ReturnType<typeof importerRh> =>
    importerRh(source, { origine: 'EPP', fichier: dossier.rh('EPP.csv', lignes), ...PAR_SYSTEME, ...options });
  const mission = (id: string): Promise<Record<string, unknown> | undefined> =>
    une(source, 'SELECT m.*, a.id_agent FROM mission m JOIN aesh a ON a.id = m.aesh_id WHERE id_mission = $1', [id]);
  const aesh = (id: string): Promise<Record<string, unknown> | undefined> =>
    une(source, 'SELECT * FROM aesh WHERE id_agent = $1', [id]);
  const rejets = (
    importId: string,
  ): Promise<{ ligne: number; colonne: string; valeur: string; code: string; motif: string }[]> =>
    source.query(
      'SELECT ligne, colonne, valeur, code, motif FROM import_rejet WHERE import_id = $1 AND NOT signalement ORDER BY ligne',
      [importId],
    );
  const sansMouvement = { crees: 0, modifies: 0, champs: {}, reactives: 0, desactives: 0 };

  it('F7.0-2 an AESH gone from RH becomes inactive, is never deleted, and comes back reactivated', async () => {
    const lignes = photoRh(40, 40);
    const avant = await importer(lignes);
    expect(avant.bilan.aesh).toEqual({ ...sansMouvement, crees: 40, inchanges: 0 });
    const parti = await importer(lignes.slice(1));
    expect(parti.bilan.aesh).toEqual({ ...sansMouvement, inchanges: 39, desactives: 1 });
    expect(await aesh('EPPA0000001')).toEqual(jasmine.objectContaining({ actif: false, version: 2 }));
    const revenu = await importer(lignes);
    expect(revenu.bilan.aesh).toEqual({ ...sansMouvement, inchanges: 39, reactives: 1 });
    expect(revenu.bilan.missions.reactives).toBe(1);
    expect(await aesh('EPPA0000001')).toEqual(jasmine.objectContaining({ actif: true, version: 3 }));
    expect(await une(source, 'SELECT count(*) AS n FROM aesh')).toEqual({ n: 40 });
  });

  it('F8.0-5 a mission gone from RH becomes inactive; its AESH stays active while another of its missions comes', async () => {
    const lignes = photoRh(20, 40);
    await importer(lignes);
    const { etat, bilan } = await importer(lignes.slice(0, 39));
    expect(etat).toBe('TERMINE');
    expect(bilan.missions.desactives).toBe(1);
    expect(bilan.aesh.desactives).toBe(0);
    expect((await mission('EPPM20-2'))?.['actif']).toBeFalse();
    expect((await aesh('EPPA0000020'))?.['actif']).toBeTrue();
  });

  it('F8.0-1 EPP gives CDD and CDI; ASSED contracts come only when signed, the others are counted apart', async () => {
    await importer([ligneRh(5, 1), ligneRh(3, 1)]);
    expect((await mission('EPPM5-1'))?.['type_contrat']).toBe('CDI');
    expect((await mission('EPPM3-1'))?.['type_contrat']).toBe('CDD');
    const assed = [
      ligneRh(1, 1, {}, 'ASSED'),
      ligneRh(2, 1, { DATE_SIGNATURE: '' }, 'ASSED'),
      ligneRh(3, 1, {}, 'ASSED'),
    ];
    const { bilan } = await importer(assed, { origine: 'ASSED' });
    expect(bilan).toEqual(jasmine.objectContaining({ nonSignes: 1, rejets: 0 }));
    expect(await mission('ASSEDM1-1')).toEqual(
      jasmine.objectContaining({ source: 'ASSED', date_signature: '2025-08-28' }),
    );
    expect(await mission('ASSEDM2-1')).toBeUndefined();
    expect(await aesh('ASSEDA0000002')).toBeUndefined();
    // The photo of one source does not touch the other.
    expect((await mission('EPPM5-1'))?.['actif']).toBeTrue();
  });

  it('F8.0-2 one contract has several missions, each with its nature; the nomenclature is data', async () => {
    const meme = { ID_CONTRAT: 'C1' };
    await importer([
      ligneRh(1, 1, { ...meme, NATURE_SUPPORT: 'HI1D' }),
      ligneRh(1, 2, { ...meme, NATURE_SUPPORT: 'ahre' }),
    ]);
    expect(
      await source.query(
        `SELECT m.id_contrat, n.code, n.accompagnement FROM mission m JOIN nature_support n ON n.code = m.nature_code ORDER BY 2`,
      ),
    ).toEqual([
      { id_contrat: 'C1', code: 'AHRE', accompagnement: false },
      { id_contrat: 'C1', code: 'HI1D', accompagnement: true },
    ]);
    const nouvelle = [ligneRh(1, 1, { ...meme, NATURE_SUPPORT: 'NEUF' })];
    expect((await rejets((await importer(nouvelle)).importId))[0]?.code).toBe('NATURE_INCONNUE');
    await source.query(
      `INSERT INTO nature_support (code, base_rh, type_contrat, activite, role, accompagnement)
       VALUES ('NEUF', 'EPP', 'T2', 'Essai', 'ACCOMPAGNANT', true)`,
    );
    expect((await importer(nouvelle, { confirmer: true })).bilan.rejets).toBe(0);
  });

  it('F8.0-6 RH hours when present and not 0, else the reference of the département, else 0 h and flagged', async () => {
    await enTransaction(source, ACTEUR_SYSTEME, (manager) =>
      manager.query(
        `INSERT INTO reference_temps_travail (departement, quotite, heures) VALUES ('031', 62, 24.5), ('081', 62, 20)`,
      ),
    );
    const cas: [LigneEssai, number, string][] = [
      [{ HEURES_HEBDO: '22,25', QUOTITE: '62' }, 22.25, 'RH'],
      [{ HEURES_HEBDO: '0', QUOTITE: '62,00' }, 24.5, 'REFERENCE'],
      [{ HEURES_HEBDO: '', QUOTITE: '62.0' }, 24.5, 'REFERENCE'],
      [{ HEURES_HEBDO: '', QUOTITE: '62', UAI_EMPLOYEUR: uaiEssai(5, '081') }, 20, 'REFERENCE'],
      [{ HEURES_HEBDO: '', QUOTITE: '55' }, 0, 'ABSENTE'],
      [{ HEURES_HEBDO: '', QUOTITE: '' }, 0, 'ABSENTE'],
    ];
    const { bilan } = await importer(cas.map(([changements], rang) => ligneRh(rang + 1, 1, changements)));
    expect(bilan.missionsSansHeures).toBe(2);
    expect(
      await source.query(
        `SELECT ligne, colonne, valeur, motif FROM import_rejet WHERE code = 'SANS_HEURES' ORDER BY ligne`,
      ),
    ).toEqual([
      {
        ligne: 6,
        colonne: 'QUOTITE',
        valeur: '55.00',
        motif: 'Ni heures, ni quotité connue des références : la mission EPPM5-1 est importée à 0 h.',
      },
      jasmine.objectContaining({ ligne: 7, valeur: null }),
    ]);
    for (const [rang, [, heures, origine]] of cas.entries()) {
      expect(await mission(`EPPM${rang + 1}-1`))
        .withContext(JSON.stringify(cas[rang]?.[0]))
        .toEqual(jasmine.objectContaining({ heures, origine_heures: origine }));
    }
  });

  it('finds the département of the employer, known or not, Corsica included', async () => {
    await source.query(`INSERT INTO etablissement (uai, nom, departement) VALUES ($1, 'École', '031')`, [
      uaiEssai(7, '081'),
    ]);
    const { bilan } = await importer([
      ligneRh(1, 1, { UAI_EMPLOYEUR: uaiEssai(7, '081') }),
      ligneRh(2, 1, { UAI_EMPLOYEUR: uaiEssai(8, '081') }),
      ligneRh(3, 1, { UAI_EMPLOYEUR: uaiEssai(9, '720') }),
    ]);
    expect(bilan.employeursInconnus).toBe(2);
    expect(
      await source.query(
        `SELECT ligne, valeur, motif FROM import_rejet WHERE code = 'EMPLOYEUR_INCONNU' ORDER BY ligne`,
      ),
    ).toEqual([
      {
        ligne: 3,
        valeur: uaiEssai(8, '081'),
        motif: `L'établissement ${uaiEssai(8, '081')} n'est pas dans l'annuaire : la mission EPPM2-1 est importée quand même.`,
      },
      jasmine.objectContaining({ ligne: 4, valeur: uaiEssai(9, '720') }),
    ]);
    const codes = await Promise.all([1, 2, 3].map(async (n) => (await mission(`EPPM${n}-1`))?.['departement']));
    expect(codes).toEqual(['031', '081', '02B']);
  });

  it('places the home at the centre of its commune, and never touches what is ours', async () => {
    await chargerCommunes(source);
    const lignes = [
      ligneRh(1, 1, { CODE_POSTAL: '31650', COMMUNE: 'ST-ORENS DE GAMEVILLE' }),
      ligneRh(2, 1, { CODE_POSTAL: '31077', COMMUNE: 'TOULOUSE CEDEX 4' }),
      ligneRh(3, 1, { CODE_POSTAL: '9200', COMMUNE: 'St Girons' }),
      ligneRh(4, 1, { CODE_POSTAL: '31770', COMMUNE: 'Colomié' }),
      ligneRh(5, 1, { CODE_POSTAL: 'AD500', COMMUNE: 'Andorre' }),
    ];
    await importer(lignes);
    const communes = await source.query(
      `SELECT a.code_postal, c.nom FROM aesh a LEFT JOIN commune c ON c.latitude = a.latitude AND c.longitude = a.longitude ORDER BY id_agent`,
    );
    expect(communes).toEqual([
      { code_postal: '31650', nom: 'Saint-Orens-de-Gameville' },
      { code_postal: '31077', nom: 'Toulouse' },
      { code_postal: '09200', nom: 'Saint-Girons' },
      { code_postal: '31770', nom: 'Colomiers' },
      { code_postal: 'AD500', nom: null },
    ]);
    await source.query(`UPDATE aesh SET transport = 'Vélo' WHERE id_agent = 'EPPA0000001'`);
    const { bilan } = await importer([
      ligneRh(1, 1, { CODE_POSTAL: '31000', COMMUNE: 'Toulouse', ADRESSE: '2 rue' }),
      ...lignes.slice(1),
    ]);
    expect(bilan.aesh).toEqual({
      ...sansMouvement,
      modifies: 1,
      inchanges: 4,
      champs: { adresse: 1, code_postal: 1, commune: 1, latitude: 1, longitude: 1 },
    });
    expect(await aesh('EPPA0000001')).toEqual(
      jasmine.objectContaining({ transport: 'Vélo', adresse: '2 rue', version: 2 }),
    );
  });

  it('the same photo twice changes nothing: no audit line, no version, no mark', async () => {
    const lignes = photoRh(60, 150);
    await importer(lignes);
    const [avant, audit] = [await etatDe(source), await nombreAudit(source)];
    const { bilan } = await importer(lignes);
    expect(bilan.aesh).toEqual({ ...sansMouvement, inchanges: 60 });
    expect(bilan.missions).toEqual({ ...sansMouvement, inchanges: 150 });
    expect(await nombreAudit(source)).toBe(audit);
    expect(await etatDe(source)).toBe(avant);
  });

  it('counts the changes by field and writes one audit line for each changed record', async () => {
    const lignes = photoRh(30, 60);
    await importer(lignes);
    const audit = await nombreAudit(source);
    const { bilan } = await importer(
      lignes.map((ligne, n) =>
        n < 2
          ? { ...ligne, QUOTITE: '50', HEURES_HEBDO: '20' }
          : n === 2
            ? { ...ligne, NATURE_SUPPORT: 'HM2D' }
            : ligne,
      ),
    );
    expect(bilan.missions).toEqual({
      ...sansMouvement,
      modifies: 3,
      inchanges: 57,
      champs: { nature_code: 1, quotite: 2, heures_rh: 2, heures: 2 },
    });
    expect(await nombreAudit(source)).toBe(audit + 3);
    const trace = await une(
      source,
      `SELECT acteur, action, avant->>'quotite' AS avant, apres->>'quotite' AS apres FROM audit WHERE objet = 'mission' AND action = 'UPDATE' AND apres->>'quotite' <> '62.00' LIMIT 1`,
    );
    expect(trace).toEqual({ acteur: 'Système', action: 'UPDATE', avant: '62.00', apres: '50.00' });
  });

  it('a dry run reports everything and writes nothing but the record of the import', async () => {
    await importer(photoRh(40, 40));
    const avant = await etatDe(source);
    const { importId, etat, bilan } = await importer(
      [ligneRh(50, 1), ligneRh(1, 1, { QUOTITE: '620' }), ...photoRh(40, 40).slice(2)],
      { simulation: true },
    );
    expect(etat).toBe('SIMULE');
    expect(bilan.missions).toEqual({ ...sansMouvement, crees: 1, inchanges: 38, desactives: 1 });
    expect(await etatDe(source)).toBe(avant);
    expect(await rejets(importId)).toHaveSize(1);
    expect(await une(source, 'SELECT etat, simulation FROM import WHERE id = $1', [importId])).toEqual({
      etat: 'SIMULE',
      simulation: true,
    });
  });

  it('holds a photo that would deactivate more than 5 % of the active missions, until somebody confirms', async () => {
    const lignes = photoRh(100, 100);
    await importer(lignes);
    expect((await importer(lignes.slice(5))).etat).toBe('TERMINE');
    await importer(lignes);
    const avant = await etatDe(source);
    const retenu = await importer(lignes.slice(6), { conserver: dossier.chemin });
    expect(retenu.etat).toBe('A_CONFIRMER');
    expect(retenu.bilan.garde).toEqual({ actives: 100, desactivees: 6, retient: true });
    expect(await etatDe(source)).toBe(avant);
    const confirme = await importer(lignes.slice(6), { confirmer: true, importId: retenu.importId });
    expect(confirme).toEqual(jasmine.objectContaining({ importId: retenu.importId, etat: 'TERMINE' }));
    expect((await mission('EPPM1-1'))?.['actif']).toBeFalse();
  });

  it('an empty photo (header alone) and half a photo are held too', async () => {
    const lignes = photoRh(50, 50);
    await importer(lignes);
    expect((await importer([])).etat).toBe('A_CONFIRMER');
    const texte = enCsv(lignes);
    const fichier = dossier.ecrire('moitie.csv', texte.slice(0, texte.length / 2));
    const { etat, importId } = await importerRh(source, { origine: 'EPP', fichier, ...PAR_SYSTEME });
    expect(etat).toBe('A_CONFIRMER');
    expect((await rejets(importId)).map(({ code }) => code)).toEqual(['LIGNE_TRONQUEE']);
  });

  it('a newer photo replaces the one that waited for a confirmation', async () => {
    const lignes = photoRh(50, 50);
    await importer(lignes);
    const { importId } = await importer(lignes.slice(10));
    await importer(lignes);
    expect(await une(source, 'SELECT etat FROM import WHERE id = $1', [importId])).toEqual({ etat: 'ABANDONNE' });
  });

  it('refuses a second start while one runs, and says who runs it and since when', async () => {
    const fichier = dossier.rh('EPP.csv', photoRh(200, 400));
    const options = { origine: 'EPP' as const, fichier, acteur: { id: null, nom: 'Camille Martin' } };
    let refus: { code?: string; message?: string } = {};
    await importerRh(source, {
      ...options,
      rafraichir: async () => {
        refus = await importerRh(source, options).then(
          () => ({}),
          (erreur: { code: string; message: string }) => erreur,
        );
        // Another source is free.
        await enTransaction(source, ACTEUR_SYSTEME, (manager) => verrouiller(manager, 'ASSED'));
      },
    });
    expect(refus.code).toBe('IMPORT_DEJA_EN_COURS');
    expect(refus.message).toMatch(/Camille Martin le \d\d\/\d\d\/\d{4}/);
    expect(await une(source, 'SELECT count(*) AS n FROM import')).toEqual({ n: 1 });
  });

  it('an unexpected failure leaves the former state and says so; a dead import is marked by the next one', async () => {
    await importer(photoRh(20, 20));
    const avant = await etatDe(source);
    await expectAsync(
      importer([...photoRh(20, 20), ligneRh(30, 1)], { rafraichir: () => Promise.reject(new Error('panne')) }),
    ).toBeRejectedWithError('panne');
    expect(await etatDe(source)).toBe(avant);
    await source.query(
      `INSERT INTO import (id, source, fichiers, auteur) VALUES ('00000000-0000-4000-8000-000000000001', 'EPP', '{EPP.csv}', 'Mort')`,
    );
    await importer(photoRh(20, 20));
    expect(await source.query(`SELECT etat, erreur->>'code' AS code FROM import ORDER BY commence_le`)).toEqual([
      { etat: 'TERMINE', code: null },
      { etat: 'ECHEC', code: 'ERREUR_INTERNE' },
      { etat: 'ECHEC', code: 'IMPORT_INTERROMPU' },
      { etat: 'TERMINE', code: null },
    ]);
  });

  it('starts again by itself when a user wrote the same rows at the same moment', async () => {
    let essais = 0;
    const { etat, bilan } = await importer(photoRh(5, 5), {
      rafraichir: (manager) => {
        essais += 1;
        return essais === 1
          ? manager.query(`DO $$ BEGIN RAISE 'interblocage' USING ERRCODE = '40P01'; END $$`)
          : Promise.resolve();
      },
    });
    expect([etat, essais, bilan.missions.crees]).toEqual(['TERMINE', 2, 5]);
    expect(await une(source, 'SELECT count(*) AS n FROM import')).toEqual({ n: 1 });
  });

  it('at the start of a server, marks what a former stop left running; not what runs or waits for its job', async () => {
    const ids = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    await source.query(
      `INSERT INTO import (id, source, fichiers, auteur, bilan)
       VALUES ($1, 'EPP', '{}', 'Mort', NULL), ($2, 'ASSED', '{}', 'Vivant', NULL), ($3, 'EPP', '{}', 'En attente', '{"enAttente": true}'),
              ($4, 'EPP', '{}', 'Oublié', '{"enAttente": true}')`,
      ids,
    );
    await source.query(
      `INSERT INTO job (id, type, libelle, auteur, donnees) VALUES (gen_random_uuid(), 'import', '', '', $1)`,
      [{ importId: ids[2] }],
    );
    await enTransaction(source, ACTEUR_SYSTEME, async (manager) => {
      await verrouiller(manager, 'ASSED');
      await solderImportsInterrompus(source);
    });
    expect(await source.query('SELECT etat FROM import ORDER BY id')).toEqual(
      ['ECHEC', 'EN_COURS', 'EN_COURS', 'ECHEC'].map((etat) => ({ etat })),
    );
  });

  it('refuses a file without its columns, and records why', async () => {
    const fichier = dossier.ecrire('autre.csv', 'ID_AGENT,NOM_USAGE\n1,X\n');
    await expectAsync(importerRh(source, { origine: 'EPP', fichier, ...PAR_SYSTEME })).toBeRejectedWith(
      jasmine.objectContaining({ code: 'COLONNES_MANQUANTES' }),
    );
    expect(await une(source, `SELECT etat, erreur->>'code' AS code FROM import`)).toEqual({
      etat: 'REFUSE',
      code: 'COLONNES_MANQUANTES',
    });
  });

  it('reads an extract whose columns have other names through a mapping', async () => {
    const texte = enCsv(photoRh(5, 5)).replace('ID_AGENT', 'Numen').replace('QUOTITE', 'Quotité de travail');
    const { bilan } = await importerRh(source, {
      origine: 'EPP',
      fichier: dossier.ecrire('autre.csv', texte),
      mapping: { ID_AGENT: 'NUMEN', QUOTITE: 'quotite de travail' },
      ...PAR_SYSTEME,
    });
    expect((bilan satisfies BilanRh).missions.crees).toBe(5);
  });
});
