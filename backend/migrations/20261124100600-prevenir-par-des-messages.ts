import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of one statement for the same readers above which one IMPORT message counts them: a first load floods nobody. */
const SEUIL = 50;

const EVENEMENTS = {
  insert: 'NEW TABLE AS nouvelles',
  update: 'OLD TABLE AS anciennes NEW TABLE AS nouvelles',
  delete: 'OLD TABLE AS anciennes',
} as const;
type Evenement = keyof typeof EVENEMENTS;

/** Rows that an update really changes; the version alone tells nobody anything. */
const changees = (...colonnes: string[]): string => {
  const de = (alias: string): string => `(${colonnes.map((c) => `${alias}.${c}`).join(', ')})`;
  return `(SELECT n.* FROM anciennes o JOIN nouvelles n ON n.id = o.id WHERE ${de('o')} IS DISTINCT FROM ${de('n')})`;
};

const QUI = `e.prenom || ' ' || upper(e.nom)`;
const ECOLE = `et.nom || coalesce(' (' || et.commune || ')', '')`;
const DES_ELEVES = 'JOIN eleve e ON e.id = x.eleve_id JOIN secteur s ON s.code = e.secteur_code';
const ACCOMPAGNEMENTS = `JOIN decision d ON d.id = l.decision_id JOIN eleve e ON e.id = d.eleve_id JOIN secteur s ON s.code = e.secteur_code`;

interface Prevention {
  readonly genre: string;
  readonly destinataire: 'GESTIONNAIRES' | 'ERSEH';
  /** Pupils `e`, sectors `s`, object `x`. */
  readonly lignes: string;
  readonly objet: string;
  /** What is said, without the verb that `genre` bears; from `x`, `e` and `et`. */
  readonly texte: string;
  readonly suite: string;
}

const scolarite = (genre: string, lignes: string, fin = ''): Prevention => ({
  genre,
  destinataire: 'GESTIONNAIRES',
  lignes: `${lignes} x ${DES_ELEVES}`,
  objet: 'scolarite',
  texte: `${QUI} || ' : ' || ${ECOLE} || ', ' || coalesce(x.classe || ', ', '') || message_periode(x.debut, x.fin) || '${fin}.'`,
  suite: 'JOIN etablissement et ON et.uai = x.uai',
});

const decision = (genre: string, lignes: string, fin = ''): Prevention => ({
  genre,
  destinataire: 'GESTIONNAIRES',
  lignes: `${lignes} x ${DES_ELEVES}`,
  objet: 'decision',
  texte: `${QUI} || ' : aide ' || CASE x.type WHEN 'INDIVIDUELLE' THEN 'individuelle' ELSE 'mutualisée' END
    || coalesce(' de ' || message_heures(x.heures), '') || ', ' || message_periode(x.debut, x.fin)
    || coalesce(', ' || (SELECT ${ECOLE} FROM scolarite sc JOIN etablissement et ON et.uai = sc.uai
                  WHERE sc.eleve_id = x.eleve_id ORDER BY sc.debut <= x.fin AND coalesce(sc.fin, x.fin) >= x.debut DESC, sc.debut DESC
                  LIMIT 1), '') || '${fin}.'`,
  suite: '',
});

const accompagnement = (genre: string, lignes: string): Prevention => ({
  genre,
  destinataire: 'ERSEH',
  lignes,
  objet: 'accompagnement',
  texte: `${QUI} || ' : ' || h.prenom || ' ' || upper(h.nom_usage) || ', ' || message_heures(x.heures) || ' par semaine, '
    || ${ECOLE} || ', ' || message_periode(x.debut, x.fin) || CASE WHEN x.maintien THEN ' (maintien)' ELSE '' END || '.'`,
  suite:
    'JOIN etablissement et ON et.uai = x.uai JOIN mission m ON m.id = x.mission_id JOIN aesh h ON h.id = m.aesh_id',
});

