import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import type { Jour } from '../../../kernel/jour.js';
import { racineProjet } from '../../../platform/config/racine.js';
import { chargerCommunes } from '../../referentiel/index.js';
import { PAR_SYSTEME, etatDe, nombreAudit, une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, enCsv, enWindows1252, uaiEssai } from '../essais/extraits.js';
import { importerEcoles } from './importer-ecoles.js';

const DONNEES = join(racineProjet(), 'backend', 'donnees');
const TOULOUSE = join(DONNEES, 'etablissements_academie-toulouse_2024-11.csv');
const EFFECTIFS = join(DONNEES, 'effectifs_eleves_academie-toulouse.csv');

describe('Import de l’annuaire des établissements', () => {
  let base: BaseDEssai;
  let source: DataSource;
  let dossier: DossierEssai;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    source = base.source;
    dossier = new DossierEssai();
    await chargerCommunes(source);
  });
  beforeEach(() => viderBase(source));
  afterAll(async () => {
    dossier.supprimer();
    await base.fermer();
  });

  const importer = (fichier: string, options = {}): ReturnType<typeof importerEcoles> =>
    importerEcoles(source, { fichier, ...PAR_SYSTEME, ...options });
  const ecole = (uai: string): Promise<Record<string, unknown> | undefined> =>
    une(source, 'SELECT * FROM etablissement WHERE uai = $1', [uai]);
  const rien = { crees: 0, modifies: 0, champs: {}, inchanges: 0, reactives: 0, desactives: 0 };

  describe('académie de Toulouse, novembre 2024', () => {
    it('imports with its counts, and its faults handled', async () => {
      const { etat, bilan } = await importer(TOULOUSE, { effectifs: EFFECTIFS });
      expect(etat).toBe('TERMINE');
      expect(bilan.rejets).toBe(0);
      expect(bilan.departements).toEqual(['009', '012', '031', '032', '046', '065', '081', '082']);
      expect(bilan.etablissements).toEqual({ ...rien, crees: 3_440 });
      expect(bilan.doublons).toBe(2);
      expect(bilan.pials).toEqual({ ...rien, crees: 185 });
      expect(bilan.horsPial).toBe(479);
      expect(bilan.membres).toEqual({ ouverts: 2_961, fermes: 0, corriges: 0 });
      // 18 without coordinates, one 284 km from its commune.
      expect(bilan.localisations).toEqual({ annuaire: 3_421, commune: 19, absente: 0 });
      expect(bilan.positionsCorrigees).toBe(1);

      expect(await ecole('0121517J')).toEqual(
        jasmine.objectContaining({ localisation: 'COMMUNE', latitude: 44.72576 }),
      );
      expect(await ecole('0313193C')).toEqual(
        jasmine.objectContaining({ localisation: 'COMMUNE', commune: 'Blagnac' }),
      );
      expect(await ecole('0460054J')).toEqual(jasmine.objectContaining({ nom: 'Collège Marcel Masbou', ulis: true }));
      expect(await ecole('0311631E')).toEqual(jasmine.objectContaining({ nom: 'Collège Michelet', degre: 'SECOND' }));
      // Former commune codes: the position of the annuaire is still checked, against the commune found by name or postal code.
      for (const uai of ['0320147L', '0460246T', '0120378W', '0120653V']) {
        expect((await ecole(uai))?.['localisation']).toBe('ANNUAIRE');
      }
      expect(await une(source, 'SELECT count(*) AS n FROM etablissement WHERE type IS NULL')).toEqual({ n: 31 });
      expect(await source.query('SELECT degre, count(*) AS n FROM etablissement GROUP BY 1 ORDER BY 1')).toEqual([
        { degre: 'AUTRE', n: 250 },
        { degre: 'PREMIER', n: 2_512 },
        { degre: 'SECOND', n: 678 },
      ]);
      expect(await une(source, 'SELECT count(*) AS n FROM etablissement WHERE effectif IS NOT NULL')).toEqual({
        n: 2_889,
      });
      expect(await une(source, `SELECT min(debut) AS debut, max(fin) AS fin FROM pial_membre`)).toEqual({
        debut: '2017-09-01',
        fin: null,
      });
      expect(await une(source, `SELECT type, departement, actif FROM pial WHERE uai = '0311968W'`)).toEqual({
        type: 'PIAL',
        departement: '031',
        actif: true,
      });
    });

    it('twice changes nothing, the second time without the effectifs', async () => {
      await importer(TOULOUSE, { effectifs: EFFECTIFS });
      const [avant, audit] = [await etatDe(source), await nombreAudit(source)];
      const { bilan } = await importer(TOULOUSE);
      expect(bilan.etablissements).toEqual({ ...rien, inchanges: 3_440 });
      expect(bilan.membres).toEqual({ ouverts: 0, fermes: 0, corriges: 0 });
      expect(await nombreAudit(source)).toBe(audit);
      expect(await etatDe(source)).toBe(avant);
    });
  });

  it('the annuaire of another académie, in another vintage, imports well and touches only its départements', async () => {
    await importer(TOULOUSE);
    const avant = await une(source, `SELECT md5(string_agg(e::text, ',' ORDER BY uai)) FROM etablissement e`);
    const { lignes, ecoles, pials } = autreAcademie(['02A', '02B', '022', '029']);
    const { etat, bilan } = await importer(dossier.ecrire('fr-en-annuaire-education.csv', lignes));
    expect(etat).toBe('TERMINE');
    expect(bilan.rejets).toBe(0);
    expect(bilan.fichiers[0]?.encodage).toBe('WINDOWS-1252');
    expect(bilan.departements).toEqual(['022', '029', '02A', '02B']);
    expect(bilan.etablissements).toEqual({ ...rien, crees: ecoles });
    expect(bilan.pials.crees).toBe(pials);
    expect(bilan.ouverturesIgnorees).toBeGreaterThan(0);
    expect(bilan.localisations.annuaire).toBeGreaterThan(ecoles * 0.99);
    expect(
      await une(
        source,
        `SELECT min(ouverture) AS premiere, max(ouverture) AS derniere FROM etablissement WHERE departement = '02A'`,
      ),
    ).toEqual({
      premiere: '1968-09-01',
      derniere: '1968-09-01',
    });
    expect(
      await une(
        source,
        `SELECT md5(string_agg(e::text, ',' ORDER BY uai)) FROM etablissement e WHERE departement NOT IN ('02A', '02B', '022', '029')`,
      ),
    ).toEqual(avant);
  });

  /** Some schools of the 031, in the columns of the annuaire; `E1` is the head of their PIAL. */
  const uneEcole = (n: number, changements: LigneEssai = {}): LigneEssai => ({
    Identifiant_de_l_etablissement: uaiEssai(n),
    Nom_etablissement: `École ${n}`,
    Type_etablissement: 'Ecole',
    Code_postal: '31000',
    Code_commune: '31555',
    Nom_commune: 'Toulouse',
    Code_departement: '031',
    latitude: '43.6',
    longitude: '1.44',
    PIAL: uaiEssai(1),
    date_ouverture: '1968-09-01',
    ...changements,
  });
  const annuaire = (ecoles: readonly LigneEssai[], sans: readonly string[] = []): string =>
    dossier.ecrire(
      'annuaire.csv',
      enCsv(
        ecoles,
        Object.keys(uneEcole(1)).filter((colonne) => !sans.includes(colonne)),
      ),
    );
  const membres = (uai: string): Promise<{ pial_uai: string; debut: string; fin: string | null }[]> =>
    source.query('SELECT pial_uai, debut, fin FROM pial_membre WHERE uai = $1 ORDER BY debut', [uai]);
  const dix = Array.from({ length: 10 }, (_, n) => uneEcole(n + 1));
  const aCompterDu = '2026-09-01' as Jour;

  it('F13-1 a later change of PIAL closes the former membership the day before, and leaving it makes a school hors-PIAL', async () => {
    await importer(annuaire(dix));
    const change = dix.map((ligne, n) =>
      n === 4 ? { ...ligne, PIAL: uaiEssai(6) } : n === 7 ? { ...ligne, PIAL: '' } : ligne,
    );
    const { bilan } = await importer(annuaire(change), { aCompterDu });
    expect(bilan.membres).toEqual({ ouverts: 1, fermes: 2, corriges: 0 });
    expect(bilan.pials).toEqual({ ...rien, crees: 1, inchanges: 1 });
    expect(await membres(uaiEssai(5))).toEqual([
      { pial_uai: uaiEssai(1), debut: '2017-09-01', fin: '2026-08-31' },
      { pial_uai: uaiEssai(6), debut: '2026-09-01', fin: null },
    ]);
    expect(await membres(uaiEssai(8))).toEqual([{ pial_uai: uaiEssai(1), debut: '2017-09-01', fin: '2026-08-31' }]);
    // The same year again, corrected: what had only started that day never was.
    const corrige = await importer(annuaire(dix), { aCompterDu });
    expect(corrige.bilan.membres).toEqual({ ouverts: 1, fermes: 0, corriges: 1 });
    expect(corrige.bilan.pials).toEqual({ ...rien, inchanges: 1, desactives: 1 });
    expect((await membres(uaiEssai(5))).at(-1)).toEqual({ pial_uai: uaiEssai(1), debut: '2026-09-01', fin: null });
    expect(await importer(annuaire(dix), { aCompterDu }).then((r) => r.bilan.membres)).toEqual({
      ouverts: 0,
      fermes: 0,
      corriges: 0,
    });
  });

  it('a membership withdrawn the year it started is erased, its trace kept', async () => {
    await importer(annuaire(dix));
    await importer(annuaire([...dix, uneEcole(11)]), { aCompterDu });
    expect(await membres(uaiEssai(11))).toEqual([{ pial_uai: uaiEssai(1), debut: '2026-09-01', fin: null }]);
    const { bilan } = await importer(annuaire([...dix, uneEcole(11, { PIAL: '' })]), { aCompterDu });
    expect(bilan.membres.corriges).toBe(1);
    expect(await membres(uaiEssai(11))).toEqual([]);
    expect(
      await une(source, `SELECT count(*) AS n FROM audit WHERE objet = 'pial_membre' AND action = 'DELETE'`),
    ).toEqual({ n: 1 });
  });

  it('a file without PIAL or without positions says nothing of them', async () => {
    await importer(annuaire(dix));
    const avant = await etatDe(source);
    const { bilan } = await importer(
      annuaire(dix, ['PIAL', 'latitude', 'longitude', 'Type_etablissement', 'date_ouverture']),
    );
    expect(bilan.etablissements).toEqual({ ...rien, inchanges: 10 });
    expect(await etatDe(source)).toBe(avant);
  });

  it('rejects a membership whose tête is unknown: the school is kept, in the PIAL that it had', async () => {
    await importer(annuaire(dix));
    const { importId, bilan } = await importer(annuaire([...dix.slice(0, 9), uneEcole(10, { PIAL: uaiEssai(500) })]), {
      aCompterDu,
    });
    expect(bilan.rejets).toBe(1);
    expect(
      await source.query('SELECT ligne, colonne, valeur, code FROM import_rejet WHERE import_id = $1', [importId]),
    ).toEqual([{ ligne: 11, colonne: 'PIAL', valeur: uaiEssai(500), code: 'TETE_INCONNUE' }]);
    expect(await membres(uaiEssai(10))).toEqual([{ pial_uai: uaiEssai(1), debut: '2017-09-01', fin: null }]);
  });

  it('a school gone from the file becomes inactive, never deleted, and comes back; a rejected one stays', async () => {
    await importer(annuaire(dix));
    const { bilan } = await importer(
      annuaire([...dix.slice(0, 8), uneEcole(9, { Identifiant_de_l_etablissement: uaiEssai(9).slice(0, 7) + 'I' })]),
    );
    expect(bilan.rejets).toBe(1);
    expect(bilan.etablissements.desactives).toBe(2);
    expect(await importer(annuaire(dix)).then((r) => r.bilan.etablissements)).toEqual({
      ...rien,
      inchanges: 8,
      reactives: 2,
    });
  });

  it('half an annuaire does not close the other half, unless somebody confirms', async () => {
    await importer(annuaire(dix));
    const moitie = annuaire(dix.slice(0, 5));
    const { bilan } = await importer(moitie);
    expect(bilan.departementsPartiels).toEqual(['031']);
    expect(bilan.etablissements.desactives).toBe(0);
    expect((await importer(moitie, { confirmer: true })).bilan.etablissements.desactives).toBe(5);
  });

  it('survives what annuaires hold', async () => {
    const { bilan } = await importer(
      annuaire([
        uneEcole(1, { latitude: '43,61', longitude: '1,45', Code_departement: '31', date_ouverture: '01/09/1968' }),
        uneEcole(2, { latitude: '', longitude: '', date_ouverture: '2099-01-01' }),
        uneEcole(3, { latitude: '0', longitude: '0', Code_commune: '', Nom_commune: 'TOULOUSE CEDEX' }),
        uneEcole(4, { latitude: '48.85', longitude: '2.35', Type_etablissement: '' }),
        uneEcole(5, { latitude: '', longitude: '', Code_commune: '', Nom_commune: 'Nulle-Part', Code_postal: '' }),
        uneEcole(6, { Nom_etablissement: '', Code_departement: '' }),
        uneEcole(6, { Nom_etablissement: 'Deuxième ligne', Code_departement: '' }),
        uneEcole(7, { Code_departement: '999', date_ouverture: 'inconnue' }),
      ]),
    );
    expect(bilan.rejets).toBe(0);
    expect(bilan.doublons).toBe(1);
    expect(bilan.ouverturesIgnorees).toBe(1);
    expect(bilan.positionsCorrigees).toBe(1);
    expect(bilan.localisations).toEqual({ annuaire: 3, commune: 3, absente: 1 });
    expect(await ecole(uaiEssai(1))).toEqual(
      jasmine.objectContaining({ latitude: 43.61, departement: '031', ouverture: '1968-09-01' }),
    );
    expect(await ecole(uaiEssai(2))).toEqual(jasmine.objectContaining({ localisation: 'COMMUNE', ouverture: null }));
    expect(await ecole(uaiEssai(5))).toEqual(jasmine.objectContaining({ localisation: 'ABSENTE', latitude: null }));
    expect((await ecole(uaiEssai(6)))?.['nom']).toBe('Deuxième ligne');
    expect((await ecole(uaiEssai(7)))?.['departement']).toBe('031');
  });

  it('a dry run writes nothing', async () => {
    const avant = await etatDe(source);
    const { etat, bilan } = await importer(annuaire(dix), { simulation: true });
    expect([etat, bilan.etablissements.crees, bilan.pials.crees, bilan.membres.ouverts]).toEqual(['SIMULE', 10, 1, 10]);
    expect(await etatDe(source)).toBe(avant);
  });
});

