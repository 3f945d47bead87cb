import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { type Extraits, dossierErseh, extraitsErseh } from '../essais/erseh.js';
import { PAR_SYSTEME, etatDe, nombreAudit, une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, uaiEssai } from '../essais/extraits.js';
import { importerErseh } from './importer-erseh.js';

describe('Import des extraits ERSEH', () => {
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    source = base.source;
    dossier = new DossierEssai();
  });
  beforeEach(async () => {
    await viderBase(source);
    await source.query(
      `INSERT INTO etablissement (uai, nom, departement) VALUES ($1, 'École', '031'), ($2, 'Collège', '031')`,
      [uaiEssai(1), uaiEssai(2)],
    );
  });
  afterAll(async () => {
    dossier.supprimer();
    await base.fermer();
  });

  const importer = (extraits: Extraits, options = {}): ReturnType<typeof importerErseh> =>
    importerErseh(source, { dossier: dossierErseh(dossier, extraits), ...PAR_SYSTEME, ...options });
  const rejets = (importId: string): Promise<{ fichier: string; ligne: number; colonne: string; code: string }[]> =>
    source.query('SELECT fichier, ligne, colonne, code, motif FROM import_rejet WHERE import_id = $1 ORDER BY id', [
      importId,
    ]);
  const crees = (n: number) => ({ crees: n, modifies: 0, champs: {}, inchanges: 0, reactives: 0, desactives: 0 });

  it('F1.1-2 decisions come from the ERSEH side: six extracts, loaded in order in one transaction', async () => {
    const { etat, bilan } = await importer(extraitsErseh(20));
    expect(etat).toBe('TERMINE');
    expect(bilan.rejets).toBe(0);
    expect(bilan.objets).toEqual({
      secteur: crees(2),
      eleve: crees(20),
      scolarite: crees(20),
      decision: crees(20),
      proche: crees(20),
      soin: crees(20),
    });
    expect(
      await une(source, `SELECT type, heures, origine, nature, debut, fin FROM decision WHERE identifiant = 'D5'`),
    ).toEqual({
      type: 'INDIVIDUELLE',
      heures: 12.5,
      origine: 'PREMIERE_DEMANDE',
      nature: 'PROJET_CIBLE',
      debut: '2026-09-01',
      fin: '2028-08-31',
    });
    expect(await une(source, 'SELECT count(*) AS n FROM couverture_decision')).toEqual({ n: 20 });
  });

  it('twice the same folder changes nothing; a subset of the files touches only itself; nothing is deleted', async () => {
    const extraits = extraitsErseh(20);
    await importer(extraits);
    const [avant, audit] = [await etatDe(source), await nombreAudit(source)];
    expect((await importer(extraits)).bilan.objets['decision']).toEqual({ ...crees(0), inchanges: 20 });
    expect(await nombreAudit(source)).toBe(audit);
    await importer({ decision: extraits.decision.slice(0, 3) });
    expect(await etatDe(source)).toBe(avant);
  });

  it('changes by field, marks the coverages of the pupil, raises the version of the decision', async () => {
    const extraits = extraitsErseh(10);
    await importer(extraits);
    const decision = extraits.decision.map((ligne, n) =>
      n === 4 ? { ...ligne, HEURES_HEBDO: '8', DATE_FIN: '31/08/2027' } : ligne,
    );
    const { bilan } = await importer({
      decision,
      scolarite: extraits.scolarite.slice(0, 1).map((ligne) => ({ ...ligne, UAI: uaiEssai(2) })),
    });
    expect(bilan.objets['decision']).toEqual({ ...crees(0), modifies: 1, champs: { heures: 1, fin: 1 }, inchanges: 9 });
    expect(bilan.objets['scolarite']?.champs).toEqual({ uai: 1 });
    expect(await une(source, `SELECT version FROM decision WHERE identifiant = 'D5'`)).toEqual({ version: 2 });
    expect(await une(source, 'SELECT count(*) AS n FROM couverture_a_rafraichir')).toEqual({ n: 0 });
  });

  it('an individual decision may lack its hours; those of a mutualised one say nothing and are left out', async () => {
    const extraits = extraitsErseh(3);
    const [d1, d2, d3] = extraits.decision;
    const { bilan } = await importer({
      ...extraits,
      decision: [
        { ...d1, TYPE: 'INDIVIDUELLE', HEURES_HEBDO: '' },
        { ...d2, TYPE: 'MUTUALISEE', HEURES_HEBDO: '12' },
        { ...d3, TYPE: 'mutualisée', HEURES_HEBDO: '0' },
      ] as LigneEssai[],
    });
    expect(bilan.heuresIgnorees).toBe(1);
    expect(await source.query('SELECT type, heures FROM decision ORDER BY identifiant')).toEqual([
      { type: 'INDIVIDUELLE', heures: null },
      { type: 'MUTUALISEE', heures: null },
      { type: 'MUTUALISEE', heures: null },
    ]);
  });

  it('rejects line by line what refers to nothing, and keeps the rest', async () => {
    const e = extraitsErseh(6);
    const changer = (lignes: LigneEssai[], rang: number, changements: LigneEssai): void => {
      lignes[rang] = { ...lignes[rang], ...changements };
    };
    changer(e.secteur, 1, { DEPARTEMENT: '99' });
    changer(e.eleve, 0, { SEXE: 'X' });
    changer(e.scolarite, 1, { UAI: uaiEssai(99) });
    changer(e.scolarite, 3, { DATE_FIN: '31/08/2020' });
    changer(e.decision, 1, { TYPE: 'AUTRE' });
    changer(e.decision, 3, { DATE_FIN: '' });
    changer(e.proche, 3, { LIEN: '' });
    changer(e.soin, 5, { ID_SOIN: 'SO4' });
    const { importId, bilan } = await importer(e);
    const lus = await rejets(importId);
    // Sector S2 is unknown: the pupils 1, 3, 5 are rejected, and all that is theirs.
    expect(lus.filter(({ fichier }) => fichier === 'eleves.csv').map(({ ligne, code }) => [ligne, code])).toEqual([
      [2, 'VALEUR_INCONNUE'],
      [4, 'SECTEUR_INCONNU'],
      [6, 'SECTEUR_INCONNU'],
    ]);
    const restants = lus.filter(({ code }) => !['ELEVE_INCONNU', 'SECTEUR_INCONNU'].includes(code));
    expect(restants.map(({ fichier, ligne, colonne, code }) => [fichier, ligne, colonne, code])).toEqual([
      ['secteurs.csv', 3, 'DEPARTEMENT', 'DEPARTEMENT_INCONNU'],
      ['eleves.csv', 2, 'SEXE', 'VALEUR_INCONNUE'],
      ['scolarites.csv', 3, 'UAI', 'ETABLISSEMENT_INCONNU'],
      ['scolarites.csv', 5, 'DATE_FIN', 'DATES_INVERSEES'],
      ['decisions.csv', 3, 'TYPE', 'VALEUR_INCONNUE'],
      ['decisions.csv', 5, 'DATE_FIN', 'VALEUR_MANQUANTE'],
      ['proches.csv', 5, 'LIEN', 'VALEUR_MANQUANTE'],
      ['soins.csv', 7, 'ID_SOIN', 'DOUBLON'],
    ]);
    expect(lus.filter(({ code }) => code === 'ELEVE_INCONNU')).toHaveSize(12);
    expect(bilan.objets['scolarite']).toEqual(crees(1));
    expect(bilan.rejets).toBe(lus.length);
  });

  it('a dry run sees the pupils that it does not write, and writes nothing', async () => {
    const avant = await etatDe(source);
    const { etat, bilan } = await importer(extraitsErseh(8), { simulation: true });
    expect(etat).toBe('SIMULE');
    expect(bilan.rejets).toBe(0);
    expect(bilan.objets['soin']).toEqual(crees(8));
    expect(await etatDe(source)).toBe(avant);
  });

  it('refuses a folder without any extract', async () => {
    await expectAsync(importer({})).toBeRejectedWith(jasmine.objectContaining({ code: 'DOSSIER_SANS_EXTRAIT' }));
  });
});
