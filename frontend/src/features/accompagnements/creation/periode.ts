import { type LimitesJour } from '../../../ui/date-field/limites';
import { dernierJourAnnee, premierJourAnnee } from '../../../ui/formats/jours';
import { type DecisionDetail, type MissionDetail } from '../accompagnements.api';

type Duree = Pick<DecisionDetail, 'debut' | 'fin'>;
type DureeMission = Pick<MissionDetail, 'debut' | 'fin'>;

/**
 * An accompaniment holds inside its decision, inside one school year and, once it is chosen, inside its mission; each
 * limit says which one it is.
 */
export function limitesPeriode(decision: Duree, annee: number, mission: DureeMission | null = null): LimitesJour {
  const rentree = premierJourAnnee(annee);
  const dernier = dernierJourAnnee(annee);
  const min =
    decision.debut > rentree
      ? { jour: decision.debut, raison: 'début de la décision' }
      : { jour: rentree, raison: 'début de l’année scolaire' };
  const max =
    decision.fin < dernier
      ? { jour: decision.fin, raison: 'fin de la décision' }
      : { jour: dernier, raison: 'fin de l’année scolaire' };
  return {
    min: mission && mission.debut > min.jour ? { jour: mission.debut, raison: 'début de la mission' } : min,
    max: mission?.fin && mission.fin < max.jour ? { jour: mission.fin, raison: 'fin de la mission' } : max,
  };
}

/** School years that the decision, and the mission if it is chosen, touch; among those that the application knows. */
export function anneesPossibles(
  decision: Duree,
  annees: readonly number[],
  mission: DureeMission | null = null,
): number[] {
  return annees.filter((annee) => {
    const { min, max } = limitesPeriode(decision, annee, mission);
    return !min || !max || min.jour <= max.jour;
  });
}
