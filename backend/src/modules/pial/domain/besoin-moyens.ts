import { type AnneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { centiemes, depuisCentiemes } from '../../../kernel/heures.js';
import { numeroJour } from '../../../kernel/jour.js';
import { type Periode, type PeriodeFermee, dureeJours } from '../../../kernel/periode.js';
import type { Formule } from './formule.js';

/** COLLECTIF (ULIS) and REFERENT hours are shown apart; AUTRE (adults) counts for nothing. */
export type NatureMoyen = 'ACCOMPAGNANT' | 'COLLECTIF' | 'REFERENT' | 'AUTRE';

/**
 * A decision's presence in a PIAL: decision ∩ schooling ∩ membership of the school. Several presences of one decision
 * may overlap (two schoolings at once): a day counts once.
 */
export interface PresenceMutualisee extends Periode {
  readonly decisionId: number;
}

/** The notified weekly hours of a decision are the same on all its presences; null counts 0. */
export interface PresenceIndividuelle extends PresenceMutualisee {
  readonly heures: number | null;
}

export interface AffectationComptee extends Periode {
  readonly missionId: number;
  /** Weekly hours affected. */
  readonly heures: number;
  readonly nature: NatureMoyen;
}

/** Nothing needs to be clipped to the school year beforehand. */
export interface DonneesPial {
  readonly individuelles: readonly PresenceIndividuelle[];
  readonly mutualisees: readonly PresenceMutualisee[];
  readonly affectations: readonly AffectationComptee[];
}

export interface BesoinsMoyens {
  /** Distinct decisions active on some day of the year. */
  readonly decisionsIndividuelles: number;
  readonly decisionsMutualisees: number;
  /** Weekly hours hI + f(cM) on these decisions. */
  readonly besoinHeures: number;
  /** Distinct accompanying missions affected on some day of the year. */
  readonly missions: number;
  /** Weekly hours: for each of these missions, the most that it has affected at one time; summed. */
  readonly moyensHeures: number;
  /** The same, for the collective missions and for the référents. */
  readonly moyensCollectifHeures: number;
  readonly moyensReferentHeures: number;
  /** Mean weekly need over the days of the year. */
  readonly besoinMoyen: number;
  /** Mean weekly hours of the accompanying affectations over the days of the year. */
  readonly moyensMoyens: number;
  /** moyensMoyens ÷ besoinMoyen, 4 decimals; null when there is no need. */
  readonly couverture: number | null;
}

/**
 * Needs and means of one PIAL (or of the hors-PIAL schools, or of the département taken as a whole) for a school year
 * (guide §3.3 and §9). The year is cut at every change; the formula is evaluated once on each sub-period.
 * @throws the formula's own refusals, as soon as one sub-period or the total makes it fail
 */
export function calculerBesoinsMoyens(annee: AnneeScolaire, formule: Formule, donnees: DonneesPial): BesoinsMoyens {
  const periode = periodeAnnee(annee);
  const individuelles = presences(donnees.individuelles, periode);
  const mutualisees = presences(donnees.mutualisees, periode);
  const notifiees = new Map(donnees.individuelles.map((d) => [d.decisionId, centiemes(d.heures ?? 0)]));

  const changements = new Changements();
  let hI = 0;
  for (const [decisionId, intervalles] of individuelles) {
    const heures = notifiees.get(decisionId) ?? 0;
    hI += heures;
    for (const [de, a] of intervalles) changements.noter(de, a, { cI: 1, hI: heures });
  }
  for (const intervalles of mutualisees.values()) {
    for (const [de, a] of intervalles) changements.noter(de, a, { cM: 1 });
  }
  for (const affectation of donnees.affectations) {
    if (affectation.nature !== 'ACCOMPAGNANT') continue;
    const dedans = borner(affectation, periode);
    if (dedans !== null) changements.noter(...dedans, { moyens: centiemes(affectation.heures) });
  }

  const jours = dureeJours(periode);
  const { besoin, moyens } = changements.cumuler(numeroJour(periode.debut), jours, formule);
  const [missions, moyensHeures] = capacite(donnees.affectations, 'ACCOMPAGNANT', periode);
  const distinctes = { cM: mutualisees.size, cI: individuelles.size, hI: depuisCentiemes(hI) };
  return {
    decisionsIndividuelles: distinctes.cI,
    decisionsMutualisees: distinctes.cM,
    besoinHeures: auCentieme(distinctes.hI + formule.evaluer(distinctes)),
    missions,
    moyensHeures,
    moyensCollectifHeures: capacite(donnees.affectations, 'COLLECTIF', periode)[1],
    moyensReferentHeures: capacite(donnees.affectations, 'REFERENT', periode)[1],
    besoinMoyen: besoin / jours,
    moyensMoyens: moyens / jours,
    couverture: rapport(moyens, besoin),
  };
}

/**
 * Total of a département: the sum over its PIALs, whose coverage is the ratio of the summed means to the summed needs.
 * A decision that changed of PIAL in the year counts in each.
 */
export function totaliser(lignes: readonly BesoinsMoyens[]): BesoinsMoyens {
  const somme = (valeur: (ligne: BesoinsMoyens) => number) => lignes.reduce((total, l) => total + valeur(l), 0);
  const besoinMoyen = somme((l) => l.besoinMoyen);
  const moyensMoyens = somme((l) => l.moyensMoyens);
  return {
    decisionsIndividuelles: somme((l) => l.decisionsIndividuelles),
    decisionsMutualisees: somme((l) => l.decisionsMutualisees),
    besoinHeures: auCentieme(somme((l) => l.besoinHeures)),
    missions: somme((l) => l.missions),
    moyensHeures: auCentieme(somme((l) => l.moyensHeures)),
    moyensCollectifHeures: auCentieme(somme((l) => l.moyensCollectifHeures)),
    moyensReferentHeures: auCentieme(somme((l) => l.moyensReferentHeures)),
    besoinMoyen,
    moyensMoyens,
    couverture: rapport(moyensMoyens, besoinMoyen),
  };
}

/** [first day, day after the last], as numbers of days. */
type Intervalle = readonly [number, number];

interface Charge {
  readonly cM: number;
  readonly cI: number;
  /** Hundredths of hours, as `moyens`. */
  readonly hI: number;
  readonly moyens: number;
}

const RIEN: Charge = { cM: 0, cI: 0, hI: 0, moyens: 0 };

class Changements {
  private readonly parJour = new Map<number, Charge>();

  noter(de: number, a: number, charge: Partial<Charge>): void {
    this.parJour.set(de, plus(this.parJour.get(de) ?? RIEN, charge, 1));
    this.parJour.set(a, plus(this.parJour.get(a) ?? RIEN, charge, -1));
  }

  /** Sums over the days of the year, in hours × days. */
  cumuler(debut: number, jours: number, formule: Formule): { besoin: number; moyens: number } {
    let besoinMutualise = 0;
    let hI = 0;
    let moyens = 0;
    let charge = RIEN;
    const fin = debut + jours;
    const dates = [...new Set([debut, ...this.parJour.keys(), fin])].sort((x, y) => x - y);
    dates.forEach((date, rang) => {
      charge = plus(charge, this.parJour.get(date) ?? RIEN, 1);
      const duree = (dates[rang + 1] ?? date) - date;
      if (duree === 0) return;
      besoinMutualise += duree * formule.evaluer({ ...charge, hI: depuisCentiemes(charge.hI) });
      hI += duree * charge.hI;
      moyens += duree * charge.moyens;
    });
    return { besoin: besoinMutualise + depuisCentiemes(hI), moyens: depuisCentiemes(moyens) };
  }
}

function plus(charge: Charge, ajout: Partial<Charge>, signe: 1 | -1): Charge {
  return {
    cM: charge.cM + signe * (ajout.cM ?? 0),
    cI: charge.cI + signe * (ajout.cI ?? 0),
    hI: charge.hI + signe * (ajout.hI ?? 0),
    moyens: charge.moyens + signe * (ajout.moyens ?? 0),
  };
}

/** The days of each decision within the year, overlaps merged; decisions without a day are left out. */
function presences(liste: readonly PresenceMutualisee[], annee: PeriodeFermee): Map<number, Intervalle[]> {
  const parDecision = new Map<number, Intervalle[]>();
  for (const presence of liste) {
    const dedans = borner(presence, annee);
    if (dedans === null) continue;
    const intervalles = parDecision.get(presence.decisionId);
    if (intervalles === undefined) parDecision.set(presence.decisionId, [dedans]);
    else intervalles.push(dedans);
  }
  for (const [id, intervalles] of parDecision) parDecision.set(id, fusionner(intervalles));
  return parDecision;
}

function fusionner(intervalles: Intervalle[]): Intervalle[] {
  const resultat: Intervalle[] = [];
  for (const [de, a] of intervalles.sort((x, y) => x[0] - y[0])) {
    const dernier = resultat.at(-1);
    if (dernier !== undefined && de <= dernier[1])
      resultat[resultat.length - 1] = [dernier[0], Math.max(dernier[1], a)];
    else resultat.push([de, a]);
  }
  return resultat;
}

function borner(p: Periode, annee: PeriodeFermee): Intervalle | null {
  const de = Math.max(numeroJour(p.debut), numeroJour(annee.debut));
  const a = Math.min(p.fin === null ? Infinity : numeroJour(p.fin), numeroJour(annee.fin)) + 1;
  return de < a ? [de, a] : null;
}

/** Number of distinct missions of a nature affected in the year, and the sum of the most hours of each at one time. */
function capacite(
  affectations: readonly AffectationComptee[],
  nature: NatureMoyen,
  annee: PeriodeFermee,
): [missions: number, heures: number] {
  const parMission = new Map<number, [number, number][]>();
  for (const affectation of affectations) {
    const dedans = affectation.nature === nature ? borner(affectation, annee) : null;
    if (dedans === null) continue;
    const bornes = parMission.get(affectation.missionId) ?? [];
    bornes.push([dedans[0], centiemes(affectation.heures)], [dedans[1], -centiemes(affectation.heures)]);
    parMission.set(affectation.missionId, bornes);
  }
  let total = 0;
  for (const bornes of parMission.values()) total += maximum(bornes);
  return [parMission.size, depuisCentiemes(total)];
}

/** On one day, what ends is taken away before what starts is added. */
function maximum(bornes: [number, number][]): number {
  let heures = 0;
  let plusHaut = 0;
  for (const [, delta] of bornes.sort((x, y) => x[0] - y[0] || x[1] - y[1])) {
    heures += delta;
    plusHaut = Math.max(plusHaut, heures);
  }
  return plusHaut;
}

function rapport(moyens: number, besoin: number): number | null {
  return besoin === 0 ? null : Math.round((moyens / besoin) * 10_000) / 10_000;
}

function auCentieme(heures: number): number {
  return Math.round(heures * 100) / 100;
}
