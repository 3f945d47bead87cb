import { type Segment } from '../accompagnements.api';
import { apercu } from './apercu';

const segment = (debut: string, fin: string, etat: Segment['etat'], heures = 0): Segment => ({
  debut,
  fin,
  etat,
  heures,
  accompagnements: [],
  previsionnel: false,
});
const prevu = (debut: string, fin: string, heures: number, previsionnel = false) => ({
  debut,
  fin,
  heures,
  previsionnel,
});
const BESOIN = { type: 'INDIVIDUELLE', heures: 24 } as const;
const resume = (segments: Segment[]): string[] => segments.map((s) => `${s.debut} ${s.fin} ${s.etat} ${s.heures}`);

describe('apercu', () => {
  it('F10.3-2 turns the accompanied days of a red decision green', () => {
    const avant = [segment('2025-09-01', '2027-08-31', 'ROUGE')];
    expect(resume(apercu(avant, prevu('2026-09-01', '2027-06-30', 24), BESOIN))).toEqual([
      '2025-09-01 2026-08-31 ROUGE 0',
      '2026-09-01 2027-06-30 VERT 24',
      '2027-07-01 2027-08-31 ROUGE 0',
    ]);
  });

  it('adds to the hours already there: partial, complete, over', () => {
    const avant = [segment('2026-09-01', '2027-08-31', 'ORANGE', 12.1)];
    const etat = (heures: number) => apercu(avant, prevu('2026-09-01', '2027-08-31', heures), BESOIN)[0]?.etat;
    expect([etat(6), etat(11.9), etat(14)]).toEqual(['ORANGE', 'VERT', 'BLEU']);
  });

  it('F5-4 leaves days without schooling, and maintiens, as they are', () => {
    const avant = [
      segment('2026-09-01', '2026-12-31', 'BLANC'),
      segment('2027-01-01', '2027-06-30', 'ROUGE'),
      segment('2027-07-01', '2027-08-31', 'VIOLET', 12),
    ];
    expect(apercu(avant, prevu('2026-09-01', '2027-08-31', 24), BESOIN).map(({ etat }) => etat)).toEqual([
      'BLANC',
      'VERT',
      'VIOLET',
    ]);
  });

  it('F5-5 hatches what is provisional', () => {
    const [apres] = apercu(
      [segment('2027-09-01', '2028-08-31', 'ROUGE')],
      prevu('2027-09-01', '2028-08-31', 24, true),
      BESOIN,
    );
    expect(apres?.previsionnel).toBeTrue();
  });

  it('covers a decision without notified hours with any', () => {
    const avant = [segment('2026-09-01', '2027-08-31', 'ROUGE')];
    expect(apercu(avant, prevu('2026-09-01', '2027-08-31', 3), { type: 'MUTUALISEE', heures: null })[0]?.etat).toBe(
      'VERT',
    );
  });
});
