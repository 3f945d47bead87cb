import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `ligne_decision`: what the list of decisions searches, filters and sorts, gathered in narrow rows. Derived: kept by
 * the triggers below, never written elsewhere. The PIAL shown depends on the day: a decision has one row per period
 * [du, au] on which it does not change, and exactly one on any day.
 */
const TABLE = `
  CREATE TABLE ligne_decision (
    decision_id integer NOT NULL,
    eleve_id integer NOT NULL,
    du date NOT NULL,
    au date NOT NULL,
    debut date NOT NULL,
    fin date NOT NULL,
    priorite double precision,
    couverture double precision,
    distance_km double precision,
    departement text COLLATE "C" NOT NULL,
    secteur_code text NOT NULL,
    heures numeric(6,2),
    pial_uai text,
    type text COLLATE "C" NOT NULL,
    origine text COLLATE "C" NOT NULL,
    nature text COLLATE "C" NOT NULL,
    identifiant text COLLATE "C" NOT NULL,
    cle_nom text COLLATE "C" NOT NULL,
    cle_secteur text COLLATE "C" NOT NULL,
    cle_pial text COLLATE "C",
    cle_etablissement text COLLATE "C",
    uais text[] NOT NULL,
    texte text COLLATE "C" NOT NULL,
    CONSTRAINT ligne_decision_pk PRIMARY KEY (decision_id, du))`;

/**
 * The rows as they must be. Shown are the schoolings that overlap the decision, else the last one (F6.1-3). The PIAL is
 * that of the school where the pupil is on the day, else of the last school shown, at the day of that schooling which
 * is the nearest. Pieces of the text are apart by a line feed, that no word searched can hold.
 */
