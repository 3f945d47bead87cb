import type { DataSource, EntityManager } from 'typeorm';
import { uneSeuleFois } from '../../../platform/database/idempotence.js';
import { enTransaction } from '../../../platform/database/transaction.js';
import { type SessionCourante, acteurDe } from '../../../platform/security/index.js';
import {
  type SaisieAccompagnement,
  type SaisieMaintien,
  inserer,
  maintenir,
  modifier,
  supprimer,
} from '../domain/operations.js';
import { finDesDecisions } from '../persistence/contexte-creation.js';
import { type OperationFaite, executer, verrouillerAccompagnement } from './executer-operation.js';

/** An accompaniment in the version that the user has read (If-Match). */
export interface Vise {
  readonly id: number;
  readonly version: number | undefined;
}

/** @param cle Idempotency-Key: the same demand sent twice is done once and gets the same answer */
export interface ViseUneFois extends Vise {
  readonly cle: string;
}

export interface AccompagnementPlace {
  readonly id: number;
  readonly operationId: number;
}

/**
 * Changes the dates, the hours, the pupils, the school or the mission (F10.2-1).
 * @throws AccompagnementIntrouvable, VersionAttendue, ModifieEntreTemps, OperationRefusee, and for what it names
 * DecisionIntrouvable, MissionIntrouvable, EtablissementInconnu; so do the three below
 */
export async function modifierAccompagnement(
  source: DataSource,
  session: SessionCourante,
  { id, version }: Vise,
  saisie: Partial<SaisieAccompagnement>,
): Promise<OperationFaite> {
  return enTransaction(source, acteurDe(session), async (manager) => {
    const missions = saisie.missionId === undefined ? [] : [saisie.missionId];
    const original = await verrouillerAccompagnement(manager, session.perimetre, { id, version, missions });
    return executer(manager, session, modifier(original, saisie));
  });
}

/** Puts a new one in the place of the original on the days that they share, atomically (F10.2-2). */
export async function insererAccompagnement(
  source: DataSource,
  session: SessionCourante,
  vise: ViseUneFois,
  saisie: Partial<SaisieAccompagnement>,
): Promise<AccompagnementPlace> {
  return placer(source, session, vise, { insertion: saisie }, async (manager) => {
    const missions = saisie.missionId === undefined ? [] : [saisie.missionId];
    const original = await verrouillerAccompagnement(manager, session.perimetre, { ...vise, missions });
    const plan = inserer(original, saisie);
    const { apres, operationId } = await executer(manager, session, plan);
    // The new one comes first after what is left of the original.
    const { id } = apres[plan.modifies.length] as (typeof apres)[number];
    return { id, operationId };
  });
}

/** Goes on beyond the end of the decisions, on this mission or another (F10.2-3). */
export async function maintenirAccompagnement(
  source: DataSource,
  session: SessionCourante,
  vise: ViseUneFois,
  saisie: SaisieMaintien,
): Promise<AccompagnementPlace> {
  return placer(source, session, vise, { maintien: saisie }, async (manager) => {
    const missions = saisie.missionId === undefined ? [] : [saisie.missionId];
    const original = await verrouillerAccompagnement(manager, session.perimetre, { ...vise, missions });
    const fin = await finDesDecisions(manager, original);
    const { apres, operationId } = await executer(manager, session, maintenir(original, saisie, fin));
    const { id } = apres[0] as (typeof apres)[number];
    return { id, operationId };
  });
}

export async function supprimerAccompagnement(
  source: DataSource,
  session: SessionCourante,
  { id, version }: Vise,
): Promise<OperationFaite> {
  return enTransaction(source, acteurDe(session), async (manager) => {
    const original = await verrouillerAccompagnement(manager, session.perimetre, { id, version, missions: [] });
    return executer(manager, session, supprimer(original));
  });
}

async function placer(
  source: DataSource,
  session: SessionCourante,
  { id, version, cle }: ViseUneFois,
  saisie: object,
  travail: (manager: EntityManager) => Promise<AccompagnementPlace>,
): Promise<AccompagnementPlace> {
  const demande = { id, version: version ?? null, ...trier(saisie) };
  return enTransaction(source, acteurDe(session), (manager) =>
    uneSeuleFois(manager, { compteId: session.compteId, cle, demande }, () => travail(manager)),
  );
}

/** Same content, same text, whatever the order in which the fields came. */
function trier(objet: object): object {
  return Object.fromEntries(
    Object.entries(objet)
      .map(([nom, valeur]): [string, unknown] => [
        nom,
        typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur) ? trier(valeur) : valeur,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
