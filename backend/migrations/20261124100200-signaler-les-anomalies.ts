import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Marquage {
  readonly genre: 'DECISION' | 'MISSION' | 'AFFECTATION';
  /** The id to mark, from `changees c` (the rows of the statement, old and new) and `jointure`. */
  readonly id: string;
  readonly jointure?: string;
  /** Columns whose change matters in an UPDATE: a telephone, a version or an unrelated flag mark nothing. */
  readonly colonnes: readonly string[];
  /** Those among them that did not matter before this migration. */
  readonly ajoutees?: readonly string[];
  /** Marked since this migration only. */
  readonly nouveau?: true;
}

interface Table {
  readonly cle: string;
  readonly marquages: readonly Marquage[];
  /** The triggers themselves are of this migration. */
  readonly evenements?: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
}

/** Decisions accompanied through the accompaniments that `jointure` finds from `changees c`. */
const decisionsDe = (jointure: string): Pick<Marquage, 'genre' | 'id' | 'jointure'> => ({
  genre: 'DECISION',
  id: 'ad.decision_id',
  jointure: `${jointure} JOIN accompagnement_decision ad ON ad.accompagnement_id = a.id`,
});

/**
 * What each change makes stale. DECISION: its coverage and the anomalies of its accompaniments that look at it (3, 4, 5,
 * 7); MISSION: its occupation and the anomalies 1, 2, 6, 8; AFFECTATION (the id is that of a mission): the anomaly 9.
 */
const TABLES: Readonly<Record<string, Table>> = {
  decision: {
    cle: 'id',
    marquages: [{ genre: 'DECISION', id: 'c.id', colonnes: ['eleve_id', 'type', 'heures', 'debut', 'fin'] }],
  },
  scolarite: {
    cle: 'id',
    marquages: [
      {
        genre: 'DECISION',
        id: 'd.id',
        jointure: 'JOIN decision d ON d.eleve_id = c.eleve_id',
        colonnes: ['eleve_id', 'debut', 'fin', 'uai'],
        ajoutees: ['uai'],
      },
    ],
  },
  eleve: {
    cle: 'id',
    evenements: ['UPDATE'],
    marquages: [
      {
        genre: 'DECISION',
        id: 'd.id',
        jointure:
          'JOIN decision d ON d.eleve_id = c.id AND EXISTS (SELECT FROM accompagnement_decision ad WHERE ad.decision_id = d.id)',
        colonnes: ['etat_dossier'],
        nouveau: true,
      },
    ],
  },
  mission: {
    cle: 'id',
    marquages: [
      {
        genre: 'MISSION',
        id: 'c.id',
        colonnes: ['heures', 'debut', 'fin', 'nature_code', 'actif', 'aesh_id'],
        ajoutees: ['actif', 'aesh_id'],
      },
      { ...decisionsDe('JOIN accompagnement a ON a.mission_id = c.id'), colonnes: ['source', 'aesh_id'] },
    ],
  },
  accompagnement: {
    cle: 'id',
    marquages: [
      { genre: 'MISSION', id: 'c.mission_id', colonnes: ['mission_id', 'debut', 'fin', 'heures'] },
      {
        genre: 'DECISION',
        id: 'ad.decision_id',
        jointure: 'JOIN accompagnement_decision ad ON ad.accompagnement_id = c.id',
        colonnes: ['mission_id', 'uai', 'debut', 'fin', 'heures', 'maintien'],
      },
      { genre: 'AFFECTATION', id: 'c.mission_id', colonnes: ['mission_id', 'uai', 'debut', 'fin'], nouveau: true },
    ],
  },
  accompagnement_decision: {
    cle: 'accompagnement_id',
    marquages: [{ genre: 'DECISION', id: 'c.decision_id', colonnes: ['decision_id'] }],
  },
  affectation_pial: {
    cle: 'id',
    evenements: ['INSERT', 'UPDATE', 'DELETE'],
    marquages: [
      {
        genre: 'AFFECTATION',
        id: 'a.mission_id',
        jointure: 'JOIN accompagnement a ON a.mission_id = c.mission_id',
        colonnes: ['mission_id', 'pial_uai', 'debut', 'fin'],
        nouveau: true,
      },
    ],
  },
  // The home of an AESH or the place of a tête de PIAL moves the distance between them.
  aesh: {
    cle: 'id',
    marquages: [
      {
        ...decisionsDe('JOIN mission m ON m.aesh_id = c.id JOIN accompagnement a ON a.mission_id = m.id'),
        colonnes: ['latitude', 'longitude'],
      },
      {
        genre: 'MISSION',
        id: 'a.mission_id',
        jointure: 'JOIN mission m ON m.aesh_id = c.id JOIN accompagnement a ON a.mission_id = m.id',
        colonnes: ['actif'],
        nouveau: true,
      },
    ],
  },
  pial_membre: {
    cle: 'id',
    marquages: [
      { ...decisionsDe('JOIN accompagnement a ON a.uai = c.uai'), colonnes: ['pial_uai', 'uai', 'debut', 'fin'] },
      {
        genre: 'AFFECTATION',
        id: 'a.mission_id',
        jointure: 'JOIN accompagnement a ON a.uai = c.uai',
        colonnes: ['pial_uai', 'uai', 'debut', 'fin'],
        nouveau: true,
      },
    ],
  },
  etablissement: {
    cle: 'uai',
    marquages: [
      {
        ...decisionsDe('JOIN pial_membre pm ON pm.pial_uai = c.uai JOIN accompagnement a ON a.uai = pm.uai'),
        colonnes: ['latitude', 'longitude'],
      },
    ],
  },
};

