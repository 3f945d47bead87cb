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

/**
 * Invariant 5: every write leaves who, when, before and after in the same transaction. Statement triggers with
 * transition tables: an import of 25,000 rows costs one INSERT … SELECT.
 */
export class JournaliserChaqueEcriture20261124090800 implements MigrationInterface {
  name = 'JournaliserChaqueEcriture20261124090800';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`
      CREATE FUNCTION journaliser() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
        acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
        operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
        cle2 text := TG_ARGV[1];
        tus CONSTANT text[] := ARRAY['pin_hache', 'secret_otp_chiffre', 'dernier_pas_otp', 'derniere_activite'];
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, concat_ws('/', j->>TG_ARGV[0], j->>cle2), j - tus
            FROM (SELECT to_jsonb(n) AS j FROM nouvelles n) AS l;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, concat_ws('/', j->>TG_ARGV[0], j->>cle2), j - tus
            FROM (SELECT to_jsonb(a) AS j FROM anciennes a) AS l;
        ELSE
          INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
          SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, concat_ws('/', b->>TG_ARGV[0], b->>cle2), a - tus, b - tus
            FROM (SELECT to_jsonb(a) AS a, to_jsonb(n) AS b
                    FROM anciennes a
                    JOIN nouvelles n ON to_jsonb(a)->>TG_ARGV[0] = to_jsonb(n)->>TG_ARGV[0]
                     AND to_jsonb(a)->>cle2 IS NOT DISTINCT FROM to_jsonb(n)->>cle2) AS l
           WHERE a - tus <> b - tus;
        END IF;
        RETURN NULL;
      END $$`);
    for (const [table, cles] of Object.entries(TABLES_SUIVIES)) {
      const parametres = cles.map((cle) => `'${cle}'`).join(', ');
      const declencheur = (evenement: string, transitions: string): string => `
        CREATE TRIGGER journaliser_${evenement.toLowerCase()} AFTER ${evenement} ON ${table}
        REFERENCING ${transitions} FOR EACH STATEMENT EXECUTE FUNCTION journaliser(${parametres})`;
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
    }
    await base.query('DROP FUNCTION journaliser()');
  }
}
