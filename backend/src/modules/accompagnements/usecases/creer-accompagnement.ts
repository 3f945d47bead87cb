import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { type Perimetre, type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import { type DemandeCreation, verifierCreation } from '../domain/regles-creation.js';
import {
  MissionIntrouvable,
  chargerDecisionsDuContexte,
  chargerEtablissementDuContexte,
  chargerMissionsDuContexte,
  verrouillerMission,
} from '../persistence/contexte-creation.js';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import { rafraichirCouvertures } from './rafraichir-couvertures.js';

export interface DemandeAccompagnement extends DemandeCreation {
  readonly missionId: number;
}

export interface AccompagnementCree {
  readonly id: number;
  readonly version: number;
}

/** Speaks for the first refusal, to be mended first; `details.autres` lists the others (F10.3-5). */
export class CreationRefusee extends ErreurMetier {
  readonly code: string;
  readonly nature;
  constructor(premier: ErreurMetier, autres: readonly ErreurMetier[]) {
    super(premier.message, {
      champs: [premier, ...autres].flatMap((refus) => refus.champs ?? []),
      details: {
        ...premier.details,
        autres: autres.map((refus) => ({ code: refus.code, detail: refus.message })),
      },
    });
    this.code = premier.code;
    this.nature = premier.nature;
  }
}

/**
 * Places an AESH beside one pupil, or several for a mutualised aid (guide §10.3): one transaction under a lock on the
 * mission, audit included, coverage and occupation brought up to date.
 * @param cle Idempotency-Key: the same demand sent twice creates one accompaniment and gets the same answer
 * @throws DecisionIntrouvable, MissionIntrouvable, EtablissementInconnu, CleReutilisee, CreationRefusee
 */
export async function creerAccompagnement(
  source: DataSource,
  session: SessionCourante,
  demande: DemandeAccompagnement,
  cle: string,
): Promise<AccompagnementCree> {
  return enTransaction(source, acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId: session.compteId, cle, demande: empreinte(demande) }, () =>
      creer(manager, session.perimetre, demande),
    ),
  );
}

async function creer(
  manager: EntityManager,
  perimetre: Perimetre,
  demande: DemandeAccompagnement,
): Promise<AccompagnementCree> {
  const { missionId, decisionIds, uai, debut, fin } = demande;
  await verrouillerMission(manager, perimetre, missionId);
  const decisions = await chargerDecisionsDuContexte(manager, perimetre, decisionIds);
  const etablissement = await chargerEtablissementDuContexte(manager, uai);
  const mission = (await chargerMissionsDuContexte(manager, perimetre, [missionId], { debut, fin })).get(missionId);
  const type = decisions[0]?.type;
  if (mission === undefined) throw new MissionIntrouvable(missionId);
  const [premier, ...autres] = verifierCreation(demande, { decisions, mission, etablissement });
  if (premier !== undefined) throw new CreationRefusee(premier, autres);

  const crees: AccompagnementCree[] = await manager.query(
    `INSERT INTO accompagnement (mission_id, type, uai, debut, fin, heures, heures_repas, heures_meridienne)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id, version`,
    [missionId, type, uai, debut, fin, demande.heures, demande.heuresRepas, demande.heuresMeridienne],
  );
  const cree = crees[0] as AccompagnementCree;
  await manager.query(
    `INSERT INTO accompagnement_decision (accompagnement_id, decision_id) SELECT $1, unnest($2::int[])`,
    [cree.id, decisionIds],
  );
  await rafraichirCouvertures(manager);
  return cree;
}

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
