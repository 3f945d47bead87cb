import { type BaseDEssai, ouvrirBaseDEssai } from '../../../essais/base-d-essai.js';
import { lireParLots } from './lots.js';

describe('lireParLots', () => {
  let base: BaseDEssai;
  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    await base.source.query(
      'CREATE TABLE essai AS SELECT n, repeat(md5(n::text), 30) AS texte FROM generate_series(1, 1203) n',
    );
  });
  afterAll(() => base.fermer());

  const ouvertes = async (): Promise<number> => {
    const [{ n }] = await base.source.query<[{ n: number }]>(
      `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
    );
    return n;
  };

  it('gives every row once, in order, a set at a time', async () => {
    const tailles: number[] = [];
    const lus: number[] = [];
    for await (const { lot } of lireParLots<{ n: number }>(
      base.source,
      'SELECT n FROM essai WHERE n > $1 ORDER BY n',
      [0],
    )) {
      tailles.push(lot.length);
      lus.push(...lot.map(({ n }) => n));
    }
    expect(tailles).toEqual([500, 500, 203]);
    expect(lus).toEqual(Array.from({ length: 1203 }, (_, rang) => rang + 1));
    expect(await ouvertes()).toBe(0);
  });

  it('shows one state of the base, whatever is written meanwhile', async () => {
    let lues = 0;
    for await (const { lot, lecture } of lireParLots(base.source, 'SELECT n FROM essai ORDER BY n', [])) {
      lues += lot.length;
      if (lues === 500) await base.source.query('DELETE FROM essai WHERE n > 1200');
      const [{ n }] = (await lecture.query('SELECT count(*) AS n FROM essai')) as [{ n: number }];
      expect(n).toBe(1203);
    }
    expect(lues).toBe(1203);
    await base.source.query('INSERT INTO essai SELECT n FROM generate_series(1201, 1203) n');
  });

  it('closes its transaction when it is left on the way, and on an error', async () => {
    for await (const { lot } of lireParLots(base.source, 'SELECT n FROM essai', [])) {
      expect(lot).toHaveSize(500);
      break;
    }
    expect(await ouvertes()).toBe(0);
    await expectAsync(lireParLots(base.source, 'SELECT 1 / 0', []).next()).toBeRejected();
    await expectAsync(lireParLots(base.source, 'SELECT rien', []).next()).toBeRejected();
    expect(await ouvertes()).toBe(0);
  });

  it('writes nothing', async () => {
    for await (const { lecture } of lireParLots(base.source, 'SELECT n FROM essai', [])) {
      await expectAsync(lecture.query('DELETE FROM essai')).toBeRejectedWithError(/read-only/);
      break;
    }
  });
});
