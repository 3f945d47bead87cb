import fc from 'fast-check';
import { jour, plusJours } from '../src/kernel/jour.js';
import { cleUai, uai } from '../src/kernel/uai.js';
import { Alea } from './alea.js';
import type { Moyen } from './disponibilites.js';
import { type AccompagnementPrevu, type OptionsPlan, type Presence, planifier } from './mise-en-oeuvre.js';

const ECOLES = ['0310001', '0310002', '0310003'].map((chiffres) => uai(chiffres + cleUai(chiffres)));
const OPTIONS: OptionsPlan = { annee: 2026, taux: 0.95, partielles: 0.1, depassees: 0.1, maintiens: 0.8 };

const periode = fc
  .tuple(fc.integer({ min: -200, max: 300 }), fc.integer({ min: 0, max: 700 }))
  .map(([debut, duree]) => ({
    debut: plusJours(jour('2026-09-01'), debut),
    fin: plusJours(jour('2026-09-01'), debut + duree),
  }));

const presences = fc.array(
  fc.record({
    periode,
    individuelle: fc.boolean(),
    ecole: fc.integer({ min: 0, max: 2 }),
    heures: fc.constantFrom(8, 12, 24, null),
  }),
  { maxLength: 40 },
);
const moyens = fc.array(
  fc.record({ periode, heures: fc.constantFrom(12, 20, 24, 39), ecole: fc.integer({ min: 0, max: 2 }) }),
  {
    maxLength: 12,
  },
);

describe('Mise en œuvre de démonstration', () => {
  it('never breaks invariants 1 and 2, day by day', () => {
    fc.assert(
      fc.property(presences, moyens, fc.string(), (tireesPresences, tiresMoyens, graine) => {
        const decisions = new Map<number, Presence>();
        tireesPresences.forEach((p, rang) => {
          const type = p.individuelle ? 'INDIVIDUELLE' : 'MUTUALISEE';
          decisions.set(rang, {
            decisionId: rang,
            type,
            heures: p.individuelle ? p.heures : null,
            uai: ECOLES[p.ecole]!,
            ...p.periode,
            finDecision: p.periode.fin,
            finScolarite: null,
            renouvelee: false,
          });
        });
        const missions: Moyen[] = tiresMoyens.map((m, rang) => ({
          missionId: rang,
          ...m.periode,
          heures: m.heures,
          uaiEmployeur: ECOLES[m.ecole]!,
          vocation: null,
        }));
        const plan = planifier(new Alea(graine), [...decisions.values()], missions, OPTIONS);
        for (const a of plan.accompagnements) verifierInvariant1(a, decisions, missions);
        verifierInvariant2(plan.accompagnements, missions);
      }),
      { numRuns: 150 },
    );
  });
});

function verifierInvariant1(
  a: AccompagnementPrevu,
  decisions: ReadonlyMap<number, Presence>,
  missions: readonly Moyen[],
): void {
  const mission = missions[a.missionId]!;
  const siennes = a.decisionIds.map((id) => decisions.get(id)!);
  expect(a.debut >= '2026-09-01' && a.fin <= '2027-08-31' && a.debut <= a.fin).toBeTrue();
  expect(a.debut >= mission.debut && a.fin <= mission.fin).toBeTrue();
  expect(new Set(a.decisionIds).size).toBe(a.decisionIds.length);
  expect(a.decisionIds.length).toBeLessThanOrEqual(a.type === 'INDIVIDUELLE' ? 1 : 5);
  expect(siennes.every((d) => d.type === a.type && d.uai === a.uai && a.debut >= d.debut)).toBeTrue();
  expect(siennes.every((d) => (a.maintien ? a.debut > d.finDecision : a.fin <= d.fin))).toBeTrue();
}

function verifierInvariant2(accompagnements: readonly AccompagnementPrevu[], missions: readonly Moyen[]): void {
  for (const { missionId, heures } of missions) {
    const siens = accompagnements.filter((a) => a.missionId === missionId);
    for (const { debut: jourDeDebut } of siens) {
      const total = siens
        .filter((a) => a.debut <= jourDeDebut && jourDeDebut <= a.fin)
        .reduce((somme, a) => somme + a.heures, 0);
      expect(total).toBeLessThanOrEqual(heures);
    }
  }
}
