import { dansPeriode, joursDe } from '../../../kernel/jours.oracle.js';
import type { ContexteCreation, DemandeCreation } from './regles-creation.js';

/** The codes of the refusals that depend on days, sorted; no day in common between decisions is no day in one of them. */
export function refusNaifs(
  demande: DemandeCreation,
  { decisions, mission, etablissement }: ContexteCreation,
): string[] {
  const codes = new Set<string>();
  const affectees = new Set<string>();
  for (const j of joursDe(demande)) {
    for (const { periode, eleve } of decisions) {
      if (!dansPeriode(periode, j)) codes.add('ACCOMPAGNEMENT_HORS_DECISION');
      if (!eleve.scolarites.some((s) => s.uai === etablissement.uai && dansPeriode(s, j))) {
        codes.add('ACCOMPAGNEMENT_ELEVE_NON_SCOLARISE');
      }
    }
    const pials = etablissement.appartenances.filter((a) => dansPeriode(a, j)).map((a) => a.pialUai);
    const affectations = mission.affectations.filter((a) => dansPeriode(a, j));
    if (pials.length > 0 && !affectations.some((a) => pials.includes(a.pialUai))) codes.add('ACCOMPAGNEMENT_HORS_PIAL');
    if (!dansPeriode(mission.periode, j)) {
      codes.add('ACCOMPAGNEMENT_HORS_MISSION');
      continue;
    }
    const presents = mission.accompagnements.filter((a) => dansPeriode(a, j));
    if (depasse(mission.heures, demande.heures, presents)) codes.add('ACCOMPAGNEMENT_MISSION_SATUREE');
    const horsPial = presents.filter((a) => !a.appartenances.some((p) => dansPeriode(p, j)));
    if (pials.length === 0 && depasse(mission.heures, demande.heures, [...affectations, ...horsPial])) {
      affectees.add('ACCOMPAGNEMENT_HEURES_AFFECTEES');
    }
  }
  if (!codes.has('ACCOMPAGNEMENT_MISSION_SATUREE')) for (const code of affectees) codes.add(code);
  return [...codes].sort();
}

function depasse(heures: number, demandees: number, poses: readonly { readonly heures: number }[]): boolean {
  const posees = poses.reduce((total, p) => total + p.heures, demandees);
  return Math.round(posees * 100) > Math.round(heures * 100);
}
