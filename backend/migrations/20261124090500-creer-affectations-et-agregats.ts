import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerAffectationsEtAgregats20261124090500 implements MigrationInterface {
  name = 'CreerAffectationsEtAgregats20261124090500';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE affectation_pial (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      mission_id integer NOT NULL,
      pial_uai text NOT NULL,
      debut date NOT NULL,
      fin date,
      heures numeric(6,2) NOT NULL,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT affectation_heures_positives CHECK (heures > 0),
      CONSTRAINT affectation_periode_ordonnee CHECK (fin IS NULL OR debut <= fin),
      CONSTRAINT mission_une_affectation_par_pial_et_periode EXCLUDE USING gist (mission_id WITH =, pial_uai WITH =, daterange(debut, fin, '[]') WITH &&),
      CONSTRAINT affectation_pial_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "affectation_pial_mission_idx" ON "affectation_pial" ("mission_id")`);
    await base.query(`CREATE INDEX "affectation_pial_pial_idx" ON "affectation_pial" ("pial_uai", "debut")`);
    await base.query(`CREATE TABLE formule_besoin (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      departement text NOT NULL,
      annee integer NOT NULL,
      expression text NOT NULL,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT formule_une_par_departement_et_annee UNIQUE ("departement", "annee"),
      CONSTRAINT formule_besoin_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE TABLE calcul_agregat (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      departement text NOT NULL,
      annee integer NOT NULL,
      formule text NOT NULL,
      termine_le TIMESTAMP WITH TIME ZONE NOT NULL,
      auteur text NOT NULL,
      job_id uuid,
      besoin_global_heures numeric(12,2) NOT NULL,
      CONSTRAINT calcul_agregat_un_par_departement_et_annee UNIQUE ("departement", "annee"),
      CONSTRAINT calcul_agregat_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE TABLE agregat_pial (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      calcul_id integer NOT NULL,
      portee text NOT NULL,
      pial_uai text NOT NULL DEFAULT '',
      decisions_individuelles integer NOT NULL,
      decisions_mutualisees integer NOT NULL,
      besoin_heures numeric(12,2) NOT NULL,
      missions integer NOT NULL,
      moyens_heures numeric(12,2) NOT NULL,
      moyens_collectif_heures numeric(12,2) NOT NULL,
      moyens_referent_heures numeric(12,2) NOT NULL,
      couverture double precision,
      CONSTRAINT agregat_un_par_calcul_portee_et_pial UNIQUE ("calcul_id", "portee", "pial_uai"),
      CONSTRAINT agregat_pial_selon_portee CHECK ((portee = 'PIAL') = (pial_uai <> '')),
      CONSTRAINT agregat_portee_connue CHECK (portee IN ('PIAL', 'HORS_PIAL', 'DEPARTEMENT')),
      CONSTRAINT agregat_pial_pk PRIMARY KEY ("id")
    )`);
    await base.query(
      `ALTER TABLE "affectation_pial" ADD CONSTRAINT "affectation_mission_connue" FOREIGN KEY ("mission_id") REFERENCES "mission"("id")`,
    );
    await base.query(
      `ALTER TABLE "affectation_pial" ADD CONSTRAINT "affectation_pial_connu" FOREIGN KEY ("pial_uai") REFERENCES "pial"("uai")`,
    );
    await base.query(
      `ALTER TABLE "formule_besoin" ADD CONSTRAINT "formule_departement_connu" FOREIGN KEY ("departement") REFERENCES "departement"("code")`,
    );
    await base.query(
      `ALTER TABLE "calcul_agregat" ADD CONSTRAINT "calcul_agregat_departement_connu" FOREIGN KEY ("departement") REFERENCES "departement"("code")`,
    );
    await base.query(
      `ALTER TABLE "agregat_pial" ADD CONSTRAINT "agregat_calcul_connu" FOREIGN KEY ("calcul_id") REFERENCES "calcul_agregat"("id") ON DELETE CASCADE`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "agregat_pial"`);
    await base.query(`DROP TABLE "calcul_agregat"`);
    await base.query(`DROP TABLE "formule_besoin"`);
    await base.query(`DROP TABLE "affectation_pial"`);
  }
}
