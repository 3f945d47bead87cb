import { centiemes, depuisCentiemes } from '../../../kernel/heures.js';
import { type Jour, maxJour } from '../../../kernel/jour.js';
import { type Periode, type PeriodeFermee, dureeJours, intersection } from '../../../kernel/periode.js';
import { type HeuresPosees, decouper, memesIds } from './tranches.js';

/** GRIS: the nature de support does not accompany pupils. */
export type EtatOccupation = 'ROUGE' | 'ORANGE' | 'VERT' | 'BLEU' | 'GRIS';

export interface MissionOccupable {
  /** `fin` null for a CDI. */
  readonly periode: Periode;
  /** Weekly hours. */
  readonly heures: number;
  /** The nature de support accompanies pupils. */
  readonly accompagne: boolean;
}

/** An accompaniment of the mission: always closed. */
export type AccompagnementDeMission = HeuresPosees & PeriodeFermee;

export interface SegmentOccupation {
  readonly debut: Jour;
  /** Null on the last segment of an open mission. */
  readonly fin: Jour | null;
  readonly etat: EtatOccupation;
  /** Weekly hours placed, h(t). */
  readonly heures: number;
  /** Increasing ids. */
  readonly accompagnements: readonly number[];
}

export interface OccupationMission {
  /**
   * Mean of h(t) in weekly hours, 2 decimals, over the mission's period. An open mission has no last day: the mean stops
   * at the end of its last accompaniment, and is 0 without any.
   */
  readonly heuresMoyennes: number;
  readonly segments: readonly SegmentOccupation[];
}

/**
 * Occupation of a mission day by day (guide §8): hours placed against its weekly hours. Maintiens count: they take the
 * AESH's time. What stands outside the mission's period (anomalies 1 and 2) is not drawn.
 */
export function calculerOccupation(
  mission: MissionOccupable,
  accompagnements: readonly AccompagnementDeMission[],
): OccupationMission {
  const segments: SegmentOccupation[] = [];
  let cumul = 0; // hundredths of hours × days, over the closed intervals
  for (const tranche of decouper(mission.periode, accompagnements)) {
    if (tranche.fin !== null) cumul += tranche.posees * dureeJours({ debut: tranche.debut, fin: tranche.fin });
    const etat = mission.accompagne ? etatOccupation(tranche.posees, centiemes(mission.heures)) : 'GRIS';
    const dernier = segments.at(-1);
    if (dernier !== undefined && dernier.etat === etat && memesIds(dernier.accompagnements, tranche.ids)) {
      segments[segments.length - 1] = { ...dernier, fin: tranche.fin };
    } else {
      const { debut, fin, posees, ids } = tranche;
      segments.push({ debut, fin, etat, heures: depuisCentiemes(posees), accompagnements: ids });
    }
  }
  const fin = mission.periode.fin ?? derniereFin(mission.periode.debut, accompagnements);
  const jours = fin === null ? 0 : dureeJours({ debut: mission.periode.debut, fin });
  return { heuresMoyennes: jours === 0 ? 0 : Math.round(cumul / jours) / 100, segments };
}

/**
 * Weekly hours that stay free on every day of the period: the smallest of hours − h(t). Negative when the mission is
 * already exceeded on some day (imports may do it). A day outside the mission has 0 free hour.
 */
export function heuresLibres(
  mission: Pick<MissionOccupable, 'periode' | 'heures'>,
  accompagnements: readonly HeuresPosees[],
  periode: Periode,
): number {
  const commune = intersection(mission.periode, periode);
  if (commune === null) return 0;
  const deborde = commune.debut !== periode.debut || commune.fin !== periode.fin;
  let libres = deborde ? 0 : Infinity;
  for (const { posees } of decouper(commune, accompagnements)) {
    libres = Math.min(libres, centiemes(mission.heures) - posees);
  }
  return depuisCentiemes(libres);
}

function etatOccupation(posees: number, heures: number): EtatOccupation {
  if (posees === 0) return 'ROUGE';
  if (posees === heures) return 'VERT';
  return posees < heures ? 'ORANGE' : 'BLEU';
}

/** End of the last accompaniment that has a day after the mission's start. */
function derniereFin(debut: Jour, accompagnements: readonly AccompagnementDeMission[]): Jour | null {
  return accompagnements
    .filter((a) => a.fin >= debut)
    .reduce<Jour | null>((fin, a) => (fin === null ? a.fin : maxJour(fin, a.fin)), null);
}
