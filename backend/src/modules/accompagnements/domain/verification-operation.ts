import type { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { EtatAccompagnement, Plan } from './operations.js';
import {
  type DecisionDuContexte,
  type EtablissementDuContexte,
  type MissionDuContexte,
  verifierCreation,
} from './regles-creation.js';

export interface ContexteOperation {
  readonly decisions: ReadonlyMap<number, DecisionDuContexte>;
  /** With all their accompaniments on the days of the plan. */
  readonly missions: ReadonlyMap<number, MissionDuContexte>;
  readonly etablissements: ReadonlyMap<string, EtablissementDuContexte>;
}

/** A refusal, and which of the accompaniments to be checked it is about, in the order of the plan. */
export interface RefusOperation {
  readonly rang: number;
  readonly refus: ErreurMetier;
}

/** The states that the plan brings and that rules must allow, in order. */
export function etatsAVerifier(plan: Plan): EtatAccompagnement[] {
  return [...plan.modifies, ...plan.crees].filter(({ aVerifier }) => aVerifier).map(({ etat }) => etat);
}

/**
 * All that forbids this operation. Each state is held against what will stand beside it: the accompaniments that the
 * plan leaves alone, the pieces that it keeps of the others, and the states before it in the plan; its own hours, as they
 * were, no longer count.
 */
export function verifierOperation(plan: Plan, contexte: ContexteOperation): RefusOperation[] {
  const touches = new Set(plan.avant.map(({ id }) => id));
  const poses = [...plan.modifies, ...plan.crees].filter(({ aVerifier }) => !aVerifier).map(({ etat }) => etat);
  const resultat: RefusOperation[] = [];
  for (const [rang, etat] of etatsAVerifier(plan).entries()) {
    const mission = contexte.missions.get(etat.missionId);
    const etablissement = contexte.etablissements.get(etat.uai);
    if (mission === undefined || etablissement === undefined) throw new Error('Contexte incomplet.');
    const voisins = poses
      .filter(({ missionId }) => missionId === etat.missionId)
      .map((pose, n) => ({
        id: -1 - n,
        debut: pose.debut,
        fin: pose.fin,
        heures: pose.heures,
        appartenances: contexte.etablissements.get(pose.uai)?.appartenances ?? [],
      }));
    const refus = verifierCreation(etat, {
      decisions: [...new Set(etat.decisionIds)].flatMap((id) => contexte.decisions.get(id) ?? []),
      mission: {
        ...mission,
        accompagnements: [...mission.accompagnements.filter(({ id }) => !touches.has(id)), ...voisins],
      },
      etablissement,
    });
    resultat.push(...refus.map((un) => ({ rang, refus: un })));
    poses.push(etat);
  }
  return resultat;
}