const TRANSITIONS = {
  INSERT: 'NEW TABLE AS nouvelles',
  UPDATE: 'OLD TABLE AS anciennes NEW TABLE AS nouvelles',
  DELETE: 'OLD TABLE AS anciennes',
} as const;

/** One row a statement and a genre, whatever the number of objects: an import marks 27,000 missions at once. */
const enTableau = ({ genre, id, jointure = '' }: Marquage, changees: string): string => `
  INSERT INTO couverture_a_rafraichir (genre, objets)
  SELECT '${genre}', array_agg(DISTINCT r.id)
    FROM (SELECT ${id} AS id FROM (${changees}) c ${jointure}) r HAVING count(*) > 0;`;

/** As it was: one row an object. */
const enLignes = ({ genre, id, jointure = '' }: Marquage, changees: string): string => `
  INSERT INTO couverture_a_rafraichir (genre, objet_id)
  SELECT DISTINCT '${genre}', ${id} FROM (${changees}) c ${jointure};`;

/** The rows of an UPDATE whose columns that matter have changed: before and after, or once when the mark is the key. */
function modifiees(cle: string, { id }: Marquage, colonnes: readonly string[]): string {
  const ligne = (alias: string): string => `ROW(${colonnes.map((colonne) => `${alias}.${colonne}`).join(', ')})`;
  return (id === `c.${cle}` ? ['n'] : ['a', 'n'])
    .map(
      (alias) => `SELECT ${alias}.* FROM anciennes a JOIN nouvelles n ON n.${cle} = a.${cle}
                   WHERE ${ligne('a')} IS DISTINCT FROM ${ligne('n')}`,
    )
    .join(' UNION ALL ');
}

function fonction(table: string, cle: string, marquages: readonly Marquage[], inserer: typeof enTableau): string {
  const pour = (changees: (m: Marquage) => string): string => marquages.map((m) => inserer(m, changees(m))).join('');
  return `
    CREATE OR REPLACE FUNCTION marquer_couvertures_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN ${pour(() => 'SELECT * FROM nouvelles')}
      ELSIF TG_OP = 'DELETE' THEN ${pour(() => 'SELECT * FROM anciennes')}
      ELSE ${pour((m) => modifiees(cle, m, m.colonnes))}
      END IF;
      RETURN NULL;
    END $$`;
}

/** What was marked before this migration. */
const anciens = (marquages: readonly Marquage[]): Marquage[] =>
  marquages
    .filter((m) => !m.nouveau)
    .map((m) => ({ ...m, colonnes: m.colonnes.filter((colonne) => !m.ajoutees?.includes(colonne)) }));

/** Everything that may be at fault, to be looked at by the next refresh (that of the start, nearly always). */
const TOUT_MARQUER = `
  INSERT INTO couverture_a_rafraichir (genre, objets)
  SELECT genre, array_agg(DISTINCT id)
    FROM (SELECT 'DECISION' AS genre, decision_id AS id FROM accompagnement_decision
          UNION ALL SELECT 'MISSION', mission_id FROM accompagnement
          UNION ALL SELECT 'AFFECTATION', mission_id FROM accompagnement) AS r
   GROUP BY genre`;

export class SignalerLesAnomalies20261124100200 implements MigrationInterface {
  name = 'SignalerLesAnomalies20261124100200';

