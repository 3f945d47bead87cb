import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerAeshEtMissions20261124090400 implements MigrationInterface {
  name = 'CreerAeshEtMissions20261124090400';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE aesh (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      source text NOT NULL,
      id_agent text NOT NULL,
      actif boolean NOT NULL DEFAULT true,
      civilite text,
      nom_usage text NOT NULL,
      nom_famille text,
      prenom text NOT NULL,
      date_naissance date,
      adresse text,
      code_postal text,
      commune text,
      courriel text,
      telephone text,
      rqth boolean,
      latitude double precision,
      longitude double precision,
      transport text,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT aesh_un_par_source_et_agent UNIQUE ("source", "id_agent"),
      CONSTRAINT aesh_civilite_connue CHECK (civilite IN ('MME', 'M')),
      CONSTRAINT aesh_source_connue CHECK (source IN ('EPP', 'ASSED', 'PREVISIONNEL')),
      CONSTRAINT aesh_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "aesh_nom_idx" ON "aesh" ("nom_usage", "prenom")`);
    await base.query(`CREATE TABLE nature_support (
      code text NOT NULL,
      base_rh text NOT NULL,
      type_contrat text NOT NULL,
      activite text NOT NULL,
      role text NOT NULL,
      accompagnement boolean NOT NULL,
      CONSTRAINT nature_support_accompagne_selon_role CHECK (accompagnement = (role = 'ACCOMPAGNANT')),
      CONSTRAINT nature_support_role_connu CHECK (role IN ('ACCOMPAGNANT', 'COLLECTIF', 'REFERENT', 'AUTRE')),
      CONSTRAINT nature_support_pk PRIMARY KEY ("code")
    )`);
    await base.query(`CREATE TABLE mission (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      source text NOT NULL,
      id_mission text NOT NULL,
      aesh_id integer NOT NULL,
      id_contrat text,
      type_contrat text NOT NULL,
      debut_contrat date,
      fin_contrat date,
      date_signature date,
      nature_code text NOT NULL,
      debut date NOT NULL,
      fin date,
      quotite numeric(5,2),
      heures_rh numeric(6,2),
      heures numeric(6,2) NOT NULL DEFAULT '0',
      origine_heures text NOT NULL DEFAULT 'ABSENTE',
      uai_employeur text,
      uai_payeur text,
      uai_tete_pial text,
      departement text,
      actif boolean NOT NULL DEFAULT true,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT mission_une_par_source_et_identifiant UNIQUE ("source", "id_mission"),
      CONSTRAINT mission_origine_des_heures_connue CHECK (origine_heures IN ('RH', 'REFERENCE', 'ABSENTE', 'SAISIE')),
      CONSTRAINT mission_heures_positives CHECK (heures >= 0),
      CONSTRAINT mission_contrat_ordonne CHECK (fin_contrat IS NULL OR debut_contrat <= fin_contrat),
      CONSTRAINT mission_periode_ordonnee CHECK (fin IS NULL OR debut <= fin),
      CONSTRAINT mission_type_contrat_connu CHECK (type_contrat IN ('CDD', 'CDI')),
      CONSTRAINT mission_source_connue CHECK (source IN ('EPP', 'ASSED', 'PREVISIONNEL')),
      CONSTRAINT mission_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "mission_departement_idx" ON "mission" ("departement", "debut")`);
    await base.query(`CREATE INDEX "mission_aesh_idx" ON "mission" ("aesh_id")`);
    await base.query(`CREATE TABLE reference_temps_travail (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      departement text NOT NULL,
      quotite numeric(5,2) NOT NULL,
      heures numeric(6,2) NOT NULL,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT reference_une_par_departement_et_quotite UNIQUE ("departement", "quotite"),
      CONSTRAINT reference_heures_hebdomadaires CHECK (heures > 0 AND heures <= 48),
      CONSTRAINT reference_quotite_en_pourcent CHECK (quotite > 0 AND quotite <= 100),
      CONSTRAINT reference_pk PRIMARY KEY ("id")
    )`);
    await base.query(
      `ALTER TABLE "mission" ADD CONSTRAINT "mission_aesh_connu" FOREIGN KEY ("aesh_id") REFERENCES "aesh"("id")`,
    );
    await base.query(
      `ALTER TABLE "mission" ADD CONSTRAINT "mission_nature_connue" FOREIGN KEY ("nature_code") REFERENCES "nature_support"("code")`,
    );
    await base.query(
      `ALTER TABLE "reference_temps_travail" ADD CONSTRAINT "reference_departement_connu" FOREIGN KEY ("departement") REFERENCES "departement"("code")`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "reference_temps_travail"`);
    await base.query(`DROP TABLE "mission"`);
    await base.query(`DROP TABLE "nature_support"`);
    await base.query(`DROP TABLE "aesh"`);
  }
}
