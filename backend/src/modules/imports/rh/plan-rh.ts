import type { EntityManager } from 'typeorm';
import { type Comparaison, differe } from '../comparaison/comparer.js';
import type { Presentation } from '../comparaison/differences.js';
import { situerCommunes } from '../comparaison/situer.js';
import type { TablePreparee } from '../conduite/table-preparee.js';
import type { OrigineRh } from './colonnes-rh.js';
import { TABLE_RH } from './ligne-rh.js';

/** Comes from RH; the rest of an AESH (transport, …) is ours and an import never touches it. */
const COLONNES_AESH = [
  'civilite',
  'nom_usage',
  'nom_famille',
  'prenom',
  'date_naissance',
  'adresse',
  'code_postal',
  'commune',
  'courriel',
  'telephone',
  'rqth',
  'latitude',
  'longitude',
] as const;

const COLONNES_MISSION = [
  'aesh_id',
  'id_contrat',
  'type_contrat',
  'debut_contrat',
  'fin_contrat',
  'date_signature',
  'nature_code',
  'debut',
  'fin',
  'quotite',
  'heures_rh',
  'heures',
  'origine_heures',
  'uai_employeur',
  'uai_payeur',
  'uai_tete_pial',
  'departement',
] as const;

/** Two lines of one agent must agree on these; on the rest of the civil status the last line wins. */
const IDENTITE = ['nom_famille', 'prenom', 'date_naissance'] as const;
const DIVERGENTES = [
  'civilite',
  'nom_usage',
  'adresse',
  'code_postal',
  'commune',
  'courriel',
  'telephone',
  'rqth',
] as const;

export function comparaisonAesh(origine: OrigineRh): Comparaison {
  return {
    table: 'aesh',
    cle: 'id',
    plan: 'plan_aesh',
    colonnes: COLONNES_AESH,
    aLaCreation: { source: `'${origine}'`, id_agent: 'p.id_agent' },
    avecActif: true,
    avecVersion: true,
  };
}

export function comparaisonMissions(origine: OrigineRh): Comparaison {
  return {
    table: 'mission',
    cle: 'id',
    plan: 'plan_mission',
    colonnes: COLONNES_MISSION,
    aLaCreation: { source: `'${origine}'`, id_mission: 'p.id_mission' },
    expressions: { aesh_id: 'a.id' },
    jointure: `JOIN aesh a ON a.source = '${origine}' AND a.id_agent = p.id_agent`,
    avecActif: true,
    avecVersion: true,
  };
}

const DEPARTEMENT_DE_MISSION = (alias: string): string => `array_remove(ARRAY[${alias}.departement], NULL)`;

/** An AESH has no département of its own: those of its missions. */
export const PRESENTATION_AESH: Presentation = {
  objet: 'AESH',
  avecId: true,
  plan: {
    cle: 'p.id_agent',
    libelle: `concat_ws(' ', p.nom_usage, p.prenom)`,
    departements: `coalesce(ou.departements, '{}')`,
    jointure: `LEFT JOIN (
      SELECT id_agent, array_agg(DISTINCT departement) FILTER (WHERE departement IS NOT NULL) AS departements
        FROM plan_mission
       WHERE id_agent IN (SELECT id_agent FROM plan_aesh WHERE cible_id IS NULL OR modifie OR NOT cible_actif)
       GROUP BY id_agent) ou ON ou.id_agent = p.id_agent`,
  },
  absents: {
    table: 'aesh_absent',
    cle: 't.id_agent',
    libelle: `concat_ws(' ', t.nom_usage, t.prenom)`,
    departements: `ARRAY(SELECT DISTINCT m.departement FROM mission m WHERE m.aesh_id = t.id AND m.departement IS NOT NULL)`,
  },
};

