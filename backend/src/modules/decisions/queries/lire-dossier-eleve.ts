import type { DataSource, EntityManager } from 'typeorm';
import { anneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeEleves } from '../../../platform/security/index.js';
import { hachurer } from '../domain/frise.js';
import { type AnomalieSql, anomaliesDe, direAnomalies } from './anomalies-decision.js';
import type { DecisionLigne } from './lignes-decision.js';

export interface DecisionDuDossier extends Pick<
  DecisionLigne,
  | 'id'
  | 'type'
  | 'heures'
  | 'origine'
  | 'nature'
  | 'debut'
  | 'fin'
  | 'couverture'
  | 'priorite'
  | 'segments'
  | 'anomalies'
> {
  readonly dateCdaph: Jour | null;
}

export interface ScolariteDuDossier {
  readonly id: number;
  readonly uai: string;
  readonly etablissement: string;
  readonly commune: string | null;
  readonly classe: string | null;
  readonly dispositif: string | null;
  /** Tête of the PIAL of the school, on the day of the schooling which is the nearest to today. */
  readonly pial: { readonly uai: string; readonly nom: string } | null;
  readonly debut: Jour;
  readonly fin: Jour | null;
}

export interface AccompagnementDuDossier {
  readonly id: number;
  readonly type: 'INDIVIDUELLE' | 'MUTUALISEE';
  /** Those of this pupil only: a mutualised accompaniment may serve others. */
  readonly decisionIds: number[];
  readonly debut: Jour;
  readonly fin: Jour;
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  readonly maintien: boolean;
  readonly uai: string;
  readonly etablissement: string;
  readonly missionId: number;
  /** Hatched, as in the timeline: provisional mission, or after the current school year. */
  readonly previsionnel: boolean;
  readonly aesh: { readonly id: number; readonly nom: string; readonly prenom: string };
  readonly mission: {
    readonly debut: Jour;
    readonly fin: Jour | null;
    readonly nature: { readonly code: string; readonly activite: string };
    readonly typeContrat: 'CDD' | 'CDI';
  };
}

/** All that is known of a pupil (guide §6, « dossier de l'élève »). */
export interface EleveDossier {
  readonly id: number;
  readonly identifiant: string;
  readonly ine: string | null;
  readonly nom: string;
  readonly prenom: string;
  readonly dateNaissance: Jour;
  readonly sexe: 'F' | 'M' | null;
  readonly etatDossier: 'ACTIF' | 'GELE' | 'CLOTURE';
  readonly secteur: {
    readonly code: string;
    readonly libelle: string;
    readonly erseh: { readonly nom: string; readonly courriel: string | null } | null;
  };
  /** The latest first, as the decisions and the care. */
  readonly scolarites: ScolariteDuDossier[];
  readonly decisions: DecisionDuDossier[];
  readonly proches: {
    readonly id: number;
    readonly lien: string;
    readonly nom: string;
    readonly prenom: string | null;
    readonly telephone: string | null;
    readonly courriel: string | null;
    readonly adresse: string | null;
  }[];
  readonly soins: {
    readonly id: number;
    readonly structure: string;
    readonly jours: string | null;
    readonly debut: Jour;
    readonly fin: Jour | null;
  }[];
  readonly accompagnements: AccompagnementDuDossier[];
}

export class EleveIntrouvable extends ErreurMetier {
  readonly code = 'ELEVE_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`L’élève n° ${id} n’existe pas dans votre périmètre. Revenez à la liste des décisions.`);
  }
}

const SCOLARITES = `
  SELECT jsonb_agg(jsonb_build_object(
           'id', sc.id, 'uai', sc.uai, 'etablissement', et.nom, 'commune', et.commune, 'classe', sc.classe,
           'dispositif', sc.dispositif, 'debut', sc.debut, 'fin', sc.fin,
           'pial', CASE WHEN te.uai IS NOT NULL THEN jsonb_build_object('uai', te.uai, 'nom', te.nom) END)
           ORDER BY sc.debut DESC, sc.id DESC)
    FROM scolarite sc
    JOIN etablissement et ON et.uai = sc.uai
    CROSS JOIN LATERAL (SELECT least(sc.fin, greatest(sc.debut, $1::date)) AS jour) pres
    LEFT JOIN pial_membre pm ON pm.uai = sc.uai AND pm.debut <= pres.jour AND (pm.fin IS NULL OR pm.fin >= pres.jour)
    LEFT JOIN etablissement te ON te.uai = pm.pial_uai
   WHERE sc.eleve_id = e.id`;

const DECISIONS = `
  SELECT jsonb_agg(jsonb_build_object(
           'id', d.id, 'type', d.type, 'heures', d.heures, 'origine', d.origine, 'nature', d.nature,
           'dateCdaph', d.date_cdaph, 'debut', d.debut, 'fin', d.fin, 'couverture', coalesce(c.couverture, 0),
           'priorite', coalesce(c.priorite, 1), 'segments', coalesce(c.segments, '[]'),
           'anomalies', ${anomaliesDe('d')})
           ORDER BY d.debut DESC, d.id DESC)
    FROM decision d LEFT JOIN couverture_decision c ON c.decision_id = d.id
   WHERE d.eleve_id = e.id`;

