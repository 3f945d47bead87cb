import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form } from '@angular/forms/signals';
import { MISSION_VIDE, type SaisieMission, lireQuotite, missionSaisie, reglesMission } from './saisie-mission';

const SAISIE: SaisieMission = {
  ...MISSION_VIDE,
  typeContrat: 'CDD',
  natureCode: 'HI1D',
  debut: '2026-09-01',
  fin: '2027-08-31',
};

describe('reglesMission', () => {
  const fautes = (changement: Partial<SaisieMission>): (string | undefined)[] =>
    TestBed.runInInjectionContext(() => {
      const formulaire = form(signal({ ...SAISIE, ...changement }), reglesMission);
      return formulaire()
        .errorSummary()
        .map(({ message }) => message);
    });

  it('F8.2-1 takes a contract, a nature and dates; hours and schools when they are known', () => {
    expect(fautes({})).toEqual([]);
    expect(fautes({ typeContrat: '', natureCode: '', debut: null })).toEqual([
      'Choisissez le type de contrat.',
      'Choisissez la nature du support.',
      'Indiquez le début de la mission.',
    ]);
  });

  it('judges the dates against the contract', () => {
    expect(fautes({ fin: null })).toEqual(['Une mission en CDD a une date de fin.']);
    expect(fautes({ fin: '2026-08-31' })).toEqual(['La fin précède le début, le 01/09/2026.']);
    expect(fautes({ debutContrat: '2026-10-01' })).toEqual(['Le contrat commence le 01/10/2026.']);
    expect(fautes({ finContrat: '2027-01-31' })).toEqual(['Le contrat finit le 31/01/2027.']);
    expect(fautes({ typeContrat: 'CDI', finContrat: '2027-12-31' })).toEqual([
      'Un CDI n’a pas de date de fin de contrat.',
    ]);
  });

  it('judges hours and quotité', () => {
    expect(fautes({ heures: 49 })).toEqual(['48 heures par semaine au plus.']);
    for (const quotite of ['0', '620', 'beaucoup', '62,555']) {
      expect(fautes({ quotite })).withContext(quotite).toEqual(['Attendu : un pourcentage de 1 à 100, comme 62.']);
    }
    expect(fautes({ quotite: '62,5 %' })).toEqual([]);
  });

  it('says it as the API wants it', () => {
    expect(lireQuotite('62,5 %')).toBe(62.5);
    expect(lireQuotite(' ')).toBeNull();
    expect(missionSaisie({ ...SAISIE, quotite: '62' })).toEqual({
      typeContrat: 'CDD',
      natureCode: 'HI1D',
      debut: '2026-09-01',
      fin: '2027-08-31',
      debutContrat: null,
      finContrat: null,
      heures: null,
      quotite: 62,
      uaiEmployeur: null,
      uaiPayeur: null,
    });
    expect(missionSaisie(MISSION_VIDE)).toBeNull();
  });
});
