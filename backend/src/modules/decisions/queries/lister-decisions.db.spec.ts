import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import type { DecisionLigne } from './lignes-decision.js';
import { TRIS_DECISIONS } from './criteres-decisions.js';
import { type ParametresDecisions, listerDecisions } from './lister-decisions.js';

const JOUR = jour('2026-11-24');
const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('listerDecisions', () => {
  let base: BaseDEssai;
  let monde: Monde;
  let secteur: string;
  let secteurs = 0;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());
  // A sector of its own for each spec: its decisions are those that the spec has made.
  beforeEach(async () => {
    secteurs += 1;
    secteur = await monde.secteur({ code: `SPEC-${secteurs}` });
  });

  const page = (p: Partial<ParametresDecisions> = {}, perimetre: Perimetre = HAUTE_GARONNE) =>
    listerDecisions(
      base.source,
      perimetre,
      { sort: [{ nom: 'nom', descendant: false }], page: 1, size: 50, secteur: [secteur], ...p },
      JOUR,
    );
  const noms = async (p: Partial<ParametresDecisions> = {}): Promise<string[]> =>
    (await page(p)).items.map((d) => d.eleve.nom);
  const seule = async (): Promise<DecisionLigne> => {
    const { items } = await page();
    expect(items.length).toBe(1);
    return items[0] as DecisionLigne;
  };

  describe('schools and PIAL', () => {
    it('F6.1-3 shows only the schoolings that overlap the decision', async () => {
      const [avant, pendant, apres] = [
        await monde.etablissement(),
        await monde.etablissement(),
        await monde.etablissement(),
      ];
      const eleve = await monde.eleve({ secteur });
      await monde.scolarite({ eleve, uai: avant, debut: '2024-09-01', fin: '2026-08-31' });
      await monde.scolarite({ eleve, uai: pendant, debut: '2026-09-01', fin: '2027-08-31' });
      await monde.scolarite({ eleve, uai: apres, debut: '2027-09-01', fin: null });
      await monde.decision({ eleve, debut: '2026-09-01', fin: '2027-08-31' });
      expect((await seule()).etablissements.map((e) => e.uai)).toEqual([pendant]);
    });

    it('F6.1-3 when none overlaps it, shows the last one, whether before or after', async () => {
      const [ancienne, recente] = [await monde.etablissement(), await monde.etablissement()];
      const eleve = await monde.eleve({ secteur });
      await monde.scolarite({ eleve, uai: ancienne, debut: '2024-09-01', fin: '2025-08-31' });
      await monde.scolarite({ eleve, uai: recente, debut: '2025-09-01', fin: '2026-08-31' });
      await monde.decision({ eleve, debut: '2026-09-01', fin: '2027-08-31' });
      const { etablissements } = await seule();
      expect(etablissements).toEqual([
        jasmine.objectContaining({ uai: recente, debut: jour('2025-09-01'), fin: jour('2026-08-31') }),
      ]);
    });

    it('a pupil without any schooling has no school and no PIAL', async () => {
      await monde.decision({ eleve: await monde.eleve({ secteur }) });
      const { etablissements, pial } = await seule();
      expect([etablissements, pial]).toEqual([[], null]);
    });

    it('yearly schoolings in one school make one line, from the first to the last day', async () => {
      const uai = await monde.etablissement({ nom: 'École Voltaire', commune: 'Blagnac' });
      const eleve = await monde.eleve({ secteur });
      await monde.scolarite({ eleve, uai, debut: '2025-09-01', fin: '2026-08-31' });
      await monde.scolarite({ eleve, uai, debut: '2026-09-01', fin: null });
      await monde.decision({ eleve, debut: '2026-01-01', fin: '2027-08-31' });
      expect((await seule()).etablissements).toEqual([
        { uai, nom: 'École Voltaire', commune: 'Blagnac', debut: jour('2025-09-01'), fin: null },
      ]);
    });

    it('the PIAL is that of the school where the pupil is today, at its membership of today', async () => {
      const [hier, maintenant, demain] = [
        await monde.etablissement(),
        await monde.etablissement(),
        await monde.etablissement(),
      ];
      await monde.pial({ membres: [hier] });
      await monde.pial({ membres: [demain] });
      const [ancien, actuel] = [await monde.pial(), await monde.pial({ nom: 'Collège Actuel' })];
      await monde.membre({ pial: ancien, uai: maintenant, debut: '2020-09-01', fin: '2026-10-31' });
      await monde.membre({ pial: actuel, uai: maintenant, debut: '2026-11-01' });
      const eleve = await monde.eleve({ secteur });
      await monde.scolarite({ eleve, uai: hier, debut: '2025-09-01', fin: '2026-08-31' });
      await monde.scolarite({ eleve, uai: maintenant, debut: '2026-09-01', fin: '2027-08-31' });
      await monde.scolarite({ eleve, uai: demain, debut: '2027-09-01', fin: '2028-08-31' });
      await monde.decision({ eleve, debut: '2025-09-01', fin: '2028-08-31' });
      expect((await seule()).pial).toEqual({ uai: actuel, nom: 'Collège Actuel' });
      expect(await noms({ pial: [actuel] })).toHaveSize(1);
      expect(await noms({ pial: [ancien] })).toEqual([]);
      for (const uai of [hier, maintenant, demain]) expect(await noms({ uai: [uai] })).toHaveSize(1);
    });

    it('else that of the last school shown, on its last day; none when it is hors PIAL', async () => {
      const uai = await monde.etablissement();
      const [ancien, suivant] = [await monde.pial(), await monde.pial()];
      await monde.membre({ pial: ancien, uai, debut: '2020-09-01', fin: '2026-08-31' });
      await monde.membre({ pial: suivant, uai, debut: '2026-09-01' });
      const eleve = await monde.eleve({ secteur });
      await monde.scolarite({ eleve, uai, debut: '2024-09-01', fin: '2026-07-05' });
      await monde.decision({ eleve, debut: '2025-09-01', fin: '2027-08-31' });
      expect((await seule()).pial?.uai).toBe(ancien);

      const horsPial = await monde.eleve({ secteur, nom: 'ZZZ' });
      await monde.scolarite({ eleve: horsPial, uai: await monde.etablissement(), debut: '2027-01-01', fin: null });
      await monde.decision({ eleve: horsPial });
      expect((await page()).items.at(-1)?.pial).toBeNull();
    });

    it('a school filter does not find a decision where that school is not shown', async () => {
      const [ancienne, recente] = [await monde.etablissement(), await monde.etablissement()];
      const eleve = await monde.eleve({ secteur });
      await monde.scolarite({ eleve, uai: ancienne, debut: '2024-09-01', fin: '2025-08-31' });
      await monde.scolarite({ eleve, uai: recente, debut: '2026-09-01', fin: null });
      await monde.decision({ eleve });
      expect(await noms({ uai: [recente] })).toHaveSize(1);
      expect(await noms({ uai: [ancienne] })).toEqual([]);
    });
  });

  describe('sort and pages', () => {
    it('sorts on every column, both ways, and its pages neither repeat nor lose a line', async () => {
      for (let n = 0; n < 23; n += 1) {
        const eleve = await monde.eleve({ secteur, nom: `N${n % 4}`, prenom: `P${n % 3}` });
        await monde.decision({ eleve, type: n % 2 ? 'INDIVIDUELLE' : 'MUTUALISEE', heures: n % 3 && n % 2 ? n : null });
      }
      await monde.rafraichir();
      for (const nom of TRIS_DECISIONS) {
        for (const descendant of [false, true]) {
          const vues: number[] = [];
          for (let numero = 1; numero <= 5; numero += 1) {
            const { items, total } = await page({ sort: [{ nom, descendant }], page: numero, size: 5 });
            expect(total).toBe(23);
            vues.push(...items.map((d) => d.id));
          }
          expect(new Set(vues).size).withContext(`${nom} ${descendant}`).toBe(23);
        }
      }
      const heures = (await page({ sort: [{ nom: 'heures', descendant: false }] })).items.map((d) => d.heures);
      expect(heures.slice(0, 7)).toEqual([1, 5, 7, 11, 13, 17, 19]);
      expect(heures.slice(7).every((h) => h === null)).toBeTrue();
      const decroissantes = (await page({ sort: [{ nom: 'heures', descendant: true }] })).items.map((d) => d.heures);
      expect(decroissantes.slice(0, 2)).toEqual([19, 17]);
    });

    it('sorts names as French does: Élan before Zoé, whatever the case', async () => {
      for (const nom of ['Zoé', 'élan', 'Eck', 'Élan'])
        await monde.decision({ eleve: await monde.eleve({ secteur, nom, prenom: 'A' }) });
      expect(await noms()).toEqual(['Eck', 'élan', 'Élan', 'Zoé']);
    });

    it('F6.2-1 search, filters and sort are over all the decisions, not over the page shown', async () => {
      for (let n = 0; n < 30; n += 1) {
        await monde.decision({ eleve: await monde.eleve({ secteur, nom: `N${String(n).padStart(2, '0')}` }) });
      }
      const { items, total } = await page({ size: 5, page: 2, sort: [{ nom: 'nom', descendant: true }] });
      expect([total, items.map((d) => d.eleve.nom)]).toEqual([30, ['N24', 'N23', 'N22', 'N21', 'N20']]);
      const cherche = await page({ size: 5, q: 'n29' });
      expect([cherche.total, cherche.items.map((d) => d.eleve.nom)]).toEqual([1, ['N29']]);
    });

    it('after the last page: nothing, and the total', async () => {
      for (let n = 0; n < 3; n += 1) await monde.decision({ eleve: await monde.eleve({ secteur }) });
      const apres = await page({ page: 9, size: 2, uai: undefined });
      expect([apres.items, apres.total, apres.page, apres.size]).toEqual([[], 3, 9, 2]);
    });
  });

  it('F1.2-2 outside the perimeter: an empty list, whatever is asked', async () => {
    const { uai } = await monde.eleveNotifie({ secteur, nom: 'SECRET' });
    const dehors: Perimetre[] = [
      { nature: 'DEPARTEMENT', departement: '081' },
      { nature: 'SECTEURS', secteurs: ['SPEC-AUTRE'] },
      { nature: 'SECTEURS', secteurs: [] },
      { nature: 'ETABLISSEMENT', uai: await monde.etablissement() },
      { nature: 'PIAL', pialUai: await monde.pial() },
      { nature: 'CIRCONSCRIPTION', circonscription: '0310000X' },
      { nature: 'AUCUN' },
    ];
    for (const perimetre of dehors) {
      for (const filtre of [{}, { q: 'secret' }, { uai: [uai] }, { page: 2 }] as Partial<ParametresDecisions>[]) {
        const { items, total } = await page({ secteur: undefined, ...filtre }, perimetre);
        expect([items, total])
          .withContext(JSON.stringify([perimetre, filtre]))
          .toEqual([[], 0]);
      }
    }
    expect(await noms({ q: 'secret' })).toEqual(['SECRET']);
  });

  it('asks the database once', async () => {
    await monde.decision({ eleve: await monde.eleve({ secteur }) });
    const requetes = spyOn(base.source, 'query').and.callThrough();
    await page();
    expect(requetes).toHaveBeenCalledTimes(1);
  });
});
