import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Jour, jour, lendemain } from '../../../kernel/jour.js';
import { toujours, unePeriodeFermee } from '../../../kernel/jours.oracle.js';
import { uai } from '../../../kernel/uai.js';
import { appliquer, jourParJour } from './operations.oracle.js';
import { type AccompagnementExistant, annuler, creer, inserer, maintenir, modifier, supprimer } from './operations.js';

const DEPUIS = '2026-09-01';
const JOURS = 40;
const COLLEGE = uai('0310001H');

const ORIGINAL: AccompagnementExistant = {
  id: 7,
  missionId: 1,
  decisionIds: [3],
  uai: COLLEGE,
  debut: jour('2026-09-01'),
  fin: jour('2026-12-31'),
  heures: 12,
  heuresRepas: 1,
  heuresMeridienne: 0.5,
  maintien: false,
};

const dates = (poses: readonly { debut: Jour; fin: Jour }[]): string[][] => poses.map(({ debut, fin }) => [debut, fin]);

describe('Operations on accompaniments', () => {
  it('F10.2-2 Insérer cuts the original at its end, at its beginning, in two, or removes it', () => {
    const fait = (debut: string, fin: string) =>
      appliquer([ORIGINAL], inserer(ORIGINAL, { debut: jour(debut), fin: jour(fin), missionId: 2 }));
    expect(dates(fait('2026-11-01', '2027-01-31'))).toEqual([
      ['2026-09-01', '2026-10-31'],
      ['2026-11-01', '2027-01-31'],
    ]);
    expect(dates(fait('2026-08-31', '2026-09-15'))).toEqual([
      ['2026-09-16', '2026-12-31'],
      ['2026-08-31', '2026-09-15'],
    ]);
    const scinde = fait('2026-10-01', '2026-10-31');
    expect(dates(scinde)).toEqual([
      ['2026-09-01', '2026-09-30'],
      ['2026-10-01', '2026-10-31'],
      ['2026-11-01', '2026-12-31'],
    ]);
    expect(scinde.map(({ missionId }) => missionId)).toEqual([1, 2, 1]);
    expect(dates(fait('2026-09-01', '2026-12-31'))).toEqual([['2026-09-01', '2026-12-31']]);
    expect(inserer(ORIGINAL, { debut: jour('2026-09-01'), fin: jour('2026-12-31') }).supprimes).toEqual([7]);
    const ailleurs = inserer(ORIGINAL, { debut: jour('2027-02-01'), fin: jour('2027-03-01') });
    expect([ailleurs.avant, ailleurs.modifies, ailleurs.supprimes]).toEqual([[], [], []]);
  });

  it('F10.2-2 days outside the inserted ones are as before, the others hold the new one alone; hours are conserved', () => {
    const periode = unePeriodeFermee(DEPUIS, JOURS);
    toujours(
      fc.property(periode, periode, periode, fc.integer({ min: 1, max: 9 }), (p, q, autre, h) => {
        const original = { ...ORIGINAL, ...p };
        const voisin = { ...ORIGINAL, ...autre, id: 8, missionId: 5 };
        const apres = appliquer([original, voisin], inserer(original, { ...q, heures: h, missionId: 2 }));
        const sansVoisin = apres.filter(({ id }) => id !== 8);
        const avantJours = jourParJour([original], DEPUIS, JOURS);
        for (const [jourLu, poses] of jourParJour(sansVoisin, DEPUIS, JOURS)) {
          const dedans = q.debut <= jourLu && jourLu <= q.fin;
          assert.deepEqual(poses, dedans ? [{ heures: h, mission: 2 }] : avantJours.get(jourLu));
          assert.ok(poses.length <= 1, 'no overlap created');
        }
        assert.deepEqual(
          apres.find(({ id }) => id === 8),
          voisin,
        );
        assert.ok(apres.every(({ debut, fin }) => debut <= fin));
      }),
      { numRuns: 2000 },
    );
  });

  it('F10.2-1 Modifier keeps what is not said, and what only takes away asks for no rule', () => {
    const prolonge = modifier(ORIGINAL, { fin: jour('2027-01-31') });
    expect(prolonge.modifies).toEqual([
      { id: 7, etat: jasmine.objectContaining({ fin: '2027-01-31', heures: 12, decisionIds: [3] }), aVerifier: true },
    ]);
    const verifie = (saisie: Parameters<typeof modifier>[1]) => modifier(ORIGINAL, saisie).modifies[0]?.aVerifier;
    expect(verifie({ fin: jour('2026-11-30') })).toBeFalse();
    expect(verifie({ heures: 8 })).toBeFalse();
    expect(verifie({ heures: 12.5 })).toBeTrue();
    expect(verifie({ heures: 0 })).toBeTrue();
    expect(verifie({ heures: 1.234 })).toBeTrue();
    expect(verifie({ missionId: 2 })).toBeTrue();
    expect(verifie({ decisionIds: [] })).toBeTrue();
    expect(verifie({ decisionIds: [3, 3] })).toBeTrue();
    expect(verifie({ debut: jour('2027-01-01') })).toBeTrue();
  });

  it('F10.2-3 Maintenir leaves the original and starts the day after the end of the decisions', () => {
    const plan = maintenir(ORIGINAL, { fin: jour('2027-02-28'), missionId: 4 }, jour('2026-12-31'));
    expect([plan.avant, plan.modifies, plan.supprimes]).toEqual([[], [], []]);
    expect(plan.crees.map(({ etat }) => etat)).toEqual([
      jasmine.objectContaining({ debut: '2027-01-01', fin: '2027-02-28', missionId: 4, heures: 12, maintien: true }),
    ]);
    const suite = maintenir(
      { ...ORIGINAL, maintien: true, fin: jour('2027-02-28') },
      { fin: jour('2027-03-31') },
      jour('2026-12-31'),
    );
    expect(suite.crees[0]?.etat.debut as string).toBe('2027-03-01');
  });

  it('F10.2-4 Annuler puts everything back as it was, whatever the operation', () => {
    const periode = unePeriodeFermee(DEPUIS, JOURS);
    toujours(
      fc.property(
        periode,
        periode,
        fc.constantFrom('CREER', 'MODIFIER', 'INSERER', 'MAINTENIR', 'SUPPRIMER'),
        (p, q, genre) => {
          const original = { ...ORIGINAL, ...p };
          const avant = [original, { ...ORIGINAL, id: 8, missionId: 5 }];
          const plan = {
            CREER: () => creer([{ ...ORIGINAL, ...q }]),
            MODIFIER: () => modifier(original, { ...q, heures: 3 }),
            INSERER: () => inserer(original, { ...q, missionId: 2 }),
            MAINTENIR: () => maintenir(original, { debut: lendemain(p.fin), fin: lendemain(p.fin) }, p.fin),
            SUPPRIMER: () => supprimer(original),
          }[genre]();
          const apres = appliquer(avant, plan);
          const touches = new Set(plan.avant.map(({ id }) => id));
          const laisses = apres.filter(({ id }) => touches.has(id) || !avant.some((a) => a.id === id));
          const retour = annuler(plan.avant, laisses);
          const rendus = [
            ...apres
              .filter(({ id }) => !retour.supprimes.includes(id))
              .map((a) => retour.modifies.find(({ id }) => id === a.id) ?? a),
            ...retour.recrees,
          ].sort((a, b) => a.id - b.id);
          assert.deepEqual(
            rendus.map(({ id }) => id),
            [7, 8],
          );
          assert.deepEqual(jourParJour(rendus, DEPUIS, JOURS), jourParJour(avant, DEPUIS, JOURS));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
