import type { EntityManager } from 'typeorm';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import type { Jour } from '../../../kernel/jour.js';
import { type Perimetre, porteeDecisions } from '../../../platform/security/index.js';
import { type SegmentFrise, hachurer } from '../../decisions/index.js';
import { type TypeDecision, calculerCouverture } from '../domain/couverture.js';
import { type SegmentOccupation, calculerOccupation } from '../domain/occupation.js';
import {
  type EtatAccompagnement,
  type GenreOperation,
  type Plan,
  type SaisieAccompagnement,
  creer,
  inserer,
  maintenir,
  modifier,
  supprimer,
} from '../domain/operations.js';
import { verifierOperation } from '../domain/verification-operation.js';
import { finDesDecisions } from '../persistence/contexte-creation.js';
import { chargerDecisions } from '../persistence/couvertures.js';
import { lireInstantanes } from '../persistence/ecriture-operations.js';
import { chargerMissions } from '../persistence/occupations.js';
import { lireLigneAccompagnement } from '../queries/lire-accompagnement.js';
import { cheminDuLot } from './creer-accompagnement.js';
import { chargerContexte } from './executer-operation.js';

export interface DemandeApercu {
  readonly operation: GenreOperation;
  readonly id?: number | undefined;
  readonly saisie?: Partial<SaisieAccompagnement> | undefined;
  readonly lot?: readonly SaisieAccompagnement[] | undefined;
}

interface Personne {
  readonly id: number;
  readonly nom: string;
  readonly prenom: string;
}

export interface AccompagnementApercu {
  /** Null: would be made. */
  readonly id: number | null;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly heures: number;
  readonly missionId: number;
  readonly aesh: Personne | null;
  readonly uai: string;
  readonly etablissement: string;
  readonly maintien: boolean;
  readonly decisionIds: readonly number[];
}

export interface ApercuOperation {
  readonly refus: { code: string; message: string; champs: { path: string; message: string }[] }[];
  readonly accompagnements: { readonly avant: AccompagnementApercu[]; readonly apres: AccompagnementApercu[] };
  readonly decisions: {
    readonly id: number;
    readonly eleve: Personne;
    readonly type: TypeDecision;
    readonly debut: Jour;
    readonly fin: Jour;
    readonly segmentsAvant: SegmentFrise[];
    readonly segmentsApres: SegmentFrise[];
    readonly couvertureAvant: number;
    readonly couvertureApres: number;
  }[];
  readonly missions: {
    readonly id: number;
    readonly aesh: Personne;
    readonly debut: Jour;
    readonly fin: Jour | null;
    readonly heures: number;
    readonly segmentsAvant: SegmentOccupation[];
    readonly segmentsApres: SegmentOccupation[];
  }[];
}

export class SaisieIncomplete extends ErreurMetier {
  readonly code = 'DEMANDE_INVALIDE';
  readonly nature = 'invalide';
  constructor(champs: readonly string[]) {
    super('La saisie d’un nouvel accompagnement est incomplète.', {
      champs: champs.map((champ) => ({ path: `saisie.${champ}`, message: 'Valeur attendue.' })),
    });
  }
}

/**
 * What an operation would do, refusals included, with the very rules of its execution; writes nothing and locks nothing.
 * The accompaniments to be made bear the ids -1, -2, … in the segments.
 * @throws AccompagnementIntrouvable, DecisionIntrouvable, MissionIntrouvable, EtablissementInconnu, SaisieIncomplete
 */
export async function apercevoirOperation(
  manager: EntityManager,
  perimetre: Perimetre,
  demande: DemandeApercu,
  jour: Jour,
): Promise<ApercuOperation> {
  const plan = await planifier(manager, perimetre, demande, jour);
  const refus = verifierOperation(plan, await chargerContexte(manager, perimetre, plan));
  const apres: Etat[] = [
    ...plan.modifies.map(({ id, etat }) => ({ ...etat, id })),
    ...plan.crees.map(({ etat }, rang) => ({ ...etat, id: -1 - rang })),
  ];
  const etats = [...plan.avant, ...apres];
  const noms = await lireNoms(manager, perimetre, etats);
  const montrer = ({ id, decisionIds, missionId, uai, debut, fin, heures, maintien }: Etat): AccompagnementApercu => ({
    id: id < 0 ? null : id,
    debut,
    fin,
    heures,
    missionId,
    aesh: noms.missions.get(missionId)?.aesh ?? null,
    uai,
    etablissement: noms.etablissements.get(uai) ?? uai,
    maintien,
    decisionIds,
  });
  return {
    refus: refus.map(({ rang, refus: { code, message, champs = [] } }) => ({
      code,
      message,
      champs: champs.map((c) => ({ ...c, path: demande.lot ? cheminDuLot(rang, c.path) : c.path })),
    })),
    accompagnements: { avant: plan.avant.map(montrer), apres: apres.map(montrer) },
    ...(await comparer(manager, plan, apres, noms, jour)),
  };
}

type Etat = EtatAccompagnement & { readonly id: number };

