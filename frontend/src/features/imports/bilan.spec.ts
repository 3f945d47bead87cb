import { gardeEnMots, lireBilan, resumeBilan } from './bilan';

const RIEN = { crees: 0, modifies: 0, inchanges: 0, reactives: 0, desactives: 0 };
const texte = (mots: string): string => mots.replace(/\s/g, ' ');

describe('bilan', () => {
  it('reads the figures of RH, their guard, and says what was kept of the details', () => {
    const lu = lireBilan({
      bilan: {
        genre: 'RH',
        fichiers: [{ fichier: 'EPP.csv', encodage: 'MIXTE', lignesWindows1252: 2, lignes: 12, rejets: 1 }],
        rejets: 1,
        nonSignes: 3,
        aesh: { ...RIEN, crees: 2 },
        missions: { ...RIEN, crees: 4, modifies: 5, desactives: 100 },
        differencesGardees: 50,
        garde: { actives: 1000, desactivees: 100, retient: true },
      },
    });
    expect(lu?.objets.map(({ libelle, crees }) => [libelle, crees])).toEqual([
      ['AESH', 2],
      ['Missions', 4],
    ]);
    expect(texte(lu?.remarques.join() ?? '')).toContain('3 contrats sans date de signature');
    expect(texte(lu?.detail ?? '')).toContain('50 différences sur 111');
    expect(texte(resumeBilan(lu))).toBe('6 créés, 5 modifiés, 100 désactivés, 1 rejeté');
    expect(lu?.garde ? texte(gardeEnMots(lu.garde)) : '').toContain(
      '100 missions sur 1 000 actives de cette source (10 %)',
    );
  });

  it('reads those of ERSEH and of the schools; says when nothing changed, and nothing while there are none', () => {
    const erseh = lireBilan({ bilan: { genre: 'ERSEH', objets: { eleve: { ...RIEN, inchanges: 7 } }, rejets: 0 } });
    expect(erseh?.objets).toEqual([{ libelle: 'Élèves', ...RIEN, inchanges: 7 }]);
    expect(erseh?.detail).toBeNull();
    expect(resumeBilan(erseh)).toBe('Aucun changement');
    const ecoles = lireBilan({ bilan: { etablissements: RIEN, pials: RIEN, departementsPartiels: ['081'] } });
    expect(ecoles?.objets.map(({ libelle }) => libelle)).toEqual(['Établissements', 'PIAL']);
    expect(ecoles?.remarques.at(-1)).toContain('081');
    expect(lireBilan({ bilan: null })).toBeNull();
    expect(resumeBilan(null)).toBe('');
  });
});
