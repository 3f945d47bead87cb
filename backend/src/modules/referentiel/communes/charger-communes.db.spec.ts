import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { chargerCommunes } from './charger-communes.js';

describe('Communes de France', () => {
  let base: BaseDEssai;
  let chargees: number;
  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    chargees = await chargerCommunes(base.source);
  });
  afterAll(() => base.fermer());

  const une = async (code: string): Promise<Record<string, unknown> | undefined> =>
    (await base.source.query<Record<string, unknown>[]>('SELECT * FROM commune WHERE code = $1', [code]))[0];

  it('loads them all, twice without a change', async () => {
    expect(chargees).toBe(34_964);
    const versions = () => base.source.query("SELECT md5(string_agg(xmin::text, ',' ORDER BY code)) FROM commune");
    const avant = await versions();
    expect(await chargerCommunes(base.source)).toBe(34_964);
    expect(await versions()).toEqual(avant);
  });

  it('keeps postal codes, département on three characters, comparable name and centre', async () => {
    expect(await une('31555')).toEqual(
      jasmine.objectContaining({ nom: 'Toulouse', nom_recherche: 'TOULOUSE', departement: '031' }),
    );
    expect((await une('31555'))?.['codes_postaux']).toContain('31500');
    expect((await une('2A004'))?.['departement']).toBe('02A');
  });

  it('gives a commune without position the middle of its postal code, and corrects the two misplaced islands', async () => {
    const troisLacs = await une('27676');
    expect(troisLacs?.['latitude']).toBeCloseTo(49.2, 0);
    expect((await une('97701'))?.['longitude']).toBeCloseTo(-62.85, 2);
  });
});