/** Real schools of other départements, written as an older vintage: other headers, dd/mm/yyyy, Windows-1252, more columns. */
function autreAcademie(departements: readonly string[]): { lignes: Buffer; ecoles: number; pials: number } {
  const [entete = '', ...reste] = gunzipSync(readFileSync(join(DONNEES, 'etablissements_france_slim.csv.gz')))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  const noms = entete.split(';');
  const ecoles = reste
    .map((ligne) =>
      Object.fromEntries(ligne.split(';').map((valeur, rang) => [noms[rang] ?? '', valeur.replace(/^"|"$/g, '')])),
    )
    .filter((ligne) => departements.includes(ligne['departement'] ?? ''));
  const tetes = new Map<string, string>();
  for (const { uai = '', departement = '' } of ecoles) if (!tetes.has(departement)) tetes.set(departement, uai);
  const lignes = ecoles.map((ligne, n) => ({
    "Identifiant de l'établissement": ligne['uai'] ?? '',
    'Nom établissement': `Élémentaire ${ligne['nom'] ?? ''}`,
    'Type établissement': ligne['type'] ?? '',
    'Statut public privé': 'Public',
    Téléphone: '01 02 03 04 05',
    'Code postal': ligne['cp'] ?? '',
    'Code commune': ligne['code_commune'] ?? '',
    'Nom commune': ligne['commune'] ?? '',
    'Code département': ligne['departement'] ?? '',
    Latitude: ligne['lat'] ?? '',
    Longitude: ligne['lon'] ?? '',
    "Date d'ouverture": 'ignorée',
    'Date ouverture': n % 50 === 7 ? '01/01/2099' : '01/09/1968',
    PIAL: n % 9 === 0 ? '' : (tetes.get(ligne['departement'] ?? '') ?? ''),
  }));
  const colonnes = Object.keys(lignes[0] ?? {});
  return { lignes: enWindows1252(enCsv(lignes, colonnes)), ecoles: lignes.length, pials: tetes.size };
}
