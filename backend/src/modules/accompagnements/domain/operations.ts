import { estHeures } from '../../../kernel/heures.js';
import { type Jour, lendemain, maxJour } from '../../../kernel/jour.js';
import { type PeriodeFermee, inclut, soustraire } from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';

export const GENRES_OPERATION = ['CREER', 'MODIFIER', 'INSERER', 'MAINTENIR', 'SUPPRIMER'] as const;
export type GenreOperation = (typeof GENRES_OPERATION)[number];

/** All that an accompaniment says, without its id. */
export interface EtatAccompagnement extends PeriodeFermee {
  readonly missionId: number;
  readonly decisionIds: readonly number[];
  readonly uai: Uai;
  /** Weekly hours, as the two below. */
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  /** Kept beyond the end of its decisions. */
  readonly maintien: boolean;
}

export type SaisieAccompagnement = Omit<EtatAccompagnement, 'maintien'>;

export interface AccompagnementExistant extends EtatAccompagnement {
  readonly id: number;
}

/**
 * What an operation does, all or nothing. `pieces` are what is left of accompaniments that are cut: never more hours, on
 * no more days than before, so that no rule is looked at again for them.
 */
export interface Plan {
  readonly genre: GenreOperation;
  /** The accompaniments that it changes or removes, as they are. */
  readonly avant: readonly AccompagnementExistant[];
  readonly modifies: readonly { readonly id: number; readonly etat: EtatAccompagnement; readonly aVerifier: boolean }[];
  readonly supprimes: readonly number[];
  readonly crees: readonly { readonly etat: EtatAccompagnement; readonly aVerifier: boolean }[];
}

export function creer(saisies: readonly SaisieAccompagnement[]): Plan {
  return {
    genre: 'CREER',
    avant: [],
    modifies: [],
    supprimes: [],
    crees: saisies.map((saisie) => ({ etat: { ...saisie, maintien: false }, aVerifier: true })),
  };
}

/** What only takes away needs no rule: it mends what an import has broken (fewer days, hours or pupils). */
export function modifier(original: AccompagnementExistant, saisie: Partial<SaisieAccompagnement>): Plan {
  const etat = completer(original, saisie);
  return {
    genre: 'MODIFIER',
    avant: [original],
    modifies: [{ id: original.id, etat, aVerifier: !reduit(original, etat) }],
    supprimes: [],
    crees: [],
  };
}

/**
 * A new accompaniment takes the place of the original on the days that they share (F10.2-2): the original is cut, split
 * in two or removed; where they do not meet, it stays as it is.
 */
export function inserer(original: AccompagnementExistant, saisie: Partial<SaisieAccompagnement>): Plan {
  const nouveau = completer(original, saisie);
  const morceaux = nouveau.debut <= nouveau.fin ? soustraire(etatDe(original), nouveau) : [etatDe(original)];
  const [premier, ...suivants] = morceaux.map(({ debut, fin }) => ({ ...etatDe(original), debut, fin }));
  const inchange = premier !== undefined && premier.debut === original.debut && premier.fin === original.fin;
  return {
    genre: 'INSERER',
    avant: inchange ? [] : [original],
    modifies: premier === undefined || inchange ? [] : [{ id: original.id, etat: premier, aVerifier: false }],
    supprimes: premier === undefined ? [original.id] : [],
    crees: [{ etat: nouveau, aVerifier: true }, ...suivants.map((etat) => ({ etat, aVerifier: false }))],
  };
}

export interface SaisieMaintien {
  /** The day after the last end of the decisions (or of the original, itself a maintien) by default. */
  readonly debut?: Jour | undefined;
  readonly fin: Jour;
  readonly missionId?: number | undefined;
  readonly heures?: number | undefined;
}

/** Goes on beyond the end of the decisions (F10.2-3); the original stays. @param finDecisions the latest of their ends */
export function maintenir(original: AccompagnementExistant, saisie: SaisieMaintien, finDecisions: Jour): Plan {
  const apres = original.maintien ? maxJour(original.fin, finDecisions) : finDecisions;
  const etat: EtatAccompagnement = {
    ...etatDe(original),
    debut: saisie.debut ?? lendemain(apres),
    fin: saisie.fin,
    missionId: saisie.missionId ?? original.missionId,
    heures: saisie.heures ?? original.heures,
    maintien: true,
  };
  return { genre: 'MAINTENIR', avant: [], modifies: [], supprimes: [], crees: [{ etat, aVerifier: true }] };
}

export function supprimer(original: AccompagnementExistant): Plan {
  return { genre: 'SUPPRIMER', avant: [original], modifies: [], supprimes: [original.id], crees: [] };
}

/** Undoes an operation: what it has made goes, what it has changed or removed is as before. */
export interface Retour {
  readonly supprimes: readonly number[];
  readonly modifies: readonly AccompagnementExistant[];
  /** Made again under their former ids. */
  readonly recrees: readonly AccompagnementExistant[];
}

/** @param avant those that existed before the operation @param apres those that it has left of them, and made */
export function annuler(avant: readonly AccompagnementExistant[], apres: readonly { readonly id: number }[]): Retour {
  const restes = new Set(apres.map(({ id }) => id));
  const connus = new Set(avant.map(({ id }) => id));
  return {
    supprimes: [...restes].filter((id) => !connus.has(id)),
    modifies: avant.filter(({ id }) => restes.has(id)),
    recrees: avant.filter(({ id }) => !restes.has(id)),
  };
}

function completer(original: EtatAccompagnement, saisie: Partial<SaisieAccompagnement>): EtatAccompagnement {
  const donnes = Object.fromEntries(Object.entries(saisie).filter(([, valeur]) => valeur !== undefined));
  return { ...etatDe(original), ...donnes };
}

function etatDe(a: EtatAccompagnement): EtatAccompagnement {
  const { missionId, decisionIds, uai, debut, fin, heures, heuresRepas, heuresMeridienne, maintien } = a;
  return { missionId, decisionIds, uai, debut, fin, heures, heuresRepas, heuresMeridienne, maintien };
}

/** Fewer days, hours or pupils, and nothing else. */
export function reduit(avant: EtatAccompagnement, apres: EtatAccompagnement): boolean {
  return (
    apres.missionId === avant.missionId &&
    apres.uai === avant.uai &&
    apres.debut <= apres.fin &&
    inclut(avant, apres) &&
    apres.heures > 0 &&
    apres.heures <= avant.heures &&
    apres.heuresRepas <= avant.heuresRepas &&
    apres.heuresMeridienne <= avant.heuresMeridienne &&
    [apres.heures, apres.heuresRepas, apres.heuresMeridienne].every(estHeures) &&
    apres.decisionIds.length > 0 &&
    new Set(apres.decisionIds).size === apres.decisionIds.length &&
    apres.decisionIds.every((id) => avant.decisionIds.includes(id))
  );
}