async function planifier(
  manager: EntityManager,
  perimetre: Perimetre,
  { operation, id, saisie = {}, lot }: DemandeApercu,
  jour: Jour,
): Promise<Plan> {
  if (operation === 'CREER') return creer(lot ?? [exigerComplete(saisie)]);
  // Its perimeter is checked by the reading of its line.
  const { id: vu } = await lireLigneAccompagnement(manager, perimetre, id ?? 0, jour);
  const [original] = await lireInstantanes(manager, [vu], { verrou: false });
  if (original === undefined) throw new SaisieIncomplete(['id']);
  switch (operation) {
    case 'MODIFIER':
      return modifier(original, saisie);
    case 'INSERER':
      return inserer(original, saisie);
    case 'SUPPRIMER':
      return supprimer(original);
    case 'MAINTENIR': {
      const { debut, fin, missionId, heures } = saisie;
      if (fin === undefined) throw new SaisieIncomplete(['fin']);
      return maintenir(original, { debut, fin, missionId, heures }, await finDesDecisions(manager, original));
    }
  }
}

function exigerComplete(saisie: Partial<SaisieAccompagnement>): SaisieAccompagnement {
  const { decisionIds, missionId, uai, debut, fin, heures, heuresRepas = 0, heuresMeridienne = 0 } = saisie;
  if (
    decisionIds === undefined ||
    missionId === undefined ||
    uai === undefined ||
    debut === undefined ||
    fin === undefined ||
    heures === undefined
  ) {
    const attendus = { decisionIds, missionId, uai, debut, fin, heures };
    throw new SaisieIncomplete(
      Object.keys(attendus).filter((nom) => attendus[nom as keyof typeof attendus] === undefined),
    );
  }
  return { decisionIds, missionId, uai, debut, fin, heures, heuresRepas, heuresMeridienne };
}

interface Noms {
  readonly missions: ReadonlyMap<number, { readonly aesh: Personne; readonly previsionnelle: boolean }>;
  readonly etablissements: ReadonlyMap<string, string>;
  /** Pupils of the perimeter only, by the ids of their decisions. */
  readonly eleves: ReadonlyMap<number, Personne>;
}

async function lireNoms(manager: EntityManager, perimetre: Perimetre, etats: readonly Etat[]): Promise<Noms> {
  const missions: { id: number; aesh: Personne; previsionnelle: boolean }[] = await manager.query(
    `SELECT m.id, m.source = 'PREVISIONNEL' AS previsionnelle,
            jsonb_build_object('id', x.id, 'nom', x.nom_usage, 'prenom', x.prenom) AS aesh
       FROM mission m JOIN aesh x ON x.id = m.aesh_id WHERE m.id = ANY ($1::int[])`,
    [etats.map(({ missionId }) => missionId)],
  );
  const etablissements: { uai: string; nom: string }[] = await manager.query(
    'SELECT uai, nom FROM etablissement WHERE uai = ANY ($1::text[])',
    [etats.map(({ uai }) => uai)],
  );
  const params: unknown[] = [etats.flatMap(({ decisionIds }) => decisionIds)];
  const eleves: { decision: number; eleve: Personne }[] = await manager.query(
    `SELECT d.id AS decision, jsonb_build_object('id', e.id, 'nom', e.nom, 'prenom', e.prenom) AS eleve
       FROM decision d JOIN eleve e ON e.id = d.eleve_id
      WHERE d.id = ANY ($1::int[]) AND ${porteeDecisions(perimetre, { eleve: 'e' }, params)}`,
    params,
  );
  return {
    missions: new Map(missions.map((m) => [m.id, m])),
    etablissements: new Map(etablissements.map(({ uai, nom }) => [uai, nom])),
    eleves: new Map(eleves.map(({ decision, eleve }) => [decision, eleve])),
  };
}

/** Coverages and occupations, as they are and as they would be. */
async function comparer(
  manager: EntityManager,
  plan: Plan,
  apres: readonly Etat[],
  noms: Noms,
  jour: Jour,
): Promise<Pick<ApercuOperation, 'decisions' | 'missions'>> {
  const touches = new Set(plan.avant.map(({ id }) => id));
  // Dates in the wrong order are refused: there is nothing to draw.
  const places = apres.filter(({ debut, fin }) => debut <= fin);
  const reste = <A extends { readonly id: number }>(poses: readonly A[]): A[] =>
    poses.filter(({ id }) => !touches.has(id));

  const decisions = (await chargerDecisions(manager, [...noms.eleves.keys()])).map((d) => {
    const { id, decision, scolarites, accompagnements } = d;
    const nouveaux = places
      .filter(({ decisionIds }) => decisionIds.includes(id))
      .map((a) => ({ ...a, missionPrevisionnelle: noms.missions.get(a.missionId)?.previsionnelle ?? false }));
    const avant = calculerCouverture(decision, scolarites, accompagnements);
    const ensuite = calculerCouverture(decision, scolarites, [...reste(accompagnements), ...nouveaux]);
    return {
      id,
      eleve: noms.eleves.get(id) as Personne,
      type: decision.type,
      ...decision.periode,
      segmentsAvant: hachurer(avant.segments, jour),
      segmentsApres: hachurer(ensuite.segments, jour),
      couvertureAvant: avant.couverture,
      couvertureApres: ensuite.couverture,
    };
  });
  const missions = (await chargerMissions(manager, [...noms.missions.keys()])).map((m) => {
    const { id, mission, accompagnements } = m;
    const nouveaux = places.filter(({ missionId }) => missionId === id);
    return {
      id,
      aesh: (noms.missions.get(id) as { aesh: Personne }).aesh,
      ...mission.periode,
      heures: mission.heures,
      segmentsAvant: [...calculerOccupation(mission, accompagnements).segments],
      segmentsApres: [...calculerOccupation(mission, [...reste(accompagnements), ...nouveaux]).segments],
    };
  });
  return { decisions, missions };
}
