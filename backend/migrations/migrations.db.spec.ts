import { type BaseDEssai, ouvrirBaseDEssai } from '../src/essais/base-d-essai.js';

describe('Migrations', () => {
  let base: BaseDEssai;

  beforeEach(async () => {
    base = await ouvrirBaseDEssai({ vide: true });
  });
  afterEach(() => base.fermer());

  const objets = async (): Promise<string[]> => {
    const lignes: { nom: string }[] = await base.source.query(
      `SELECT c.relkind::text || ' ' || c.relname AS nom FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind <> 'i' AND c.relname NOT LIKE 'migration%'
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
       UNION ALL
       SELECT 'fonction ' || p.proname FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
       ORDER BY 1`,
    );
    return lignes.map(({ nom }) => nom);
  };

  it('go up from empty and produce exactly the entities: no drift', async () => {
    await base.source.runMigrations();
    const { upQueries } = await base.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('go down one by one to the empty base, and up again', async () => {
    const avant = await objets();
    const faites = await base.source.runMigrations();
    expect(await objets()).not.toEqual(avant);
    for (const _ of faites) await base.source.undoLastMigration();
    expect(await objets()).toEqual(avant);
    expect(await base.source.runMigrations()).toHaveSize(faites.length);
  });
});
