import { nomDuFichier } from './telechargement';

describe('name of a received file', () => {
  it('is the one that the server gives', () => {
    expect(nomDuFichier(`attachment; filename="decisions.xlsx"; filename*=UTF-8''d%C3%A9cisions.xlsx`, 'x')).toBe(
      'décisions.xlsx',
    );
    expect(nomDuFichier('attachment; filename="a b.csv"', 'x')).toBe('a b.csv');
    expect(nomDuFichier('attachment; filename=a.csv', 'x')).toBe('a.csv');
  });

  it('is ours when it gives none, or a broken one', () => {
    expect(
      [null, 'attachment', "attachment; filename*=UTF-8''%E0%A4%A"].map((entete) => nomDuFichier(entete, 'x')),
    ).toEqual(['x', 'x', 'x']);
  });
});
