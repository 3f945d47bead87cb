import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerAccompagnementsEtCouvertures20261124090600 implements MigrationInterface {
  name = 'CreerAccompagnementsEtCouvertures20261124090600';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE accompagnement (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      mission_id integer NOT NULL,
      type text NOT NULL,
      uai text NOT NULL,
      debut date NOT NULL,
      fin date NOT NULL,
      heures numeric(6,2) NOT NULL,
      heures_repas numeric(6,2) NOT NULL DEFAULT '0',
      heures_meridienne numeric(6,2) NOT NULL DEFAULT '0',
      maintien boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT accompagnement_heures_positives CHECK (heures > 0 AND heures_repas >= 0 AND heures_meridienne >= 0),
      CONSTRAINT accompagnement_dans_une_annee_scolaire CHECK (annee_scolaire(debut) = annee_scolaire(fin)),
      CONSTRAINT accompagnement_periode_ordonnee CHECK (debut <= fin),
      CONSTRAINT accompagnement_type_connu CHECK (type IN ('INDIVIDUELLE', 'MUTUALISEE')),
      CONSTRAINT accompagnement_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "accompagnement_uai_idx" ON "accompagnement" ("uai")`);
    await base.query(`CREATE INDEX "accompagnement_mission_idx" ON "accompagnement" ("mission_id", "debut")`);
    await base.query(`CREATE TABLE accompagnement_decision (
      accompagnement_id integer NOT NULL,
      decision_id integer NOT NULL,
      CONSTRAINT accompagnement_decision_pk PRIMARY KEY ("accompagnement_id", "decision_id")
    )`);
    await base.query(
      `CREATE INDEX "accompagnement_decision_decision_idx" ON "accompagnement_decision" ("decision_id")`,
    );
    await base.query(`CREATE TABLE couverture_decision (
      decision_id integer NOT NULL,
      couverture double precision NOT NULL,
      priorite double precision NOT NULL,
      accompagnee boolean NOT NULL,
      distance_km double precision,
      segments jsonb NOT NULL,
      CONSTRAINT couverture_decision_pk PRIMARY KEY ("decision_id")
    )`);
    await base.query(`CREATE INDEX couverture_decision_tri_idx ON couverture_decision (decision_id)
       INCLUDE (priorite, couverture, distance_km)`);
    await base.query(`CREATE TABLE occupation_mission (
      mission_id integer NOT NULL,
      heures_moyennes numeric(8,2) NOT NULL,
      segments jsonb NOT NULL,
      CONSTRAINT occupation_mission_pk PRIMARY KEY ("mission_id")
    )`);
    await base.query(`CREATE TABLE couverture_a_rafraichir (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      genre text NOT NULL,
      objet_id integer NOT NULL,
      CONSTRAINT couverture_a_rafraichir_genre_connu CHECK (genre IN ('DECISION', 'MISSION')),
      CONSTRAINT couverture_a_rafraichir_pk PRIMARY KEY ("id")
    )`);
    await base.query(
      `CREATE INDEX "couverture_a_rafraichir_objet_idx" ON "couverture_a_rafraichir" ("genre", "objet_id")`,
    );
    await base.query(
      `ALTER TABLE "accompagnement" ADD CONSTRAINT "accompagnement_mission_connue" FOREIGN KEY ("mission_id") REFERENCES "mission"("id")`,
    );
    await base.query(
      `ALTER TABLE "accompagnement" ADD CONSTRAINT "accompagnement_etablissement_connu" FOREIGN KEY ("uai") REFERENCES "etablissement"("uai")`,
    );
    await base.query(
      `ALTER TABLE "accompagnement_decision" ADD CONSTRAINT "accompagnement_decision_accompagnement_connu" FOREIGN KEY ("accompagnement_id") REFERENCES "accompagnement"("id") ON DELETE CASCADE`,
    );
    await base.query(
      `ALTER TABLE "accompagnement_decision" ADD CONSTRAINT "accompagnement_decision_decision_connue" FOREIGN KEY ("decision_id") REFERENCES "decision"("id")`,
    );
    await base.query(
      `ALTER TABLE "couverture_decision" ADD CONSTRAINT "couverture_decision_connue" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE CASCADE`,
    );
    await base.query(
      `ALTER TABLE "occupation_mission" ADD CONSTRAINT "occupation_mission_connue" FOREIGN KEY ("mission_id") REFERENCES "mission"("id") ON DELETE CASCADE`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "couverture_a_rafraichir"`);
    await base.query(`DROP TABLE "occupation_mission"`);
    await base.query(`DROP TABLE "couverture_decision"`);
    await base.query(`DROP TABLE "accompagnement_decision"`);
    await base.query(`DROP TABLE "accompagnement"`);
  }
}
