import type { DataSource, EntityManager } from 'typeorm';
import { type AnneeScolaire, anneeScolaire } from '../../../kernel/annee-scolaire.js';
import { type Jour, maxJour } from '../../../kernel/jour.js';
import { type Perimetre, porteeDecisions, porteeMissions } from '../../../platform/security/index.js';
import { DecisionIntrouvable } from '../../decisions/index.js';
import type { TypeDecision } from '../domain/couverture.js';
import {
  type DecisionProposable,
  type MissionProposable,
  type PropositionAccompagnement,
  type ScolariteProposable,
  proposerPourPlusieurs,
} from '../domain/proposition.js';
import { MissionIntrouvable } from '../persistence/contexte-creation.js';

export interface DemandeProposition {
  /** One decision, or several mutualised ones; the school is that of the first. */
  readonly ids: readonly number[];
  /** By default the current school year, or the first one of the decisions when they have not all started. */
  readonly annee?: AnneeScolaire | undefined;
  /** Bounds the dates when it is chosen already. */
  readonly missionId?: number | undefined;
}

/**
 * Values with which the form of a new accompaniment opens (F10.3-2, F10.3-3).
 * @param jour today
 * @throws DecisionIntrouvable, MissionIntrouvable, PropositionHorsAnnee, PropositionSansScolarite,
 * PropositionSansDateCommune, PropositionTypesMelanges, PropositionHorsMission
 */
export async function lireProposition(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  { ids, annee, missionId }: DemandeProposition,
  jour: Jour,
): Promise<PropositionAccompagnement> {
  const [premiere, ...autres] = await lireDecisions(base, perimetre, ids);
  if (premiere === undefined) throw new DecisionIntrouvable(ids);
  const mission = missionId === undefined ? undefined : await lireMission(base, perimetre, missionId);
  const debut = autres.reduce((a, d) => maxJour(a, d.periode.debut), premiere.periode.debut);
  return proposerPourPlusieurs([premiere, ...autres], annee ?? anneeScolaire(maxJour(jour, debut)), mission);
}

async function lireDecisions(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  ids: readonly number[],
): Promise<DecisionProposable[]> {
  const params: unknown[] = [ids];
  const lignes: {
    id: number;
    type: TypeDecision;
    heures: number | null;
    debut: Jour;
    fin: Jour;
    nom: string;
    prenom: string;
    scolarites: ScolariteProposable[] | null;
  }[] = await base.query(
    `SELECT d.id, d.type, d.heures, d.debut, d.fin, e.nom, e.prenom,
            (SELECT jsonb_agg(jsonb_build_object('uai', s.uai, 'etablissement', et.nom, 'debut', s.debut, 'fin', s.fin)
                              ORDER BY s.debut, s.id)
               FROM scolarite s JOIN etablissement et ON et.uai = s.uai WHERE s.eleve_id = e.id) AS scolarites
       FROM decision d JOIN eleve e ON e.id = d.eleve_id
      WHERE d.id = ANY ($1::int[]) AND ${porteeDecisions(perimetre, { eleve: 'e' }, params)}
      ORDER BY array_position($1::int[], d.id)`,
    params,
  );
  const inconnues = ids.filter((id) => !lignes.some((l) => l.id === id));
  if (inconnues.length > 0) throw new DecisionIntrouvable([...new Set(inconnues)]);
  return lignes.map(({ type, heures, debut, fin, nom, prenom, scolarites }) => ({
    type,
    heures,
    periode: { debut, fin },
    eleve: { nom, prenom },
    scolarites: scolarites ?? [],
  }));
}

async function lireMission(
  base: DataSource | EntityManager,
  perimetre: Perimetre,
  id: number,
): Promise<MissionProposable> {
  const params: unknown[] = [id];
  const lignes: { debut: Jour; fin: Jour | null; nom: string; prenom: string }[] = await base.query(
    `SELECT m.debut, m.fin, x.nom_usage AS nom, x.prenom FROM mission m JOIN aesh x ON x.id = m.aesh_id
      WHERE m.id = $1 AND ${porteeMissions(perimetre, { mission: 'm' }, params)}`,
    params,
  );
  const mission = lignes[0];
  if (mission === undefined) throw new MissionIntrouvable(id);
  const { debut, fin, nom, prenom } = mission;
  return { aesh: { nom, prenom }, periode: { debut, fin } };
}
