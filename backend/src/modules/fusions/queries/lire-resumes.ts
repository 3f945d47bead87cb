import type { DataSource, EntityManager } from 'typeorm';
import type { Jour } from '../../../kernel/jour.js';
import type { SourceRh, TypeContrat } from '../../../kernel/rh.js';
import { type EtatAesh, etatAesh } from '../../aesh/index.js';

export interface MissionResume {
  readonly id: number;
  readonly etat: 'ACTIVE' | 'INACTIVE' | 'PREVISIONNELLE';
  readonly typeContrat: TypeContrat;
  readonly nature: { readonly code: string; readonly activite: string; readonly accompagnement: boolean };
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly quotite: number | null;
  readonly heures: number;
  readonly employeur: { readonly uai: string; readonly nom: string } | null;
  readonly accompagnements: number;
  readonly affectations: number;
}

/** What two records are compared by, side by side. */
export interface AeshResume {
  readonly id: number;
  readonly etat: EtatAesh;
  readonly source: SourceRh;
  readonly idAgent: string | null;
  readonly civilite: string | null;
  readonly nom: string;
  readonly nomFamille: string | null;
  readonly prenom: string;
  readonly dateNaissance: Jour | null;
  readonly adresse: string | null;
  readonly codePostal: string | null;
  readonly commune: string | null;
  readonly courriel: string | null;
  readonly telephone: string | null;
  readonly transport: string | null;
  /** Active ones of the département. */
  readonly missions: MissionResume[];
}

type ResumeSql = Omit<AeshResume, 'etat'> & { actif: boolean };

/** Records by id; the caller has checked that they may be seen. */
export async function lireResumes(
  base: DataSource | EntityManager,
  departement: string,
  ids: readonly number[],
): Promise<Map<number, AeshResume>> {
  const lignes: ResumeSql[] = await base.query(
    `SELECT x.id, x.source, x.actif, CASE WHEN x.source = 'PREVISIONNEL' THEN x.numen ELSE x.id_agent END AS "idAgent",
            x.civilite, x.nom_usage AS nom, x.nom_famille AS "nomFamille", x.prenom, x.date_naissance AS "dateNaissance",
            x.adresse, x.code_postal AS "codePostal", x.commune, x.courriel, x.telephone, x.transport,
            coalesce((
              SELECT jsonb_agg(jsonb_build_object(
                       'id', m.id, 'etat', CASE WHEN m.source = 'PREVISIONNEL' THEN 'PREVISIONNELLE' ELSE 'ACTIVE' END,
                       'typeContrat', m.type_contrat, 'debut', m.debut, 'fin', m.fin, 'quotite', m.quotite, 'heures', m.heures,
                       'nature', jsonb_build_object('code', n.code, 'activite', n.activite, 'accompagnement', n.accompagnement),
                       'employeur', CASE WHEN m.uai_employeur IS NOT NULL
                                         THEN jsonb_build_object('uai', m.uai_employeur, 'nom', coalesce(e.nom, m.uai_employeur)) END,
                       'accompagnements', (SELECT count(*) FROM accompagnement a WHERE a.mission_id = m.id),
                       'affectations', (SELECT count(*) FROM affectation_pial f WHERE f.mission_id = m.id))
                     ORDER BY m.debut, m.id)
                FROM mission m JOIN nature_support n ON n.code = m.nature_code
                LEFT JOIN etablissement e ON e.uai = m.uai_employeur
               WHERE m.aesh_id = x.id AND m.actif AND m.departement = $2), '[]') AS missions
       FROM aesh x WHERE x.id = ANY ($1::int[])`,
    [ids, departement],
  );
  return new Map(lignes.map(({ actif, ...l }) => [l.id, { ...l, etat: etatAesh(l.source, actif) }]));
}
