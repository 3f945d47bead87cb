import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeMissions } from '../../../platform/security/index.js';
import { MissionIntrouvable } from '../domain/refus-mission.js';
import { type AccompagnementDeMission, accompagnementsDe } from './accompagnements-de.js';
import {
  COLONNES_MISSION,
  JOINTURES_MISSION,
  JOINTURE_OCCUPATION,
  type MissionLigne,
  type MissionSql,
  ligneMission,
} from './lignes-mission.js';

type Ecole = { readonly uai: string; readonly nom: string };

/** A mission with what RH says of it (F8.1-1). */
export interface MissionDetail extends MissionLigne {
  readonly idContrat: string | null;
  readonly dateSignature: Jour | null;
  readonly payeur: Ecole | null;
  /** The tête de PIAL that RH gives. */
  readonly tetePialRh: Ecole | null;
  readonly accompagnements: AccompagnementDeMission[];
  readonly affectations: {
    readonly id: number;
    readonly pial: Ecole;
    readonly debut: Jour;
    readonly fin: Jour | null;
    readonly heures: number;
  }[];
  /** The RH mission that replaces this provisional one since a merge. */
  readonly fusionneeAvec: { readonly fusionId: number; readonly missionId: number } | null;
}

type DetailSql = MissionSql &
  Pick<MissionDetail, 'payeur'> & {
    id_contrat: string | null;
    date_signature: Jour | null;
    tete_pial_rh: Ecole | null;
    affectations: MissionDetail['affectations'] | null;
    fusionnee_avec: MissionDetail['fusionneeAvec'];
  };

const ecole = (uai: string, alias: string): string =>
  `CASE WHEN ${uai} IS NOT NULL THEN jsonb_build_object('uai', ${uai}, 'nom', coalesce(${alias}.nom, ${uai})) END`;

/**
 * @param jour today
 * @throws MissionIntrouvable when it does not exist or is outside the perimeter
 */
export async function lireMission(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<MissionDetail> {
  const params: unknown[] = [jour, jour, id];
  const lignes: DetailSql[] = await base.query(
    `SELECT ${COLONNES_MISSION}, m.id_contrat, m.date_signature, ${ecole('m.uai_payeur', 'ep')} AS payeur,
            ${ecole('m.uai_tete_pial', 'tp')} AS tete_pial_rh,
            (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'pial', jsonb_build_object('uai', f.pial_uai, 'nom', t.nom),
                                                 'debut', f.debut, 'fin', f.fin, 'heures', f.heures) ORDER BY f.debut, f.id)
               FROM affectation_pial f JOIN etablissement t ON t.uai = f.pial_uai WHERE f.mission_id = m.id) AS affectations,
            (SELECT jsonb_build_object('fusionId', fu.id, 'missionId', p."reelleId")
               FROM fusion fu
              CROSS JOIN LATERAL jsonb_to_recordset(fu.missions) AS p("previsionnelleId" int, "reelleId" int)
              WHERE fu.previsionnel_id = m.aesh_id AND fu.annulee_le IS NULL AND p."previsionnelleId" = m.id
                AND p."reelleId" IS NOT NULL LIMIT 1) AS fusionnee_avec
       FROM mission m ${JOINTURES_MISSION} ${JOINTURE_OCCUPATION}
       LEFT JOIN etablissement ep ON ep.uai = m.uai_payeur
       LEFT JOIN etablissement tp ON tp.uai = m.uai_tete_pial
      WHERE m.id = $3 AND ${porteeMissions(perimetre, { mission: 'm' }, params, jour)}`,
    params,
  );
  const l = lignes[0];
  if (l === undefined) throw new MissionIntrouvable(id);
  return {
    ...ligneMission(l),
    idContrat: l.id_contrat,
    dateSignature: l.date_signature,
    payeur: l.payeur,
    tetePialRh: l.tete_pial_rh,
    accompagnements: await accompagnementsDe(base, perimetre, [id], jour),
    affectations: l.affectations ?? [],
    fusionneeAvec: l.fusionnee_avec,
  };
}