  async up(base: QueryRunner): Promise<void> {
    // No foreign key to the accompaniment: deleting it marks its mission and its decisions, whose refresh removes the
    // rows; a key would make that deletion and another refresh wait for each other.
    await base.query(`CREATE TABLE anomalie_accompagnement (
      id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
      accompagnement_id integer NOT NULL,
      type smallint NOT NULL,
      decision_id integer,
      mission_id integer,
      debut date NOT NULL,
      fin date NOT NULL,
      CONSTRAINT anomalie_une_par_decision_et_debut UNIQUE ("decision_id", "accompagnement_id", "type", "debut"),
      CONSTRAINT anomalie_une_par_mission_et_debut UNIQUE ("mission_id", "accompagnement_id", "type", "debut"),
      CONSTRAINT anomalie_d_une_decision_ou_de_la_mission CHECK (CASE WHEN type IN (3, 4, 5, 7)
        THEN decision_id IS NOT NULL AND mission_id IS NULL ELSE decision_id IS NULL AND mission_id IS NOT NULL END),
      CONSTRAINT anomalie_type_connu CHECK (type BETWEEN 1 AND 9),
      CONSTRAINT anomalie_periode_ordonnee CHECK (debut <= fin),
      CONSTRAINT anomalie_accompagnement_pk PRIMARY KEY ("id")
    )`);
    await base.query(
      `CREATE INDEX "anomalie_accompagnement_idx" ON "anomalie_accompagnement" ("accompagnement_id", "type")`,
    );
    await base.query(
      `ALTER TABLE "anomalie_accompagnement" ADD CONSTRAINT "anomalie_decision_connue" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE CASCADE`,
    );
    await base.query(
      `ALTER TABLE "anomalie_accompagnement" ADD CONSTRAINT "anomalie_mission_connue" FOREIGN KEY ("mission_id") REFERENCES "mission"("id") ON DELETE CASCADE`,
    );

    // The PIAL of a school on a day: fifty times quicker than by the index of the exclusion.
    await base.query(`CREATE INDEX "pial_membre_uai_idx" ON "pial_membre" ("uai", "debut")`);
    // Room for the next version of a row in its page: a change of all the hours then touches no index.
    await base.query(`ALTER TABLE occupation_mission SET (fillfactor = 50)`);

    await base.query(`ALTER TABLE couverture_a_rafraichir DROP CONSTRAINT couverture_a_rafraichir_genre_connu`);
    await base.query(`ALTER TABLE couverture_a_rafraichir ADD CONSTRAINT couverture_a_rafraichir_genre_connu
      CHECK (genre IN ('DECISION', 'MISSION', 'AFFECTATION'))`);
    await base.query(`DROP INDEX couverture_a_rafraichir_objet_idx`);
    await base.query(`ALTER TABLE couverture_a_rafraichir ALTER objet_id TYPE integer[] USING ARRAY[objet_id]`);
    await base.query(`ALTER TABLE couverture_a_rafraichir RENAME objet_id TO objets`);
    for (const [table, { cle, marquages, evenements = [] }] of Object.entries(TABLES)) {
      await base.query(fonction(table, cle, marquages, enTableau));
      for (const evenement of evenements) {
        await base.query(`
          CREATE TRIGGER marquer_couvertures_${evenement.toLowerCase()} AFTER ${evenement} ON ${table}
          REFERENCING ${TRANSITIONS[evenement]} FOR EACH STATEMENT EXECUTE FUNCTION marquer_couvertures_${table}()`);
      }
    }
    await base.query(TOUT_MARQUER);
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`ALTER TABLE occupation_mission RESET (fillfactor)`);
    await base.query(`DROP INDEX "pial_membre_uai_idx"`);
    await base.query(`ALTER TABLE couverture_a_rafraichir DROP CONSTRAINT couverture_a_rafraichir_genre_connu`);
    await base.query(`ALTER TABLE couverture_a_rafraichir ADD COLUMN objet_id integer`);
    await base.query(`WITH lignes AS (DELETE FROM couverture_a_rafraichir RETURNING genre, objets)
      INSERT INTO couverture_a_rafraichir (genre, objet_id, objets)
      SELECT genre, unnest(objets), '{}' FROM lignes WHERE genre <> 'AFFECTATION'`);
    await base.query(`ALTER TABLE couverture_a_rafraichir DROP COLUMN objets, ALTER objet_id SET NOT NULL`);
    await base.query(`ALTER TABLE couverture_a_rafraichir ADD CONSTRAINT couverture_a_rafraichir_genre_connu
      CHECK (genre IN ('DECISION', 'MISSION'))`);
    await base.query(
      `CREATE INDEX "couverture_a_rafraichir_objet_idx" ON "couverture_a_rafraichir" ("genre", "objet_id")`,
    );
    for (const [table, { cle, marquages, evenements = [] }] of Object.entries(TABLES)) {
      for (const evenement of evenements) {
        await base.query(`DROP TRIGGER marquer_couvertures_${evenement.toLowerCase()} ON ${table}`);
      }
      if (evenements.length > 0) await base.query(`DROP FUNCTION marquer_couvertures_${table}()`);
      else await base.query(fonction(table, cle, anciens(marquages), enLignes));
    }
    await base.query(`DROP TABLE "anomalie_accompagnement"`);
  }
}
