import { ErreurMetier } from './erreur-metier.js';

class RefusDeSpec extends ErreurMetier {
  readonly code = 'REFUS_DE_SPEC';
  readonly nature = 'refus';
}

describe('ErreurMetier', () => {
  it('is an Error that keeps its name, code, nature, fields and details', () => {
    const champs = [{ path: 'fin', message: 'trop tard' }];
    const erreur: unknown = new RefusDeSpec('Non.', { champs, details: { fin: '2027-03-31' } });
    expect(erreur).toBeInstanceOf(Error);
    expect(erreur).toBeInstanceOf(ErreurMetier);
    expect(erreur).toEqual(
      jasmine.objectContaining({
        name: 'RefusDeSpec',
        message: 'Non.',
        code: 'REFUS_DE_SPEC',
        nature: 'refus',
        champs,
        details: { fin: '2027-03-31' },
      }),
    );
  });

  it('needs neither fields nor details', () => {
    const erreur = new RefusDeSpec('Non.');
    expect(erreur.champs).toBeUndefined();
    expect(erreur.details).toBeUndefined();
  });
});
