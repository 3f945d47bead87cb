import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerElevesEtDecisions20261124090300 implements MigrationInterface {
  name = 'CreerElevesEtDecisions20261124090300';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE secteur (
      code text NOT NULL,
      libelle text NOT NULL,
      departement text NOT NULL,
      erseh_identifiant text,
      erseh_nom text,
      erseh_courriel text,
      CONSTRAINT secteur_pk PRIMARY KEY ("code")
    )`);
    await base.query(`CREATE INDEX "secteur_departement_idx" ON "secteur" ("departement")`);
    await base.query(`CREATE TABLE eleve (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      identifiant text NOT NULL,
      ine text,
      nom text NOT NULL,
      prenom text NOT NULL,
      date_naissance date NOT NULL,
      sexe text,
      secteur_code text NOT NULL,
      etat_dossier text NOT NULL DEFAULT 'ACTIF',
      CONSTRAINT eleve_identifiant_unique UNIQUE ("identifiant"),
      CONSTRAINT eleve_sexe_connu CHECK (sexe IN ('F', 'M')),
      CONSTRAINT eleve_etat_dossier_connu CHECK (etat_dossier IN ('ACTIF', 'GELE', 'CLOTURE')),
      CONSTRAINT eleve_pk PRIMARY KEY ("id")
    )`);
    await base.query(`
      CREATE INDEX eleve_recherche_trgm_idx ON eleve
      USING gin (texte_recherche(nom || ' ' || prenom || ' ' || identifiant) gin_trgm_ops)`);
    await base.query(`CREATE INDEX eleve_secteur_idx ON eleve (secteur_code) INCLUDE (id, nom, prenom)`);
    await base.query(`CREATE TABLE scolarite (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      identifiant text NOT NULL,
      eleve_id integer NOT NULL,
      uai text NOT NULL,
      classe text,
      dispositif text,
      debut date NOT NULL,
      fin date,
      CONSTRAINT scolarite_identifiant_unique UNIQUE ("identifiant"),
      CONSTRAINT scolarite_periode_ordonnee CHECK (fin IS NULL OR debut <= fin),
      CONSTRAINT scolarite_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "scolarite_uai_idx" ON "scolarite" ("uai")`);
    await base.query(`CREATE INDEX "scolarite_eleve_idx" ON "scolarite" ("eleve_id", "debut")`);
    await base.query(`CREATE TABLE proche (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      identifiant text NOT NULL,
      eleve_id integer NOT NULL,
      lien text NOT NULL,
      nom text NOT NULL,
      prenom text,
      telephone text,
      courriel text,
      adresse text,
      CONSTRAINT proche_identifiant_unique UNIQUE ("identifiant"),
      CONSTRAINT proche_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "proche_eleve_idx" ON "proche" ("eleve_id")`);
    await base.query(`CREATE TABLE soin (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      identifiant text NOT NULL,
      eleve_id integer NOT NULL,
      structure text NOT NULL,
      jours text,
      debut date NOT NULL,
      fin date,
      CONSTRAINT soin_identifiant_unique UNIQUE ("identifiant"),
      CONSTRAINT soin_periode_ordonnee CHECK (fin IS NULL OR debut <= fin),
      CONSTRAINT soin_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "soin_eleve_idx" ON "soin" ("eleve_id")`);
    await base.query(`CREATE TABLE decision (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      identifiant text NOT NULL,
      eleve_id integer NOT NULL,
      type text NOT NULL,
      heures numeric(6,2),
      origine text NOT NULL,
      nature text NOT NULL,
      date_cdaph date,
      debut date NOT NULL,
      fin date NOT NULL,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT decision_identifiant_unique UNIQUE ("identifiant"),
      CONSTRAINT decision_heures_si_individuelle CHECK (heures IS NULL OR (type = 'INDIVIDUELLE' AND heures >= 0)),
      CONSTRAINT decision_periode_ordonnee CHECK (debut <= fin),
      CONSTRAINT decision_nature_connue CHECK (nature IN ('PROJET_CIBLE', 'PROJET_ALTERNATIF')),
      CONSTRAINT decision_origine_connue CHECK (origine IN ('PREMIERE_DEMANDE', 'REEXAMEN_GEVASCO')),
      CONSTRAINT decision_type_connu CHECK (type IN ('INDIVIDUELLE', 'MUTUALISEE')),
      CONSTRAINT decision_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "decision_debut_idx" ON "decision" ("debut")`);
    await base.query(`CREATE INDEX "decision_eleve_idx" ON "decision" ("eleve_id")`);
    await base.query(
      `ALTER TABLE "secteur" ADD CONSTRAINT "secteur_departement_connu" FOREIGN KEY ("departement") REFERENCES "departement"("code")`,
    );
    await base.query(
      `ALTER TABLE "eleve" ADD CONSTRAINT "eleve_secteur_connu" FOREIGN KEY ("secteur_code") REFERENCES "secteur"("code")`,
    );
    await base.query(
      `ALTER TABLE "scolarite" ADD CONSTRAINT "scolarite_eleve_connu" FOREIGN KEY ("eleve_id") REFERENCES "eleve"("id")`,
    );
    await base.query(
      `ALTER TABLE "scolarite" ADD CONSTRAINT "scolarite_etablissement_connu" FOREIGN KEY ("uai") REFERENCES "etablissement"("uai")`,
    );
    await base.query(
      `ALTER TABLE "proche" ADD CONSTRAINT "proche_eleve_connu" FOREIGN KEY ("eleve_id") REFERENCES "eleve"("id")`,
    );
    await base.query(
      `ALTER TABLE "soin" ADD CONSTRAINT "soin_eleve_connu" FOREIGN KEY ("eleve_id") REFERENCES "eleve"("id")`,
    );
    await base.query(
      `ALTER TABLE "decision" ADD CONSTRAINT "decision_eleve_connu" FOREIGN KEY ("eleve_id") REFERENCES "eleve"("id")`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "decision"`);
    await base.query(`DROP TABLE "soin"`);
    await base.query(`DROP TABLE "proche"`);
    await base.query(`DROP TABLE "scolarite"`);
    await base.query(`DROP TABLE "eleve"`);
    await base.query(`DROP TABLE "secteur"`);
  }
}
