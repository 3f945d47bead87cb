import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Marquage {
  /** Rows `genre, objet_id` from `changees c`: the rows of the statement, old and new. */
  readonly requete: string;
  /** Columns whose change matters in an UPDATE: a telephone, a version or an unrelated flag mark nothing. */
  readonly colonnes: readonly string[];
}

/** Decisions accompanied through the accompaniments that `jointure` finds from `changees c`. */
const decisionsDe = (jointure: string): string => `
  SELECT 'DECISION', ad.decision_id FROM changees c ${jointure}
    JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id`;

/** What each change makes stale. */
const MARQUAGES: Record<string, { readonly cle: string; readonly marquages: readonly Marquage[] }> = {
  decision: {
    cle: 'id',
    marquages: [
      { requete: `SELECT 'DECISION', c.id FROM changees c`, colonnes: ['eleve_id', 'type', 'heures', 'debut', 'fin'] },
    ],
  },
  scolarite: {
    cle: 'id',
    marquages: [
      {
        requete: `SELECT 'DECISION', d.id FROM changees c JOIN decision d ON d.eleve_id = c.eleve_id`,
        colonnes: ['eleve_id', 'debut', 'fin'],
      },
    ],
  },
  mission: {
    cle: 'id',
    marquages: [
      { requete: `SELECT 'MISSION', c.id FROM changees c`, colonnes: ['heures', 'debut', 'fin', 'nature_code'] },
      { requete: decisionsDe('JOIN accompagnement a ON a.mission_id = c.id'), colonnes: ['source', 'aesh_id'] },
    ],
  },
  accompagnement: {
    cle: 'id',
    marquages: [
      { requete: `SELECT 'MISSION', c.mission_id FROM changees c`, colonnes: ['mission_id', 'debut', 'fin', 'heures'] },
      {
        requete: `SELECT 'DECISION', ad.decision_id FROM changees c JOIN accompagnement_decision ad ON ad.accompagnement_id = c.id`,
        colonnes: ['mission_id', 'uai', 'debut', 'fin', 'heures', 'maintien'],
      },
    ],
  },
  accompagnement_decision: {
    cle: 'accompagnement_id',
    marquages: [{ requete: `SELECT 'DECISION', c.decision_id FROM changees c`, colonnes: ['decision_id'] }],
  },
  // What follows moves the distance between an AESH and the tête de PIAL.
  aesh: {
    cle: 'id',
    marquages: [
      {
        requete: decisionsDe('JOIN mission m ON m.aesh_id = c.id JOIN accompagnement a ON a.mission_id = m.id'),
        colonnes: ['latitude', 'longitude'],
      },
    ],
  },
  pial_membre: {
    cle: 'id',
    marquages: [
      {
        requete: decisionsDe('JOIN accompagnement a ON a.uai = c.uai'),
        colonnes: ['pial_uai', 'uai', 'debut', 'fin'],
      },
    ],
  },
  etablissement: {
    cle: 'uai',
    marquages: [
      {
        requete: decisionsDe('JOIN pial_membre pm ON pm.pial_uai = c.uai JOIN accompagnement a ON a.uai = pm.uai'),
        colonnes: ['latitude', 'longitude'],
      },
    ],
  },
};

const ligne = (alias: string, colonnes: readonly string[]): string =>
  `ROW(${colonnes.map((colonne) => `${alias}.${colonne}`).join(', ')})`;

/** The rows of an UPDATE, before and after, whose columns that matter have changed. */
const modifiees = (cle: string, colonnes: readonly string[]): string =>
  ['a', 'n']
    .map(
      (alias) => `SELECT ${alias}.* FROM anciennes a JOIN nouvelles n ON n.${cle} = a.${cle}
         WHERE ${ligne('a', colonnes)} IS DISTINCT FROM ${ligne('n', colonnes)}`,
    )
    .join(' UNION ALL ');

export class MarquerLesCouverturesARafraichir20261124090900 implements MigrationInterface {
  name = 'MarquerLesCouverturesARafraichir20261124090900';

  async up(base: QueryRunner): Promise<void> {
    for (const [table, { cle, marquages }] of Object.entries(MARQUAGES)) {
      const inserer = (source: (colonnes: readonly string[]) => string): string =>
        marquages
          .map(
            ({ requete, colonnes }) => `
          INSERT INTO couverture_a_rafraichir (genre, objet_id)
          SELECT DISTINCT * FROM (${requete.replace('FROM changees c', `FROM (${source(colonnes)}) c`)}) AS r;`,
          )
          .join('');
      await base.query(`
        CREATE FUNCTION marquer_couvertures_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN ${inserer(() => 'SELECT * FROM nouvelles')}
          ELSIF TG_OP = 'DELETE' THEN ${inserer(() => 'SELECT * FROM anciennes')}
          ELSE ${inserer((colonnes) => modifiees(cle, colonnes))}
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
