import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { PAR_SYSTEME, une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, enCsv, enWindows1252, ligneRh, photoRh } from '../essais/extraits.js';
import { importerRh } from './importer-rh.js';

describe('Lignes rejetées d’une photo RH', () => {
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
  const aesh = (id: string): Promise<Record<string, unknown> | undefined> =>
    une(source, 'SELECT * FROM aesh WHERE id_agent = $1', [id]);
  const rejets = (
    importId: string,
  ): Promise<{ ligne: number; colonne: string; valeur: string; code: string; motif: string }[]> =>
    source.query(
      'SELECT ligne, colonne, valeur, code, motif FROM import_rejet WHERE import_id = $1 AND NOT signalement ORDER BY ligne',
      [importId],
    );

  const CAS: [string, LigneEssai, string, string][] = [
    ['unknown nature', { NATURE_SUPPORT: 'XXXX' }, 'NATURE_SUPPORT', 'NATURE_INCONNUE'],
    ['31 February', { DATE_DEBUT_MISSION: '31/02/2026' }, 'DATE_DEBUT_MISSION', 'DATE_INVALIDE'],
    ['quotité 620', { QUOTITE: '620' }, 'QUOTITE', 'NOMBRE_HORS_BORNES'],
    ['end before start', { DATE_FIN_MISSION: '31/08/2020' }, 'DATE_FIN_MISSION', 'DATES_INVERSEES'],
    [
      'contract end before start',
      { TYPE_CONTRAT: 'CDD', DATE_FIN_CONTRAT: '01/01/2020' },
      'DATE_FIN_CONTRAT',
      'DATES_INVERSEES',
    ],
    ['CDD without end', { TYPE_CONTRAT: 'CDD', DATE_FIN_CONTRAT: '' }, 'DATE_FIN_CONTRAT', 'VALEUR_MANQUANTE'],
    ['no agent', { ID_AGENT: '' }, 'ID_AGENT', 'VALEUR_MANQUANTE'],
    ['no name', { NOM_USAGE: ' ' }, 'NOM_USAGE', 'VALEUR_MANQUANTE'],
    ['no mission', { ID_MISSION: '' }, 'ID_MISSION', 'VALEUR_MANQUANTE'],
    ['no employer', { UAI_EMPLOYEUR: '' }, 'UAI_EMPLOYEUR', 'VALEUR_MANQUANTE'],
    ['bad check letter', { UAI_EMPLOYEUR: '0311131A' }, 'UAI_EMPLOYEUR', 'UAI_INVALIDE'],
    ['bad tête', { UAI_TETE_PIAL: '123' }, 'UAI_TETE_PIAL', 'UAI_INVALIDE'],
    ['unknown contract', { TYPE_CONTRAT: 'CUI' }, 'TYPE_CONTRAT', 'VALEUR_INCONNUE'],
    ['hours that are none', { HEURES_HEBDO: 'vingt' }, 'HEURES_HEBDO', 'NOMBRE_INVALIDE'],
    ['name of 300 letters', { NOM_USAGE: 'X'.repeat(300) }, 'NOM_USAGE', 'VALEUR_TROP_LONGUE'],
  ];
  for (const [nom, changements, colonne, code] of CAS) {
    it(`${nom}: the line alone is rejected, with its number, column, value and reason`, async () => {
      const { importId, bilan } = await importer([ligneRh(1, 1), ligneRh(2, 1, changements), ligneRh(3, 1)]);
      const [rejet, ...autres] = await rejets(importId);
      expect(autres).toEqual([]);
      expect(rejet).toEqual(jasmine.objectContaining({ ligne: 3, colonne, code }));
      expect(rejet?.motif.length).toBeGreaterThan(20);
      expect(bilan.rejets).toBe(1);
      expect(bilan.missions.crees).toBe(2);
    });
  }

  it('a mission given twice: the first line is kept', async () => {
    const { importId, bilan } = await importer([ligneRh(1, 1), ligneRh(2, 1, { ID_MISSION: 'EPPM1-1' })]);
    expect(await rejets(importId)).toEqual([
      jasmine.objectContaining({ ligne: 3, colonne: 'ID_MISSION', valeur: 'EPPM1-1', code: 'DOUBLON' }),
    ]);
    expect(bilan.aesh.crees).toBe(1);
  });

  it('another identity under one ID_AGENT is rejected; another address is a change, the last line wins', async () => {
    const { importId, bilan } = await importer([
      ligneRh(1, 1),
      ligneRh(1, 2, { PRENOM: 'Quelqu’un' }),
      ligneRh(1, 3, { ADRESSE: '9 impasse Neuve' }),
    ]);
    expect(await rejets(importId)).toEqual([
      jasmine.objectContaining({ ligne: 3, code: 'ETAT_CIVIL_CONTRADICTOIRE', valeur: 'EPPA0000001' }),
    ]);
    expect(bilan.agentsDivergents).toBe(1);
    expect((await aesh('EPPA0000001'))?.['adresse']).toBe('9 impasse Neuve');
  });

  it('a faulty line is present all the same: its mission and its AESH keep their former state', async () => {
    const lignes = photoRh(60, 60);
    await importer(lignes);
    const texte = enCsv([
      ligneRh(1, 1, { QUOTITE: '620' }),
      ligneRh(2, 1, { ID_MISSION: '' }),
      ...lignes.slice(2),
    ]).split('\r\n');
    texte[4] = (texte[4] ?? '').split(';').slice(0, 20).join(';');
    const fichier = dossier.ecrire('fautes.csv', texte.join('\r\n'));
    const { etat, bilan } = await importerRh(source, { origine: 'EPP', fichier, ...PAR_SYSTEME });
    expect(etat).toBe('TERMINE');
    expect(bilan.fichiers[0]?.rejetsParCode).toEqual({
      NOMBRE_DE_COLONNES: 1,
      NOMBRE_HORS_BORNES: 1,
      VALEUR_MANQUANTE: 1,
    });
    expect([bilan.missions.desactives, bilan.aesh.desactives]).toEqual([0, 0]);
  });

  it('an extract in Windows-1252 with 1 % broken lines imports well', async () => {
    const lignes = photoRh(1_000, 2_500).map((ligne, n) =>
      n % 100 === 50 ? { ...ligne, DATE_DEBUT_MISSION: '31/02/2026' } : ligne,
    );
    const fichier = dossier.ecrire('cp1252.csv', enWindows1252(enCsv(lignes)));
    const { etat, bilan } = await importerRh(source, { origine: 'EPP', fichier, ...PAR_SYSTEME });
    expect(etat).toBe('TERMINE');
    expect(bilan.fichiers[0]).toEqual(
      jasmine.objectContaining({ encodage: 'WINDOWS-1252', lignes: 2_500, rejets: 25 }),
    );
    expect(bilan.missions.crees).toBe(2_475);
    expect((await aesh('EPPA0000007'))?.['prenom']).toBe('Benoît');
    expect((await aesh('EPPA0000004'))?.['nom_famille']).toBe('LŒUIL');
  });
});
