import { compteurs, courbesEvolution } from './compteurs';

const ANNEE = { annee: 2026, debut: '2026-09-01', fin: '2027-08-31' };

describe('indicateurs', () => {
  it('F4.1-1 counts all, none in place and something in place, with their share', () => {
    const lus = compteurs({ ...ANNEE, total: 200, sansAccompagnement: 150, avecAccompagnement: 50 });
    expect(lus.map(({ nom, nombre, part }) => [nom, nombre, part])).toEqual([
      ['toutes', 200, null],
      ['sans', 150, 0.75],
      ['avec', 50, 0.25],
    ]);
  });

  it('F4.1-2 asks the list for the same decisions, in the same school year', () => {
    const lus = compteurs({ ...ANNEE, total: 2, sansAccompagnement: 1, avecAccompagnement: 1 });
    const annee = { debut: '2026-09-01', fin: '2027-08-31' };
    expect(lus.map(({ detail }) => detail)).toEqual([
      annee,
      { ...annee, accompagnement: 'AUCUN' },
      { ...annee, accompagnement: 'AU_MOINS_UN' },
    ]);
  });

  it('shows no share of nothing', () => {
    const lus = compteurs({ ...ANNEE, total: 0, sansAccompagnement: 0, avecAccompagnement: 0 });
    expect(lus.map(({ part }) => part)).toEqual([null, null, null]);
  });

  it('F4.1-3 piles what is in place and what is not up to the decisions of the day', () => {
    const points = [
      { jour: '2026-09-01', actives: 10, accompagnees: 4 },
      { jour: '2026-09-07', actives: 12, accompagnees: 12 },
    ];
    const [actives, avec, sans] = courbesEvolution({ annee: 2026, points });
    expect(actives?.valeurs).toEqual([10, 12]);
    expect(avec?.valeurs).toEqual([4, 12]);
    expect(sans?.valeurs).toEqual([6, 0]);
    expect([actives, avec, sans].map((courbe) => courbe?.genre)).toEqual(['ligne', 'aire', 'aire']);
  });
});
