import type { Jour } from '../../../kernel/jour.js';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { AeshInactif, verrouillerAesh } from '../../aesh/index.js';
import type { SaisieMission } from '../domain/saisie-mission.js';
import { insererMission } from './ecrire-mission.js';

export interface MissionCreee {
  readonly id: number;
  readonly version: number;
}

/**
 * A provisional mission, of a provisional AESH or of one that RH knows already (F8.2-1).
 * @param cle Idempotency-Key
 * @throws AeshIntrouvable, AeshInactif, MissionIncoherente, CleReutilisee
 */
export function creerMission(
  ecritures: Ecritures,
  session: SessionCourante,
  { aeshId, saisie, cle, jour }: { aeshId: number; saisie: SaisieMission; cle: string; jour: Jour },
): Promise<MissionCreee> {
  const { compteId, perimetre } = session;
  return ecritures.transaction(acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId, cle, demande: ['mission', aeshId, saisie] }, async () => {
      const aesh = await verrouillerAesh(manager, perimetre, aeshId, jour);
      if (!aesh.actif) throw new AeshInactif(aesh.qui);
      return insererMission(manager, perimetre, aeshId, saisie);
    }),
  );
}