export const PRESENTATION_MISSION: Presentation = {
  objet: 'MISSION',
  avecId: true,
  plan: {
    cle: 'p.id_mission',
    libelle: `concat_ws(' ', qui.nom_usage, qui.prenom, '—', p.nature_code)`,
    departements: DEPARTEMENT_DE_MISSION('p'),
    jointure: 'JOIN plan_aesh qui ON qui.id_agent = p.id_agent',
  },
  absents: {
    table: 'mission_absente',
    cle: 't.id_mission',
    libelle: `concat_ws(' ', qui.nom_usage, qui.prenom, '—', t.nature_code)`,
    departements: DEPARTEMENT_DE_MISSION('t'),
    jointure: 'JOIN aesh qui ON qui.id = t.aesh_id',
  },
  valeurs: { aesh_id: ['(SELECT a.id_agent FROM aesh a WHERE a.id = t.aesh_id)', 'p.id_agent'] },
};

/** Rejects what only the whole file can tell. @returns how many agents differ from one line to another otherwise */
export async function rejeterIncoherences(manager: EntityManager, lignes: TablePreparee): Promise<number> {
  await lignes.rejeterDoublons('id_mission', 'ID_MISSION');
  await manager.query(`
    CREATE TEMP TABLE contradiction ON COMMIT DROP AS
    SELECT l.ligne, l.id_agent, q.premiere, ${differe('l', 'f', IDENTITE)} AS identite
      FROM (SELECT id_agent, min(ligne) AS premiere FROM ${TABLE_RH}
             WHERE rejet_code IS NULL GROUP BY id_agent HAVING count(*) > 1) q
      JOIN ${TABLE_RH} f ON f.ligne = q.premiere
      JOIN ${TABLE_RH} l ON l.id_agent = q.id_agent AND l.ligne > q.premiere
     WHERE l.rejet_code IS NULL AND ${differe('l', 'f', [...IDENTITE, ...DIVERGENTES])}`);
  const [n] = await manager.query<{ identites: number; divergents: number }[]>(
    `SELECT count(*) FILTER (WHERE identite)::integer AS identites,
            count(DISTINCT id_agent) FILTER (WHERE NOT identite)::integer AS divergents FROM contradiction`,
  );
  if (n && n.identites > 0) {
    await lignes.rejeter({
      code: 'ETAT_CIVIL_CONTRADICTOIRE',
      colonne: 'ID_AGENT',
      valeur: 'l.id_agent',
      motif: `'L''agent ' || l.id_agent || ' porte un autre nom de famille, prénom ou date de naissance à la ligne ' || c.premiere || '.'`,
      jointure: 'contradiction c',
      condition: 'c.ligne = l.ligne AND c.identite',
    });
  }
  return n?.divergents ?? 0;
}

