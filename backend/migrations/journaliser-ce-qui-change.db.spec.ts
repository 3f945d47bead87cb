import { type BaseDEssai, ouvrirBaseDEssai } from '../src/essais/base-d-essai.js';
import { Monde } from '../src/essais/monde.js';

type Ligne = Record<string, unknown>;

describe('Journal des AESH et des missions', () => {
  let base: BaseDEssai;
  let monde: Monde;

  beforeAll(async () => {
    base = await ouvrirBaseDEssai();
    monde = new Monde(base.source);
  });
  afterAll(() => base.fermer());

  const journal = (table: string, id: number): Promise<{ action: string; avant: Ligne | null; apres: Ligne }[]> =>
    base.source.query('SELECT action, avant, apres FROM audit WHERE objet = $1 AND objet_id = $2 ORDER BY id', [
      table,
      String(id),
    ]);
  const ligne = async (table: string, id: number): Promise<Ligne> => {
    const [lue] = await base.source.query<{ l: Ligne }[]>(`SELECT to_jsonb(t) AS l FROM ${table} t WHERE id = $1`, [
      id,
    ]);
    return lue?.l ?? {};
  };
  /** Every column but those that cannot change freely, with another value of its type. */
  const changements = (table: string): Promise<{ colonne: string; valeur: string }[]> =>
    base.source.query(
      `SELECT column_name AS colonne,
              CASE WHEN column_name = 'civilite' THEN '''M''' WHEN column_name = 'type_contrat' THEN '''CDI'''
                   WHEN column_name = 'source' THEN '''ASSED''' WHEN column_name = 'origine_heures' THEN '''SAISIE'''
                   WHEN column_name = 'nature_code' THEN '''HM1D''' WHEN column_name = 'debut_contrat' THEN '''2020-01-01'''
                   WHEN column_name IN ('fin', 'fin_contrat') THEN '''2031-01-01'''
                   WHEN data_type = 'boolean' THEN 'NOT coalesce(' || column_name || ', false)'
                   WHEN data_type = 'date' THEN '''2019-05-04'''
                   WHEN data_type IN ('integer', 'numeric', 'double precision') THEN 'coalesce(' || column_name || ', 0) + 1'
                   WHEN data_type = 'ARRAY' THEN column_name || ' || ''{0311131L}'''
                   ELSE '''é " \\ ;''' END AS valeur
         FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = $1
          AND column_name NOT IN ('id', 'aesh_id') AND is_generated = 'NEVER'
          AND NOT EXISTS (SELECT FROM information_schema.key_column_usage k
                            JOIN information_schema.table_constraints c USING (constraint_name, table_name)
                           WHERE c.constraint_type = 'FOREIGN KEY' AND k.table_name = $1
                             AND k.column_name = columns.column_name AND columns.column_name <> 'nature_code')`,
      [table],
    );

  for (const [table, toujours] of [
    ['aesh', ['id']],
    ['mission', ['debut', 'fin', 'id']],
  ] as const) {
    it(`${table}: a change of any column leaves that column, before and after, and nothing is lost`, async () => {
      const id = table === 'aesh' ? await monde.aesh() : await monde.mission();
      let avant = await ligne(table, id);
      const faits: string[] = [];
      for (const { colonne, valeur } of await changements(table)) {
        await base.source.query(`UPDATE ${table} SET ${colonne} = ${valeur} WHERE id = $1`, [id]);
        const apres = await ligne(table, id);
        if (JSON.stringify(apres) === JSON.stringify(avant)) continue;
        faits.push(colonne);
        const trace = (await journal(table, id)).at(-1);
        const cles = [...new Set([...toujours, colonne])].sort();
        expect(Object.keys(trace?.avant ?? {}).sort())
          .withContext(colonne)
          .toEqual(cles);
        expect(Object.keys(trace?.apres ?? {}).sort())
          .withContext(colonne)
          .toEqual(cles);
        for (const cle of cles) {
          expect([trace?.avant?.[cle], trace?.apres[cle]]).withContext(cle).toEqual([avant[cle], apres[cle]]);
        }
        avant = apres;
      }
      expect(faits.length).toBeGreaterThan(12);
      // The insertion and what followed make the row as it is.
      const rejoue = (await journal(table, id)).reduce<Ligne>((etat, { apres }) => ({ ...etat, ...apres }), {});
      expect(rejoue).toEqual(avant);
    });
  }

  it('an update that changes nothing leaves nothing; one of many rows leaves a line each', async () => {
    const ids = [await monde.mission(), await monde.mission(), await monde.mission()];
    await base.source.query('UPDATE mission SET heures = heures WHERE id = ANY($1)', [ids]);
    await base.source.query('UPDATE mission SET heures = heures + id WHERE id = ANY($1)', [ids]);
    for (const id of ids) {
      const traces = await journal('mission', id);
      expect(traces.map(({ action }) => action)).toEqual(['INSERT', 'UPDATE']);
      expect([traces[1]?.avant?.['heures'], traces[1]?.apres['heures']]).toEqual([24, 24 + id]);
    }
  });

  it('with a column that the function does not know yet, the whole rows are written', async () => {
    const runner = base.source.createQueryRunner();
    await runner.startTransaction();
    try {
      const id = await new Monde(runner.manager).aesh();
      await runner.query('ALTER TABLE aesh ADD inconnue text');
      await runner.query(`UPDATE aesh SET inconnue = 'x' WHERE id = $1`, [id]);
      const lire = async (): Promise<{ apres: Ligne }> =>
        (
          (await runner.query(
            `SELECT apres FROM audit WHERE objet = 'aesh' AND objet_id = $1 ORDER BY id DESC LIMIT 1`,
            [String(id)],
          )) as { apres: Ligne }[]
        )[0]!;
      expect((await lire()).apres).toEqual(jasmine.objectContaining({ inconnue: 'x', prenom: jasmine.any(String) }));
      await runner.query(`SELECT journaliser_changements_de('aesh', '{id}')`);
      await runner.query(`UPDATE aesh SET inconnue = 'y' WHERE id = $1`, [id]);
      expect((await lire()).apres).toEqual({ id, inconnue: 'y' });
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});
