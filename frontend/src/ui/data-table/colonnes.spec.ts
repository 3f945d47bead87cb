import {
  type ColonneNommee,
  DISPOSITION_INITIALE,
  LARGEUR_MAX,
  LARGEUR_MIN,
  basculer,
  deplacer,
  ordonner,
  redimensionner,
  visible,
} from './colonnes';

const COLONNES: readonly ColonneNommee[] = [
  { nom: 'a', libelle: 'A', largeur: 50 },
  { nom: 'b', libelle: 'B', largeur: 50 },
  { nom: 'c', libelle: 'C', largeur: 50, masquee: true },
  { nom: 'actions', libelle: 'Action', largeur: 50, fixe: true },
];
const noms = (disposition = DISPOSITION_INITIALE): string =>
  ordonner(COLONNES, disposition)
    .map(({ nom }) => nom)
    .join();
const [a, b, c, actions] = COLONNES as [ColonneNommee, ColonneNommee, ColonneNommee, ColonneNommee];

describe('columns of a list', () => {
  it('F4.2-1 are shown or hidden one by one, and come back', () => {
    const sansA = basculer(a, DISPOSITION_INITIALE);
    expect([a, b].map((colonne) => visible(colonne, sansA))).toEqual([false, true]);
    expect(basculer(a, sansA)).toEqual(DISPOSITION_INITIALE);
  });

  it('F4.5-4 may be hidden until they are asked for', () => {
    expect(visible(c, DISPOSITION_INITIALE)).toBeFalse();
    const avecC = basculer(c, DISPOSITION_INITIALE);
    expect(visible(c, avecC)).toBeTrue();
    expect(basculer(c, avecC)).toEqual(DISPOSITION_INITIALE);
    expect(visible(actions, { ...DISPOSITION_INITIALE, masquees: ['actions'] })).toBeTrue();
  });

  it('move, but for those that are fixed', () => {
    expect(noms()).toBe('a,b,c,actions');
    const disposition = deplacer(COLONNES, DISPOSITION_INITIALE, 'a', 2);
    expect(noms(disposition)).toBe('b,c,a,actions');
    expect(noms(deplacer(COLONNES, disposition, 'a', -4))).toBe('a,b,c,actions');
    expect(noms(deplacer(COLONNES, disposition, 'a', 99))).toBe('b,c,a,actions');
    expect(deplacer(COLONNES, disposition, 'inconnue', 0)).toBe(disposition);
  });

  it('take their usual place when the order that was kept does not know them', () => {
    expect(noms({ ...DISPOSITION_INITIALE, ordre: ['c', 'a', 'disparue', 'c'] })).toBe('c,a,b,actions');
  });

  it('keep their widths within bounds', () => {
    const { largeurs } = redimensionner(DISPOSITION_INITIALE, { a: 120.4, b: -3, c: 99_999 });
    expect(largeurs).toEqual({ a: 120, b: LARGEUR_MIN, c: LARGEUR_MAX });
  });
});
