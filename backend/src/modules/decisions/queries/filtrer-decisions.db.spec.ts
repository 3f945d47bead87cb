import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { jour } from '../../../kernel/jour.js';
import type { Perimetre } from '../../../platform/security/index.js';
import { HORS_PIAL } from './criteres-decisions.js';
import { type ParametresDecisions, listerDecisions } from './lister-decisions.js';

const JOUR = jour('2026-11-24');
const HAUTE_GARONNE: Perimetre = { nature: 'DEPARTEMENT', departement: '031' };

describe('listerDecisions, filters', () => {
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

  describe('filters', () => {
    it('type, and dates: active on all or part of the period', async () => {
      const ajouter = async (nom: string, debut: string, fin: string, type: 'INDIVIDUELLE' | 'MUTUALISEE') =>
        monde.decision({ eleve: await monde.eleve({ secteur, nom }), debut, fin, type });
      await ajouter('A', '2025-09-01', '2026-08-31', 'INDIVIDUELLE');
      await ajouter('B', '2025-09-01', '2026-09-01', 'MUTUALISEE');
      await ajouter('C', '2027-08-31', '2028-08-31', 'INDIVIDUELLE');
      await ajouter('D', '2027-09-01', '2028-08-31', 'MUTUALISEE');
      expect(await noms({ type: ['INDIVIDUELLE'] })).toEqual(['A', 'C']);
      expect(await noms({ debut: jour('2026-09-01'), fin: jour('2027-08-31') })).toEqual(['B', 'C']);
      expect(await noms({ debut: jour('2026-09-01') })).toEqual(['B', 'C', 'D']);
      expect(await noms({ fin: jour('2026-08-31') })).toEqual(['A', 'B']);
    });

    it('F4.5-3 state of the implementation: nothing, partial, complete, beyond; the same order sorts the column (priority)', async () => {
      const ajouter = async (nom: string, heures: number | null) => {
        const uai = await monde.etablissement();
        const { decision } = await monde.eleveNotifie({ uai, secteur, nom, heures: 20 });
        if (heures !== null) {
          await monde.accompagnement({ mission: await monde.mission(), decisions: [decision], uai, heures });
        }
      };
      await ajouter('RIEN', null);
      await ajouter('MOITIE', 10);
      await ajouter('TOUT', 20);
      await ajouter('PLUS', 24);
      await monde.rafraichir();
      expect(await noms({ etat: ['SANS'] })).toEqual(['RIEN']);
      expect(await noms({ etat: ['PARTIELLE'] })).toEqual(['MOITIE']);
      expect(await noms({ etat: ['COMPLETE'] })).toEqual(['TOUT']);
      expect(await noms({ etat: ['DEPASSEE'] })).toEqual(['PLUS']);
      expect(await noms({ etat: ['SANS', 'DEPASSEE'] })).toEqual(['PLUS', 'RIEN']);
      const tri = [
        { nom: 'priorite', descendant: true },
        { nom: 'nom', descendant: false },
      ] as const;
      expect(await noms({ sort: tri })).toEqual(['RIEN', 'MOITIE', 'PLUS', 'TOUT']);
      const { items } = await page({ sort: [{ nom: 'couverture', descendant: true }] });
      expect(items.map((d) => [d.eleve.nom, d.couverture, d.priorite])).toEqual([
        ['PLUS', 1.2, 0],
        ['TOUT', 1, 0],
        ['MOITIE', 0.5, 0.5],
        ['RIEN', 0, 1],
      ]);
      expect(items[0]?.segments.map((s) => [s.etat, s.heures])).toEqual([['BLEU', 24]]);
    });
  });

  describe('F4.3-1 filters of several values', () => {
    beforeEach(async () => {
      const ajouter = async (nom: string, uai: string, options: object) => {
        const eleve = await monde.eleve({ secteur, nom });
        await monde.scolarite({ eleve, uai });
        return monde.decision({ eleve, ...options });
      };
      const [a, b, c] = [await monde.etablissement(), await monde.etablissement(), await monde.etablissement()];
      pials = [await monde.pial({ membres: [a] }), await monde.pial({ membres: [b] })];
      ecoles = [a, b, c];
      decisions = [
        await ajouter('A', a, { origine: 'PREMIERE_DEMANDE', nature: 'PROJET_CIBLE' }),
        await ajouter('B', b, { origine: 'REEXAMEN_GEVASCO', nature: 'PROJET_ALTERNATIF' }),
        await ajouter('C', c, { type: 'MUTUALISEE', origine: 'REEXAMEN_GEVASCO', nature: 'PROJET_CIBLE' }),
      ];
    });
    let pials: string[];
    let ecoles: string[];
    let decisions: number[];

    it('origin, nature, type', async () => {
      expect(await noms({ origine: ['REEXAMEN_GEVASCO'] })).toEqual(['B', 'C']);
      expect(await noms({ nature: ['PROJET_CIBLE'] })).toEqual(['A', 'C']);
      expect(await noms({ type: ['INDIVIDUELLE', 'MUTUALISEE'] })).toEqual(['A', 'B', 'C']);
      expect(await noms({ type: ['INDIVIDUELLE'], origine: ['REEXAMEN_GEVASCO'] })).toEqual(['B']);
    });

    it('PIAL, several, and hors PIAL', async () => {
      expect(await noms({ pial: pials })).toEqual(['A', 'B']);
      expect(await noms({ pial: [HORS_PIAL] })).toEqual(['C']);
      expect(await noms({ pial: [HORS_PIAL, pials[1] ?? ''] })).toEqual(['B', 'C']);
      expect(await noms({ pial: ['0310001A'] })).toEqual([]);
    });

    it('schools, sectors, and a selection', async () => {
      expect(await noms({ uai: ecoles.slice(1) })).toEqual(['B', 'C']);
      expect(await noms({ secteur: ['AILLEURS', secteur] })).toEqual(['A', 'B', 'C']);
      expect(await noms({ secteur: ['AILLEURS'] })).toEqual([]);
      expect(await noms({ ids: [decisions[2] ?? 0, decisions[0] ?? 0, 2_147_483_647] })).toEqual(['A', 'C']);
    });

    it('sorts on the tête de PIAL and on the first school, none last', async () => {
      const lire = async (nom: 'pial' | 'etablissement', descendant: boolean) => noms({ sort: [{ nom, descendant }] });
      expect((await lire('pial', false)).at(-1)).toBe('C');
      expect((await lire('pial', true)).at(-1)).toBe('C');
      expect(await lire('etablissement', false)).toEqual((await lire('etablissement', true)).reverse());
    });
  });

  describe('accompaniments', () => {
    const ANNEE = { debut: jour('2026-09-01'), fin: jour('2027-08-31') };
    const ajouter = async (
      nom: string,
      poses: readonly { debut: string; fin: string; source?: 'EPP' | 'PREVISIONNEL' }[],
    ): Promise<number> => {
      const uai = await monde.etablissement();
      const eleve = await monde.eleve({ secteur, nom });
      await monde.scolarite({ eleve, uai, debut: '2024-09-01', fin: null });
      const decision = await monde.decision({ eleve, debut: '2025-09-01', fin: '2029-08-31' });
      for (const { debut, fin, source } of poses) {
        const mission = await monde.mission({ debut: '2024-09-01', fin: '2029-08-31', ...(source ? { source } : {}) });
        await monde.accompagnement({ mission, decisions: [decision], uai, debut, fin, heures: 10 });
      }
      return decision;
    };

    it('none, or at least one, within the period asked, else on the whole decision', async () => {
      await ajouter('RIEN', []);
      await ajouter('AVANT', [{ debut: '2025-09-01', fin: '2026-08-31' }]);
      await ajouter('PENDANT', [{ debut: '2027-08-31', fin: '2027-08-31' }]);
      await ajouter('APRES', [{ debut: '2027-09-01', fin: '2028-08-31' }]);
      await monde.rafraichir();
      expect(await noms({ accompagnement: 'AUCUN' })).toEqual(['RIEN']);
      expect(await noms({ accompagnement: 'AU_MOINS_UN' })).toEqual(['APRES', 'AVANT', 'PENDANT']);
      expect(await noms({ accompagnement: 'AUCUN', ...ANNEE })).toEqual(['APRES', 'AVANT', 'RIEN']);
      expect(await noms({ accompagnement: 'AU_MOINS_UN', ...ANNEE })).toEqual(['PENDANT']);
      expect(await noms({ accompagnement: 'AU_MOINS_UN', debut: ANNEE.debut })).toEqual(['APRES', 'PENDANT']);
      expect(await noms({ accompagnement: 'AUCUN', fin: jour('2026-08-31') })).toEqual(['APRES', 'PENDANT', 'RIEN']);
    });

    it('F5-5 provisional is what the timeline hatches: a provisional mission, or after the school year', async () => {
      await ajouter('COURANT', [{ debut: '2026-09-01', fin: '2027-08-31' }]);
      await ajouter('MISSION', [{ debut: '2026-09-01', fin: '2027-08-31', source: 'PREVISIONNEL' }]);
      await ajouter('SUIVANTE', [
        { debut: '2026-09-01', fin: '2027-08-31' },
        { debut: '2027-09-01', fin: '2028-08-31' },
      ]);
      await ajouter('RIEN', []);
      await monde.rafraichir();
      const { items } = await page();
      const hachures = items.filter(({ segments }) => segments.some((s) => s.previsionnel)).map((d) => d.eleve.nom);
      expect(hachures).toEqual(['MISSION', 'SUIVANTE']);
      expect(await noms({ previsionnel: true })).toEqual(hachures);
      expect(await noms({ previsionnel: false })).toEqual(['COURANT', 'RIEN']);
    });

    it('F5-6 anomalies: those of the accompaniment for all its decisions, those of one decision for it alone', async () => {
      const [une, autre] = [
        await ajouter('UNE', [{ debut: '2026-09-01', fin: '2027-08-31' }]),
        await ajouter('AUTRE', []),
      ];
      const saine = await ajouter('SAINE', [{ debut: '2026-09-01', fin: '2027-08-31' }]);
      await monde.rafraichir();
      await base.source.query(
        `INSERT INTO accompagnement_decision SELECT accompagnement_id, $2 FROM accompagnement_decision WHERE decision_id = $1`,
        [une, autre],
      );
      await base.source.query(
        `DELETE FROM anomalie_accompagnement WHERE accompagnement_id IN (
           SELECT accompagnement_id FROM accompagnement_decision WHERE decision_id = ANY ($1::int[]))`,
        [[une, autre, saine]],
      );
      const poser = async (decision: number, type: number, seule: boolean, debut: string, fin: string) =>
        base.source.query(
          `INSERT INTO anomalie_accompagnement (accompagnement_id, type, decision_id, mission_id, debut, fin)
           SELECT a.id, $2::smallint, CASE WHEN $3 THEN ad.decision_id END, CASE WHEN NOT $3 THEN a.mission_id END,
                  $4::date, $5::date
             FROM accompagnement_decision ad JOIN accompagnement a ON a.id = ad.accompagnement_id
            WHERE ad.decision_id = $1`,
          [decision, type, seule, debut, fin],
        );
      await poser(une, 3, true, '2026-09-01', '2026-09-30');
      expect(await noms({ anomalie: true })).toEqual(['UNE']);
      expect(await noms({ anomalie: false })).toEqual(['AUTRE', 'SAINE']);
      await poser(une, 2, false, '2027-08-01', '2027-08-31');
      // An inactive mission of the past leaves nothing to mend.
      await poser(saine, 8, false, '2025-09-01', '2026-08-31');
      expect(await noms({ anomalie: true })).toEqual(['AUTRE', 'UNE']);
      expect(await noms({ anomalie: false })).toEqual(['SAINE']);
      const { items } = await page();
      const anomalies = items.map((d) => [d.eleve.nom, d.anomalies.map(({ type, debut, fin }) => [type, debut, fin])]);
      expect(anomalies).toEqual([
        ['AUTRE', [[2, jour('2027-08-01'), jour('2027-08-31')]]],
        ['SAINE', []],
        [
          'UNE',
          [
            [2, jour('2027-08-01'), jour('2027-08-31')],
            [3, jour('2026-09-01'), jour('2026-09-30')],
          ],
        ],
      ]);
      expect(items[2]?.anomalies[1]?.message).toContain('UNE');
    });
  });
});