const CALCUL = `
  CREATE FUNCTION lignes_decision_calculees(ids integer[]) RETURNS SETOF ligne_decision
  LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
  BEGIN RETURN QUERY
    WITH decisions AS MATERIALIZED (
      SELECT d.id, d.eleve_id, d.debut, d.fin, d.heures, d.type, d.origine, d.nature, e.secteur_code, e.identifiant,
             texte_recherche(e.nom || E'\\n' || e.prenom) AS cle_nom
        FROM unnest(ids) AS demandee(id)
        JOIN decision d ON d.id = demandee.id
        JOIN eleve e ON e.id = d.eleve_id),
    montrees AS MATERIALIZED (
      SELECT m.decision_id, m.id, m.uai, m.debut, m.fin
        FROM (SELECT d.id AS decision_id, sc.id, sc.uai, sc.debut, coalesce(sc.fin, 'infinity') AS fin, r.recoupe,
                     bool_or(r.recoupe) OVER (PARTITION BY d.id) AS une_recoupe,
                     row_number() OVER (PARTITION BY d.id ORDER BY sc.debut DESC, sc.id DESC) AS depuis_la_fin
                FROM decisions d
                JOIN scolarite sc ON sc.eleve_id = d.eleve_id
               CROSS JOIN LATERAL (
                      SELECT sc.debut <= d.fin AND (sc.fin IS NULL OR sc.fin >= d.debut) AS recoupe) r) m
       WHERE m.recoupe OR (NOT m.une_recoupe AND m.depuis_la_fin = 1)),
    -- The PIAL all along a schooling; '' for none, null when it changes meanwhile.
    appartenances AS (
      SELECT m.decision_id,
             CASE WHEN pm.id IS NULL THEN ''
                  WHEN pm.debut <= m.debut AND (pm.fin IS NULL OR pm.fin >= m.fin) THEN pm.pial_uai
              END COLLATE "C" AS pial_uai
        FROM montrees m
        LEFT JOIN pial_membre pm ON pm.uai = m.uai AND pm.debut <= m.fin AND (pm.fin IS NULL OR pm.fin >= m.debut)),
    -- Most decisions show one PIAL whatever the day.
    stables AS MATERIALIZED (
      SELECT a.decision_id, nullif(min(a.pial_uai), '') AS pial_uai,
             bool_and(a.pial_uai IS NOT NULL) AND min(a.pial_uai) = max(a.pial_uai) AS stable
        FROM appartenances a GROUP BY a.decision_id),
    -- For the others, the days on which it may change.
    variables AS MATERIALIZED (
      SELECT m.* FROM montrees m JOIN stables s ON s.decision_id = m.decision_id AND NOT s.stable),
    changements AS (
      SELECT v.decision_id, j.jour FROM variables v
       CROSS JOIN LATERAL (VALUES ('-infinity'::date), (v.debut), (v.fin + 1)) AS j(jour)
      UNION
      SELECT v.decision_id, j.jour FROM variables v
        JOIN pial_membre pm ON pm.uai = v.uai
       CROSS JOIN LATERAL (VALUES (pm.debut), (pm.fin + 1)) AS j(jour)),
    ecoles_du_jour AS (
      SELECT DISTINCT ON (c.decision_id, c.jour)
             c.decision_id, c.jour, v.uai, least(v.fin, greatest(v.debut, c.jour)) AS au_plus_pres
        FROM changements c JOIN variables v ON v.decision_id = c.decision_id
       WHERE c.jour < 'infinity'
       ORDER BY c.decision_id, c.jour, (v.debut <= c.jour AND v.fin >= c.jour) DESC, v.debut DESC, v.id DESC),
    pials_du_jour AS (
      SELECT x.decision_id, x.jour, x.pial_uai
        FROM (SELECT j.decision_id, j.jour, pm.pial_uai,
                     lag(coalesce(pm.pial_uai, '')) OVER (PARTITION BY j.decision_id ORDER BY j.jour) AS avant
                FROM ecoles_du_jour j
                LEFT JOIN pial_membre pm ON pm.uai = j.uai AND pm.debut <= j.au_plus_pres
                      AND (pm.fin IS NULL OR pm.fin >= j.au_plus_pres)) x
       WHERE x.avant IS DISTINCT FROM coalesce(x.pial_uai, '')),
    pials AS (
      SELECT p.decision_id, p.jour AS du,
             coalesce(lead(p.jour) OVER (PARTITION BY p.decision_id ORDER BY p.jour) - 1, 'infinity') AS au, p.pial_uai
        FROM pials_du_jour p
      UNION ALL
      SELECT d.id, '-infinity', 'infinity', s.pial_uai
        FROM decisions d LEFT JOIN stables s ON s.decision_id = d.id
       WHERE s.stable IS NOT FALSE),
    -- Schools, sectors and têtes are few: their words are made once.
    etablissements AS MATERIALIZED (
      SELECT et.uai, texte_recherche(et.nom) AS cle,
             texte_recherche(concat_ws(E'\\n', et.nom, et.commune, et.uai)) AS mots
        FROM etablissement et
       WHERE et.uai IN (SELECT m.uai FROM montrees m UNION SELECT p.pial_uai FROM pials p)),
    secteurs AS MATERIALIZED (
      SELECT s.code, s.departement, texte_recherche(s.libelle) AS cle, texte_recherche(s.code || E'\\n' || s.libelle) AS mots
        FROM secteur s WHERE s.code IN (SELECT d.secteur_code FROM decisions d)),
    ecoles AS MATERIALIZED (
      SELECT m.decision_id, array_agg(DISTINCT m.uai) AS uais, string_agg(DISTINCT et.mots, E'\\n') AS mots,
             (array_agg(et.cle ORDER BY m.debut, m.uai))[1] AS premiere
        FROM montrees m JOIN etablissements et ON et.uai = m.uai
       GROUP BY m.decision_id)
    SELECT d.id, d.eleve_id, p.du, p.au, d.debut, d.fin, c.priorite, c.couverture, c.distance_km, s.departement,
           d.secteur_code, d.heures, p.pial_uai, d.type, d.origine, d.nature, d.identifiant, d.cle_nom, s.cle,
           tete.cle, ec.premiere, coalesce(ec.uais, '{}'),
           -- The words that many lines bear first: a search that finds most lines reads the least of each.
           concat_ws(E'\\n',
             CASE d.nature WHEN 'PROJET_CIBLE' THEN 'projet cible' ELSE 'projet alternatif' END,
             CASE d.type WHEN 'INDIVIDUELLE' THEN 'individuelle' ELSE 'mutualisee' END,
             CASE d.origine WHEN 'PREMIERE_DEMANDE' THEN 'premiere demande' ELSE 'reexamen geva sco' END,
             ec.mots, s.mots, coalesce(tete.mots, 'hors pial'),
             to_char(d.debut, 'DD/MM/YYYY'), to_char(d.fin, 'DD/MM/YYYY'),
             trunc(d.heures) || ' h' || h.minutes || E'\\n' || trunc(d.heures) || 'h' || ltrim(h.minutes),
             texte_recherche(d.identifiant), d.cle_nom)
      FROM decisions d
      JOIN pials p ON p.decision_id = d.id
      JOIN secteurs s ON s.code = d.secteur_code
      LEFT JOIN couverture_decision c ON c.decision_id = d.id
      LEFT JOIN etablissements tete ON tete.uai = p.pial_uai
      LEFT JOIN ecoles ec ON ec.decision_id = d.id
     CROSS JOIN LATERAL (
            SELECT CASE WHEN d.heures % 1 = 0 THEN ''
                        ELSE ' ' || lpad(round(d.heures % 1 * 60)::text, 2, '0') END AS minutes) h
     ORDER BY d.id, p.du;
  END $$`;

