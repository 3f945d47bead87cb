import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { Ecritures } from '../../../platform/database/ecritures.js';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { type SaisieAesh, creerAeshPrevisionnel } from '../../aesh/index.js';
import { MissionIncoherente } from '../domain/refus-mission.js';
import type { SaisieMission } from '../domain/saisie-mission.js';
import { insererMission } from './ecrire-mission.js';

export interface AeshCree {
  readonly id: number;
  readonly missionIds: readonly number[];
  readonly version: number;
}

/**
 * « Ajouter un AESH » (F7.0-3): a provisional AESH and its provisional missions, all or nothing.
 * @param cle Idempotency-Key
 * @throws PialInconnu, MissionIncoherente (fields `missions.0.fin`…), CleReutilisee
 */
export function creerAesh(
  ecritures: Ecritures,
  session: SessionCourante,
  { missions, ...saisie }: SaisieAesh & { readonly missions: readonly SaisieMission[] },
  cle: string,
): Promise<AeshCree> {
  const { compteId, perimetre } = session;
  return ecritures.transaction(acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId, cle, demande: ['aesh', saisie, missions] }, async () => {
      const { id, version } = await creerAeshPrevisionnel(manager, perimetre, saisie);
      const missionIds: number[] = [];
      for (const [rang, mission] of missions.entries()) {
        try {
          missionIds.push((await insererMission(manager, perimetre, id, mission)).id);
        } catch (erreur) {
          throw erreur instanceof MissionIncoherente ? situer(erreur, rang, missions.length) : erreur;
        }
      }
      return { id, missionIds, version };
    }),
  );
}

/** Says of which mission of the form it is. */
function situer(erreur: MissionIncoherente, rang: number, combien: number): ErreurMetier {
  const laquelle = combien > 1 ? `Mission ${rang + 1} : ` : '';
  return new MissionIncoherente(
    (erreur.champs ?? []).map(({ path, message }) => ({
      path: `missions.${rang}.${path}`,
      message: laquelle + message,
    })),
  );
}