const PREVENTIONS: Readonly<Record<string, Partial<Record<Evenement, Prevention>>>> = {
  scolarite: {
    insert: scolarite('SCOLARITE_AJOUTEE', 'nouvelles'),
    update: scolarite('SCOLARITE_MODIFIEE', changees('eleve_id', 'uai', 'classe', 'dispositif', 'debut', 'fin')),
    delete: scolarite('SCOLARITE_MODIFIEE', 'anciennes', ' (supprimée)'),
  },
  decision: {
    insert: decision('DECISION_AJOUTEE', 'nouvelles'),
    update: decision(
      'DECISION_MODIFIEE',
      changees('eleve_id', 'type', 'heures', 'origine', 'nature', 'date_cdaph', 'debut', 'fin'),
    ),
    delete: decision('DECISION_MODIFIEE', 'anciennes', ' (supprimée)'),
  },
  eleve: {
    update: {
      genre: 'DOSSIER_MODIFIE',
      destinataire: 'GESTIONNAIRES',
      lignes: `(SELECT n.*, n.id AS eleve_id, o.etat_dossier AS etat_avant, o.secteur_code AS secteur_avant FROM anciennes o
                  JOIN nouvelles n ON n.id = o.id
                 WHERE (o.nom, o.prenom, o.date_naissance, o.sexe, o.ine, o.secteur_code, o.etat_dossier)
                       IS DISTINCT FROM (n.nom, n.prenom, n.date_naissance, n.sexe, n.ine, n.secteur_code, n.etat_dossier)) x ${DES_ELEVES}`,
      objet: 'eleve',
      texte: `${QUI} || ' : ' || CASE
          WHEN x.etat_avant <> x.etat_dossier THEN 'dossier ' || CASE x.etat_dossier
            WHEN 'GELE' THEN 'gelé' WHEN 'CLOTURE' THEN 'clôturé' ELSE 'de nouveau actif' END
          WHEN x.secteur_avant <> x.secteur_code THEN 'dossier passé au secteur ' || (SELECT libelle FROM secteur WHERE code = x.secteur_code)
          ELSE 'état civil mis à jour' END
        || coalesce(', ' || (SELECT ${ECOLE} || ', ' || message_periode(sc.debut, sc.fin) FROM scolarite sc
             JOIN etablissement et ON et.uai = sc.uai WHERE sc.eleve_id = x.id ORDER BY sc.debut DESC, sc.id DESC LIMIT 1), '') || '.'`,
      suite: '',
    },
  },
  accompagnement_decision: {
    insert: accompagnement(
      'ACCOMPAGNEMENT_CREE',
      `nouvelles l JOIN accompagnement x ON x.id = l.accompagnement_id ${ACCOMPAGNEMENTS}`,
    ),
    delete: accompagnement(
      'ACCOMPAGNEMENT_SUPPRIME',
      `anciennes l JOIN accompagnement x ON x.id = l.accompagnement_id ${ACCOMPAGNEMENTS}`,
    ),
  },
  accompagnement: {
    update: accompagnement(
      'ACCOMPAGNEMENT_MODIFIE',
      `${changees('mission_id', 'uai', 'debut', 'fin', 'heures', 'heures_repas', 'heures_meridienne', 'maintien')} x
       JOIN accompagnement_decision l ON l.accompagnement_id = x.id ${ACCOMPAGNEMENTS}`,
    ),
  },
};

/** The pupils of the object are named one by one, or counted above the threshold; said again, a message is mended. */
function envoi({ genre, destinataire, lignes, objet, texte, suite }: Prevention): string {
  const lecteur = destinataire === 'ERSEH' ? 's.code' : 's.departement';
  const cle = objet === 'accompagnement' ? `'accompagnement/' || x.id || '/' || e.id` : `'${objet}/' || x.id`;
  const signature = `nullif(current_setting('agesh.acteur_id', true), '')::integer,
    coalesce(nullif(current_setting('agesh.acteur', true), ''), session_user),
    coalesce(nullif(current_setting('agesh.operation', true), ''), pg_current_xact_id()::text)`;
  return `
    FOR lecture IN
      SELECT ${lecteur} AS lecteur, s.departement, count(*) AS nombre
        FROM ${lignes} GROUP BY 1, 2
    LOOP
      IF lecture.nombre > ${SEUIL} THEN
        INSERT INTO message AS m (genre, destinataire, departement, secteur_code, texte, comptes, auteur_id, auteur, lot, cle)
        SELECT 'IMPORT', '${destinataire}', lecture.departement, ${destinataire === 'ERSEH' ? 'lecture.lecteur' : 'NULL'},
               '', jsonb_build_object('${genre}', lecture.nombre), ${signature}, 'import/${destinataire}/' || lecture.lecteur
        ON CONFLICT (lot, cle) DO UPDATE SET comptes = m.comptes || jsonb_build_object('${genre}',
          coalesce((m.comptes ->> '${genre}')::bigint, 0) + lecture.nombre);
      ELSE
        INSERT INTO message AS m (genre, destinataire, departement, secteur_code, eleve_id, objet_id, texte, auteur_id, auteur, lot, cle)
        SELECT DISTINCT ON (x.id, e.id) '${genre}', '${destinataire}', s.departement, s.code, e.id, x.id, ${texte}, ${signature}, ${cle}
          FROM ${lignes} ${suite} WHERE ${lecteur} = lecture.lecteur ORDER BY x.id, e.id
        ON CONFLICT (lot, cle) DO UPDATE SET texte = excluded.texte, genre = CASE
          WHEN m.genre = 'ACCOMPAGNEMENT_SUPPRIME' AND excluded.genre = 'ACCOMPAGNEMENT_CREE' THEN 'ACCOMPAGNEMENT_MODIFIE'
          WHEN m.genre IN ('ACCOMPAGNEMENT_CREE', 'SCOLARITE_AJOUTEE', 'DECISION_AJOUTEE')
               AND excluded.genre IN ('ACCOMPAGNEMENT_MODIFIE', 'SCOLARITE_MODIFIEE', 'DECISION_MODIFIEE') THEN m.genre
          ELSE excluded.genre END;
      END IF;
    END LOOP;`;
}

