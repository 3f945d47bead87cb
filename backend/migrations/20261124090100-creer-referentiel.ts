import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerReferentiel20261124090100 implements MigrationInterface {
  name = 'CreerReferentiel20261124090100';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE departement (
      code text NOT NULL,
      libelle text NOT NULL,
      code_academie text NOT NULL,
      academie text NOT NULL,
      zone_vacances text NOT NULL,
      CONSTRAINT departement_pk PRIMARY KEY ("code")
    )`);
    await base.query(`CREATE TABLE commune (
      code text NOT NULL,
      nom text NOT NULL,
      nom_recherche text NOT NULL,
      codes_postaux text array NOT NULL,
      departement text NOT NULL,
      population integer NOT NULL,
      latitude double precision NOT NULL,
      longitude double precision NOT NULL,
      CONSTRAINT commune_pk PRIMARY KEY ("code")
    )`);
    await base.query(`CREATE INDEX "commune_nom_recherche_idx" ON "commune" ("nom_recherche")`);
    await base.query(`CREATE TABLE etablissement (
      uai text NOT NULL,
      nom text NOT NULL,
      type text,
      code_nature text,
      nature text,
      degre text NOT NULL DEFAULT 'AUTRE',
      statut text,
      adresse text,
      code_postal text,
      code_commune text,
      commune text,
      departement text NOT NULL,
      latitude double precision,
      longitude double precision,
      localisation text NOT NULL DEFAULT 'ABSENTE',
      code_circonscription text,
      circonscription text,
      ulis boolean NOT NULL DEFAULT false,
      effectif integer,
      ouverture date,
      actif boolean NOT NULL DEFAULT true,
      CONSTRAINT etablissement_localise_ou_non CHECK ((localisation = 'ABSENTE') = (latitude IS NULL OR longitude IS NULL)),
      CONSTRAINT etablissement_localisation_connue CHECK (localisation IN ('ANNUAIRE', 'COMMUNE', 'ABSENTE')),
      CONSTRAINT etablissement_degre_connu CHECK (degre IN ('PREMIER', 'SECOND', 'AUTRE')),
      CONSTRAINT etablissement_uai_forme CHECK (uai ~ '^[0-9]{7}[A-Z]$'),
      CONSTRAINT etablissement_pk PRIMARY KEY ("uai")
    )`);
    await base.query(`CREATE INDEX "etablissement_departement_idx" ON "etablissement" ("departement", "nom")`);
    await base.query(`CREATE TABLE pial (
      uai text NOT NULL,
      type text NOT NULL DEFAULT 'PIAL',
      departement text NOT NULL,
      actif boolean NOT NULL DEFAULT true,
      CONSTRAINT pial_type_connu CHECK (type IN ('PIAL', 'PAS')),
      CONSTRAINT pial_pk PRIMARY KEY ("uai")
    )`);
    await base.query(`CREATE INDEX "pial_departement_idx" ON "pial" ("departement")`);
    await base.query(`CREATE TABLE pial_membre (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      pial_uai text NOT NULL,
      uai text NOT NULL,
      debut date NOT NULL,
      fin date,
      CONSTRAINT pial_membre_periode_ordonnee CHECK (fin IS NULL OR debut <= fin),
      CONSTRAINT pial_membre_un_pial_a_la_fois EXCLUDE USING gist (uai WITH =, daterange(debut, fin, '[]') WITH &&),
      CONSTRAINT pial_membre_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "pial_membre_pial_idx" ON "pial_membre" ("pial_uai")`);
    await base.query(
      `ALTER TABLE "etablissement" ADD CONSTRAINT "etablissement_departement_connu" FOREIGN KEY ("departement") REFERENCES "departement"("code")`,
    );
    await base.query(
      `ALTER TABLE "pial" ADD CONSTRAINT "pial_tete_connue" FOREIGN KEY ("uai") REFERENCES "etablissement"("uai")`,
    );
    await base.query(
      `ALTER TABLE "pial" ADD CONSTRAINT "pial_departement_connu" FOREIGN KEY ("departement") REFERENCES "departement"("code")`,
    );
    await base.query(
      `ALTER TABLE "pial_membre" ADD CONSTRAINT "pial_membre_pial_connu" FOREIGN KEY ("pial_uai") REFERENCES "pial"("uai")`,
    );
    await base.query(
      `ALTER TABLE "pial_membre" ADD CONSTRAINT "pial_membre_etablissement_connu" FOREIGN KEY ("uai") REFERENCES "etablissement"("uai")`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "pial_membre"`);
    await base.query(`DROP TABLE "pial"`);
    await base.query(`DROP TABLE "etablissement"`);
    await base.query(`DROP TABLE "commune"`);
    await base.query(`DROP TABLE "departement"`);
  }
}
