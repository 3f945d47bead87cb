import { ApiDEssai } from '../../../essais/api.js';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import type { Page } from '../../../platform/lists/liste.js';
import type { CodeProfil, Perimetre } from '../../../platform/security/index.js';
import { ReferentielModule } from '../index.js';
import {
  type EtablissementLigne,
  HORS_PIAL,
  listerEtablissements,
  type ParametresEtablissements,
  TRIS_ETABLISSEMENTS,
} from './lister-etablissements.js';

const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };
const EN_COURS = jour('2026-11-24');

describe('Liste des établissements', () => {
  let base: BaseDEssai;
  let monde: Monde;
  let jaures: string;
  let ferry: string;
  let tete: string;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    jaures = await monde.etablissement({
      nom: 'École élémentaire Jean-Jaurès',
      commune: 'L’Union',
      circonscription: 'C1',
    });
    ferry = await monde.etablissement({ nom: 'École Jules Ferry', commune: 'Saint-Jean' });
    tete = await monde.etablissement({ nom: 'Collège Élan 100%', commune: 'Muret', degre: 'SECOND' });
    await monde.pial({ tete });
    await monde.membre({ pial: tete, uai: jaures, debut: '2020-09-01', fin: '2025-08-31' });
    const autre = await monde.pial({
      tete: await monde.etablissement({ nom: 'Collège Bellevue', commune: 'Toulouse' }),
    });
    await monde.membre({ pial: autre, uai: jaures, debut: '2025-09-01' });
    await base.source.query(`UPDATE etablissement SET actif = false, commune = NULL WHERE uai = $1`, [ferry]);
    await monde.etablissement({ nom: 'École Jean Jaurès', departement: '081' });
  });
  afterAll(() => base.fermer());

  const page = (
    parametres: Partial<ParametresEtablissements> = {},
    perimetre: Perimetre = HAUTE_GARONNE,
    le = EN_COURS,
  ): Promise<Page<EtablissementLigne>> =>
    listerEtablissements(
      base.source,
      perimetre,
      { sort: [{ nom: 'nom', descendant: false }], page: 1, size: 50, ...parametres },
      le,
    );
  const noms = async (...demande: Parameters<typeof page>): Promise<string[]> =>
    (await page(...demande)).items.map(({ nom }) => nom);

  it('gives the schools of the perimeter with the PIAL of the day', async () => {
    const { items, total } = await page({ q: 'jaures' });
    const ligne = {
      uai: jaures,
      nom: 'École élémentaire Jean-Jaurès',
      type: null,
      commune: 'L’Union',
      codePostal: null,
      degre: 'PREMIER',
      actif: true,
      pial: { uai: jasmine.any(String) as unknown as string, nom: 'Collège Bellevue' },
    } satisfies EtablissementLigne;
    expect([items, total]).toEqual([[ligne], 1]);
    expect((await page({ q: 'jaures' }, HAUTE_GARONNE, jour('2025-08-31'))).items[0]?.pial?.uai).toBe(tete);
    expect((await page({ q: 'jaures' }, HAUTE_GARONNE, jour('2019-08-31'))).items[0]?.pial).toBeNull();
  });

  const recherches: [string, string[]][] = [
    ['JAURÈS', ['École élémentaire Jean-Jaurès']],
    ['jean jaures', ['École élémentaire Jean-Jaurès']],
    ['jaures ecole', ['École élémentaire Jean-Jaurès']],
    ["l'union", ['École élémentaire Jean-Jaurès']],
    ['ecole', ['École élémentaire Jean-Jaurès', 'École Jules Ferry']],
    ['elan muret', ['Collège Élan 100%']],
    ['%', ['Collège Élan 100%']],
    ['_', []],
    ['\\', []],
    ['jaures ferry', []],
    ["'; DROP TABLE etablissement; --", []],
  ];
  for (const [q, attendus] of recherches) {
    it(`« ${q} »: every word, in the name, the UAI or the commune, accents and case ignored`, async () => {
      expect((await noms({ q })).sort()).toEqual([...attendus].sort());
    });
  }

  it('finds a school by its UAI, whole or not, in any case', async () => {
    expect(await noms({ q: jaures.toLowerCase() })).toEqual(['École élémentaire Jean-Jaurès']);
    expect(await noms({ q: ferry.slice(1) })).toEqual(['École Jules Ferry']);
  });

  it('filters by PIAL, out of any PIAL, and by what the annuaire still has', async () => {
    expect(await noms({ pial: tete })).toEqual(['Collège Élan 100%']);
    expect(await noms({ pial: HORS_PIAL })).toEqual(['École Jules Ferry']);
    expect(await noms({ pial: ferry })).toEqual([]);
    expect(await noms({ actif: false })).toEqual(['École Jules Ferry']);
    expect(await noms({ actif: true })).toHaveSize(3);
  });

  it('sorts on every column, both ways; its pages neither repeat nor lose a school', async () => {
    for (const nom of TRIS_ETABLISSEMENTS) {
      for (const descendant of [false, true]) {
        const vus: string[] = [];
        for (const numero of [1, 2, 3]) {
          const { items, total } = await page({ sort: [{ nom, descendant }], page: numero, size: 2 });
          expect(total).toBe(4);
          vus.push(...items.map(({ uai }) => uai));
        }
        expect(new Set(vus).size).withContext(nom).toBe(4);
      }
    }
    const parPial = await noms({ sort: [{ nom: 'pial', descendant: false }] });
    expect([parPial.slice(0, 2).sort(), parPial.slice(2)]).toEqual([
      ['Collège Bellevue', 'École élémentaire Jean-Jaurès'],
      ['Collège Élan 100%', 'École Jules Ferry'],
    ]);
    expect(await page({ page: 9, q: 'ecole' })).toEqual({ items: [], total: 2, page: 9, size: 50 });
    expect((await page({ page: 9 })).total).toBe(4);
  });

  it('asks the database once', async () => {
    const requetes = spyOn(base.source, 'query').and.callThrough();
    await page({ q: 'ecole', pial: tete });
    expect(requetes).toHaveBeenCalledTimes(1);
  });

  it('F1.2-2 F2.3-1 each perimeter sees its schools, and nothing outside', async () => {
    const cas: [Perimetre, number][] = [
      [HAUTE_GARONNE, 4],
      [{ nature: 'SECTEURS_CHOISIS', departement: '031', secteurs: ['S'] }, 4],
      [{ nature: 'DEPARTEMENT', departement: '081' }, 1],
      [{ nature: 'DEPARTEMENT', departement: '082' }, 0],
      [{ nature: 'PIAL', pialUai: tete }, 1],
      [{ nature: 'CIRCONSCRIPTION', circonscription: 'C1' }, 1],
      [{ nature: 'ETABLISSEMENT', uai: ferry }, 1],
      [{ nature: 'SECTEURS', secteurs: [await monde.secteur()] }, 4],
      [{ nature: 'SECTEURS', secteurs: [] }, 0],
      [{ nature: 'AUCUN' }, 0],
    ];
    for (const [perimetre, attendu] of cas) {
      expect((await page({}, perimetre)).total)
        .withContext(JSON.stringify(perimetre))
        .toBe(attendu);
    }
  });

  describe('GET /etablissements', () => {
    let api: ApiDEssai;

    beforeAll(async () => {
      api = await ApiDEssai.demarrer(base.source, ReferentielModule);
    });
    afterAll(() => api.fermer());

    it('answers those who read decisions; 401 without a session, 403 for the others', async () => {
      const cas: [CodeProfil, Perimetre, number][] = [
        ['GESTIONNAIRE_AESH', HAUTE_GARONNE, 200],
        ['CHEF_ETABLISSEMENT', { nature: 'ETABLISSEMENT', uai: jaures }, 200],
        ['ADMINISTRATEUR', { nature: 'AUCUN' }, 403],
        ['INTEGRATEUR', { nature: 'AUCUN' }, 403],
      ];
      for (const [profil, perimetre, attendu] of cas) {
        const jeton = await api.connecter(profil, perimetre);
        expect((await api.demander('GET', '/etablissements', { jeton })).statut)
          .withContext(profil)
          .toBe(attendu);
      }
      expect((await api.demander('GET', '/etablissements')).statut).toBe(401);
    });

    it('reads the filters, and refuses what is not of the contract, naming it', async () => {
      const jeton = await api.connecter('GESTIONNAIRE_AESH', HAUTE_GARONNE);
      const demander = (requete: string): ReturnType<ApiDEssai['demander']> =>
        api.demander('GET', `/etablissements?${requete}`, { jeton });
      for (const [requete, total] of [
        ['q=ecole&sort=-commune&size=1', 2],
        [`pial=${tete.toLowerCase()}&actif=true`, 1],
        ['pial=HORS_PIAL&actif=false', 1],
        ['q=zzz%00b', 0],
      ] as const) {
        const { statut, corps } = await demander(requete);
        expect([statut, corps['total']]).withContext(requete).toEqual([200, total]);
      }
      for (const [requete, champ] of [
        ['sort=ville', 'sort'],
        ['size=0', 'size'],
        ['size=1000000000', 'size'],
        ['page=0', 'page'],
        ['pial=0311131A', 'pial'],
        ['pial=', 'pial'],
        ['actif=oui', 'actif'],
        ['commune=Muret', 'commune'],
        [`q=${'x'.repeat(10_000)}`, 'q'],
      ] as const) {
        const { statut, corps } = await demander(requete);
        expect([statut, (corps['errors'] as { path: string }[])[0]?.path])
          .withContext(requete.slice(0, 40))
          .toEqual([400, champ]);
      }
    });
  });
});
