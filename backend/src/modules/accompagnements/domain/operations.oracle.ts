import { jourDepuisNumero, numeroJour } from '../../../kernel/jour.js';
import type { AccompagnementExistant, EtatAccompagnement, Plan } from './operations.js';

/** What stands on one day, as a person would write it on a calendar. */
export function jourParJour(
  poses: readonly EtatAccompagnement[],
  de: string,
  jours: number,
): Map<string, { heures: number; mission: number }[]> {
  const calendrier = new Map<string, { heures: number; mission: number }[]>();
  const debut = numeroJour(de as EtatAccompagnement['debut']);
  for (let n = 0; n < jours; n++) {
    const jour = jourDepuisNumero(debut + n);
    calendrier.set(
      jour,
      poses
        .filter((p) => p.debut <= jour && jour <= p.fin)
        .map((p) => ({ heures: p.heures, mission: p.missionId }))
        .sort((a, b) => a.mission - b.mission || a.heures - b.heures),
    );
  }
  return calendrier;
}

/** The accompaniments once the plan is done. */
export function appliquer(poses: readonly AccompagnementExistant[], plan: Plan): AccompagnementExistant[] {
  const supprimes = new Set(plan.supprimes);
  const modifies = new Map(plan.modifies.map(({ id, etat }) => [id, etat]));
  const dernier = Math.max(0, ...poses.map(({ id }) => id));
  return [
    ...poses.filter(({ id }) => !supprimes.has(id)).map((p) => ({ ...p, ...modifies.get(p.id) })),
    ...plan.crees.map(({ etat }, n) => ({ ...etat, id: dernier + 1 + n })),
  ];
}