const COLONNES = [
  ...[
    'eleve_id',
    'au',
    'debut',
    'fin',
    'priorite',
    'couverture',
    'distance_km',
    'departement',
    'secteur_code',
    'heures',
  ],
  ...['pial_uai', 'type', 'origine', 'nature', 'identifiant', 'cle_nom', 'cle_secteur', 'cle_pial'],
  ...['cle_etablissement', 'uais', 'texte'],
];

/**
 * Writes what differs, and nothing else. The stored coverages are held first, in order: whoever changes one of them
 * meanwhile waits, and then finds the rows written here (`suivreCouvertures`).
 */
const RAFRAICHIR = `
  CREATE FUNCTION rafraichir_lignes_decision(ids integer[]) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan AS $$
  BEGIN
    PERFORM FROM couverture_decision c WHERE c.decision_id = ANY (ids) ORDER BY c.decision_id FOR SHARE;
    WITH calculees AS MATERIALIZED (SELECT * FROM lignes_decision_calculees(ids)),
    effacees AS (
      DELETE FROM ligne_decision l
       WHERE l.decision_id = ANY (ids)
         AND NOT EXISTS (SELECT FROM calculees c WHERE c.decision_id = l.decision_id AND c.du = l.du))
    INSERT INTO ligne_decision AS l SELECT * FROM calculees
    ON CONFLICT (decision_id, du) DO UPDATE
       SET (${COLONNES.join(', ')})
         = ROW (${COLONNES.map((colonne) => `EXCLUDED.${colonne}`).join(', ')})
     WHERE l IS DISTINCT FROM EXCLUDED;
  END $$`;

const suivreCouvertures = (evenement: 'INSERT' | 'UPDATE' | 'DELETE'): readonly string[] => {
  const nom = `suivre_couvertures_${evenement.toLowerCase()}`;
  const cles = ['priorite', 'couverture', 'distance_km'];
  const valeurs = cles.map((cle) => (evenement === 'DELETE' ? 'NULL' : `c.${cle}`));
  return [
    `CREATE FUNCTION ${nom}() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       UPDATE ligne_decision l SET (${cles.join(', ')}) = ROW (${valeurs.join(', ')})
         FROM ${evenement === 'DELETE' ? 'anciennes' : 'nouvelles'} c
        WHERE l.decision_id = c.decision_id
          AND ROW (${cles.map((cle) => `l.${cle}`).join(', ')}) IS DISTINCT FROM ROW (${valeurs.join(', ')});
       RETURN NULL;
     END $$`,
    `CREATE TRIGGER ${nom} AFTER ${evenement} ON couverture_decision
     REFERENCING ${evenement === 'DELETE' ? 'OLD TABLE AS anciennes' : 'NEW TABLE AS nouvelles'}
     FOR EACH STATEMENT EXECUTE FUNCTION ${nom}()`,
  ];
};
const EVENEMENTS = ['INSERT', 'UPDATE', 'DELETE'] as const;

/** One row per statement that changes something; none is ever committed. */
const MARQUES = `
  CREATE TABLE ligne_decision_a_rafraichir (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ligne_decision_a_rafraichir_pk PRIMARY KEY,
    genre text NOT NULL CONSTRAINT ligne_decision_a_rafraichir_genre_connu
      CHECK (genre IN ('DECISION', 'ELEVE', 'SECTEUR', 'ETABLISSEMENT')),
    cles text[] NOT NULL)`;

/**
 * At the commit, once for the whole transaction. One at a time, until the end of the commit, and reading what is
 * committed then: two transactions that change a pupil and its new decision, or a school and its schoolings, would
 * else each miss what the other writes. Users who place AESH write none of these tables and never wait.
 */
