import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each operation found and left, so that it can be undone. Its author is in the row: like the audit, it is a journal
 * and is not audited itself. Lists look for the running accompaniments of a period.
 */
export class GarderLesOperationsSurLesAccompagnements20261124100500 implements MigrationInterface {
  name = 'GarderLesOperationsSurLesAccompagnements20261124100500';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE operation_accompagnement (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      genre text NOT NULL,
      compte_id integer NOT NULL,
      auteur text NOT NULL,
      "le" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      accompagnements integer array NOT NULL,
      avant jsonb NOT NULL,
      apres jsonb NOT NULL,
      annulee_le TIMESTAMP WITH TIME ZONE,
      annulee_par text,
      CONSTRAINT operation_accompagnement_genre_connu CHECK (genre IN ('CREER', 'MODIFIER', 'INSERER', 'MAINTENIR', 'SUPPRIMER')),
      CONSTRAINT operation_accompagnement_pk PRIMARY KEY (id)
    )`);
    await base.query(
      `CREATE INDEX operation_accompagnement_objets_idx ON operation_accompagnement USING gin (accompagnements)`,
    );
    await base.query(`CREATE INDEX accompagnement_periode_idx ON accompagnement (fin, debut)`);
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`DROP INDEX accompagnement_periode_idx`);
    await base.query(`DROP TABLE operation_accompagnement`);
  }
}
