import type { Jour } from '../../../kernel/jour.js';
import { dansPeriode, joursDe } from '../../../kernel/jours.oracle.js';
import type { PeriodeFermee } from '../../../kernel/periode.js';
import type { AccompagnementDeMission, EtatOccupation, MissionOccupable } from './occupation.js';

export interface JourOccupe {
  readonly jour: Jour;
  readonly etat: EtatOccupation;
  readonly heures: number;
  readonly accompagnements: number[];
}

/** The days of the mission within the horizon, one after the other. */
export function occupationNaive(
  mission: MissionOccupable,
  accompagnements: readonly AccompagnementDeMission[],
  horizon: PeriodeFermee,
): JourOccupe[] {
  return joursDe(horizon)
    .filter((j) => dansPeriode(mission.periode, j))
    .map((jour) => {
      const presents = accompagnements.filter((a) => dansPeriode(a, jour));
      const heures = Math.round(presents.reduce((total, a) => total + a.heures, 0) * 100) / 100;
      let etat: EtatOccupation = 'GRIS';
      if (mission.accompagne) {
        etat =
          heures === 0 ? 'ROUGE' : heures < mission.heures ? 'ORANGE' : heures === mission.heures ? 'VERT' : 'BLEU';
      }
      return { jour, etat, heures, accompagnements: presents.map((a) => a.id).sort((a, b) => a - b) };
    });
}

export function heuresLibresNaives(
  mission: MissionOccupable,
  accompagnements: readonly AccompagnementDeMission[],
  periode: PeriodeFermee,
): number {
  return Math.min(
    ...joursDe(periode).map((j) => {
      if (!dansPeriode(mission.periode, j)) return 0;
      const posees = accompagnements.filter((a) => dansPeriode(a, j)).reduce((total, a) => total + a.heures, 0);
      return Math.round((mission.heures - posees) * 100) / 100 + 0; // no −0
    }),
  );
}
