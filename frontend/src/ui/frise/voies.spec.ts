import { type BarreVoie, annees, etendue, mois, placerBarres } from './voies';

const barre = (id: number, debut: string, fin: string | null): BarreVoie => ({ id, debut, fin, libelle: `b${id}` });

describe('Voies', () => {
  it('rounds the axis to whole school years, an open bar reaching today', () => {
    const voies = [
      { libelle: 'Scolarités', barres: [barre(1, '2024-11-02', null), barre(2, '2025-01-01', '2025-02-01')] },
    ];
    expect(etendue(voies, '2026-11-24')).toEqual({ debut: '2024-09-01', fin: '2027-08-31' });
    expect(etendue([], '2026-11-24')).toEqual({ debut: '2026-09-01', fin: '2027-08-31' });
    expect(etendue(voies, '2026-11-24', '2026-10-01', '2026-12-01')).toEqual({
      debut: '2026-09-01',
      fin: '2027-08-31',
    });
  });

  it('stands bars of the same days one below another, and reuses a line that is free again', () => {
    const echelle = { debut: '2026-09-01', fin: '2027-08-31' };
    const places = placerBarres(
      [barre(1, '2026-09-01', '2026-12-31'), barre(2, '2026-10-01', '2027-01-31'), barre(3, '2027-01-01', null)],
      echelle,
    );
    expect(places.map(({ barre: { id }, ligne, fin }) => [id, ligne, fin])).toEqual([
      [1, 0, '2026-12-31'],
      [2, 1, '2027-01-31'],
      [3, 0, '2027-08-31'],
    ]);
    expect(placerBarres([barre(4, '2020-01-01', '2020-02-01')], echelle)).toEqual([]);
  });

  it('marks school years and months, leap day included', () => {
    const echelle = { debut: '2027-09-01', fin: '2029-08-31' };
    expect(annees(echelle).map(({ libelle }) => libelle)).toEqual(['2027-2028', '2028-2029']);
    const marques = mois(echelle);
    expect(marques.length).toBe(24);
    expect(marques[5]).toEqual(jasmine.objectContaining({ jour: '2028-02-01', libelle: 'févr.' }));
    expect(marques[5]?.largeur).toBeCloseTo((29 / 731) * 100, 6);
    expect((marques[23]?.x ?? 0) + (marques[23]?.largeur ?? 0)).toBeCloseTo(100, 9);
  });
});