/** Makes the plans of the AESH and of the missions of `origine`: temporary tables, nothing is written yet. */
export async function planifier(manager: EntityManager, origine: OrigineRh, lignes: TablePreparee): Promise<void> {
  // The hours come from these references: nobody changes them until we have written.
  await manager.query('LOCK TABLE reference_temps_travail IN SHARE MODE');
  await situerCommunes(
    manager,
    `SELECT coalesce(code_postal, '') AS code_postal, commune_recherche AS commune FROM ${TABLE_RH} WHERE rejet_code IS NULL`,
  );
  await manager.query(
    `CREATE TEMP TABLE plan_aesh ON COMMIT DROP AS
     SELECT t.id AS cible_id, t.actif AS cible_actif, t.id IS NOT NULL AND ${differe('t', 's', COLONNES_AESH)} AS modifie, s.*
       FROM (SELECT l.ligne, l.id_agent, ${COLONNES_AESH.slice(0, -2)
         .map((colonne) => `l.${colonne}`)
         .join(', ')}, x.latitude, x.longitude
               FROM (SELECT max(ligne) AS ligne FROM ${TABLE_RH} WHERE rejet_code IS NULL GROUP BY id_agent) d
               JOIN ${TABLE_RH} l USING (ligne)
               LEFT JOIN lieu x ON x.code_postal = coalesce(l.code_postal, '') AND x.commune = l.commune_recherche) s
       LEFT JOIN aesh t ON t.source = $1 AND t.id_agent = s.id_agent`,
    [origine],
  );
  await manager.query(
    `CREATE TEMP TABLE plan_mission ON COMMIT DROP AS
     SELECT t.id AS cible_id, t.actif AS cible_actif, t.id IS NOT NULL AND ${differe('t', 's', COLONNES_MISSION)} AS modifie, s.*
       FROM (SELECT l.ligne, l.id_mission, l.id_agent, p.cible_id AS aesh_id, l.id_contrat, l.type_contrat,
                    l.debut_contrat, l.fin_contrat, l.date_signature, l.nature_code, l.debut, l.fin, l.quotite, l.heures_rh,
                    h.heures::numeric(6,2) AS heures, h.origine AS origine_heures,
                    l.uai_employeur, l.uai_payeur, l.uai_tete_pial, coalesce(e.departement, d.code) AS departement,
                    e.uai IS NULL AS employeur_inconnu
               FROM ${TABLE_RH} l
               JOIN plan_aesh p ON p.id_agent = l.id_agent
               LEFT JOIN etablissement e ON e.uai = l.uai_employeur
               LEFT JOIN departement d ON d.code = l.departement_uai
               LEFT JOIN reference_temps_travail r
                 ON r.departement = coalesce(e.departement, d.code) AND r.quotite = l.quotite
              CROSS JOIN LATERAL heures_effectives(l.heures_rh, r.heures) h
              WHERE l.rejet_code IS NULL) s
       LEFT JOIN mission t ON t.source = $1 AND t.id_mission = s.id_mission`,
    [origine],
  );
  await manager.query('ANALYZE plan_aesh (cible_id, id_agent, modifie), plan_mission (cible_id, id_agent, modifie)');
  await planifierAbsences(manager, origine, lignes);
}

/**
 * What the base holds and the photo does not. A record that a rejected line is about is present, though faulty: it
 * keeps its former state. A line that cannot be read protects every mission of the agents and every mission that
 * one of its fields names.
 */
async function planifierAbsences(manager: EntityManager, origine: OrigineRh, lignes: TablePreparee): Promise<void> {
  await manager.query(`CREATE TEMP TABLE protege (mission text, agent_entier text, agent text) ON COMMIT DROP`);
  if (lignes.aDesRejets) {
    await manager.query(`
      INSERT INTO protege
      SELECT id_mission, CASE WHEN id_mission IS NULL THEN id_agent END, id_agent
        FROM ${TABLE_RH} WHERE rejet_code IS NOT NULL AND illisible IS NULL
      UNION
      SELECT champ, champ, champ FROM ${TABLE_RH}, unnest(illisible) AS champ WHERE rejet_code IS NOT NULL`);
    await manager.query('ANALYZE protege');
  }
  await manager.query(
    `CREATE TEMP TABLE mission_absente ON COMMIT DROP AS
     SELECT m.id FROM mission m JOIN aesh a ON a.id = m.aesh_id
      WHERE m.source = $1 AND m.actif
        AND NOT EXISTS (SELECT 1 FROM plan_mission p WHERE p.cible_id = m.id)
        AND NOT EXISTS (SELECT 1 FROM protege r WHERE r.mission = m.id_mission)
        AND NOT EXISTS (SELECT 1 FROM protege r WHERE r.agent_entier = a.id_agent)`,
    [origine],
  );
  await manager.query(
    `CREATE TEMP TABLE aesh_absent ON COMMIT DROP AS
     SELECT a.id FROM aesh a
      WHERE a.source = $1 AND a.actif
        AND NOT EXISTS (SELECT 1 FROM plan_aesh p WHERE p.cible_id = a.id)
        AND NOT EXISTS (SELECT 1 FROM protege r WHERE r.agent = a.id_agent)
        AND NOT EXISTS (SELECT 1 FROM protege r JOIN mission m ON m.source = $1 AND m.id_mission = r.mission
                         WHERE m.aesh_id = a.id AND m.actif)`,
    [origine],
  );
}
