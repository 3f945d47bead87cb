import { codeDepartement, departementDeLUai, departementDuCodePostal } from './departement.js';

describe('Départements', () => {
  const CODES: [string, string | null][] = [
    ['31', '031'],
    ['9', '009'],
    ['031', '031'],
    [' 2a ', '02A'],
    ['02B', '02B'],
    ['20A', '02A'],
    ['620', '02A'],
    ['720', '02B'],
    ['974', '974'],
    ['987', '987'],
    ['', null],
    ['3100', null],
    ['Haute-Garonne', null],
    ['2C', null],
  ];
  for (const [texte, code] of CODES) {
    it(`reads « ${texte} » as ${code}`, () => expect(codeDepartement(texte)).toBe(code));
  }

  const UAI: [string, string][] = [
    ['0311131L', '031'],
    ['6200001G', '02A'],
    ['7200001A', '02B'],
    ['9740001A', '974'],
    ['9830002K', '988'],
    ['9840001A', '987'],
    ['9870001A', '986'],
  ];
  for (const [uai, code] of UAI) {
    it(`finds the département ${code} of ${uai}`, () => expect(departementDeLUai(uai)).toBe(code));
  }

  const POSTAUX: [string, string | null][] = [
    ['31000', '031'],
    ['09200', '009'],
    ['20000', '02A'],
    ['20137', '02A'],
    ['20200', '02B'],
    ['97400', '974'],
    ['3100', null],
    ['ABCDE', null],
  ];
  for (const [codePostal, code] of POSTAUX) {
    it(`finds the département ${code} of postal code ${codePostal}`, () =>
      expect(departementDuCodePostal(codePostal)).toBe(code));
  }
});