const TRAITER = `
  CREATE FUNCTION rafraichir_lignes_marquees() RETURNS trigger LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan AS $$
  DECLARE
    decisions integer[]; eleves integer[]; secteurs text[]; etablissements text[];
  BEGIN
    IF NOT EXISTS (SELECT FROM ligne_decision_a_rafraichir) THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock(20261124, 1001);
    WITH prises AS (DELETE FROM ligne_decision_a_rafraichir RETURNING genre, cles),
    cles AS (SELECT DISTINCT p.genre, c.cle FROM prises p CROSS JOIN LATERAL unnest(p.cles) AS c(cle))
    SELECT array_agg(cle::integer) FILTER (WHERE genre = 'DECISION'),
           array_agg(cle::integer) FILTER (WHERE genre = 'ELEVE'),
           array_agg(cle) FILTER (WHERE genre = 'SECTEUR'),
           array_agg(cle) FILTER (WHERE genre = 'ETABLISSEMENT')
      INTO decisions, eleves, secteurs, etablissements FROM cles;
    IF etablissements IS NOT NULL THEN
      -- A school is read by its own pupils and, as a tête, by those of the members of its PIAL.
      SELECT eleves || array_agg(sc.eleve_id) INTO eleves
        FROM scolarite sc
       WHERE sc.uai IN (SELECT unnest(etablissements)
                        UNION SELECT pm.uai FROM pial_membre pm WHERE pm.pial_uai = ANY (etablissements));
    END IF;
    IF secteurs IS NOT NULL THEN
      SELECT eleves || array_agg(e.id) INTO eleves FROM eleve e WHERE e.secteur_code = ANY (secteurs);
    END IF;
    IF eleves IS NOT NULL THEN
      SELECT decisions || array_agg(d.id) INTO decisions FROM decision d WHERE d.eleve_id IN (SELECT unnest(eleves));
    END IF;
    IF decisions IS NOT NULL THEN
      PERFORM rafraichir_lignes_decision((SELECT array_agg(DISTINCT id) FROM unnest(decisions) AS d(id)));
    END IF;
    RETURN NULL;
  END $$`;

interface Marquage {
  readonly genre: 'DECISION' | 'ELEVE' | 'SECTEUR' | 'ETABLISSEMENT';
  /** Column that names what is stale. */
  readonly cle: string;
  /** Primary key: pairs the two images of an UPDATE. */
  readonly pk: string;
  /** Columns whose change matters in an UPDATE. */
  readonly colonnes: readonly string[];
  /** A new pupil, sector or school has no decision yet: what will name it is marked then. */
  readonly evenements: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
}

const MARQUAGES: Readonly<Record<string, Marquage>> = {
  decision: {
    genre: 'DECISION',
    cle: 'id',
    pk: 'id',
    colonnes: ['eleve_id', 'type', 'heures', 'origine', 'nature', 'debut', 'fin'],
    evenements: ['INSERT', 'UPDATE', 'DELETE'],
  },
  eleve: {
    genre: 'ELEVE',
    cle: 'id',
    pk: 'id',
    colonnes: ['identifiant', 'nom', 'prenom', 'secteur_code'],
    evenements: ['UPDATE'],
  },
  scolarite: {
    genre: 'ELEVE',
    cle: 'eleve_id',
    pk: 'id',
    colonnes: ['eleve_id', 'uai', 'debut', 'fin'],
    evenements: ['INSERT', 'UPDATE', 'DELETE'],
  },
  secteur: { genre: 'SECTEUR', cle: 'code', pk: 'code', colonnes: ['libelle', 'departement'], evenements: ['UPDATE'] },
  etablissement: {
    genre: 'ETABLISSEMENT',
    cle: 'uai',
    pk: 'uai',
    colonnes: ['nom', 'commune'],
    evenements: ['UPDATE'],
  },
  pial_membre: {
    genre: 'ETABLISSEMENT',
    cle: 'uai',
    pk: 'id',
    colonnes: ['pial_uai', 'uai', 'debut', 'fin'],
    evenements: ['INSERT', 'UPDATE', 'DELETE'],
  },
};

const TRANSITIONS = {
  INSERT: 'NEW TABLE AS nouvelles',
  UPDATE: 'OLD TABLE AS anciennes NEW TABLE AS nouvelles',
  DELETE: 'OLD TABLE AS anciennes',
} as const;

function changees(evenement: Marquage['evenements'][number], { cle, pk, colonnes }: Marquage): string {
  if (evenement === 'INSERT') return `SELECT ${cle} FROM nouvelles`;
  if (evenement === 'DELETE') return `SELECT ${cle} FROM anciennes`;
  const ligne = (alias: string): string => `ROW(${colonnes.map((colonne) => `${alias}.${colonne}`).join(', ')})`;
  return `SELECT c.${cle} FROM anciennes a JOIN nouvelles n ON n.${pk} = a.${pk}
           CROSS JOIN LATERAL (VALUES (a.${cle}), (n.${cle})) AS c(${cle})
           WHERE ${ligne('a')} IS DISTINCT FROM ${ligne('n')}`;
}

