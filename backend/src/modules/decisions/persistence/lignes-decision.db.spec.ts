import fc from 'fast-check';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { dansPeriode, unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { type Jour, jour, plusJours } from '../../../kernel/jour.js';

const DEPUIS = '2026-08-01';
const JOURS = 400;
const PREMIER = jour(DEPUIS);

interface Ligne {
  readonly decision_id: number;
  readonly du: string;
  readonly au: string;
  readonly pial_uai: string | null;
  readonly uais: string[];
  readonly texte: string;
}

describe('ligne_decision, derived', () => {
  let base: BaseDEssai;
  let monde: Monde;
  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  const ecrire = (sql: string, params: unknown[] = []): Promise<unknown> => base.source.query(sql, params);
  const lignes = async (decision: number): Promise<Ligne[]> =>
    base.source.query(`SELECT * FROM ligne_decision WHERE decision_id = $1 ORDER BY du`, [decision]);

  /** What is stored is what the whole recomputation finds, and nothing waits. */
  async function ecarts(): Promise<unknown[]> {
    return base.source.query(
      `WITH calculees AS (SELECT * FROM lignes_decision_calculees((SELECT array_agg(id) FROM decision)))
       (SELECT 'en trop' AS quoi, l.* FROM (SELECT * FROM ligne_decision EXCEPT SELECT * FROM calculees) l)
       UNION ALL
       (SELECT 'en moins', l.* FROM (SELECT * FROM calculees EXCEPT SELECT * FROM ligne_decision) l)
       UNION ALL
       (SELECT 'en attente', NULL::ligne_decision.* FROM ligne_decision_a_rafraichir)`.replace(
        'NULL::ligne_decision.*',
        '(NULL::ligne_decision).*',
      ),
    );
  }

  describe('follows each change', () => {
    let uai: string;
    let secteur: string;
    let eleve: number;
    let decision: number;
    let tete: string;
    beforeAll(async () => {
      uai = await monde.etablissement({ nom: 'École Avant', commune: 'Albi' });
      tete = await monde.pial({ nom: 'Collège Tête', membres: [uai] });
      secteur = await monde.secteur({ libelle: 'Secteur Avant' });
      eleve = await monde.eleve({ secteur, nom: 'AVANT' });
      await monde.scolarite({ eleve, uai, debut: '2020-09-01', fin: null });
      decision = await monde.decision({ eleve });
    });
    const texte = async (): Promise<string> => (await lignes(decision)).map((ligne) => ligne.texte).join('\n--\n');

    const changements: [string, () => Promise<unknown>, string][] = [
      ['the name of the pupil', () => ecrire(`UPDATE eleve SET nom = 'APRÈS' WHERE id = $1`, [eleve]), 'apres'],
      [
        'the name of the sector',
        () => ecrire(`UPDATE secteur SET libelle = 'Changé' WHERE code = $1`, [secteur]),
        'change',
      ],
      [
        'the name of the school',
        () => ecrire(`UPDATE etablissement SET nom = 'École Neuve' WHERE uai = $1`, [uai]),
        'ecole neuve',
      ],
      ['its commune', () => ecrire(`UPDATE etablissement SET commune = 'Gaillac' WHERE uai = $1`, [uai]), 'gaillac'],
      [
        'the name of the tête',
        () => ecrire(`UPDATE etablissement SET nom = 'Lycée Autre' WHERE uai = $1`, [tete]),
        'lycee autre',
      ],
      ['the decision', () => ecrire(`UPDATE decision SET heures = 6.5 WHERE id = $1`, [decision]), '6 h 30'],
      [
        'the end of a membership',
        () => ecrire(`UPDATE pial_membre SET fin = '2027-01-31' WHERE uai = $1`, [uai]),
        'hors pial',
      ],
      [
        'another schooling',
        async () => monde.scolarite({ eleve, uai: await monde.etablissement({ nom: 'École Seconde' }) }),
        'ecole seconde',
      ],
    ];
    for (const [quoi, changer, attendu] of changements) {
      it(quoi, async () => {
        await changer();
        expect(await texte()).toContain(attendu);
        expect(await ecarts()).toEqual([]);
      });
    }

    it('the sector of another département', async () => {
      await ecrire(`UPDATE secteur SET departement = '081' WHERE code = $1`, [secteur]);
      const [ligne] = await base.source.query<[{ departement: string }]>(
        `SELECT DISTINCT departement FROM ligne_decision WHERE decision_id = $1`,
        [decision],
      );
      expect(ligne.departement).toBe('081');
    });

    it('its stored coverage', async () => {
      const { decision: suivie, uai: ecole } = await monde.eleveNotifie({ heures: 20 });
      await monde.rafraichir();
      await monde.accompagnement({ mission: await monde.mission(), decisions: [suivie], uai: ecole, heures: 10 });
      await monde.rafraichir();
      const [ligne] = await base.source.query<[{ priorite: number; couverture: number }]>(
        `SELECT priorite, couverture FROM ligne_decision WHERE decision_id = $1`,
        [suivie],
      );
      expect([ligne.priorite, ligne.couverture]).toEqual([0.5, 0.5]);
      expect(await ecarts()).toEqual([]);
      await ecrire(`DELETE FROM couverture_decision WHERE decision_id = $1`, [suivie]);
      expect(await ecarts()).toEqual([]);
    });

    it('its deletion', async () => {
      const ephemere = await monde.decision({ eleve });
      expect(await lignes(ephemere)).not.toEqual([]);
      await ecrire('DELETE FROM decision WHERE id = $1', [ephemere]);
      expect(await lignes(ephemere)).toEqual([]);
      expect(await ecarts()).toEqual([]);
    });

    it('tables emptied at once', async () => {
      const autre = await ouvrirBaseDEssai();
      try {
        const autreMonde = new Monde(autre.source);
        const { uai: ecole } = await autreMonde.eleveNotifie();
        await autreMonde.pial({ membres: [ecole] });
        await autreMonde.rafraichir();
        const lire = async (): Promise<unknown> =>
          autre.source.query('SELECT pial_uai IS NULL AS hors_pial, priorite, uais FROM ligne_decision');
        expect(await lire()).toEqual([{ hors_pial: false, priorite: 1, uais: [ecole] }]);
        await autre.source.query('TRUNCATE couverture_decision');
        await autre.source.query('TRUNCATE pial_membre');
        expect(await lire()).toEqual([{ hors_pial: true, priorite: null, uais: [ecole] }]);
        await autre.source.query('TRUNCATE scolarite');
        expect(await lire()).toEqual([{ hors_pial: true, priorite: null, uais: [] }]);
        await autre.source.query('TRUNCATE eleve CASCADE');
        expect(await lire()).toEqual([]);
      } finally {
        await autre.fermer();
      }
    });

    it('nothing of a transaction given up', async () => {
      await expectAsync(
        base.source.transaction(async (manager) => {
          await manager.query(`UPDATE eleve SET nom = 'PERDU' WHERE id = $1`, [eleve]);
          throw new Error('abandon');
        }),
      ).toBeRejected();
      expect(await texte()).not.toContain('perdu');
      expect(await ecarts()).toEqual([]);
    });

    it('two transactions at once: each write is in the text, whoever ends first', async () => {
      for (const tardif of [0, 1] as const) {
        const ecole = await monde.etablissement({ nom: 'École Ancienne' });
        const pupille = await monde.eleve({ nom: 'ANCIEN' });
        const autres = [base.source.createQueryRunner(), base.source.createQueryRunner()] as const;
        const ecritures = [
          () => autres[0].query(`UPDATE etablissement SET nom = 'École Renommée' WHERE uai = $1`, [ecole]),
          async () => {
            await autres[1].query(
              `INSERT INTO scolarite (identifiant, eleve_id, uai, debut) VALUES ($1, $2, $3, '2026-09-01')`,
              [`course-${ecole}`, pupille, ecole],
            );
            await autres[1].query(
              `INSERT INTO decision (identifiant, eleve_id, type, origine, nature, debut, fin)
               VALUES ($1, $2, 'MUTUALISEE', 'PREMIERE_DEMANDE', 'PROJET_CIBLE', '2026-09-01', '2027-08-31')`,
              [`course-${ecole}`, pupille],
            );
          },
        ];
        for (const autre of autres) {
          await autre.connect();
          await autre.startTransaction();
        }
        for (const ecriture of ecritures) await ecriture();
        await autres[tardif === 0 ? 1 : 0].commitTransaction();
        await autres[tardif].commitTransaction();
        for (const autre of autres) await autre.release();
        const [ligne] = await base.source.query<[{ texte: string }]>(
          `SELECT l.texte FROM ligne_decision l WHERE l.eleve_id = $1`,
          [pupille],
        );
        expect(ligne.texte).toContain('ecole renommee');
        expect(await ecarts()).toEqual([]);
      }
    });
  });

  describe('random worlds', () => {
    const rang = fc.nat(9);
    const mondeAlea = fc.record({
      membres: fc.array(fc.record({ ecole: rang, pial: rang, periode: unePeriode(DEPUIS, JOURS) }), { maxLength: 5 }),
      scolarites: fc.array(fc.record({ ecole: rang, periode: unePeriode(DEPUIS, JOURS) }), { maxLength: 4 }),
      decisions: fc.array(unePeriodeFermee(DEPUIS, JOURS), { minLength: 1, maxLength: 3 }),
    });
    const changements = fc.array(
      fc.oneof(
        fc.record({
          quoi: fc.constant('scolarite' as const),
          n: rang,
          ecole: rang,
          periode: unePeriode(DEPUIS, JOURS),
        }),
        fc.record({ quoi: fc.constant('sans-scolarite' as const), n: rang }),
        fc.record({ quoi: fc.constant('membre' as const), n: rang, periode: unePeriode(DEPUIS, JOURS) }),
        fc.record({ quoi: fc.constant('sans-membre' as const), n: rang }),
        fc.record({ quoi: fc.constant('decision' as const), n: rang, periode: unePeriodeFermee(DEPUIS, JOURS) }),
        fc.record({ quoi: fc.constant('ecole' as const), n: rang }),
      ),
      { maxLength: 6 },
    );
    const au = <T>(liste: readonly T[], n: number): T | undefined => liste[n % Math.max(1, liste.length)];

    it('F6.1-3 the rows say, on each day, the schools and the PIAL that a naive reading finds', async () => {
      const tetes = [await monde.pial({ nom: 'T1' }), await monde.pial({ nom: 'T2' })];
      await fc.assert(
        fc.asyncProperty(mondeAlea, changements, async (alea, suite) => {
          const ecoles = [await monde.etablissement(), await monde.etablissement(), await monde.etablissement()];
          const eleve = await monde.eleve();
          const membres: number[] = [];
          for (const { ecole, pial, periode } of alea.membres) {
            const membre = { pial: au(tetes, pial) ?? '', uai: au(ecoles, ecole) ?? '', ...periode };
            // A school is in one PIAL at a time: what would overlap is refused by the table.
            membres.push(await monde.membre(membre).catch(() => 0));
          }
          const scolarites: number[] = [];
          for (const { ecole, periode } of alea.scolarites) {
            scolarites.push(await monde.scolarite({ eleve, uai: au(ecoles, ecole) ?? '', ...periode }));
          }
          const decisions: number[] = [];
          for (const periode of alea.decisions) decisions.push(await monde.decision({ eleve, ...periode }));
          await comparer(decisions, eleve);
          for (const c of suite) {
            const { debut, fin } = 'periode' in c ? c.periode : { debut: '', fin: null };
            const cible = au(
              c.quoi.endsWith('scolarite') ? scolarites : c.quoi.endsWith('membre') ? membres : decisions,
              c.n,
            );
            if (c.quoi === 'scolarite') {
              await ecrire('UPDATE scolarite SET uai = $2, debut = $3, fin = $4 WHERE id = $1', [
                cible,
                au(ecoles, c.ecole),
                debut,
                fin,
              ]);
            } else if (c.quoi === 'sans-scolarite') await ecrire('DELETE FROM scolarite WHERE id = $1', [cible]);
            else if (c.quoi === 'membre') {
              await ecrire('UPDATE pial_membre SET debut = $2, fin = $3 WHERE id = $1', [cible, debut, fin]).catch(
                () => null,
              );
            } else if (c.quoi === 'sans-membre') await ecrire('DELETE FROM pial_membre WHERE id = $1', [cible]);
            else if (c.quoi === 'decision') {
              await ecrire('UPDATE decision SET debut = $2, fin = $3 WHERE id = $1', [cible, debut, fin]);
            } else await ecrire(`UPDATE etablissement SET nom = nom || ' bis' WHERE uai = $1`, [au(ecoles, c.n)]);
          }
          await comparer(decisions, eleve);
        }),
        { numRuns: 30 },
      );
      expect(await ecarts()).toEqual([]);
    }, 120_000);

    async function comparer(decisions: readonly number[], eleve: number): Promise<void> {
      const scolarites = await base.source.query<{ id: number; uai: string; debut: Jour; fin: Jour | null }[]>(
        'SELECT id, uai, debut, fin FROM scolarite WHERE eleve_id = $1',
        [eleve],
      );
      const membres = await base.source.query<{ uai: string; pial_uai: string; debut: Jour; fin: Jour | null }[]>(
        'SELECT uai, pial_uai, debut, fin FROM pial_membre WHERE uai = ANY ($1::text[])',
        [scolarites.map(({ uai }) => uai)],
      );
      for (const id of decisions) {
        const [decision] = await base.source.query<[{ debut: Jour; fin: Jour }]>(
          'SELECT debut, fin FROM decision WHERE id = $1',
          [id],
        );
        const stockees = await lignes(id);
        const parAge = [...scolarites].sort((a, b) => (a.debut < b.debut ? 1 : a.debut > b.debut ? -1 : b.id - a.id));
        const recoupent = parAge.filter((s) => s.debut <= decision.fin && (s.fin === null || s.fin >= decision.debut));
        const montrees = recoupent.length > 0 ? recoupent : parAge.slice(0, 1);
        for (let n = -40; n < JOURS + 40; n += 1) {
          const j = plusJours(PREMIER, n);
          const duJour = stockees.filter(({ du, au: fin }) => avantOuLe(du, j) && avantOuLe(j, fin));
          if (duJour.length !== 1) throw new Error(`${duJour.length} lignes le ${j}`);
          const ici = montrees.find((s) => dansPeriode(s, j)) ?? montrees[0];
          const pres =
            ici === undefined ? j : j < ici.debut ? ici.debut : ici.fin !== null && j > ici.fin ? ici.fin : j;
          const pial = membres.find((m) => m.uai === ici?.uai && dansPeriode(m, pres))?.pial_uai ?? null;
          if (duJour[0]?.pial_uai !== pial) throw new Error(`${j} : ${duJour[0]?.pial_uai} au lieu de ${pial}`);
        }
        const uais = [...new Set(montrees.map(({ uai }) => uai))].sort();
        if (JSON.stringify([...(stockees[0]?.uais ?? [])].sort()) !== JSON.stringify(uais))
          throw new Error('établissements');
      }
    }
  });
});

/** Days of the stored rows may be infinite. */
function avantOuLe(a: string, b: string): boolean {
  if (a === '-infinity' || b === 'infinity') return true;
  return a !== 'infinity' && b !== '-infinity' && a <= b;
}
