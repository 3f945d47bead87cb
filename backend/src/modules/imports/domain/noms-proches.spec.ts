import { nomsProches, proximite } from './noms-proches.js';

describe('Noms proches', () => {
  const CAS: [string, string[], string | null][] = [
    ['quotite', ['nom', 'quotites', 'code'], 'quotites'],
    ['idagent', ['prenom', 'numen', 'agence'], 'numen'],
    ['codepostal', ['codepost', 'commune'], 'codepost'],
    ['datedebutmission', ['datedebutcontrat', 'datedebmission', 'debut'], 'datedebmission'],
    ['telephone', ['tel', 'fax'], 'tel'],
    ['courriel', ['mail'], 'mail'],
    ['rqth', ['x', 'y'], null],
    ['commune', [''], null],
  ];
  for (const [notre, candidats, attendu] of CAS) {
    it(`${notre} among ${candidats.join(', ')}: ${attendu ?? 'nothing'}`, () => {
      const [premier] = nomsProches(notre, candidats, 3);
      expect(premier === undefined ? null : candidats[premier]).toBe(attendu);
    });
  }

  it('is 1 on the same name, and the same both ways', () => {
    expect(proximite('nom', 'nom')).toBe(1);
    expect(proximite('prenom', 'prenoms')).toBeCloseTo(proximite('prenoms', 'prenom'), 10);
  });
});
