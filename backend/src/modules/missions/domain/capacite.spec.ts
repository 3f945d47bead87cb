import fc from 'fast-check';
import { centiemes } from '../../../kernel/heures.js';
import { type Jour, plusJours } from '../../../kernel/jour.js';
import { contient } from '../../../kernel/periode.js';
import { type ChargeDeMission, type Manquement, type MissionPorteuse, verifierCapacite } from './capacite.js';

const DEPUIS = '2026-09-01' as Jour;
const JOURS = 12;

/** Day by day, far beyond the periods that are drawn. */
function naif(
  mission: MissionPorteuse,
  nouvelles: readonly ChargeDeMission[],
  presentes: readonly ChargeDeMission[],
): Set<Manquement['code']> {
  const codes = new Set<Manquement['code']>();
  for (let n = -2; n < JOURS * 3; n += 1) {
    const jour = plusJours(DEPUIS, n);
    for (const genre of ['ACCOMPAGNEMENT', 'AFFECTATION']) {
      const du = (liste: readonly ChargeDeMission[]): ChargeDeMission[] =>
        liste.filter((c) => c.genre === genre && contient(c, jour));
      const [ici, deja] = [du(nouvelles), du(presentes)];
      if (ici.length === 0) continue;
      if (!contient(mission, jour)) codes.add('PERIODE');
      const total = [...ici, ...deja].reduce((somme, c) => somme + centiemes(c.heures), 0);
      if (total > centiemes(mission.heures)) codes.add('HEURES');
      if (genre === 'ACCOMPAGNEMENT' && !mission.accompagne) codes.add('NATURE');
      const pials = ici.map((c) => (c.genre === 'AFFECTATION' ? c.pialUai : ''));
      const tous = [...ici, ...deja].map((c) => (c.genre === 'AFFECTATION' ? c.pialUai : ''));
      if (genre === 'AFFECTATION' && pials.some((pial) => tous.filter((p) => p === pial).length > 1)) {
        codes.add('AFFECTATION_DOUBLE');
      }
    }
  }
  return codes;
}

describe('verifierCapacite', () => {
  const periode = fc
    .tuple(fc.integer({ min: 0, max: JOURS }), fc.option(fc.integer({ min: 0, max: JOURS }), { freq: 3 }))
    .map(([debut, duree]) => {
      const d = plusJours(DEPUIS, debut);
      return { debut: d, fin: duree === null ? null : plusJours(d, duree) };
    });
  const heures = fc.integer({ min: 1, max: 8 }).map((n) => n * 1.5);
  const charge: fc.Arbitrary<ChargeDeMission> = fc
    .record({ periode, heures, pial: fc.constantFrom('A', 'B'), accompagnement: fc.boolean() })
    .map(({ periode: p, heures: h, pial, accompagnement }) => {
      const commun = { id: 1, ...p, heures: h, libelle: 'une charge' };
      return accompagnement
        ? { ...commun, genre: 'ACCOMPAGNEMENT' }
        : { ...commun, genre: 'AFFECTATION', pialUai: pial };
    });
  const charges = fc.array(charge, { maxLength: 4 });
  const mission = fc
    .record({ periode, heures: heures.map((h) => h * 2), accompagne: fc.boolean() })
    .map(({ periode: p, heures: h, accompagne }) => ({ ...p, heures: h, accompagne }));

  it('says what the naive day by day oracle says', () => {
    fc.assert(
      fc.property(mission, charges, charges, (m, nouvelles, presentes) => {
        const codes = new Set(verifierCapacite(m, nouvelles, presentes).map(({ code }) => code));
        expect([...codes].sort()).toEqual([...naif(m, nouvelles, presentes)].sort());
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing of what is there already, whatever its faults', () => {
    fc.assert(fc.property(mission, charges, (m, presentes) => expect(verifierCapacite(m, [], presentes)).toEqual([])));
  });
});
