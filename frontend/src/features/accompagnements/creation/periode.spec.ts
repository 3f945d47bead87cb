import { anneesPossibles, limitesPeriode } from './periode';

describe('limitesPeriode', () => {
  it('F10.3-2 clips the decision to the school year, and says which of them limits', () => {
    expect(limitesPeriode({ debut: '2025-10-01', fin: '2027-03-31' }, 2026)).toEqual({
      min: { jour: '2026-09-01', raison: 'début de l’année scolaire' },
      max: { jour: '2027-03-31', raison: 'fin de la décision' },
    });
    expect(limitesPeriode({ debut: '2026-11-02', fin: '2028-08-31' }, 2026)).toEqual({
      min: { jour: '2026-11-02', raison: 'début de la décision' },
      max: { jour: '2027-08-31', raison: 'fin de l’année scolaire' },
    });
  });

  it('F10.3-4 clips it to the mission too, once it is chosen', () => {
    const decision = { debut: '2026-10-01', fin: '2028-08-31' };
    expect(limitesPeriode(decision, 2026, { debut: '2026-11-02', fin: '2027-06-30' })).toEqual({
      min: { jour: '2026-11-02', raison: 'début de la mission' },
      max: { jour: '2027-06-30', raison: 'fin de la mission' },
    });
    expect(limitesPeriode(decision, 2026, { debut: '2025-09-01', fin: null })).toEqual({
      min: { jour: '2026-10-01', raison: 'début de la décision' },
      max: { jour: '2027-08-31', raison: 'fin de l’année scolaire' },
    });
  });
});

describe('anneesPossibles', () => {
  it('keeps the school years that the decision touches, even by one day', () => {
    expect(anneesPossibles({ debut: '2025-08-31', fin: '2026-09-01' }, [2023, 2024, 2025, 2026, 2027])).toEqual([
      2024, 2025, 2026,
    ]);
    expect(anneesPossibles({ debut: '2030-09-01', fin: '2031-08-31' }, [2025, 2026])).toEqual([]);
  });

  it('F10.3-4 keeps none without a day in common with the mission', () => {
    const decision = { debut: '2025-09-01', fin: '2027-08-31' };
    expect(anneesPossibles(decision, [2025, 2026], { debut: '2026-11-01', fin: null })).toEqual([2026]);
    expect(anneesPossibles(decision, [2025, 2026], { debut: '2020-09-01', fin: '2021-08-31' })).toEqual([]);
  });
});
