import { type CodeProfil } from '../session/auth.api';
import { accueil, admis, entreesDuMenu } from './menu';

const libelles = (profil: CodeProfil | null): string[] => entreesDuMenu(profil).map(({ libelle }) => libelle);

describe('menu', () => {
  it('F1.5-1 shows each profile what exists for it, Paramètres département for the Superviseur alone', () => {
    expect(libelles('GESTIONNAIRE_AESH')).toEqual([
      'Accueil',
      'AESH',
      'Missions',
      'Accompagnements',
      'PIAL',
      'Changements des imports',
    ]);
    expect(libelles('SUPERVISEUR_AESH')).toEqual([
      'Accueil',
      'AESH',
      'Missions',
      'Accompagnements',
      'PIAL',
      'Paramètres département',
      'Imports',
    ]);
    expect(libelles('ADMINISTRATEUR')).toEqual(['Traitements', 'Imports']);
    expect(libelles('ERSEH')).toEqual(['Mes messages']);
    for (const profil of ['COORDONNATEUR_PIAL', 'PILOTE_PIAL', 'IEN', 'CHEF_ETABLISSEMENT', null] as const) {
      expect(libelles(profil)).toEqual([]);
    }
  });

  it('F1.3-5 opens on the decisions for those who manage them', () => {
    expect(accueil('GESTIONNAIRE_AESH')).toBe('/decisions');
    expect(accueil('SUPERVISEUR_AESH')).toBe('/decisions');
    expect(accueil('ADMINISTRATEUR')).toBe('/traitements');
    expect(accueil('ERSEH')).toBe('/messages');
    expect(accueil('IEN')).toBe('/sans-ecran');
    expect(accueil(null)).toBe('/sans-ecran');
  });

  it('F1.2-2 lets nobody into a screen that the menu does not offer', () => {
    expect(admis('/parametres', 'GESTIONNAIRE_AESH')).toBeFalse();
    expect(admis('/decisions', 'ADMINISTRATEUR')).toBeFalse();
    expect(admis('/decisions', null)).toBeFalse();
    expect(admis('/parametres', 'SUPERVISEUR_AESH')).toBeTrue();
  });
});
