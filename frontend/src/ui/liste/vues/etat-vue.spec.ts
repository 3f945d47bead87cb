import { DISPOSITION_INITIALE } from '../../data-table/colonnes';
import { lireTri } from '../../data-table/etat-liste';
import { etatVue, lireEtatVue, memeVue } from './etat-vue';

const VUE = etatVue(
  { q: 'ferry', tri: [], page: 3, taille: 50, filtres: { type: 'INDIVIDUELLE', debut: '2026-09-01' } },
  lireTri('-nom'),
  DISPOSITION_INITIALE,
);

describe('views', () => {
  it('keep the question and the columns, and come back the same', () => {
    const lue = lireEtatVue(JSON.parse(JSON.stringify(VUE)), ['type', 'debut']);
    expect(lue).toEqual(VUE);
    expect(memeVue(lue, VUE)).toBeTrue();
    expect(memeVue({ ...VUE, sort: 'nom' }, VUE)).toBeFalse();
    expect(memeVue({ ...VUE, filtres: { debut: '2026-09-01', type: 'INDIVIDUELLE' } }, VUE)).toBeTrue();
  });

  it('leave out what the list does not know', () => {
    expect(lireEtatVue({ q: 3, sort: {}, filtres: { type: 'A', inconnu: 'B', debut: 4 } }, ['type', 'debut'])).toEqual({
      q: '',
      sort: '',
      filtres: { type: 'A' },
      disposition: DISPOSITION_INITIALE,
    });
  });
});
