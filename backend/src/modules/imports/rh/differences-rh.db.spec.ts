import type { DataSource } from 'typeorm';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { PAR_SYSTEME, une, viderBase } from '../essais/etat.js';
import { DossierEssai, type LigneEssai, ligneRh, photoRh, uaiEssai } from '../essais/extraits.js';
import { lireChangements } from '../queries/lire-changements.js';
import { type DifferenceLue, lireDifferences, telechargerDifferences } from '../queries/lire-differences.js';
import { importerRh } from './importer-rh.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const TARN: Perimetre = { nature: 'DEPARTEMENT', departement: '081' };
const ADMINISTRATEUR: Perimetre = { nature: 'AUCUN' };

describe('Ce qu’une photo RH change', () => {
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

  const importer = async (
    lignes: readonly LigneEssai[],
    options: Partial<Parameters<typeof importerRh>[1]> = {},
  ): Promise<Awaited<ReturnType<typeof importerRh>>> =>
    importerRh(source, { origine: 'EPP', fichier: dossier.rh('EPP.csv', lignes), ...PAR_SYSTEME, ...options });
  const differences = async (
    importId: string,
    perimetre: Perimetre = HAUTE_GARONNE,
    filtre: Partial<Parameters<typeof lireDifferences>[3]> = {},
  ): Promise<DifferenceLue[]> =>
    (await lireDifferences(source, perimetre, importId, { page: 1, size: 200, ...filtre })).items;

  describe('différences', () => {
    const avant = photoRh(60, 60);
    /** Agent 1 gone, 2 changed, 61 new. */
    const apres = [
      { ...avant[1], TELEPHONE: '0611223344', HEURES_HEBDO: '12' } as LigneEssai,
      ...avant.slice(2),
      ligneRh(61, 1),
    ];

    it('are the same in a dry run and in the import that follows, record by record, field by field', async () => {
      await importer(avant);
      const essai = await importer(apres, { simulation: true });
      const vues = await differences(essai.importId);
      expect(vues.map(({ genre, objet, cle }) => `${genre} ${objet} ${cle}`)).toEqual([
        'DISPARU AESH EPPA0000001',
        'MODIFIE AESH EPPA0000002',
        'NOUVEAU AESH EPPA0000061',
        'DISPARU MISSION EPPM1-1',
        'MODIFIE MISSION EPPM2-1',
        'NOUVEAU MISSION EPPM61-1',
      ]);
      expect(vues[1]).toEqual(
        jasmine.objectContaining({
          libelle: 'CAZENAVE 2 Gaëlle',
          champs: [{ nom: 'telephone', libelle: 'Téléphone', avant: '0600000002', apres: '0611223344' }],
        }),
      );
      expect(vues[4]?.champs).toEqual([
        { nom: 'heures', libelle: 'Heures hebdomadaires', avant: 24, apres: 12 },
        { nom: 'heures_rh', libelle: 'Heures reçues de RH', avant: 24, apres: 12 },
      ]);
      expect(vues.filter(({ objetId }) => objetId === null).map(({ genre }) => genre)).toEqual(['NOUVEAU', 'NOUVEAU']);

      const vrai = await importer(apres);
      const ecrites = await differences(vrai.importId);
      expect(ecrites).toEqual(vues);
      expect(vrai.bilan.differencesGardees).toBe(6);
    });

    it('F7.0-2 F8.0-5 an AESH and a mission that come back are said to', async () => {
      await importer(avant);
      await importer(avant.slice(1));
      const { importId } = await importer(avant);
      expect((await differences(importId)).map(({ genre, objet }) => `${genre} ${objet}`)).toEqual([
        'REACTIVE AESH',
        'REACTIVE MISSION',
      ]);
    });

    it('are filtered, searched without accents, paged', async () => {
      await importer(avant);
      const { importId } = await importer(apres);
      expect(await differences(importId, HAUTE_GARONNE, { genre: 'NOUVEAU' })).toHaveSize(2);
      expect(await differences(importId, HAUTE_GARONNE, { objet: 'AESH' })).toHaveSize(3);
      expect((await differences(importId, HAUTE_GARONNE, { q: 'cazenave gaelle' })).map(({ objet }) => objet)).toEqual([
        'AESH',
        'MISSION',
      ]);
      const page = await lireDifferences(source, HAUTE_GARONNE, importId, { page: 2, size: 4 });
      expect([page.total, page.items.length]).toEqual([6, 2]);
    });

    it('a superviseur sees those of the département and those of none; an administrator all of RH', async () => {
      const { importId } = await importer([
        ligneRh(1, 1, { UAI_EMPLOYEUR: uaiEssai(5, '081') }),
        ligneRh(2, 1, { UAI_EMPLOYEUR: uaiEssai(5, '031') }),
        ligneRh(3, 1, { UAI_EMPLOYEUR: uaiEssai(5, '031') }),
        ligneRh(3, 2, { UAI_EMPLOYEUR: uaiEssai(5, '081') }),
      ]);
      const cles = async (perimetre: Perimetre): Promise<string[]> =>
        (await differences(importId, perimetre)).map(({ cle }) => cle);
      expect(await cles(TARN)).toEqual(['EPPA0000001', 'EPPA0000003', 'EPPM1-1', 'EPPM3-2']);
      expect(await cles(HAUTE_GARONNE)).toEqual(['EPPA0000002', 'EPPA0000003', 'EPPM2-1', 'EPPM3-1']);
      expect(await cles(ADMINISTRATEUR)).toHaveSize(7);
      expect(await cles({ nature: 'PIAL', pialUai: uaiEssai(1) })).toEqual([]);
    });

    it('are exported one line a field, and nothing of them is a formula', async () => {
      await importer([ligneRh(1, 1)]);
      const { importId } = await importer([ligneRh(1, 1, { ADRESSE: '=HYPERLINK("x")', HEURES_HEBDO: '12,5' })]);
      let csv = '';
      for await (const morceau of await telechargerDifferences(source, HAUTE_GARONNE, importId, {})) csv += morceau;
      expect(csv.split('\r\n')).toEqual([
        '\ufeffgenre;objet;identifiant;nom;champ;avant;après',
        `Modifié;AESH;EPPA0000001;BÉNAZET 1 Désirée;Adresse;1 rue des Érables, bât. 1;"'=HYPERLINK(""x"")"`,
        'Modifié;Mission;EPPM1-1;BÉNAZET 1 Désirée — HP1D;Heures hebdomadaires;24;12,5',
        'Modifié;Mission;EPPM1-1;BÉNAZET 1 Désirée — HP1D;Heures reçues de RH;24;12,5',
        '',
      ]);
    });
  });

  describe('changements pour le gestionnaire', () => {
    const FUTUR = { DATE_FIN_MISSION: '31/08/2027', DATE_FIN_CONTRAT: '31/08/2027', TYPE_CONTRAT: 'CDD' };
    let monde: Monde;
    let photo: LigneEssai[];

    /** A hundred agents (the guard stays quiet); the first has one accompaniment in each département. */
    beforeEach(async () => {
      photo = photoRh(100, 100).map((ligne) => ({ ...ligne, ...FUTUR, HEURES_HEBDO: '24' }));
      await importer(photo);
      monde = new Monde(source, '031');
      const mission = await une<{ id: number }>(source, `SELECT id FROM mission WHERE id_mission = 'EPPM1-1'`);
      for (const [departement, nom] of [
        ['031', 'BONNET'],
        ['081', 'TARNAIS'],
      ] as const) {
        const secteur = await monde.secteur({ departement });
        const { decision, uai } = await monde.eleveNotifie({ secteur, nom, prenom: 'Léa' });
        await monde.accompagnement({ mission: mission?.id ?? 0, decisions: [decision], uai, heures: 12 });
      }
    });

    const changer = (changements: LigneEssai | null): Promise<unknown> =>
      importer(
        changements === null ? photo.slice(1) : [{ ...photo[0], ...changements } as LigneEssai, ...photo.slice(1)],
      );
    const vus = async (
      perimetre: Perimetre = HAUTE_GARONNE,
    ): Promise<Awaited<ReturnType<typeof lireChangements>>['items']> =>
      (await lireChangements(source, perimetre, { page: 1, size: 50 })).items;

    const CAS: [string, LigneEssai | null, string, string][] = [
      [
        'an AESH gone',
        null,
        'AESH_INACTIF',
        'Désirée BÉNAZET 1 n’est plus dans l’extrait RH : l’AESH est devenu inactif. 1 accompagnement est touché.',
      ],
      [
        'hours changed',
        { HEURES_HEBDO: '12,5' },
        'HEURES_MODIFIEES',
        'Une mission de Désirée BÉNAZET 1 passe de 24 h à 12 h 30 par semaine. 1 accompagnement est touché.',
      ],
      [
        'a contract that stops',
        { DATE_FIN_MISSION: '31/12/2026', DATE_FIN_CONTRAT: '31/12/2026' },
        'CONTRAT_ROMPU',
        'Le contrat de Désirée BÉNAZET 1 s’arrête le 31/12/2026 au lieu du 31/08/2027. 1 accompagnement est touché.',
      ],
      [
        'a longer mission',
        { DATE_FIN_MISSION: '31/08/2028', DATE_FIN_CONTRAT: '31/08/2028' },
        'PERIODE_MODIFIEE',
        'Une mission de Désirée BÉNAZET 1 court désormais du 01/09/2026 au 31/08/2028 (avant : du 01/09/2026 au 31/08/2027). 1 accompagnement est touché.',
      ],
      ['another nature', { NATURE_SUPPORT: 'AHRE' }, 'NATURE_MODIFIEE', 'AHRE'],
    ];
    for (const [nom, changements, genre, phrase] of CAS) {
      it(`${nom}: ${genre}, with the pupils of the département`, async () => {
        await changer(changements);
        const [vu, ...autres] = await vus();
        expect(autres).toEqual([]);
        expect(vu).toEqual(jasmine.objectContaining({ genre, accompagnementsTouches: 1 }));
        expect(vu?.phrase).toContain(phrase);
        expect(vu?.aesh.nom).toBe('BÉNAZET 1');
        expect(vu?.eleves.map(({ nom: eleve }) => eleve)).toEqual(['BONNET']);
        expect((await vus(TARN)).flatMap(({ eleves }) => eleves.map(({ nom: eleve }) => eleve))).toEqual(['TARNAIS']);
        expect(await vus(ADMINISTRATEUR)).toEqual([]);
      });
    }

    it('a mission gone while another of its AESH stays: MISSION_INACTIVE', async () => {
      await importer([...photo, ligneRh(1, 3, FUTUR)]);
      await importer([...photo.slice(1), ligneRh(1, 3, FUTUR)]);
      expect((await vus()).map(({ genre }) => genre)).toEqual(['MISSION_INACTIVE']);
    });

    it('says nothing of what touches no accompaniment, nor of a dry run', async () => {
      await changer({ TELEPHONE: '0102030405' });
      await importer([{ ...photo[1], HEURES_HEBDO: '2' } as LigneEssai, photo[0] as LigneEssai, ...photo.slice(2)]);
      await importer(photo.slice(1), { simulation: true });
      expect(await vus()).toEqual([]);
    });

    it('a contract shortened beyond every accompaniment breaks nothing', async () => {
      await source.query(`UPDATE accompagnement SET fin = '2026-12-31'`);
      await changer({ DATE_FIN_MISSION: '31/03/2027', DATE_FIN_CONTRAT: '31/03/2027' });
      expect(await vus()).toEqual([]);
    });

    it('only shows the pupils of the sectors chosen', async () => {
      await changer({ HEURES_HEBDO: '6' });
      const [secteur] = await source.query<{ code: string }[]>(`SELECT code FROM secteur WHERE departement = '031'`);
      const choisi = (code: string): Perimetre => ({
        nature: 'SECTEURS_CHOISIS',
        departement: '031',
        secteurs: [code],
      });
      expect(await vus(choisi(secteur?.code ?? ''))).toHaveSize(1);
      expect(await vus(choisi('autre'))).toEqual([]);
    });
  });
});
