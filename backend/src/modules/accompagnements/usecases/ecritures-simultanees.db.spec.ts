import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { Monde } from '../../../essais/monde.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { type Jour, jour, plusJours } from '../../../kernel/jour.js';
import { type Uai, uai } from '../../../kernel/uai.js';
import type { SessionCourante } from '../../../platform/security/index.js';
import { annulerOperation } from './annuler-operation.js';
import { creerAccompagnement, creerLot } from './creer-accompagnement.js';
import { insererAccompagnement, modifierAccompagnement, supprimerAccompagnement } from './modifier-accompagnement.js';

/** AGESH_ESSAI_ECRITURES=10000 plays the whole of it (docs/adr/0013). */
const ECRITURES = Number(process.env['AGESH_ESSAI_ECRITURES'] ?? 600);
const ECRIVAINS = 16;
const MISSIONS = 20;
const DECISIONS = 40;
const HEURES_MISSION = 24;

const session = (compteId: number): SessionCourante => ({
  compteId,
  identifiant: `g${compteId}`,
  nomComplet: `Gestionnaire ${compteId}`,
  sessionId: randomUUID(),
  profilId: compteId,
  profil: 'GESTIONNAIRE_AESH',
  perimetre: { nature: 'DEPARTEMENT', departement: '031' },
  perimetreDesListes: { nature: 'DEPARTEMENT', departement: '031' },
});

