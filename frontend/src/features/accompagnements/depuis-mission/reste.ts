import { type DecisionCandidate } from '../accompagnements.api';

/** Notified hours that nobody gives yet on the emptiest day of the place; null when nothing can be placed. */
export function resteAPlacer({ heures, place, segments }: DecisionCandidate): number | null {
  if (heures === null || place === null) {
    return null;
  }
  const manques = segments
    .filter(({ debut, fin, etat }) => etat !== 'BLANC' && debut <= place.fin && fin >= place.debut)
    .map((segment) => Math.round((heures - segment.heures) * 100) / 100);
  return Math.max(0, ...manques);
}
