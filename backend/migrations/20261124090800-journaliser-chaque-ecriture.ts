import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Table → columns of its key. Derived tables, queues and tokens are not audited. */
const TABLES_SUIVIES: Record<string, readonly string[]> = {
  etablissement: ['uai'],
  pial: ['uai'],
  pial_membre: ['id'],
  compte: ['id'],
  profil: ['id'],
  session: ['id'],
  secteur: ['code'],
  eleve: ['id'],
  scolarite: ['id'],
  proche: ['id'],
  soin: ['id'],
  decision: ['id'],
  aesh: ['id'],
  mission: ['id'],
  reference_temps_travail: ['id'],
  formule_besoin: ['id'],
  affectation_pial: ['id'],
  calcul_agregat: ['id'],
  accompagnement: ['id'],
  accompagnement_decision: ['accompagnement_id', 'decision_id'],
};

/** Never written down: what signs people in, and what changes at each request. */
const COLONNES_TUES: Record<string, readonly string[]> = {
  compte: ['pin_hache', 'secret_otp_chiffre', 'dernier_pas_otp'],
  session: ['derniere_activite'],
};

/**
 * Invariant 5: every write leaves who, when, before and after in the same transaction. Statement triggers with
 * transition tables, one function a table so that its keys are joined as they are: an import of 25,000 rows costs one
 * INSERT … SELECT.
 */
function fonctionDe(table: string, cles: readonly string[]): string {
  const tues = COLONNES_TUES[table];
  const ligne = (alias: string): string =>
    tues ? `to_jsonb(${alias}) - ARRAY[${tues.map((c) => `'${c}'`).join(', ')}]` : `to_jsonb(${alias})`;
  const cle = (alias: string): string => `concat_ws('/', ${cles.map((c) => `${alias}.${c}`).join(', ')})`;
  const jointure = cles.map((c) => `n.${c} = a.${c}`).join(' AND ');
  const signature = 'acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME';
  return `
    CREATE FUNCTION journaliser_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
      acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
      operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
        SELECT ${signature}, ${cle('n')}, ${ligne('n')} FROM nouvelles n;
      ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
        SELECT ${signature}, ${cle('a')}, ${ligne('a')} FROM anciennes a;
      ELSE
        INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
        SELECT ${signature}, l.cle, l.avant, l.apres
          FROM (SELECT ${cle('n')} AS cle, ${ligne('a')} AS avant, ${ligne('n')} AS apres
                  FROM anciennes a JOIN nouvelles n ON ${jointure}
                 WHERE a IS DISTINCT FROM n) AS l
         ${tues ? 'WHERE l.avant <> l.apres' : ''};
      END IF;
      RETURN NULL;
    END $$`;
}

export class JournaliserChaqueEcriture20261124090800 implements MigrationInterface {
  name = 'JournaliserChaqueEcriture20261124090800';

  async up(base: QueryRunner): Promise<void> {
    for (const [table, cles] of Object.entries(TABLES_SUIVIES)) {
      await base.query(fonctionDe(table, cles));
      const declencheur = (evenement: string, transitions: string): string => `
        CREATE TRIGGER journaliser_${evenement.toLowerCase()} AFTER ${evenement} ON ${table}
        REFERENCING ${transitions} FOR EACH STATEMENT EXECUTE FUNCTION journaliser_${table}()`;
      await base.query(declencheur('INSERT', 'NEW TABLE AS nouvelles'));
      await base.query(declencheur('UPDATE', 'OLD TABLE AS anciennes NEW TABLE AS nouvelles'));
      await base.query(declencheur('DELETE', 'OLD TABLE AS anciennes'));
    }
    // The trail is append-only, even for us.
    await base.query(`
      CREATE FUNCTION audit_immuable() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'Le journal d''audit ne se modifie pas.' USING ERRCODE = 'raise_exception'; END $$`);
    await base.query(`
      CREATE TRIGGER audit_immuable BEFORE UPDATE OR DELETE ON audit
      FOR EACH STATEMENT EXECUTE FUNCTION audit_immuable()`);
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query('DROP TRIGGER audit_immuable ON audit');
    await base.query('DROP FUNCTION audit_immuable()');
    for (const table of Object.keys(TABLES_SUIVIES)) {
      for (const evenement of ['insert', 'update', 'delete']) {
        await base.query(`DROP TRIGGER journaliser_${evenement} ON ${table}`);
      }
      await base.query(`DROP FUNCTION journaliser_${table}()`);
    }
  }
}
