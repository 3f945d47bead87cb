import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreerComptesEtSessions20261124090200 implements MigrationInterface {
  name = 'CreerComptesEtSessions20261124090200';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE compte (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      identifiant text NOT NULL,
      nom text NOT NULL,
      prenom text NOT NULL,
      courriel text,
      pin_hache text NOT NULL,
      secret_otp_chiffre text NOT NULL,
      dernier_pas_otp bigint NOT NULL DEFAULT '0',
      actif boolean NOT NULL DEFAULT true,
      demo boolean NOT NULL DEFAULT false,
      cree_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT compte_identifiant_unique UNIQUE ("identifiant"),
      CONSTRAINT compte_identifiant_en_minuscules CHECK (identifiant = lower(identifiant)),
      CONSTRAINT compte_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE TABLE profil (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      compte_id integer NOT NULL,
      code text NOT NULL,
      departement text,
      pial_uai text,
      uai text,
      circonscription text,
      secteurs text array NOT NULL DEFAULT '{}',
      CONSTRAINT profil_perimetre_selon_code CHECK (CASE code
        WHEN 'GESTIONNAIRE_AESH' THEN departement IS NOT NULL
        WHEN 'SUPERVISEUR_AESH' THEN departement IS NOT NULL
        WHEN 'COORDONNATEUR_PIAL' THEN pial_uai IS NOT NULL
        WHEN 'PILOTE_PIAL' THEN pial_uai IS NOT NULL
        WHEN 'IEN' THEN circonscription IS NOT NULL
        WHEN 'CHEF_ETABLISSEMENT' THEN uai IS NOT NULL
        WHEN 'ERSEH' THEN cardinality(secteurs) > 0
        ELSE true
        END),
      CONSTRAINT profil_code_connu CHECK (code IN ('GESTIONNAIRE_AESH', 'SUPERVISEUR_AESH', 'COORDONNATEUR_PIAL', 'PILOTE_PIAL', 'IEN', 'CHEF_ETABLISSEMENT', 'ERSEH', 'ADMINISTRATEUR', 'INTEGRATEUR')),
      CONSTRAINT profil_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "profil_compte_idx" ON "profil" ("compte_id")`);
    await base.query(`CREATE TABLE "session" (
      id uuid NOT NULL,
      compte_id integer NOT NULL,
      profil_id integer,
      ouverte_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      derniere_activite TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      fermee_le TIMESTAMP WITH TIME ZONE,
      motif_fermeture text,
      adresse text,
      navigateur text,
      CONSTRAINT session_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "session_compte_idx" ON "session" ("compte_id")`);
    await base.query(`CREATE TABLE jeton_rafraichissement (
      empreinte text NOT NULL,
      session_id uuid NOT NULL,
      emis_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      utilise_le TIMESTAMP WITH TIME ZONE,
      CONSTRAINT jeton_rafraichissement_pk PRIMARY KEY ("empreinte")
    )`);
    await base.query(`CREATE INDEX "jeton_rafraichissement_session_idx" ON "jeton_rafraichissement" ("session_id")`);
    await base.query(`CREATE TABLE echec_connexion (
      cle text NOT NULL,
      nombre integer NOT NULL,
      depuis TIMESTAMP WITH TIME ZONE NOT NULL,
      bloque_jusqua TIMESTAMP WITH TIME ZONE,
      CONSTRAINT echec_connexion_pk PRIMARY KEY ("cle")
    )`);
    await base.query(`CREATE TABLE cle_idempotence (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      compte_id integer NOT NULL,
      cle uuid NOT NULL,
      empreinte text NOT NULL,
      reponse jsonb NOT NULL,
      cree_le TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT cle_idempotence_unique_par_compte UNIQUE ("compte_id", "cle"),
      CONSTRAINT cle_idempotence_pk PRIMARY KEY ("id")
    )`);
    await base.query(
      `ALTER TABLE "profil" ADD CONSTRAINT "profil_compte_connu" FOREIGN KEY ("compte_id") REFERENCES "compte"("id") ON DELETE CASCADE`,
    );
    await base.query(
      `ALTER TABLE "session" ADD CONSTRAINT "session_compte_connu" FOREIGN KEY ("compte_id") REFERENCES "compte"("id") ON DELETE CASCADE`,
    );
    await base.query(
      `ALTER TABLE "session" ADD CONSTRAINT "session_profil_connu" FOREIGN KEY ("profil_id") REFERENCES "profil"("id") ON DELETE SET NULL`,
    );
    await base.query(
      `ALTER TABLE "jeton_rafraichissement" ADD CONSTRAINT "jeton_session_connue" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE`,
    );
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP TABLE "cle_idempotence"`);
    await base.query(`DROP TABLE "echec_connexion"`);
    await base.query(`DROP TABLE "jeton_rafraichissement"`);
    await base.query(`DROP TABLE "session"`);
    await base.query(`DROP TABLE "profil"`);
    await base.query(`DROP TABLE "compte"`);
  }
}
