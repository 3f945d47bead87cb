import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Table → its key, and the columns never written in the trail: they change at each gesture and say nothing of the data. */
const TABLES_SUIVIES: Record<string, { readonly cles: readonly string[]; readonly tues: readonly string[] }> = {
  preference: { cles: ['compte_id', 'cle'], tues: ['valeur'] },
  vue_liste: { cles: ['id'], tues: [] },
};

/** As for the other tables of users' data: one statement trigger per event, one line per row that changes. */
function fonctionDe(table: string, cles: readonly string[], tues: readonly string[]): string {
  const ligne = (alias: string): string => `to_jsonb(${alias}) - ARRAY[${tues.map((c) => `'${c}'`).join()}]::text[]`;
  const cle = (alias: string): string => `concat_ws('/', ${cles.map((c) => `${alias}.${c}`).join(', ')})`;
  return `
    CREATE FUNCTION journaliser_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      acteur_id integer := nullif(current_setting('agesh.acteur_id', true), '')::integer;
      acteur text := coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user);
      operation uuid := nullif(current_setting('agesh.operation', true), '')::uuid;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, apres)
        SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, ${cle('n')}, ${ligne('n')} FROM nouvelles n;
      ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant)
        SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, ${cle('a')}, ${ligne('a')} FROM anciennes a;
      ELSE
        INSERT INTO audit (acteur_id, acteur, operation, action, objet, objet_id, avant, apres)
        SELECT acteur_id, acteur, operation, TG_OP, TG_TABLE_NAME, l.cle, l.avant, l.apres
          FROM (SELECT ${cle('n')} AS cle, ${ligne('a')} AS avant, ${ligne('n')} AS apres
                  FROM anciennes a JOIN nouvelles n ON ${cles.map((c) => `n.${c} = a.${c}`).join(' AND ')}) AS l
         WHERE l.avant <> l.apres;
      END IF;
      RETURN NULL;
    END $$`;
}

export class GarderLesChoixDesUtilisateurs20261124100000 implements MigrationInterface {
  name = 'GarderLesChoixDesUtilisateurs20261124100000';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`ALTER TABLE profil ADD secteurs_choisis text array NOT NULL DEFAULT '{}'`);
    await base.query(`CREATE TABLE preference (
      compte_id integer NOT NULL,
      cle text NOT NULL,
      valeur jsonb NOT NULL,
      CONSTRAINT preference_cle_forme CHECK (cle ~ '^[a-z][a-z0-9-]{0,60}$'),
      CONSTRAINT preference_pk PRIMARY KEY (compte_id, cle)
    )`);
    await base.query(`CREATE TABLE vue_liste (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      compte_id integer NOT NULL,
      liste text NOT NULL,
      nom text NOT NULL,
      partagee boolean NOT NULL DEFAULT false,
      departement text,
      etat jsonb NOT NULL,
      version integer NOT NULL DEFAULT '1',
      CONSTRAINT vue_liste_partagee_dans_un_departement CHECK (NOT partagee OR departement IS NOT NULL),
      CONSTRAINT vue_liste_etat_objet CHECK (jsonb_typeof(etat) = 'object'),
      CONSTRAINT vue_liste_nom_court CHECK (char_length(nom) BETWEEN 1 AND 60),
      CONSTRAINT vue_liste_liste_forme CHECK (liste ~ '^[a-z][a-z0-9-]{0,40}$'),
      CONSTRAINT vue_liste_pk PRIMARY KEY (id)
    )`);
    await base.query(
      `CREATE UNIQUE INDEX vue_liste_nom_unique_par_auteur ON vue_liste (compte_id, liste, texte_recherche(nom))`,
    );
    await base.query(`CREATE INDEX vue_liste_departement_idx ON vue_liste (departement, liste)`);
    await base.query(
      `ALTER TABLE preference ADD CONSTRAINT preference_compte_connu FOREIGN KEY (compte_id) REFERENCES compte(id) ON DELETE CASCADE`,
    );
    await base.query(
      `ALTER TABLE vue_liste ADD CONSTRAINT vue_liste_compte_connu FOREIGN KEY (compte_id) REFERENCES compte(id) ON DELETE CASCADE`,
    );
    for (const [table, { cles, tues }] of Object.entries(TABLES_SUIVIES)) {
      await base.query(fonctionDe(table, cles, tues));
      const declencheur = (evenement: string, transitions: string): string => `
        CREATE TRIGGER journaliser_${evenement.toLowerCase()} AFTER ${evenement} ON ${table}
        REFERENCING ${transitions} FOR EACH STATEMENT EXECUTE FUNCTION journaliser_${table}()`;
      await base.query(declencheur('INSERT', 'NEW TABLE AS nouvelles'));
      await base.query(declencheur('UPDATE', 'OLD TABLE AS anciennes NEW TABLE AS nouvelles'));
      await base.query(declencheur('DELETE', 'OLD TABLE AS anciennes'));
    }
  }

  async down(base: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES_SUIVIES)) {
      await base.query(`DROP TABLE ${table}`);
      await base.query(`DROP FUNCTION journaliser_${table}()`);
    }
    await base.query(`ALTER TABLE profil DROP COLUMN secteurs_choisis`);
  }
}
