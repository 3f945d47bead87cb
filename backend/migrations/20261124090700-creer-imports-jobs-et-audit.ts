import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerImportsJobsEtAudit20261124090700 implements MigrationInterface {
  name = 'CreerImportsJobsEtAudit20261124090700';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE "import" (
      id uuid NOT NULL,
      source text NOT NULL,
      etat text NOT NULL DEFAULT 'EN_COURS',
      simulation boolean NOT NULL DEFAULT false,
      fichiers text array NOT NULL,
      empreinte text,
      auteur text NOT NULL,
      commence_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      termine_le TIMESTAMP WITH TIME ZONE,
      bilan jsonb,
      erreur jsonb,
      CONSTRAINT import_etat_connu CHECK (etat IN ('EN_COURS', 'A_CONFIRMER', 'TERMINE', 'SIMULE', 'REFUSE', 'ECHEC', 'ABANDONNE')),
      CONSTRAINT import_source_connue CHECK (source IN ('EPP', 'ASSED', 'ECOLES', 'ERSEH')),
      CONSTRAINT import_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "import_source_idx" ON "import" ("source", "commence_le")`);
    await base.query(`CREATE TABLE import_rejet (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      import_id uuid NOT NULL,
      fichier text NOT NULL,
      ligne integer NOT NULL,
      colonne text,
      valeur text,
      code text NOT NULL,
      motif text NOT NULL,
      CONSTRAINT import_rejet_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "import_rejet_import_idx" ON "import_rejet" ("import_id", "fichier", "ligne")`);
    await base.query(`CREATE TABLE job (
      id uuid NOT NULL,
      type text NOT NULL,
      libelle text NOT NULL,
      etat text NOT NULL DEFAULT 'EN_ATTENTE',
      progression double precision NOT NULL DEFAULT '0',
      etape text NOT NULL DEFAULT '',
      donnees jsonb NOT NULL DEFAULT '{}',
      resultat jsonb,
      erreur jsonb,
      auteur text NOT NULL,
      departement text,
      cle_unique text,
      cree_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      demarre_le TIMESTAMP WITH TIME ZONE,
      termine_le TIMESTAMP WITH TIME ZONE,
      CONSTRAINT job_cle_unique UNIQUE ("cle_unique"),
      CONSTRAINT job_progression_entre_0_et_1 CHECK (progression BETWEEN 0 AND 1),
      CONSTRAINT job_etat_connu CHECK (etat IN ('EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ECHEC')),
      CONSTRAINT job_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "job_type_idx" ON "job" ("type", "cree_le")`);
    await base.query(`CREATE TABLE audit (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      "le" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      acteur_id integer,
      acteur text NOT NULL,
      operation uuid,
      action text NOT NULL,
      objet text NOT NULL,
      objet_id text NOT NULL,
      avant jsonb,
      apres jsonb,
      CONSTRAINT audit_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "audit_operation_idx" ON "audit" ("operation")`);
    await base.query(`CREATE INDEX "audit_objet_idx" ON "audit" ("objet", "objet_id", "id")`);
    await base.query(
      `ALTER TABLE "import_rejet" ADD CONSTRAINT "import_rejet_import_connu" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "audit"`);
    await base.query(`DROP TABLE "job"`);
    await base.query(`DROP TABLE "import_rejet"`);
    await base.query(`DROP TABLE "import"`);
  }
}