const fonction = (nom: string, prevention: Prevention, rendu: 'NULL' | 'OLD'): string => `
  CREATE FUNCTION ${nom}() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE lecture record;
  BEGIN
    ${envoi(prevention)}
    RETURN ${rendu};
  END $$`;

/** Before, row by row: at the end of the statement the cascade has taken its decisions. Nothing deletes in bulk. */
const SUPPRESSION = accompagnement(
  'ACCOMPAGNEMENT_SUPPRIME',
  `(SELECT OLD.*) x JOIN accompagnement_decision l ON l.accompagnement_id = x.id ${ACCOMPAGNEMENTS}`,
);

/**
 * Who is told (guide §2.2): statement triggers with transition tables write the messages in the transaction of the
 * write, whoever makes it (screen, import, API). One message an object and a transaction.
 */
export class PrevenirParDesMessages20261124100600 implements MigrationInterface {
  name = 'PrevenirParDesMessages20261124100600';

  async up(base: QueryRunner): Promise<void> {
    await base.query(`CREATE TABLE message (
      id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      "le" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      genre text NOT NULL,
      destinataire text NOT NULL,
      departement text NOT NULL,
      secteur_code text,
      eleve_id integer,
      objet_id integer,
      texte text NOT NULL,
      comptes jsonb,
      auteur_id integer,
      auteur text NOT NULL,
      lot text NOT NULL,
      cle text NOT NULL,
      CONSTRAINT message_un_par_objet_et_lot UNIQUE ("lot", "cle"),
      CONSTRAINT message_destinataire_connu CHECK (destinataire IN ('GESTIONNAIRES', 'ERSEH')),
      CONSTRAINT message_pk PRIMARY KEY ("id")
    )`);
    await base.query(`CREATE INDEX "message_departement_idx" ON "message" ("departement", "destinataire", "id")`);
    await base.query(`CREATE INDEX "message_secteur_idx" ON "message" ("secteur_code", "destinataire", "id")`);
    await base.query(`CREATE TABLE message_lu (
      message_id integer NOT NULL,
      compte_id integer NOT NULL,
      "le" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT message_lu_message_connu FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE,
      CONSTRAINT message_lu_pk PRIMARY KEY ("message_id", "compte_id")
    )`);
    await base.query(`
      CREATE FUNCTION message_periode(debut date, fin date) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN fin IS NULL THEN 'à partir du ' || to_char(debut, 'DD/MM/YYYY')
                    ELSE 'du ' || to_char(debut, 'DD/MM/YYYY') || ' au ' || to_char(fin, 'DD/MM/YYYY') END $$`);
    await base.query(`
      CREATE FUNCTION message_heures(heures numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN m % 60 = 0 THEN m / 60 || ' h' ELSE m / 60 || ' h ' || lpad((m % 60)::text, 2, '0') END
          FROM (SELECT round(heures * 60)::integer AS m) minutes $$`);
    for (const [table, preventions] of Object.entries(PREVENTIONS)) {
      for (const [evenement, prevention] of Object.entries(preventions) as [Evenement, Prevention][]) {
        await base.query(fonction(`prevenir_${table}_${evenement}`, prevention, 'NULL'));
        await base.query(`
          CREATE TRIGGER prevenir_${evenement} AFTER ${evenement.toUpperCase()} ON ${table}
          REFERENCING ${EVENEMENTS[evenement]} FOR EACH STATEMENT EXECUTE FUNCTION prevenir_${table}_${evenement}()`);
      }
    }
    await base.query(fonction('prevenir_accompagnement_delete', SUPPRESSION, 'OLD'));
    await base.query(`
      CREATE TRIGGER prevenir_delete BEFORE DELETE ON accompagnement
      FOR EACH ROW EXECUTE FUNCTION prevenir_accompagnement_delete()`);
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query('DROP TRIGGER prevenir_delete ON accompagnement');
    await base.query('DROP FUNCTION prevenir_accompagnement_delete()');
    for (const [table, preventions] of Object.entries(PREVENTIONS)) {
      for (const evenement of Object.keys(preventions)) {
        await base.query(`DROP TRIGGER prevenir_${evenement} ON ${table}`);
        await base.query(`DROP FUNCTION prevenir_${table}_${evenement}()`);
      }
    }
    await base.query('DROP FUNCTION message_heures(numeric)');
    await base.query('DROP FUNCTION message_periode(date, date)');
    await base.query('DROP TABLE message_lu');
    await base.query('DROP TABLE message');
  }
}
