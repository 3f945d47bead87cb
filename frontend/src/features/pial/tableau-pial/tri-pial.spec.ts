import { lireTri } from '../../../ui/data-table/etat-liste';
import { type PialLigne } from '../pial.api';
import { trierPials } from './tri-pial';

const ligne = (nom: string, couverture: number | null, missions = 0): PialLigne => ({
  uai: nom,
  nom,
  commune: null,
  type: 'PIAL',
  etablissements: 1,
  decisionsIndividuelles: 0,
  decisionsMutualisees: 0,
  besoinHeures: 0,
  missions,
  moyensHeures: 0,
  moyensCollectifHeures: 0,
  moyensReferentHeures: 0,
  couverture,
});
const noms = (tri: string, ...lignes: PialLigne[]): string[] => trierPials(lignes, lireTri(tri)).map(({ nom }) => nom);

describe('trierPials', () => {
  it('sorts names as French does: Élan before Zoé, 2 before 10', () => {
    expect(noms('nom', ligne('Zoé', 1), ligne('élan', 1), ligne('Collège 10', 1), ligne('Collège 2', 1))).toEqual([
      'Collège 2',
      'Collège 10',
      'élan',
      'Zoé',
    ]);
  });

  it('sorts figures as figures, and puts what has none last in both directions', () => {
    const lignes = [ligne('a', 0.9), ligne('b', null), ligne('c', 1.2), ligne('d', 0.1)];
    expect(noms('couverture', ...lignes)).toEqual(['d', 'a', 'c', 'b']);
    expect(noms('-couverture', ...lignes)).toEqual(['c', 'a', 'd', 'b']);
  });

  it('sorts by several columns', () => {
    expect(noms('missions,-nom', ligne('a', 1, 3), ligne('b', 1, 2), ligne('c', 1, 3))).toEqual(['b', 'c', 'a']);
  });
});
