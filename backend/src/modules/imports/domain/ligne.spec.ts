import { type CodeRejet, FauteDeChamp } from './rejet.js';
import { Ligne, OUI_NON } from './ligne.js';

describe('Champs d’une ligne', () => {
  const lire = <T>(valeur: string, lecteur: (l: Ligne) => T): T | CodeRejet => {
    const ligne = new Ligne({ C: 0 });
    ligne.poser([valeur]);
    try {
      return lecteur(ligne);
    } catch (faute) {
      if (faute instanceof FauteDeChamp) return faute.code;
      throw faute;
    }
  };

  const JOURS: [string, string | null][] = [
    ['31/12/2026', '2026-12-31'],
    ['1/9/2026', '2026-09-01'],
    ['2026-09-01', '2026-09-01'],
    [' 2026-09-01 ', '2026-09-01'],
    ['2026-09-01T00:00:00', '2026-09-01'],
    ['01/09/2026 00:00', '2026-09-01'],
    ['29/02/2028', '2028-02-29'],
    ['', null],
    ['31/02/2026', 'DATE_INVALIDE'],
    ['29/02/2026', 'DATE_INVALIDE'],
    ['2026-13-01', 'DATE_INVALIDE'],
    ['01/09/26', 'DATE_INVALIDE'],
    ['hier', 'DATE_INVALIDE'],
    ['01/01/0202', 'DATE_INVALIDE'],
    ['01/01/2500', 'DATE_INVALIDE'],
  ];
  for (const [texte, attendu] of JOURS) {
    it(`date « ${texte} » → ${attendu}`, () =>
      expect(lire(texte, (l) => l.jour('C')) as string).toBe(attendu as string));
  }

  it('a far end is an open one', () => {
    for (const texte of ['31/12/9999', '31/12/2999', '']) expect(lire(texte, (l) => l.finOuverte('C'))).toBeNull();
    expect(lire('31/12/9999', (l) => l.jourObligatoire('C')) as string).toBe('DATE_INVALIDE');
  });

  const NOMBRES: [string, number | string | null][] = [
    ['62', 62],
    ['62,00', 62],
    ['62.5', 62.5],
    ['62 %', 62],
    ['24,5 h', 24.5],
    ['66,6667', 66.67],
    ['0', 0],
    ['100', 100],
    ['', null],
    ['620', 'NOMBRE_HORS_BORNES'],
    ['-1', 'NOMBRE_HORS_BORNES'],
    ['100,01', 'NOMBRE_HORS_BORNES'],
    ['6e1', 'NOMBRE_INVALIDE'],
    ['vingt', 'NOMBRE_INVALIDE'],
    ['1,2,3', 'NOMBRE_INVALIDE'],
    ['NaN', 'NOMBRE_INVALIDE'],
    ['Infinity', 'NOMBRE_INVALIDE'],
  ];
  for (const [texte, attendu] of NOMBRES) {
    it(`number « ${texte} » → ${attendu}`, () =>
      expect(lire(texte, (l) => l.nombre('C', 0, 100)) as unknown).toBe(attendu));
  }

  const UAIS: [string, string | null][] = [
    ['0311131L', '0311131L'],
    [' 0311131l ', '0311131L'],
    ['', null],
    ['0311131A', 'UAI_INVALIDE'],
    ['311131L', 'UAI_INVALIDE'],
  ];
  for (const [texte, attendu] of UAIS) {
    it(`UAI « ${texte} » → ${attendu}`, () => expect(lire(texte, (l) => l.uai('C')) as string).toBe(attendu as string));
  }

  it('yes, no, nothing and something else', () => {
    const rqth = (texte: string): unknown => lire(texte, (l) => l.choix('C', OUI_NON));
    expect(['O', 'n', 'Oui', '0', '', 'X', 'toString'].map(rqth)).toEqual([
      true,
      false,
      true,
      false,
      null,
      'VALEUR_INCONNUE',
      'VALEUR_INCONNUE',
    ]);
  });

  it('text: trimmed, empty is null, mandatory, bounded', () => {
    expect(lire('  Zoé ', (l) => l.texte('C'))).toBe('Zoé');
    expect(lire(' \u00a0 ', (l) => l.texte('C'))).toBeNull();
    expect(lire('', (l) => l.texteObligatoire('C'))).toBe('VALEUR_MANQUANTE');
    expect(lire('x'.repeat(256), (l) => l.texte('C'))).toBe('VALEUR_TROP_LONGUE');
  });

  it('a postal code gets back the zero that a spreadsheet dropped', () => {
    expect(lire('9200', (l) => l.codePostal('C'))).toBe('09200');
    expect(lire('31000', (l) => l.codePostal('C'))).toBe('31000');
  });

  it('the fault says the column, the value and the reason in French', () => {
    const ligne = new Ligne({ UAI_EMPLOYEUR: 0 });
    ligne.poser(['0311131A']);
    expect(() => ligne.uai('UAI_EMPLOYEUR')).toThrowMatching(
      (f: FauteDeChamp) =>
        f.colonne === 'UAI_EMPLOYEUR' &&
        f.valeur === '0311131A' &&
        f.motif.includes('lettre de contrôle devrait être L'),
    );
  });
});
