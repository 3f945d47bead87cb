import fc from 'fast-check';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { unePeriode, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { anomaliesAttendues, toutesLesAnomalies } from './anomalies-en-base.oracle.js';
import { rafraichirTout } from './rafraichir-couvertures.js';

/** Inside one school year, as accompaniments are. */
const DEPUIS = '2026-09-01';
const JOURS = 365;

const rang = fc.nat(9);
const periode = unePeriode(DEPUIS, JOURS);
const ferme = unePeriodeFermee(DEPUIS, JOURS);
const heures = fc.integer({ min: 1, max: 60 }).map((n) => n / 4);

/** One write that a user or an import makes, on the objects of the world of that rank. */
const ecriture = fc.oneof(
  fc.record({ quoi: fc.constant('mission' as const), n: rang, periode, heures, actif: fc.boolean() }),
  fc.record({ quoi: fc.constant('aesh' as const), n: rang, actif: fc.boolean() }),
  fc.record({ quoi: fc.constant('aesh de la mission' as const), n: rang, o: rang }),
  fc.record({ quoi: fc.constant('decision' as const), n: rang, periode: ferme }),
  fc.record({
    quoi: fc.constant('dossier' as const),
    n: rang,
    etat: fc.constantFrom('ACTIF' as const, 'GELE' as const, 'CLOTURE' as const),
  }),
  fc.record({ quoi: fc.constant('scolarite' as const), n: rang, o: rang, periode }),
  fc.record({ quoi: fc.constant('scolarite supprimée' as const), n: rang }),
  fc.record({ quoi: fc.constant('affectation' as const), n: rang, o: rang, periode }),
  fc.record({ quoi: fc.constant('affectation modifiée' as const), n: rang, o: rang, periode }),
  fc.record({ quoi: fc.constant('affectation supprimée' as const), n: rang }),
  fc.record({ quoi: fc.constant('membre' as const), n: rang, o: rang, periode }),
  fc.record({ quoi: fc.constant('membre supprimé' as const), n: rang }),
  fc.record({
    quoi: fc.constant('accompagnement' as const),
    n: rang,
    o: rang,
    periode: ferme,
    heures,
    maintien: fc.boolean(),
  }),
  fc.record({ quoi: fc.constant('accompagnement modifié' as const), n: rang, o: rang, periode: ferme, heures }),
  fc.record({ quoi: fc.constant('accompagnement supprimé' as const), n: rang }),
  fc.record({ quoi: fc.constant('élève ajouté' as const), n: rang, o: rang }),
);
type Ecriture = typeof ecriture extends fc.Arbitrary<infer T> ? T : never;

describe('Anomalies stockées, mondes au hasard', () => {
  let base: BaseDEssai;
  let monde: Monde;
  /** Ids of the objects of the world, the same for all the runs. */
  const M: {
    missions: number[];
    aesh: number[];
    eleves: number[];
    decisions: number[];
    ecoles: string[];
    pials: string[];
  } = { missions: [], aesh: [], eleves: [], decisions: [], ecoles: [], pials: [] };
  const au = <T>(liste: readonly T[], n: number): T => liste[n % liste.length]!;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
    for (let n = 0; n < 2; n++) {
      M.pials.push(await monde.pial());
      M.ecoles.push(await monde.etablissement());
      M.aesh.push(await monde.aesh());
    }
    for (let n = 0; n < 3; n++) {
      M.missions.push(await monde.mission({ aesh: au(M.aesh, n) }));
      M.eleves.push(await monde.eleve());
      M.decisions.push(await monde.decision({ eleve: au(M.eleves, n), type: 'MUTUALISEE' }));
    }
    M.decisions.push(await monde.decision({ eleve: au(M.eleves, 0), type: 'MUTUALISEE' }));
  });
  afterAll(() => base.fermer());

  /** Runs nothing when the world has no such row, or when a constraint of the schema refuses the write. */
  async function ecrire(e: Ecriture): Promise<void> {
    const q = async (sql: string, ...params: unknown[]): Promise<void> => {
      await base.source.query(sql, params).catch((erreur: { code?: string }) => {
        if (!['23505', '23P01'].includes(erreur.code ?? '')) throw erreur;
      });
    };
    const ligne = async (table: string, n: number): Promise<number | undefined> => {
      const lignes: { id: number }[] = await base.source.query(`SELECT id FROM ${table} ORDER BY id`);
      return lignes.length === 0 ? undefined : au(lignes, n).id;
    };
    const ecoles = [...M.ecoles, ...M.pials];
    switch (e.quoi) {
      case 'mission':
        return q(
          'UPDATE mission SET debut = $2, fin = $3, heures = $4, actif = $5 WHERE id = $1',
          ...[au(M.missions, e.n), e.periode.debut, e.periode.fin, e.heures, e.actif],
        );
      case 'aesh':
        return q('UPDATE aesh SET actif = $2 WHERE id = $1', au(M.aesh, e.n), e.actif);
      case 'aesh de la mission':
        return q('UPDATE mission SET aesh_id = $2 WHERE id = $1', au(M.missions, e.n), au(M.aesh, e.o));
      case 'decision':
        return q(
          'UPDATE decision SET debut = $2, fin = $3 WHERE id = $1',
          ...[au(M.decisions, e.n), e.periode.debut, e.periode.fin],
        );
      case 'dossier':
        return q('UPDATE eleve SET etat_dossier = $2 WHERE id = $1', au(M.eleves, e.n), e.etat);
      case 'scolarite':
        await monde.scolarite({ eleve: au(M.eleves, e.n), uai: au(ecoles, e.o), ...e.periode });
        return;
      case 'scolarite supprimée':
        return q('DELETE FROM scolarite WHERE id = $1', await ligne('scolarite', e.n));
      case 'affectation':
        return q(
          'INSERT INTO affectation_pial (mission_id, pial_uai, debut, fin, heures) VALUES ($1, $2, $3, $4, 5)',
          ...[au(M.missions, e.n), au(M.pials, e.o), e.periode.debut, e.periode.fin],
        );
      case 'affectation modifiée':
        return q(
          'UPDATE affectation_pial SET mission_id = $2, debut = $3, fin = $4 WHERE id = $1',
          ...[await ligne('affectation_pial', e.n), au(M.missions, e.o), e.periode.debut, e.periode.fin],
        );
      case 'affectation supprimée':
        return q('DELETE FROM affectation_pial WHERE id = $1', await ligne('affectation_pial', e.n));
      case 'membre':
        return q(
          'INSERT INTO pial_membre (pial_uai, uai, debut, fin) VALUES ($1, $2, $3, $4)',
          ...[au(M.pials, e.n), au(M.ecoles, e.o), e.periode.debut, e.periode.fin],
        );
      case 'membre supprimé':
        return q('DELETE FROM pial_membre WHERE id = $1', await ligne('pial_membre', e.n));
      case 'accompagnement':
        await monde.accompagnement({
          mission: au(M.missions, e.n),
          decisions: [au(M.decisions, e.o)],
          type: 'MUTUALISEE',
          uai: au(ecoles, e.o),
          heures: e.heures,
          maintien: e.maintien,
          ...e.periode,
        });
        return;
      case 'accompagnement modifié':
        return q(
          'UPDATE accompagnement SET mission_id = $2, uai = $3, debut = $4, fin = $5, heures = $6, maintien = NOT maintien WHERE id = $1',
          ...[await ligne('accompagnement', e.n), au(M.missions, e.o), au(ecoles, e.o)],
          ...[e.periode.debut, e.periode.fin, e.heures],
        );
      case 'accompagnement supprimé':
        return q('DELETE FROM accompagnement WHERE id = $1', await ligne('accompagnement', e.n));
      case 'élève ajouté': {
        const id = await ligne('accompagnement', e.n);
        if (id === undefined) return;
        return q('INSERT INTO accompagnement_decision VALUES ($1, $2)', id, au(M.decisions, e.o));
      }
    }
  }

  it('F5-6 what is stored is what the definitions say of the whole base, write after write, and from nothing', async () => {
    let vues = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(ecriture, { minLength: 4, maxLength: 14 }), async (ecritures) => {
        await base.source.query('DELETE FROM accompagnement; DELETE FROM scolarite; DELETE FROM affectation_pial');
        await monde.rafraichir();
        for (const e of ecritures) {
          await ecrire(e);
          await monde.rafraichir();
          await comparer(JSON.stringify(e));
        }
        vues += (await toutesLesAnomalies(base.source)).length;
        await base.source.query('TRUNCATE anomalie_accompagnement');
        await rafraichirTout(base.source);
        await comparer('recalcul complet');
      }),
      { numRuns: 40 },
    );
    expect(vues).toBeGreaterThan(40);
  }, 120_000);

  async function comparer(apres: string): Promise<void> {
    const [stockees, attendues] = [await toutesLesAnomalies(base.source), await anomaliesAttendues(base.source)];
    if (stockees.join('\n') === attendues.join('\n')) return;
    throw new Error(`Après ${apres} :\n${stockees.join('\n')}\n--- attendu\n${attendues.join('\n')}`);
  }
});