const PROCHES = `
  SELECT jsonb_agg(jsonb_build_object(
           'id', p.id, 'lien', p.lien, 'nom', p.nom, 'prenom', p.prenom, 'telephone', p.telephone,
           'courriel', p.courriel, 'adresse', p.adresse) ORDER BY p.lien, p.nom, p.id)
    FROM proche p WHERE p.eleve_id = e.id`;

const SOINS = `
  SELECT jsonb_agg(jsonb_build_object(
           'id', so.id, 'structure', so.structure, 'jours', so.jours, 'debut', so.debut, 'fin', so.fin)
           ORDER BY so.debut DESC, so.id DESC)
    FROM soin so WHERE so.eleve_id = e.id`;

const ACCOMPAGNEMENTS = `
  SELECT jsonb_agg(jsonb_build_object(
           'id', a.id, 'type', a.type, 'decisionIds', siens.decisions, 'debut', a.debut, 'fin', a.fin,
           'heures', a.heures, 'heuresRepas', a.heures_repas, 'heuresMeridienne', a.heures_meridienne,
           'maintien', a.maintien, 'uai', a.uai, 'etablissement', et.nom, 'missionId', a.mission_id,
           'previsionnel', m.source = 'PREVISIONNEL' OR a.debut > $2::date,
           'aesh', jsonb_build_object('id', x.id, 'nom', x.nom_usage, 'prenom', x.prenom),
           'mission', jsonb_build_object(
             'debut', m.debut, 'fin', m.fin, 'typeContrat', m.type_contrat,
             'nature', jsonb_build_object('code', ns.code, 'activite', ns.activite)))
           ORDER BY a.debut, a.id)
    FROM (SELECT ad.accompagnement_id, jsonb_agg(ad.decision_id ORDER BY ad.decision_id) AS decisions
            FROM accompagnement_decision ad JOIN decision da ON da.id = ad.decision_id
           WHERE da.eleve_id = e.id
           GROUP BY ad.accompagnement_id) siens
    JOIN accompagnement a ON a.id = siens.accompagnement_id
    JOIN mission m ON m.id = a.mission_id
    JOIN nature_support ns ON ns.code = m.nature_code
    JOIN aesh x ON x.id = m.aesh_id
    JOIN etablissement et ON et.uai = a.uai`;

type Listes = 'scolarites' | 'proches' | 'soins' | 'accompagnements';
type DecisionSql = Omit<DecisionDuDossier, 'anomalies'> & { readonly anomalies: AnomalieSql[] | null };
type DossierSql = Omit<EleveDossier, Listes | 'decisions'> & {
  readonly [Liste in Listes]: EleveDossier[Liste] | null;
} & { readonly decisions: DecisionSql[] | null };

/**
 * @param jour today
 * @throws EleveIntrouvable when there is none, or outside the perimeter
 */
export async function lireDossierEleve(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
  jour: Jour,
): Promise<EleveDossier> {
  const params: unknown[] = [jour, periodeAnnee(anneeScolaire(jour)).fin, id];
  const [dossier] = await base.query<DossierSql[]>(
    `SELECT e.id, e.identifiant, e.ine, e.nom, e.prenom, e.date_naissance AS "dateNaissance", e.sexe,
            e.etat_dossier AS "etatDossier",
            jsonb_build_object('code', s.code, 'libelle', s.libelle, 'erseh',
              CASE WHEN s.erseh_nom IS NOT NULL
                   THEN jsonb_build_object('nom', s.erseh_nom, 'courriel', s.erseh_courriel) END) AS secteur,
            (${SCOLARITES}) AS scolarites,
            (${DECISIONS}) AS decisions,
            (${PROCHES}) AS proches,
            (${SOINS}) AS soins,
            (${ACCOMPAGNEMENTS}) AS accompagnements
       FROM eleve e JOIN secteur s ON s.code = e.secteur_code
      WHERE e.id = $3 AND ${porteeEleves(perimetre, { eleve: 'e' }, params, jour)}`,
    params,
  );
  if (!dossier) throw new EleveIntrouvable(id);
  const eleve = `${dossier.prenom} ${dossier.nom}`;
  return {
    ...dossier,
    scolarites: dossier.scolarites ?? [],
    decisions: (dossier.decisions ?? []).map((decision) => ({
      ...decision,
      segments: hachurer(decision.segments, jour),
      anomalies: direAnomalies(decision.anomalies, eleve, jour),
    })),
    proches: dossier.proches ?? [],
    soins: dossier.soins ?? [],
    accompagnements: dossier.accompagnements ?? [],
  };
}