/** A TRUNCATE names no row: everything is read again. */
const VIDAGES = ['decision', 'scolarite', 'pial_membre', 'couverture_decision'];
const MARQUER_TOUT = `
  CREATE FUNCTION marquer_toutes_les_lignes() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO ligne_decision_a_rafraichir (genre, cles)
    SELECT 'DECISION', array_agg(d.id::text)
      FROM (SELECT id FROM decision UNION SELECT decision_id FROM ligne_decision) d HAVING count(*) > 0;
    RETURN NULL;
  END $$`;

export class TenirLesLignesDesDecisions20261124100100 implements MigrationInterface {
  name = 'TenirLesLignesDesDecisions20261124100100';

  async up(base: QueryRunner): Promise<void> {
    for (const sql of [TABLE, CALCUL, RAFRAICHIR, MARQUES, TRAITER]) await base.query(sql);
    for (const [table, marquage] of Object.entries(MARQUAGES)) {
      for (const evenement of marquage.evenements) {
        const nom = `marquer_lignes_${table}_${evenement.toLowerCase()}`;
        await base.query(`
          CREATE FUNCTION ${nom}() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO ligne_decision_a_rafraichir (genre, cles)
            SELECT '${marquage.genre}', array_agg(DISTINCT c.${marquage.cle}::text)
              FROM (${changees(evenement, marquage)}) c HAVING count(*) > 0;
            RETURN NULL;
          END $$`);
        await base.query(`
          CREATE TRIGGER ${nom} AFTER ${evenement} ON ${table}
          REFERENCING ${TRANSITIONS[evenement]} FOR EACH STATEMENT EXECUTE FUNCTION ${nom}()`);
      }
    }
    await base.query(MARQUER_TOUT);
    for (const table of VIDAGES) {
      await base.query(`
        CREATE TRIGGER marquer_toutes_les_lignes AFTER TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION marquer_toutes_les_lignes()`);
    }
    await base.query(`
      CREATE CONSTRAINT TRIGGER rafraichir_lignes_marquees AFTER INSERT ON ligne_decision_a_rafraichir
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rafraichir_lignes_marquees()`);
    for (const evenement of EVENEMENTS) for (const sql of suivreCouvertures(evenement)) await base.query(sql);
    await base.query(`SELECT rafraichir_lignes_decision((SELECT array_agg(id) FROM decision))`);
    // What the list read before; without the first, a new coverage touches no index (HOT).
    await base.query(`DROP INDEX couverture_decision_tri_idx`);
    await base.query(`DROP INDEX eleve_recherche_trgm_idx`);
    await base.query(`CREATE INDEX ligne_decision_departement_idx ON ligne_decision (departement)`);
    await base.query(`CREATE INDEX ligne_decision_secteur_idx ON ligne_decision (secteur_code)`);
    await base.query(`CREATE INDEX ligne_decision_eleve_idx ON ligne_decision (eleve_id)`);
  }

  async down(base: QueryRunner): Promise<void> {
    await base.query(`CREATE INDEX couverture_decision_tri_idx ON couverture_decision (decision_id)
       INCLUDE (priorite, couverture, distance_km)`);
    await base.query(`
      CREATE INDEX eleve_recherche_trgm_idx ON eleve
      USING gin (texte_recherche(nom || ' ' || prenom || ' ' || identifiant) gin_trgm_ops)`);
    for (const [table, { evenements }] of Object.entries(MARQUAGES)) {
      for (const evenement of evenements) {
        const nom = `marquer_lignes_${table}_${evenement.toLowerCase()}`;
        await base.query(`DROP TRIGGER ${nom} ON ${table}`);
        await base.query(`DROP FUNCTION ${nom}()`);
      }
    }
    for (const table of VIDAGES) await base.query(`DROP TRIGGER marquer_toutes_les_lignes ON ${table}`);
    await base.query(`DROP FUNCTION marquer_toutes_les_lignes()`);
    for (const evenement of EVENEMENTS) {
      const nom = `suivre_couvertures_${evenement.toLowerCase()}`;
      await base.query(`DROP TRIGGER ${nom} ON couverture_decision`);
      await base.query(`DROP FUNCTION ${nom}()`);
    }
    await base.query(`DROP TABLE ligne_decision_a_rafraichir`);
    await base.query(`DROP FUNCTION rafraichir_lignes_marquees()`);
    await base.query(`DROP FUNCTION rafraichir_lignes_decision(integer[])`);
    await base.query(`DROP FUNCTION lignes_decision_calculees(integer[])`);
    await base.query(`DROP TABLE ligne_decision`);
  }
}
