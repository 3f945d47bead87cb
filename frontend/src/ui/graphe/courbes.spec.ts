import {
  type Courbe,
  debutsDeMois,
  dernierAvant,
  graduations,
  instant,
  moisCourt,
  place,
  plusProche,
  sommet,
} from './courbes';

const JOURS = ['2026-09-01', '2026-09-07', '2026-09-14', '2027-08-30', '2027-08-31'];

describe('courbes', () => {
  it('grades from 0 by round steps that hold the maximum', () => {
    expect(graduations(0)).toEqual({ plafond: 1, intervalle: 1 });
    expect(graduations(3)).toEqual({ plafond: 3, intervalle: 1 });
    expect(graduations(83)).toEqual({ plafond: 100, intervalle: 50 });
    expect(graduations(4812)).toEqual({ plafond: 6000, intervalle: 2000 });
    expect(graduations(8000)).toEqual({ plafond: 8000, intervalle: 2000 });
  });

  it('finds the highest point: lines by themselves, areas piled up', () => {
    const aire = (valeurs: number[]): Courbe => ({ genre: 'aire', nom: 'a', couleur: '#000', motif: 'uni', valeurs });
    const ligne: Courbe = {
      genre: 'ligne',
      nom: 'l',
      couleur: '#000',
      trait: 'plein',
      marque: 'rond',
      valeurs: [4, 9],
    };
    expect(sommet([aire([1, 2]), aire([3, 4])])).toBe(6);
    expect(sommet([aire([1, 2]), ligne])).toBe(9);
    expect(sommet([])).toBe(0);
  });

  it('places days between the first and the last, and nowhere else', () => {
    expect(place('2026-09-01', JOURS)).toBe(0);
    expect(place('2027-08-31', JOURS)).toBe(1);
    expect(place('2026-09-07', JOURS)).toBeCloseTo(6 / 364, 10);
    expect(place('2027-09-01', JOURS)).toBeNull();
    expect(place('2026-09-01', [])).toBeNull();
    expect(place('2026-09-01', ['2026-09-01'])).toBe(0);
  });

  it('goes from a place or a day to the point there', () => {
    expect(plusProche(0, JOURS)).toBe(0);
    expect(plusProche(0.02, JOURS)).toBe(1);
    expect(plusProche(1, JOURS)).toBe(4);
    expect(dernierAvant('2026-08-01', JOURS)).toBe(0);
    expect(dernierAvant('2026-11-24', JOURS)).toBe(2);
    expect(dernierAvant('2028-01-01', JOURS)).toBe(4);
  });

  it('names the months of the axis in French', () => {
    const debuts = debutsDeMois(JOURS);
    expect(debuts.length).toBe(12);
    expect(debuts[0]).toBe('2026-09-01');
    expect(debuts.at(-1)).toBe('2027-08-01');
    expect(moisCourt(instant('2027-02-01'))).toBe('févr.');
    expect(debutsDeMois([])).toEqual([]);
  });
});
