import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ours, never written by an import (guide §7.1), but `numen` and `departement`, that only provisional AESH have. */
const COLONNES_AESH: readonly string[] = [
  'departement text',
  'numen text',
  'vehicule boolean',
  'telephone_pro text',
  'preferences text',
  `pials_souhaites text array NOT NULL DEFAULT '{}'`,
  'competences text',
  'commentaires text',
];

export class CompleterAeshEtGarderFusions20261124100400 implements MigrationInterface {
  name = 'CompleterAeshEtGarderFusions20261124100400';

  async up(base: QueryRunner): Promise<void> {
    for (const colonne of COLONNES_AESH) await base.query(`ALTER TABLE aesh ADD ${colonne}`);
    await base.query(`
      UPDATE aesh SET departement = (SELECT min(m.departement) FROM mission m WHERE m.aesh_id = aesh.id)
       WHERE source = 'PREVISIONNEL'`);
    await base.query(
      `ALTER TABLE aesh ADD CONSTRAINT aesh_departement_connu FOREIGN KEY (departement) REFERENCES departement(code)`,
    );
    await base.query(`CREATE INDEX aesh_departement_idx ON aesh (departement) WHERE departement IS NOT NULL`);
    // The rule of reading 7, for everything but hours typed by somebody. A table function, so that it is inlined.
    await base.query(`
      CREATE FUNCTION heures_effectives(heures_rh numeric, reference numeric) RETURNS TABLE (heures numeric, origine text)
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT CASE WHEN heures_rh <> 0 THEN heures_rh ELSE coalesce(reference, 0) END,
                CASE WHEN heures_rh <> 0 THEN 'RH' WHEN reference IS NOT NULL THEN 'REFERENCE' ELSE 'ABSENTE' END $$`);
    await base.query(`CREATE TABLE fusion (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      previsionnel_id integer NOT NULL,
      reel_id integer NOT NULL,
      departement text NOT NULL,
      missions jsonb NOT NULL,
      inverse jsonb NOT NULL,
      "le" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      auteur text NOT NULL,
      annulee_le TIMESTAMP WITH TIME ZONE,
      annulee_par text,
      CONSTRAINT fusion_pk PRIMARY KEY (id)
    )`);
    await base.query(`CREATE INDEX fusion_departement_idx ON fusion (departement, id)`);
    await base.query(`CREATE INDEX fusion_reel_idx ON fusion (reel_id)`);
    await base.query(`CREATE UNIQUE INDEX fusion_une_seule_par_previsionnel ON fusion (previsionnel_id)
                       WHERE annulee_le IS NULL AND previsionnel_id <> reel_id`);
    await base.query(
      `ALTER TABLE fusion ADD CONSTRAINT fusion_previsionnel_connu FOREIGN KEY (previsionnel_id) REFERENCES aesh(id)`,
    );
    await base.query(`ALTER TABLE fusion ADD CONSTRAINT fusion_reel_connu FOREIGN KEY (reel_id) REFERENCES aesh(id)`);
    await base.query(
      `ALTER TABLE fusion ADD CONSTRAINT fusion_departement_connu FOREIGN KEY (departement) REFERENCES departement(code)`,
    );
    await base.query(AUDIT);
    for (const [evenement, transitions] of TRANSITIONS) {
      await base.query(`
        CREATE TRIGGER journaliser_${evenement} AFTER ${evenement.toUpperCase()} ON fusion
        REFERENCING ${transitions} FOR EACH STATEMENT EXECUTE FUNCTION journaliser_fusion()`);
    }
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE fusion`);
    await base.query(`DROP FUNCTION journaliser_fusion()`);
    await base.query(`DROP FUNCTION heures_effectives(numeric, numeric)`);
    for (const colonne of COLONNES_AESH) await base.query(`ALTER TABLE aesh DROP ${colonne.split(' ')[0]}`);
  }
}

const TRANSITIONS = [
  ['insert', 'NEW TABLE AS nouvelles'],
  ['update', 'OLD TABLE AS anciennes NEW TABLE AS nouvelles'],
  ['delete', 'OLD TABLE AS anciennes'],
] as const;

/** Who merged what, and who undid it. */
const AUDIT = `
  CREATE FUNCTION journaliser_fusion() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
    acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
    operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text, to_jsonb(n) FROM nouvelles n;
    ELSIF TG_OP = 'DELETE' THEN
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, a.id::text, to_jsonb(a) FROM anciennes a;
    ELSE
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.id::text, to_jsonb(a), to_jsonb(n)
        FROM anciennes a JOIN nouvelles n ON n.id = a.id WHERE a IS DISTINCT FROM n;
    END IF;
    RETURN NULL;
  END $$`;
