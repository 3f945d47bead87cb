import type { DataSource, EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { type Jour, aujourdhui, maxJour, minJour } from '../../../kernel/jour.js';
import { enFrancaisPeriode } from '../../../kernel/periode.js';
import { ModifieEntreTemps, exigerVersion } from '../../../platform/http/versions.js';
import { type Perimetre, type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import type { Plan } from '../domain/operations.js';
import {
  type ContexteOperation,
  type RefusOperation,
  etatsAVerifier,
  verifierOperation,
} from '../domain/verification-operation.js';
import {
  MissionIntrouvable,
  chargerDecisionsDuContexte,
  chargerEtablissementsDuContexte,
  chargerMissionsDuContexte,
  verrouillerMissions,
} from '../persistence/contexte-creation.js';
import {
  changerAccompagnement,
  insererAccompagnement,
  lireInstantanes,
  supprimerAccompagnements,
} from '../persistence/ecriture-operations.js';
import { type Instantane, noterOperation } from '../persistence/journal-operations.js';
import { AccompagnementIntrouvable, lireLigneAccompagnement } from '../queries/lire-accompagnement.js';
import { rafraichirCouvertures } from './rafraichir-couvertures.js';

type Base = DataSource | EntityManager;

/** Speaks for the first refusal, to be mended first; `details.autres` lists the others (F10.3-5). */
export class OperationRefusee extends ErreurMetier {
  readonly code: string;
  readonly nature;
  /** @param chemin of the fields of the nth accompaniment of the request */
  constructor(refus: readonly [RefusOperation, ...RefusOperation[]], chemin: (rang: number, champ: string) => string) {
    const [{ refus: premier, rang }, ...autres] = refus;
    super(premier.message, {
      champs: refus.flatMap((un) =>
        (un.refus.champs ?? []).map(({ path, message }) => ({ path: chemin(un.rang, path), message })),
      ),
      details: {
        ...premier.details,
        rang,
        autres: autres.map((un) => ({ code: un.refus.code, detail: un.refus.message, rang: un.rang })),
      },
    });
    this.code = premier.code;
    this.nature = premier.nature;
  }
}

export interface OperationFaite {
  readonly operationId: number;
  /** Those that are left or made, in the order of the plan: changed ones, then new ones. */
  readonly apres: readonly Instantane[];
}

/**
 * Locks an accompaniment and the missions concerned (missions first, in the order of their ids), as the user has read it.
 * @param version of If-Match @param missions others that the operation will place hours on
 * @throws AccompagnementIntrouvable, VersionAttendue, ModifieEntreTemps
 */
export async function verrouillerAccompagnement(
  manager: EntityManager,
  perimetre: Perimetre,
  { id, version, missions }: { id: number; version: number | undefined; missions: readonly number[] },
): Promise<Instantane> {
  const relire = () => lireLigneAccompagnement(manager, perimetre, id, aujourdhui(new Date()));
  const [lu] = await lireInstantanes(manager, [id], { verrou: false });
  if (lu === undefined) throw new AccompagnementIntrouvable(id);
  const vu = await relire();
  await verrouillerMissions(manager, [lu.missionId, ...missions]);
  const [actuel] = await lireInstantanes(manager, [id], { verrou: true });
  if (actuel === undefined) throw new AccompagnementIntrouvable(id);
  const sujet = `Cet accompagnement (${vu.aesh.prenom} ${vu.aesh.nom}, ${enFrancaisPeriode(vu)})`;
  await exigerVersion(version, actuel.version, sujet, relire);
  // Moved to a mission that is not locked, by a merge that came in between.
  if (actuel.missionId !== lu.missionId) throw new ModifieEntreTemps(sujet, await relire());
  return actuel;
}

/**
 * What the rules look at.
 * @throws DecisionIntrouvable, MissionIntrouvable, EtablissementInconnu
 */
export async function chargerContexte(base: Base, perimetre: Perimetre, plan: Plan): Promise<ContexteOperation> {
  const verifies = etatsAVerifier(plan);
  const tous = [...plan.modifies, ...plan.crees].map(({ etat }) => etat);
  const missionIds = [...new Set(verifies.map(({ missionId }) => missionId))];
  const decisionIds = [...new Set(verifies.flatMap((etat) => etat.decisionIds))];
  const decisions = await chargerDecisionsDuContexte(base, perimetre, decisionIds);
  const etablissements = await chargerEtablissementsDuContexte(base, [...new Set(tous.map((etat) => etat.uai))]);
  const jours = verifies.flatMap(({ debut, fin }) => [debut, fin]);
  const [premier, ...suivants] = jours;
  const missions =
    premier === undefined
      ? new Map()
      : await chargerMissionsDuContexte(base, perimetre, missionIds, {
          debut: suivants.reduce<Jour>((a, b) => minJour(a, b), premier),
          fin: suivants.reduce<Jour>((a, b) => maxJour(a, b), premier),
        });
  const inconnue = missionIds.find((id) => !missions.has(id));
  if (inconnue !== undefined) throw new MissionIntrouvable(inconnue);
  return {
    decisions: new Map(decisions.map((d) => [d.id, d])),
    missions,
    etablissements,
  };
}

/**
 * Checks an operation, does it, notes it so that it can be undone, and brings coverages up to date. In the transaction
 * and under the locks of its caller: all its missions, then the accompaniments that it changes.
 * @throws OperationRefusee, and what `chargerContexte` throws
 */
export async function executer(
  manager: EntityManager,
  session: SessionCourante,
  plan: Plan,
  chemin: (rang: number, champ: string) => string = (_rang, champ) => champ,
): Promise<OperationFaite> {
  const contexte = await chargerContexte(manager, session.perimetre, plan);
  const [premier, ...autres] = verifierOperation(plan, contexte);
  if (premier !== undefined) throw new OperationRefusee([premier, ...autres], chemin);

  const avant = await lireInstantanes(
    manager,
    plan.avant.map(({ id }) => id),
    { verrou: false },
  );
  await supprimerAccompagnements(manager, plan.supprimes);
  const apres: Instantane[] = [];
  for (const { id, etat } of plan.modifies) apres.push(await changerAccompagnement(manager, id, etat));
  for (const { etat } of plan.crees) apres.push(await insererAccompagnement(manager, etat));
  const operationId = await noterOperation(manager, {
    genre: plan.genre,
    compteId: session.compteId,
    auteur: acteurDe(session).nom,
    avant,
    apres,
  });
  await rafraichirCouvertures(manager);
  return { operationId, apres };
}