/** The same draws for the same seed; each writer has its own. */
function hasard(graine: number): (n: number) => number {
  let etat = graine >>> 0;
  return (n) => {
    etat = (Math.imul(etat, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((etat / 4_294_967_296) * n);
  };
}

describe(`${ECRIVAINS} people on ${MISSIONS} missions`, () => {
  let base: BaseDEssai;
  let ecole: Uai;
  let missions: number[] = [];
  let decisions: number[] = [];

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    const monde = new Monde(base.source);
    ecole = uai(await monde.etablissement());
    const pial = await monde.pial({ membres: [ecole] });
    const secteur = await monde.secteur();
    for (let n = 0; n < MISSIONS; n++) {
      const mission = await monde.mission({ heures: HEURES_MISSION });
      await monde.affectation({ mission, pial });
      missions = [...missions, mission];
    }
    for (let n = 0; n < DECISIONS; n++) {
      decisions = [...decisions, (await monde.eleveNotifie({ uai: ecole, heures: 12, secteur })).decision];
    }
    await monde.rafraichir();
  });
  afterAll(() => base.fermer());

  const periode = (tirer: (n: number) => number): { debut: Jour; fin: Jour } => {
    const debut = plusJours(jour('2026-09-01'), tirer(300));
    return { debut, fin: plusJours(debut, tirer(60)) };
  };

  interface Bilan {
    faites: number;
    refusees: Map<string, number>;
  }

  async function ecrire(rang: number, nombre: number, bilan: Bilan): Promise<void> {
    const tirer = hasard(rang * 7919 + 1);
    const moi = session(rang + 1);
    const operations: number[] = [];
    const saisie = () => ({
      decisionIds: [decisions[tirer(DECISIONS)] as number],
      missionId: missions[tirer(MISSIONS)] as number,
      uai: ecole,
      ...periode(tirer),
      heures: 1 + tirer(24) / 2,
      heuresRepas: 0,
      heuresMeridienne: 0,
    });
    const existant = async (): Promise<{ id: number; version: number } | undefined> => {
      const lus: { id: number; version: number }[] = await base.source.query(
        'SELECT id, version FROM accompagnement WHERE mission_id = $1 ORDER BY id OFFSET $2 LIMIT 1',
        [missions[tirer(MISSIONS)], tirer(6)],
      );
      return lus[0];
    };
    const { source } = base;
    const une = async (): Promise<void> => {
      const choix = tirer(100);
      if (choix < 40) {
        operations.push((await creerAccompagnement(source, moi, saisie(), randomUUID())).operationId);
        return;
      }
      if (choix < 46) {
        operations.push((await creerLot(source, moi, [saisie(), saisie(), saisie()], randomUUID())).operationId);
        return;
      }
      const derniere = operations.pop();
      if (choix < 52 && derniere !== undefined) {
        await annulerOperation(source, moi, derniere);
        return;
      }
      const vise = await existant();
      if (vise === undefined) return;
      const { missionId, debut, fin, heures } = saisie();
      if (choix < 70) {
        const change = tirer(2) === 0 ? { heures, missionId } : { debut, fin };
        operations.push((await modifierAccompagnement(source, moi, vise, change)).operationId);
      } else if (choix < 80) {
        const fait = await insererAccompagnement(
          source,
          moi,
          { ...vise, cle: randomUUID() },
          { missionId, debut, fin, heures },
        );
        operations.push(fait.operationId);
      } else {
        operations.push((await supprimerAccompagnement(source, moi, vise)).operationId);
      }
    };
    for (let n = 0; n < nombre; n++) {
      try {
        await une();
        bilan.faites += 1;
      } catch (erreur) {
        // A refusal is an answer; anything else (a deadlock, a broken constraint) is a fault.
        if (!(erreur instanceof ErreurMetier)) throw erreur;
        bilan.refusees.set(erreur.code, (bilan.refusees.get(erreur.code) ?? 0) + 1);
      }
    }
  }

  it(`never place more hours on a day than the mission has, in ${ECRITURES} operations at once`, async () => {
    const bilan: Bilan = { faites: 0, refusees: new Map() };
    let fini = false;
    let observations = 0;
    /** Committed at any moment, seen by anybody. */
    const depassements = async (): Promise<unknown[]> =>
      base.source.query(`
          SELECT mission_id, jour, charge FROM (
            SELECT a.mission_id, v.jour, sum(sum(v.heures)) OVER (PARTITION BY a.mission_id ORDER BY v.jour) AS charge
              FROM accompagnement a CROSS JOIN LATERAL (VALUES (a.debut, a.heures), (a.fin + 1, - a.heures)) v(jour, heures)
             GROUP BY a.mission_id, v.jour) c JOIN mission m ON m.id = c.mission_id WHERE c.charge > m.heures`);
    const temoin = (async () => {
      while (!fini) {
        assert.deepEqual(await depassements(), []);
        observations += 1;
        await new Promise((suite) => setTimeout(suite, 200));
      }
    })();
    const ecrivains = Array.from({ length: ECRIVAINS }, (_, rang) =>
      ecrire(rang, Math.ceil(ECRITURES / ECRIVAINS), bilan),
    );
    await Promise.all(ecrivains).finally(() => {
      fini = true;
    });
    await temoin;
    expect(await depassements()).toEqual([]);
    expect(observations).toBeGreaterThan(1);
    expect(bilan.faites).toBeGreaterThan(ECRITURES / 4);
    expect(bilan.refusees.get('ACCOMPAGNEMENT_MISSION_SATUREE')).toBeGreaterThan(0);
    // The stored timelines are those of what stands in the end.
    const [faux] = await base.source.query<[{ n: number }]>(`
        SELECT count(*) AS n FROM couverture_decision c
         WHERE ARRAY(SELECT DISTINCT x::int FROM jsonb_array_elements(c.segments) s, jsonb_array_elements_text(s->'accompagnements') x ORDER BY 1)
            <> ARRAY(SELECT ad.accompagnement_id FROM accompagnement_decision ad WHERE ad.decision_id = c.decision_id ORDER BY 1)`);
    expect(faux.n).toBe(0);
    if (process.env['AGESH_ESSAI_ECRITURES'] !== undefined) {
      const refusees = JSON.stringify(Object.fromEntries(bilan.refusees));
      process.stdout.write(`${bilan.faites} operations done, refused: ${refusees}\n`);
    }
  }, 600_000);
});
