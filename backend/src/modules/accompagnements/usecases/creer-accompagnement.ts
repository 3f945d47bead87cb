import type { DataSource } from 'typeorm';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { type SaisieAccompagnement, creer } from '../domain/operations.js';
import { verrouillerMissions } from '../persistence/contexte-creation.js';
import { executer } from './executer-operation.js';

export type DemandeAccompagnement = SaisieAccompagnement;

export interface AccompagnementCree {
  readonly id: number;
  readonly version: number;
  readonly operationId: number;
}

export interface LotCree {
  readonly ids: readonly number[];
  readonly operationId: number;
}

/**
 * Places an AESH beside one pupil, or several for a mutualised aid (guide §10.3): one transaction under a lock on the
 * mission, audit included, coverage and occupation brought up to date.
 * @param cle Idempotency-Key: the same demand sent twice creates one accompaniment and gets the same answer
 * @throws DecisionIntrouvable, MissionIntrouvable, EtablissementInconnu, CleReutilisee, OperationRefusee
 */
export async function creerAccompagnement(
  source: DataSource,
  session: SessionCourante,
  demande: DemandeAccompagnement,
  cle: string,
): Promise<AccompagnementCree> {
  return enTransaction(source, acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId: session.compteId, cle, demande: empreinte(demande) }, async () => {
      await verrouillerMissions(manager, [demande.missionId]);
      const { apres, operationId } = await executer(manager, session, creer([demande]));
      const [cree] = apres as [(typeof apres)[number]];
      return { id: cree.id, version: cree.version, operationId };
    }),
  );
}

/**
 * Several at once, all or nothing: the same mission or the same dates for several pupils. Each counts for the next ones.
 * @throws as `creerAccompagnement`, with the fields of the nth accompaniment under `accompagnements/n/`
 */
export async function creerLot(
  source: DataSource,
  session: SessionCourante,
  demandes: readonly DemandeAccompagnement[],
  cle: string,
): Promise<LotCree> {
  return enTransaction(source, acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId: session.compteId, cle, demande: demandes.map(empreinte) }, async () => {
      const missions = demandes.map(({ missionId }) => missionId);
      await verrouillerMissions(manager, missions);
      const { apres, operationId } = await executer(manager, session, creer(demandes), cheminDuLot);
      return { ids: apres.map(({ id }) => id), operationId };
    }),
  );
}

export const cheminDuLot = (rang: number, champ: string): string => `accompagnements/${rang}/${champ}`;

/** Same content, same text, whatever the order in which the fields came. */
function empreinte(d: DemandeAccompagnement): unknown[] {
  return [
    d.missionId,
    [...d.decisionIds].sort((a, b) => a - b),
    d.uai,
    d.debut,
    d.fin,
    d.heures,
    d.heuresRepas,
    d.heuresMeridienne,
  ];
}
