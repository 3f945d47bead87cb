import { type Segment } from '../../api/models';
import { friseCouverture, phrasesAnomalies } from './couverture';

const segment = (etat: Segment['etat'], heures: number, previsionnel = false): Segment => ({
  debut: '2026-09-01',
  fin: '2027-08-31',
  etat,
  heures,
  accompagnements: [],
  previsionnel,
});
const HEURES = '\u00a0h';

describe('friseCouverture', () => {
  it('measures an individual decision against its notified hours', () => {
    const [rouge, orange] = friseCouverture([segment('ROUGE', 0), segment('ORANGE', 12.5)], {
      type: 'INDIVIDUELLE',
      heures: 24,
    });
    expect(rouge?.detail).toBe(`0${HEURES} sur 24${HEURES} notifiées`);
    expect(orange?.detail).toBe(`12${HEURES}\u00a030 sur 24${HEURES} notifiées`);
    expect(orange?.apparence).toBe('orange');
  });

  it('says only what is in place for a mutualised decision, and nothing where nothing is', () => {
    const [vert, rouge] = friseCouverture([segment('VERT', 6), segment('ROUGE', 0)], {
      type: 'MUTUALISEE',
      heures: null,
    });
    expect(vert?.detail).toBe(`6${HEURES} d’accompagnement`);
    expect(rouge?.detail).toBe('');
  });

  it('F5-4 says that nobody can be placed where there is no schooling', () => {
    const [blanc] = friseCouverture([segment('BLANC', 0)], { type: 'INDIVIDUELLE', heures: 24 });
    expect(blanc?.etat).toBe('Sans scolarité');
    expect(blanc?.detail).toBe('aucun accompagnement possible');
    const [perdu] = friseCouverture([segment('BLANC', 15)], { type: 'INDIVIDUELLE', heures: 24 });
    expect(perdu?.detail).toBe(`15${HEURES} d’accompagnement sans scolarité`);
  });

  it('F5-5 hatches what is provisional', () => {
    const [vert] = friseCouverture([segment('VERT', 24, true)], { type: 'INDIVIDUELLE', heures: 24 });
    expect(vert?.hachure).toBeTrue();
  });

  it('gives the same list for the same segments, so that nothing is redrawn for nothing', () => {
    const segments = [segment('VERT', 24)];
    const besoin = { type: 'INDIVIDUELLE', heures: 24 } as const;
    expect(friseCouverture(segments, besoin)).toBe(friseCouverture(segments, besoin));
  });
});

describe('phrasesAnomalies', () => {
  it('F5-6 gives each reason once', () => {
    const anomalies = [{ message: 'Contrat rompu.' }, { message: 'Contrat rompu.' }, { message: 'École quittée.' }];
    expect(phrasesAnomalies(anomalies)).toEqual(['Contrat rompu.', 'École quittée.']);
    expect(phrasesAnomalies(anomalies)).toBe(phrasesAnomalies(anomalies));
    expect(phrasesAnomalies(undefined)).toEqual([]);
  });
});
