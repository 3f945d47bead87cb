import { jour } from '../../../kernel/jour.js';
import { type SegmentFrise, hachurer } from './frise.js';

const segment = (debut: string, fin: string, accompagnements: number[], previsionnel = false): SegmentFrise => ({
  debut: jour(debut),
  fin: jour(fin),
  etat: accompagnements.length > 0 ? 'VERT' : 'ROUGE',
  heures: 0,
  accompagnements,
  previsionnel,
});

describe('hachurer', () => {
  const segments = [
    segment('2026-09-01', '2027-08-31', [1]),
    segment('2026-09-01', '2027-08-31', [2], true),
    segment('2027-09-01', '2028-08-31', [3]),
    segment('2027-09-01', '2028-08-31', []),
  ];
  const cas: [string, boolean[]][] = [
    ['2026-08-31', [true, true, true, false]],
    ['2026-11-24', [false, true, true, false]],
    ['2027-08-31', [false, true, true, false]],
    ['2027-09-01', [false, true, false, false]],
  ];
  for (const [aujourdhui, attendu] of cas) {
    it(`on ${aujourdhui}, hatches what stands on a provisional mission or starts after the school year`, () =>
      expect(hachurer(segments, jour(aujourdhui)).map((s) => s.previsionnel)).toEqual(attendu));
  }
});
