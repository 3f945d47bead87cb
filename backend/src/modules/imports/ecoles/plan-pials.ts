import type { EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { Comparaison } from '../comparaison/comparer.js';
import type { Presentation } from '../comparaison/differences.js';
import { REJETS_DETAILLES } from '../conduite/table-preparee.js';

/** PIALs were made in September 2019; the first load covers the accompaniments of before too. */
export const DEBUT_HISTORIQUE = '2017-09-01';

export const COMPARAISON_PIALS: Comparaison = {
  table: 'pial',
  cle: 'uai',
  plan: 'plan_pial',
  colonnes: ['departement'],
  aLaCreation: { uai: 'p.uai' },
  avecActif: true,
};

export const PRESENTATION_PIALS: Presentation = {
  objet: 'PIAL',
  avecId: false,
  plan: {
    cle: 'p.uai',
    libelle: 'coalesce(tete.nom, ici.nom, p.uai)',
    departements: 'array_remove(ARRAY[p.departement], NULL)',
    jointure: `LEFT JOIN plan_etablissement tete ON tete.uai = p.uai LEFT JOIN etablissement ici ON ici.uai = p.uai`,
  },
  absents: {
    table: 'pial_absent',
    cle: 't.uai',
    libelle: 'coalesce(ici.nom, t.uai)',
    departements: 'ARRAY[t.departement]',
    jointure: 'LEFT JOIN etablissement ici ON ici.uai = t.uai',
  },
};

/**
 * Rejects the memberships whose tête is neither in the file nor in the base: the school is kept, and stays in the PIAL
 * that it had. @returns how many
 */
export async function rejeterTetes(manager: EntityManager, importId: string, fichier: string): Promise<number> {
  await manager.query(`
    CREATE TEMP TABLE tete_inconnue ON COMMIT DROP AS
    SELECT p.ligne, p.uai, p.pial FROM plan_etablissement p
     WHERE p.pial IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM plan_etablissement t WHERE t.uai = p.pial)
       AND NOT EXISTS (SELECT 1 FROM etablissement t WHERE t.uai = p.pial)`);
  const [compte] = await manager.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM tete_inconnue');
  if (compte?.n) {
    await manager.query(
      `INSERT INTO import_rejet (import_id, fichier, ligne, colonne, valeur, code, motif)
       SELECT $1, $2, ligne, 'PIAL', pial, 'TETE_INCONNUE',
              'La tête de PIAL ' || pial || ' n''est ni dans ce fichier ni dans la base : ' || uai || ' garde le PIAL qu''il avait.'
         FROM tete_inconnue ORDER BY ligne LIMIT ${REJETS_DETAILLES}`,
      [importId, fichier],
    );
  }
  return compte?.n ?? 0;
}

/** Makes `plan_pial` and `pial_absent`. @returns how many PIALs nobody belongs to any more, in the covered départements */
export async function planifierPials(manager: EntityManager, departements: readonly string[]): Promise<number> {
  await manager.query(`
    CREATE TEMP TABLE plan_pial ON COMMIT DROP AS
    SELECT s.*, t.uai AS cible_id, t.actif AS cible_actif,
           t.uai IS NOT NULL AND t.departement IS DISTINCT FROM s.departement AS modifie
      FROM (SELECT v.ligne, v.uai, coalesce(p.departement, e.departement) AS departement
              FROM (SELECT pial AS uai, min(ligne) AS ligne FROM plan_etablissement l
                     WHERE pial IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tete_inconnue i WHERE i.ligne = l.ligne)
                     GROUP BY pial) v
              LEFT JOIN plan_etablissement p ON p.uai = v.uai
              LEFT JOIN etablissement e ON e.uai = v.uai) s
      LEFT JOIN pial t ON t.uai = s.uai`);
  await manager.query(
    `CREATE TEMP TABLE pial_absent ON COMMIT DROP AS
     SELECT t.uai FROM pial t
      WHERE t.actif AND t.departement = ANY($1) AND NOT EXISTS (SELECT 1 FROM plan_pial p WHERE p.uai = t.uai)
        -- A school of another département, or one whose line was rejected, may still belong to it.
        AND NOT EXISTS (SELECT 1 FROM pial_membre m WHERE m.pial_uai = t.uai AND m.fin IS NULL
                         AND NOT EXISTS (SELECT 1 FROM plan_etablissement p WHERE p.uai = m.uai)
                         AND NOT EXISTS (SELECT 1 FROM ecole_absente a WHERE a.uai = m.uai))`,
    [[...departements]],
  );
  const [compte] = await manager.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM pial_absent');
  return compte?.n ?? 0;
}

export interface BilanMembres {
  readonly ouverts: number;
  readonly fermes: number;
  readonly corriges: number;
}

/**
 * Makes `membre_voulu`: what becomes of the membership of each school of the file. `OUVRIR`: it had none on that day.
 * `CHANGER`, `QUITTER`: the former one ends the day before `aCompterDu`. `CORRIGER`, `EFFACER`: the former one had only
 * started on `aCompterDu` or after, so it never was.
 */
export async function planifierMembres(manager: EntityManager, aCompterDu: Jour): Promise<BilanMembres> {
  await manager.query(
    `CREATE TEMP TABLE membre_voulu ON COMMIT DROP AS
     SELECT v.uai, v.pial, c.id AS membre_id,
            CASE WHEN c.id IS NULL THEN 'OUVRIR'
                 WHEN v.pial IS NULL THEN CASE WHEN c.debut < $1 THEN 'QUITTER' ELSE 'EFFACER' END
                 ELSE CASE WHEN c.debut < $1 THEN 'CHANGER' ELSE 'CORRIGER' END END AS action,
            CASE WHEN connu.departement IS NULL THEN least($1::date, $2::date) ELSE $1::date END AS debut
       FROM plan_etablissement v
       LEFT JOIN LATERAL (SELECT m.id, m.pial_uai, m.debut FROM pial_membre m
                           WHERE m.uai = v.uai AND (m.fin IS NULL OR m.fin >= $1)
                           ORDER BY m.debut DESC LIMIT 1) c ON true
       LEFT JOIN (SELECT DISTINCT e.departement FROM pial_membre m JOIN etablissement e ON e.uai = m.uai) connu
         ON connu.departement = v.departement
      WHERE v.pial IS DISTINCT FROM c.pial_uai AND NOT EXISTS (SELECT 1 FROM tete_inconnue i WHERE i.ligne = v.ligne)`,
    [aCompterDu, DEBUT_HISTORIQUE],
  );
  const [bilan] = await manager.query<BilanMembres[]>(
    `SELECT count(*) FILTER (WHERE action IN ('OUVRIR', 'CHANGER'))::integer AS ouverts,
            count(*) FILTER (WHERE action IN ('CHANGER', 'QUITTER'))::integer AS fermes,
            count(*) FILTER (WHERE action IN ('CORRIGER', 'EFFACER'))::integer AS corriges FROM membre_voulu`,
  );
  return bilan ?? { ouverts: 0, fermes: 0, corriges: 0 };
}

/** Writes the memberships; schools and PIALs are already written. */
export async function ecrireMembres(manager: EntityManager, aCompterDu: Jour, bilan: BilanMembres): Promise<void> {
  if (bilan.fermes > 0) {
    await manager.query(
      `UPDATE pial_membre m SET fin = $1::date - 1 FROM membre_voulu v
        WHERE m.id = v.membre_id AND v.action IN ('CHANGER', 'QUITTER')`,
      [aCompterDu],
    );
  }
  if (bilan.corriges > 0) {
    await manager.query(
      `UPDATE pial_membre m SET pial_uai = v.pial FROM membre_voulu v WHERE m.id = v.membre_id AND v.action = 'CORRIGER'`,
    );
    await manager.query(
      `DELETE FROM pial_membre m USING membre_voulu v WHERE m.id = v.membre_id AND v.action = 'EFFACER'`,
    );
  }
  if (bilan.ouverts > 0) {
    await manager.query(
      `INSERT INTO pial_membre (pial_uai, uai, debut)
       SELECT pial, uai, debut FROM membre_voulu WHERE action IN ('OUVRIR', 'CHANGER') ORDER BY pial, uai`,
    );
  }
}

export async function desactiverPials(manager: EntityManager): Promise<void> {
  await manager.query('UPDATE pial t SET actif = false FROM pial_absent a WHERE a.uai = t.uai');
}
