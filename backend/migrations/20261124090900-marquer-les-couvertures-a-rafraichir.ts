import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each change makes stale. `FROM changees c` is the union of the old and new rows of the statement.
 * Changes that cannot alter a coverage or an occupation (a nurse, a telephone) mark nothing.
 */
const MARQUAGES: Record<string, readonly string[]> = {
  decision: [`SELECT 'DECISION', c.id FROM changees c`],
  scolarite: [`SELECT 'DECISION', d.id FROM changees c JOIN decision d ON d.eleve_id = c.eleve_id`],
  mission: [
    `SELECT 'MISSION', c.id FROM changees c`,
    `SELECT 'DECISION', ad.decision_id FROM changees c
       JOIN accompagnement a ON a.mission_id = c.id
       JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id`,
  ],
  accompagnement: [
    `SELECT 'MISSION', c.mission_id FROM changees c`,
    `SELECT 'DECISION', ad.decision_id FROM changees c JOIN accompagnement_decision ad ON ad.accompagnement_id = c.id`,
  ],
  accompagnement_decision: [`SELECT 'DECISION', c.decision_id FROM changees c`],
  // The home of an AESH moves the distance of the decisions that it accompanies.
  aesh: [
    `SELECT 'DECISION', ad.decision_id FROM changees c
       JOIN mission m ON m.aesh_id = c.id
       JOIN accompagnement a ON a.mission_id = m.id
       JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id`,
  ],
};

export class MarquerLesCouverturesARafraichir20261124090900 implements MigrationInterface {
  name = 'MarquerLesCouverturesARafraichir20261124090900';

  async up(base: QueryRunner): Promise<void> {
    for (const [table, requetes] of Object.entries(MARQUAGES)) {
      const inserer = (source: string): string =>
        requetes
          .map(
            (requete) => `
          INSERT INTO couverture_a_rafraichir (genre, objet_id)
          SELECT DISTINCT * FROM (${requete.replace('FROM changees c', `FROM (${source}) c`)}) AS r;`,
          )
          .join('');
      await base.query(`
        CREATE FUNCTION marquer_couvertures_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN ${inserer('SELECT * FROM nouvelles')}
          ELSIF TG_OP = 'DELETE' THEN ${inserer('SELECT * FROM anciennes')}
          ELSE ${inserer('SELECT * FROM anciennes UNION ALL SELECT * FROM nouvelles')}
          END IF;
          RETURN NULL;
        END $$`);
      const declencheur = (evenement: string, transitions: string): string => `
        CREATE TRIGGER marquer_couvertures_${evenement.toLowerCase()} AFTER ${evenement} ON ${table}
        REFERENCING ${transitions} FOR EACH STATEMENT EXECUTE FUNCTION marquer_couvertures_${table}()`;
      await base.query(declencheur('INSERT', 'NEW TABLE AS nouvelles'));
      await base.query(declencheur('UPDATE', 'OLD TABLE AS anciennes NEW TABLE AS nouvelles'));
      await base.query(declencheur('DELETE', 'OLD TABLE AS anciennes'));
    }
  }

  async down(base: QueryRunner): Promise<void> {
    for (const table of Object.keys(MARQUAGES)) {
      for (const evenement of ['insert', 'update', 'delete']) {
        await base.query(`DROP TRIGGER marquer_couvertures_${evenement} ON ${table}`);
      }
      await base.query(`DROP FUNCTION marquer_couvertures_${table}()`);
    }
  }
}
