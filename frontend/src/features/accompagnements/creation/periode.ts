import { type LimitesJour } from '../../../ui/date-field/limites';
import { dernierJourAnnee, premierJourAnnee } from '../../../ui/formats/jours';
import { type DecisionDetail } from '../accompagnements.api';

/** An accompaniment holds inside its decision and inside one school year; each limit says which one it is. */
export function limitesPeriode({ debut, fin }: Pick<DecisionDetail, 'debut' | 'fin'>, annee: number): LimitesJour {
  const rentree = premierJourAnnee(annee);
  const dernier = dernierJourAnnee(annee);
  return {
    min:
      debut > rentree
        ? { jour: debut, raison: 'début de la décision' }
        : { jour: rentree, raison: 'début de l’année scolaire' },
    max:
      fin < dernier
        ? { jour: fin, raison: 'fin de la décision' }
        : { jour: dernier, raison: 'fin de l’année scolaire' },
  };
}

/** School years that the decision touches, among those that the application knows. */
export function anneesPossibles(
  { debut, fin }: Pick<DecisionDetail, 'debut' | 'fin'>,
  annees: readonly number[],
): number[] {
  return annees.filter((annee) => debut <= dernierJourAnnee(annee) && fin >= premierJourAnnee(annee));
}
