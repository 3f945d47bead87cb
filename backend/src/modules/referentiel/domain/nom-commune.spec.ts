import { nomCommuneRecherche } from './nom-commune.js';

describe('Nom de commune comparable', () => {
  const CAS: [string, string][] = [
    ['Saint-Orens-de-Gameville', 'SAINT ORENS DE GAMEVILLE'],
    ['ST ORENS DE GAMEVILLE', 'SAINT ORENS DE GAMEVILLE'],
    ["Ste-Foy-d'Aigrefeuille", 'SAINTE FOY D AIGREFEUILLE'],
    ['TOULOUSE CEDEX 9', 'TOULOUSE'],
    ['Toulouse Cedex', 'TOULOUSE'],
    ['PARIS 15', 'PARIS'],
    ['Paris 15ème', 'PARIS'],
    ['LYON 03 ARRONDISSEMENT', 'LYON'],
    ['Nœux-les-Mines', 'NOEUX LES MINES'],
    ['L’Isle-Jourdain', 'L ISLE JOURDAIN'],
    ['St Lary S/ Garonne', 'SAINT LARY SUR GARONNE'],
    ['  Mûr-de-Bretagne ', 'MUR DE BRETAGNE'],
    ['Y', 'Y'],
    ['', ''],
  ];
  for (const [nom, attendu] of CAS) {
    it(`« ${nom} » → « ${attendu} »`, () => expect(nomCommuneRecherche(nom)).toBe(attendu));
  }
});
