import { type Filtre, actif, basculerCode, enMots, enToutesLettres, parametres, usuels, vide } from './filtre';
import { contientMots } from './mots';

const TYPE: Filtre = { genre: 'choix', nom: 'type', libelle: 'Type', options: [] };
const PERIODE: Filtre = {
  genre: 'periode',
  nom: 'periode',
  libelle: 'Actives',
  debut: 'debut',
  fin: 'fin',
  usuelle: { debut: '2026-09-01', fin: '2027-08-31' },
};
const SELECTION: Filtre = { genre: 'selection', nom: 'ids', libelle: 'Sélection' };
const libelle = (code: string): string => code.toLowerCase();

describe('filters', () => {
  it('have one parameter, a period has two', () => {
    expect([TYPE, PERIODE].flatMap(parametres)).toEqual(['type', 'debut', 'fin']);
    expect(usuels([TYPE, PERIODE])).toEqual({ debut: '2026-09-01', fin: '2027-08-31' });
    expect(vide(PERIODE)).toEqual({ debut: '', fin: '' });
    expect(actif(PERIODE, { fin: '2026-01-01' })).toBeTrue();
    expect(actif(TYPE, { fin: '2026-01-01' })).toBeFalse();
  });

  it('take several values, or one', () => {
    expect(basculerCode(undefined, 'A')).toBe('A');
    expect(basculerCode('A', 'B')).toBe('A,B');
    expect(basculerCode('A,B', 'A')).toBe('B');
    expect(basculerCode('A', 'A')).toBe('');
    expect(basculerCode('A', 'B', true)).toBe('B');
  });

  it('say in words what they let through', () => {
    expect(enMots(TYPE, { type: 'A,B' }, libelle)).toBe('a ou b');
    expect(enMots(TYPE, { type: 'A,B,C' }, libelle)).toBe('3 choix');
    expect(enToutesLettres(TYPE, { type: 'A,B,C' }, libelle)).toBe('Type : a ou b ou c');
    expect(enMots(SELECTION, { ids: '1,2,3' }, libelle)).toBe('3 lignes');
    expect(enMots(PERIODE, { debut: '2026-09-01', fin: '2027-08-31' }, libelle)).toBe('année 2026-2027');
    expect(enMots(PERIODE, { debut: '2026-09-01', fin: '2026-12-31' }, libelle)).toBe('du 01/09/2026 au 31/12/2026');
    expect(enMots(PERIODE, { fin: '2026-12-31' }, libelle)).toBe('jusqu’au 31/12/2026');
    expect(enMots(PERIODE, { debut: '2026-12-31' }, libelle)).toBe('à partir du 31/12/2026');
  });

  it('find an option by several words, accents and case ignored', () => {
    expect(contientMots('0310001A Collège Jean Jaurès', 'jaures  COLL')).toBeTrue();
    expect(contientMots('0310001A Collège Jean Jaurès', 'jaures lycee')).toBeFalse();
    expect(contientMots('rien', '')).toBeTrue();
  });
});
