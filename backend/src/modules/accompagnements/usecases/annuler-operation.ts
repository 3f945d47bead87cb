import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enFrancaisPeriode } from '../../../kernel/periode.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { type Perimetre, type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { DecisionIntrouvable } from '../../decisions/index.js';
import { type Plan, type Retour, annuler, reduit } from '../domain/operations.js';
import { verifierOperation } from '../domain/verification-operation.js';
import { chargerDecisionsDuContexte, verrouillerMissions } from '../persistence/contexte-creation.js';
import {
  changerAccompagnement,
  insererAccompagnement,
  lireInstantanes,
  supprimerAccompagnements,
} from '../persistence/ecriture-operations.js';
import {
  DELAI_ANNULATION,
  type Instantane,
  type OperationLue,
  noterAnnulation,
  verrouillerOperation,
} from '../persistence/journal-operations.js';
import { chargerContexte } from './executer-operation.js';
import { rafraichirCouvertures } from './rafraichir-couvertures.js';

export class OperationIntrouvable extends ErreurMetier {
  readonly code = 'OPERATION_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`L’opération n° ${id} n’existe pas dans votre périmètre.`);
  }
}

export class OperationExpiree extends ErreurMetier {
  readonly code = 'OPERATION_EXPIREE';
  readonly nature = 'conflit';
  constructor() {
    super(
      `Cette opération date de plus de ${DELAI_ANNULATION} minutes : elle ne s’annule plus d’un clic. Modifiez ` +
        'l’accompagnement.',
    );
  }
}

export class OperationNonAnnulable extends ErreurMetier {
  readonly code = 'OPERATION_NON_ANNULABLE';
  readonly nature = 'conflit';
}

/**
 * Puts the accompaniments back as they were before an operation (guide §10.2 « Annuler »), for 15 minutes, as long as
 * nothing has touched them since. What is put back may have lost its place meanwhile: the hours of the mission are never
 * exceeded for it. The other rules held when it was placed, or an anomaly was shown already.
 * @returns the ids of those that are as before
 * @throws OperationIntrouvable, OperationExpiree, OperationNonAnnulable
 */
export async function annulerOperation(
  source: DataSource,
  session: SessionCourante,
  id: number,
): Promise<{ ids: number[] }> {
  return enTransaction(source, acteurDe(session), async (manager) => {
    const operation = await verrouillerOperation(manager, id);
    if (operation === null) throw new OperationIntrouvable(id);
    await exigerPerimetre(manager, session.perimetre, operation);
    if (operation.annuleeLe !== null) {
      throw new OperationNonAnnulable(`Cette opération a déjà été annulée par ${operation.annuleePar ?? 'quelqu’un'}.`);
    }
    if (operation.expiree) throw new OperationExpiree();

    await verrouillerMissions(
      manager,
      [...operation.avant, ...operation.apres].map(({ missionId }) => missionId),
    );
    const actuels = await exigerIntacts(manager, operation);
    const retour = annuler(operation.avant, operation.apres);
    await exigerPlace(manager, session.perimetre, operation, actuels, retour);

    await supprimerAccompagnements(manager, retour.supprimes);
    for (const { id: ancien, ...etat } of retour.modifies) await changerAccompagnement(manager, ancien, etat);
    for (const etat of retour.recrees) {
      const version = operation.avant.find((a) => a.id === etat.id)?.version ?? 1;
      await insererAccompagnement(manager, etat, { id: etat.id, version });
    }
    await noterAnnulation(manager, id, acteurDe(session).nom);
    await rafraichirCouvertures(manager);
    return { ids: [...retour.modifies, ...retour.recrees].map((a) => a.id).sort((a, b) => a - b) };
  });
}

async function exigerPerimetre(manager: EntityManager, perimetre: Perimetre, operation: OperationLue): Promise<void> {
  const ids = [...new Set([...operation.avant, ...operation.apres].flatMap(({ decisionIds }) => decisionIds))];
  try {
    await chargerDecisionsDuContexte(manager, perimetre, ids);
  } catch (erreur) {
    if (erreur instanceof DecisionIntrouvable) throw new OperationIntrouvable(operation.id);
    throw erreur;
  }
}

/** What the operation left is still there, in the same version, and no merge has moved it to another mission. */
async function exigerIntacts(manager: EntityManager, { apres }: OperationLue): Promise<Instantane[]> {
  const actuels = await lireInstantanes(
    manager,
    apres.map(({ id }) => id),
    { verrou: true },
  );
  for (const laisse of apres) {
    const actuel = actuels.find(({ id }) => id === laisse.id);
    if (actuel?.version === laisse.version && actuel.missionId === laisse.missionId) continue;
    const sort = actuel === undefined ? 'supprimé' : `modifié (il va maintenant ${enFrancaisPeriode(actuel)})`;
    throw new OperationNonAnnulable(
      `L’accompagnement n° ${laisse.id} (${enFrancaisPeriode(laisse)}) a été ${sort} depuis : annulez d’abord cette ` +
        'autre opération, ou modifiez-le.',
      { details: { accompagnementId: laisse.id } },
    );
  }
  return actuels;
}

/** Somebody else may have been given the hours meanwhile. */
async function exigerPlace(
  manager: EntityManager,
  perimetre: Perimetre,
  operation: OperationLue,
  actuels: readonly Instantane[],
  { modifies, recrees }: Retour,
): Promise<void> {
  const plan: Plan = {
    genre: operation.genre,
    avant: actuels,
    modifies: modifies.map((etat) => {
      const actuel = actuels.find(({ id }) => id === etat.id);
      return { id: etat.id, etat, aVerifier: actuel === undefined || !reduit(actuel, etat) };
    }),
    supprimes: [],
    crees: recrees.map((etat) => ({ etat, aVerifier: true })),
  };
  const refus = verifierOperation(plan, await chargerContexte(manager, perimetre, plan));
  const sature = refus.find(({ refus: { code } }) => code === 'ACCOMPAGNEMENT_MISSION_SATUREE');
  if (sature === undefined) return;
  throw new OperationNonAnnulable(
    `Les heures ont été données à d’autres depuis : rien n’est annulé. ${sature.refus.message}`,
  );
}
