import { jourFr } from '../formats/formats';
import { type JourIso } from '../formats/jours';

export interface Limite {
  readonly jour: JourIso;
  /** Why, in French: « fin de l’année scolaire ». */
  readonly raison: string;
}

export interface LimitesJour {
  readonly min?: Limite | null;
  readonly max?: Limite | null;
}

/** The sentence that refuses a day outside its limits, or null. */
export function horsLimites(jour: JourIso, { min, max }: LimitesJour): string | null {
  if (min && jour < min.jour) {
    return `Au plus tôt le ${jourFr(min.jour)} (${min.raison}).`;
  }
  return max && jour > max.jour ? `Au plus tard le ${jourFr(max.jour)} (${max.raison}).` : null;
}

/** The limits before anything is typed: « Du 01/09/2026 (début de l’année scolaire) au … »; '' without limits. */
export function direLimites({ min, max }: LimitesJour): string {
  const debut = min ? `le ${jourFr(min.jour)} (${min.raison})` : null;
  const fin = max ? `le ${jourFr(max.jour)} (${max.raison})` : null;
  if (debut !== null && fin !== null) {
    return `Entre ${debut} et ${fin}.`;
  }
  return debut === null ? (fin === null ? '' : `Au plus tard ${fin}.`) : `Au plus tôt ${debut}.`;
}
