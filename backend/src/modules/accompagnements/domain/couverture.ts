import { centiemes, depuisCentiemes, sommeHeures } from '../../../kernel/heures.js';
import { type AnneeScolaire, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { type Jour, jourDepuisNumero, numeroJour } from '../../../kernel/jour.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';
import { memesIds } from './tranches.js';

export type TypeDecision = 'INDIVIDUELLE' | 'MUTUALISEE';
export type EtatAccompagnement = 'ROUGE' | 'ORANGE' | 'VERT' | 'BLEU';
export type EtatCouverture = EtatAccompagnement | 'BLANC' | 'VIOLET';

/** `heures`: notified weekly hours; null for a mutualised aid, or when the ERSEH left them out. */
export interface BesoinNotifie {
  readonly type: TypeDecision;
  readonly heures: number | null;
}

export interface DecisionACouvrir extends BesoinNotifie {
  readonly periode: PeriodeFermee;
}

export interface AccompagnementPose extends PeriodeFermee {
  readonly id: number;
  readonly heures: number;
  readonly maintien: boolean;
  /** Its mission is not yet in the RH data. */
  readonly missionPrevisionnelle: boolean;
}

export interface SegmentCouverture {
  readonly debut: Jour;
  readonly fin: Jour;
  readonly etat: EtatCouverture;
  /** Weekly hours placed, h(t). */
  readonly heures: number;
  /** Ids of the accompaniments behind the segment, increasing. */
  readonly accompagnements: readonly number[];
  /** Some of these accompaniments stands on a provisional mission. See `estPrevisionnel` for what depends on today. */
  readonly previsionnel: boolean;
}

export interface CouvertureDecision {
  /** Mean of the ratio over the days of the decision, 4 decimals; may exceed 1. */
  readonly couverture: number;
  /** 1 − mean of min(ratio, 1), 4 decimals: 0 complete, 1 nothing (guide §4.5). */
  readonly priorite: number;
  readonly segments: readonly SegmentCouverture[];
  /** At least one accompaniment, maintien apart, shares a day with the decision. */
  readonly accompagnee: boolean;
}

/**
 * State of a decision's implementation on one day of schooling (guide §5.5.1).
 * A mutualised aid has no notified hours: one AESH is enough. So it is for an individual one whose hours are missing or 0.
 */
export function etatCouverture(besoin: BesoinNotifie, heuresPosees: readonly number[]): EtatAccompagnement {
  if (heuresPosees.length === 0) return 'ROUGE';
  if (besoin.type === 'MUTUALISEE' || !besoin.heures) return 'VERT';
  return comparer(centiemes(sommeHeures(heuresPosees)), centiemes(besoin.heures));
}

/**
 * Coverage of a decision over its whole period and, for a maintien, beyond (guide §5.5; example §5.5.2).
 *
 * - An accompaniment counts on its days inside the decision only; what overflows (anomalies 3 and 7) is not drawn.
 * - A maintien counts on no day of the decision: neither state, ratio nor hours, even when a decision that was later
 *   prolonged has come to overlap it. It only makes the VIOLET segments, after the decision's end; the days without
 *   maintien between them make no segment.
 * - BLANC segments still list the accompaniments that stand on days without schooling (anomaly 4).
 * - An accompaniment is expected once; several schoolings may overlap.
 *
 * Days are intervals between changes: the cost follows the number of changes, not the length of the decision. Sums are
 * exact (hundredths of hours × days) and rounded once.
 */
export function calculerCouverture(
  decision: DecisionACouvrir,
  scolarites: readonly Periode[],
  accompagnements: readonly AccompagnementPose[],
): CouvertureDecision {
  const debut = numeroJour(decision.periode.debut);
  const apres = numeroJour(decision.periode.fin) + 1;
  const notifiees = decision.type === 'INDIVIDUELLE' && decision.heures ? centiemes(decision.heures) : 0;

  const presences: Bornes[] = [];
  for (const s of scolarites) garder(presences, s, debut, apres, null);
  const poses: Bornes[] = [];
  const maintiens: Bornes[] = [];
  for (const a of accompagnements) {
    if (a.maintien) garder(maintiens, a, apres, Infinity, a);
    else garder(poses, a, debut, apres, a);
  }

  const segments: SegmentCouverture[] = [];
  let couvert = 0;
  let couvertPlafonne = 0;
  parcourir([debut, apres], [presences, poses], (de, a) => {
    const presents = actifs(poses, de);
    const scolarise = presences.some((p) => p.de <= de && de < p.a);
    const posees = totalCentiemes(presents);
    const etat = !scolarise ? 'BLANC' : presents.length === 0 ? 'ROUGE' : comparer(posees, notifiees);
    if (etat !== 'BLANC' && etat !== 'ROUGE') {
      const ratio = notifiees === 0 ? 1 : posees;
      couvert += (a - de) * ratio;
      couvertPlafonne += (a - de) * Math.min(ratio, notifiees || 1);
    }
    ajouter(segments, de, a, etat, posees, presents);
  });
  parcourir([], [maintiens], (de, a) => {
    const presents = actifs(maintiens, de);
    if (presents.length > 0) ajouter(segments, de, a, 'VIOLET', totalCentiemes(presents), presents);
  });

  const total = (apres - debut) * (notifiees || 1);
  return {
    couverture: quotientArrondi(couvert, total),
    priorite: quotientArrondi(total - couvertPlafonne, total),
    segments,
    accompagnee: poses.length > 0,
  };
}

/**
 * Hatched on the frise (guide §5.5.1, example 3): a provisional mission, or an accompaniment that starts after the end
 * of the current school year. Never stored, since it depends on today. Since an accompaniment lies inside one school
 * year, it starts after the current one exactly when its segment does.
 */
export function estPrevisionnel(
  segment: Pick<SegmentCouverture, 'debut' | 'accompagnements' | 'previsionnel'>,
  anneeCourante: AnneeScolaire,
): boolean {
  if (segment.previsionnel) return true;
  return segment.accompagnements.length > 0 && segment.debut > periodeAnnee(anneeCourante).fin;
}

/** Days as numbers, `a` excluded. */
interface Bornes {
  readonly de: number;
  readonly a: number;
  readonly pose: AccompagnementPose | null;
}

/** Keeps the part of the period inside [min, max[, when there is one. */
function garder(liste: Bornes[], p: Periode, min: number, max: number, pose: AccompagnementPose | null): void {
  const de = Math.max(numeroJour(p.debut), min);
  const a = Math.min(p.fin === null ? Infinity : numeroJour(p.fin) + 1, max);
  if (de < a) liste.push({ de, a, pose });
}

/** Calls `visiter` on each interval between two successive changes, in order. */
function parcourir(
  limites: readonly number[],
  listes: readonly (readonly Bornes[])[],
  visiter: (de: number, a: number) => void,
): void {
  const changements = [...limites];
  for (const liste of listes) for (const b of liste) changements.push(b.de, b.a);
  changements.sort((x, y) => x - y);
  let de = changements[0];
  for (const a of changements) {
    if (de !== undefined && de < a) visiter(de, a);
    de = a;
  }
}

function actifs(liste: readonly Bornes[], numero: number): AccompagnementPose[] {
  const presents: AccompagnementPose[] = [];
  for (const b of liste) if (b.pose !== null && b.de <= numero && numero < b.a) presents.push(b.pose);
  return presents.length > 1 ? presents.sort((x, y) => x.id - y.id) : presents;
}

function totalCentiemes(presents: readonly AccompagnementPose[]): number {
  let total = 0;
  for (const p of presents) total += centiemes(p.heures);
  return total;
}

/** `notifiees` 0: no hours to reach. */
function comparer(posees: number, notifiees: number): EtatAccompagnement {
  if (notifiees === 0 || posees === notifiees) return 'VERT';
  return posees < notifiees ? 'ORANGE' : 'BLEU';
}

/** Prolongs the last segment or adds one. Across a gap, the accompaniments always differ: each of them is one period. */
function ajouter(
  segments: SegmentCouverture[],
  de: number,
  a: number,
  etat: EtatCouverture,
  posees: number,
  presents: readonly AccompagnementPose[],
): void {
  const accompagnements = presents.map((p) => p.id);
  const fin = jourDepuisNumero(a - 1);
  const dernier = segments.at(-1);
  if (dernier !== undefined && dernier.etat === etat && memesIds(dernier.accompagnements, accompagnements)) {
    segments[segments.length - 1] = { ...dernier, fin };
    return;
  }
  const debut = jourDepuisNumero(de);
  const previsionnel = presents.some((p) => p.missionPrevisionnelle);
  segments.push({ debut, fin, etat, heures: depuisCentiemes(posees), accompagnements, previsionnel });
}

/** a ÷ b to 4 decimals, half up; a and b are non-negative integers, b > 0. */
function quotientArrondi(a: number, b: number): number {
  return Math.floor((2 * a * 10_000 + b) / (2 * b)) / 10_000;
}
