import { jour } from '../../../kernel/jour.js';
import { TYPES_ANOMALIE, estATraiter, libelleAnomalie, phraseAnomalie } from './anomalie.js';

const ADIRE = {
  aesh: 'Camille Durand',
  eleve: 'Léo Petit',
  etablissement: 'École Jean Jaurès',
  debut: jour('2027-05-18'),
  fin: jour('2027-07-06'),
};

describe('Anomalies dites en français', () => {
  it('F5-6 each type has a label of its own and a sentence with the AESH, the pupil, the school, the days and what to do', () => {
    expect(new Set(TYPES_ANOMALIE.map(libelleAnomalie)).size).toBe(9);
    for (const type of TYPES_ANOMALIE) {
      const phrase = phraseAnomalie({ type, ...ADIRE });
      for (const mot of ['Camille Durand', 'Léo Petit', 'École Jean Jaurès', 'du 18/05/2027 au 06/07/2027']) {
        expect(phrase).withContext(`type ${type}`).toContain(mot);
      }
      expect(phrase.split('. ')).withContext(`what is wrong, then what to do: type ${type}`).toHaveSize(2);
      expect(phrase.length).toBeLessThan(320);
    }
  });

  it('reads as a sentence, for one day too', () => {
    expect(phraseAnomalie({ type: 2, ...ADIRE, debut: ADIRE.fin })).toBe(
      'L’accompagnement de Léo Petit par Camille Durand (École Jean Jaurès) continue après la fin de la mission, qui ne le couvre plus le 06/07/2027. Raccourcissez-le, ou confiez la suite à une autre mission.',
    );
  });

  it('F5-6 a closed file or an inactive mission says nothing of days gone by; the dated facts remain', () => {
    const fin = jour('2026-07-04');
    expect(TYPES_ANOMALIE.filter((type) => estATraiter({ type, fin }, jour('2026-07-04')))).toHaveSize(9);
    expect(TYPES_ANOMALIE.filter((type) => !estATraiter({ type, fin }, jour('2026-07-05')))).toEqual([5, 8]);
  });
});
