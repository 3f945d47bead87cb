import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GarderCeQueLesImportsChangent20261124100300 implements MigrationInterface {
  name = 'GarderCeQueLesImportsChangent20261124100300';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`ALTER TABLE "import" ADD "auteur_id" integer`);
    await base.query(`ALTER TABLE "import_rejet" ADD "signalement" boolean NOT NULL DEFAULT false`);
    await base.query(`CREATE TABLE correspondance_import (
      source text NOT NULL,
      encodage text NOT NULL DEFAULT 'AUTO',
      colonnes jsonb NOT NULL DEFAULT '{}',
      auteur text NOT NULL,
      modifie_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT correspondance_import_encodage_connu CHECK (encodage IN ('AUTO', 'UTF-8', 'WINDOWS-1252')),
      CONSTRAINT correspondance_import_source_connue CHECK (source IN ('EPP', 'ASSED', 'ECOLES', 'ERSEH')),
      CONSTRAINT correspondance_import_pk PRIMARY KEY ("source")
    )`);
    await base.query(`CREATE TABLE import_difference (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      import_id uuid NOT NULL,
      objet text NOT NULL,
      objet_id integer,
      cle text NOT NULL,
      libelle text NOT NULL,
      genre text NOT NULL,
      champs jsonb NOT NULL DEFAULT '{}',
      departements text array NOT NULL DEFAULT '{}',
      CONSTRAINT import_difference_genre_connu CHECK (genre IN ('NOUVEAU', 'MODIFIE', 'DISPARU', 'REACTIVE')),
      CONSTRAINT import_difference_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "import_difference_import_idx" ON "import_difference" ("import_id", "genre", "id")`);
    await base.query(`CREATE TABLE import_changement (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      import_id uuid NOT NULL,
      "le" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      departement text NOT NULL,
      genre text NOT NULL,
      aesh_id integer NOT NULL,
      mission_id integer,
      champs jsonb NOT NULL DEFAULT '{}',
      accompagnements integer array NOT NULL,
      decisions integer array NOT NULL,
      CONSTRAINT import_changement_genre_connu CHECK (genre IN ('CONTRAT_ROMPU', 'AESH_INACTIF', 'MISSION_INACTIVE', 'HEURES_MODIFIEES', 'PERIODE_MODIFIEE', 'NATURE_MODIFIEE')),
      CONSTRAINT import_changement_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "import_changement_departement_idx" ON "import_changement" ("departement", "id")`);
    await base.query(AUDIT);
    for (const [evenement, transitions] of TRANSITIONS) {
      await base.query(`
        CREATE TRIGGER journaliser_${evenement} AFTER ${evenement.toUpperCase()} ON correspondance_import
        REFERENCING ${transitions} FOR EACH STATEMENT EXECUTE FUNCTION journaliser_correspondance_import()`);
    }
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "import_changement"`);
    await base.query(`DROP TABLE "import_difference"`);
    await base.query(`DROP TABLE "correspondance_import"`);
    await base.query('DROP FUNCTION journaliser_correspondance_import()');
    await base.query(`DELETE FROM import_rejet WHERE signalement`);
    await base.query(`ALTER TABLE "import_rejet" DROP COLUMN "signalement"`);
    await base.query(`ALTER TABLE "import" DROP COLUMN "auteur_id"`);
  }
}

const TRANSITIONS = [
  ['insert', 'NEW TABLE AS nouvelles'],
  ['update', 'OLD TABLE AS anciennes NEW TABLE AS nouvelles'],
  ['delete', 'OLD TABLE AS anciennes'],
] as const;

/** Somebody chooses these: they leave their trace, as every other table of the users. */
const AUDIT = `
  CREATE FUNCTION journaliser_correspondance_import() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
    acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
    operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.source, to_jsonb(n) FROM nouvelles n;
    ELSIF TG_OP = 'DELETE' THEN
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, a.source, to_jsonb(a) FROM anciennes a;
    ELSE
      INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
      SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, n.source, to_jsonb(a), to_jsonb(n)
        FROM anciennes a JOIN nouvelles n ON n.source = a.source WHERE a IS DISTINCT FROM n;
    END IF;
    RETURN NULL;
  END $$`;
