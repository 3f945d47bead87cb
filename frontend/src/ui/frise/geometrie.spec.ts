import { etirer, placer, tronconA, tronconDuJour, type SegmentFrise } from './geometrie';

const segment = (debut: string, fin: string | null): SegmentFrise => ({
  debut,
  fin,
  apparence: 'rouge',
  hachure: false,
  etat: 'Aucun accompagnement',
  detail: '',
  accompagnements: [],
});
const ECHELLE = { debut: '2017-09-01', fin: '2019-08-31' };

describe('Géométrie de la frise', () => {
  it('F5-3 gives each segment the width of its days, both included', () => {
    const [rouge, vert] = placer([segment('2017-09-01', '2019-04-04'), segment('2019-04-05', '2019-08-31')], ECHELLE);
    expect(rouge?.x).toBe(0);
    expect(rouge?.largeur).toBeCloseTo((581 / 730) * 100, 6);
    expect(vert?.x).toBeCloseTo((581 / 730) * 100, 6);
    expect((vert?.x ?? 0) + (vert?.largeur ?? 0)).toBeCloseTo(100, 9);
  });

  it('stretches the scale for a maintien after the end of the decision', () => {
    const segments = [segment('2017-09-01', '2019-08-31'), segment('2019-09-01', '2020-08-31')];
    expect(etirer('2017-09-01', '2019-08-31', segments)).toEqual({ debut: '2017-09-01', fin: '2020-08-31' });
  });

  it('cuts at the edges of the scale what goes past them, and leaves out what lies beyond', () => {
    const troncons = placer([segment('2010-01-01', null), segment('2020-01-01', null)], ECHELLE);
    expect(troncons.map(({ debut, fin, x, largeur }) => ({ debut, fin, x, largeur }))).toEqual([
      { ...ECHELLE, x: 0, largeur: 100 },
    ]);
  });

  it('finds the segment under a point, and gives a single day enough room to be pointed at', () => {
    const troncons = placer(
      [segment('2017-09-01', '2018-08-31'), segment('2018-09-01', '2018-09-01'), segment('2018-09-02', '2019-08-31')],
      ECHELLE,
    );
    expect([0, 25, 49.9, 50.05, 51, 99.99].map((point) => tronconA(troncons, point))).toEqual([0, 0, 0, 1, 2, 2]);
    expect(tronconA(troncons, 51, 4)).toBe(1);
    expect(tronconA(troncons, 49, 4)).toBe(1);
    expect(tronconA(troncons, 100)).toBe(-1);
    expect(tronconA(troncons, -0.1)).toBe(-1);
  });

  it('starts the keyboard on the segment of today, else on the nearest', () => {
    const troncons = placer([segment('2017-09-01', '2018-08-31'), segment('2018-09-01', '2019-08-31')], ECHELLE);
    expect(tronconDuJour(troncons, '2018-10-01')).toBe(1);
    expect(tronconDuJour(troncons, '2015-01-01')).toBe(0);
    expect(tronconDuJour(troncons, '2030-01-01')).toBe(1);
    expect(tronconDuJour([], '2018-10-01')).toBe(0);
  });
});
