import type { Jour } from '../../../kernel/jour.js';
import { dansPeriode, joursDe } from '../../../kernel/jours.oracle.js';
import type { Periode } from '../../../kernel/periode.js';
import {
  type AccompagnementPose,
  type CouvertureDecision,
  type DecisionACouvrir,
  type EtatCouverture,
  type SegmentCouverture,
  etatCouverture,
} from './couverture.js';

interface JourCouvert {
  readonly jour: Jour;
  readonly etat: EtatCouverture;
  readonly heures: number;
  readonly accompagnements: number[];
  readonly previsionnel: boolean;
}

/** The definition of the domain, one day after the other. The means are not rounded. */
export function couvertureNaive(
  decision: DecisionACouvrir,
  scolarites: readonly Periode[],
  accompagnements: readonly AccompagnementPose[],
): CouvertureDecision {
  const jours: JourCouvert[] = [];
  let ratios = 0;
  let plafonnes = 0;
  const dedans = joursDe(decision.periode);
  for (const j of dedans) {
    const presents = accompagnements.filter((a) => !a.maintien && dansPeriode(a, j));
    const h = somme(presents);
    const H = decision.heures;
    let etat: EtatCouverture = 'BLANC';
    let ratio = 0;
    if (scolarites.some((s) => dansPeriode(s, j))) {
      etat = etatCouverture(
        decision,
        presents.map((a) => a.heures),
      );
      if (etat !== 'ROUGE') ratio = decision.type === 'INDIVIDUELLE' && H ? h / H : 1;
    }
    ratios += ratio;
    plafonnes += Math.min(ratio, 1);
    jours.push(decrire(j, etat, presents));
  }
  const maintiens = accompagnements.filter((a) => a.maintien && a.fin > decision.periode.fin);
  const derniere = maintiens
    .map((a) => a.fin)
    .sort()
    .at(-1);
  const apres = derniere === undefined ? [] : joursDe({ debut: decision.periode.fin, fin: derniere }).slice(1);
  for (const j of apres) {
    const presents = maintiens.filter((a) => dansPeriode(a, j));
    if (presents.length > 0) jours.push(decrire(j, 'VIOLET', presents));
  }
  return {
    couverture: ratios / dedans.length,
    priorite: 1 - plafonnes / dedans.length,
    segments: regrouper(jours),
    accompagnee: accompagnements.some((a) => !a.maintien && dedans.some((j) => dansPeriode(a, j))),
  };
}

function decrire(jour: Jour, etat: EtatCouverture, presents: readonly AccompagnementPose[]): JourCouvert {
  return {
    jour,
    etat,
    heures: somme(presents),
    accompagnements: presents.map((a) => a.id).sort((a, b) => a - b),
    previsionnel: presents.some((a) => a.missionPrevisionnelle),
  };
}

function regrouper(jours: readonly JourCouvert[]): SegmentCouverture[] {
  const segments: SegmentCouverture[] = [];
  for (const { jour, ...reste } of jours) {
    const dernier = segments.at(-1);
    const suite =
      dernier !== undefined &&
      Date.parse(jour) - Date.parse(dernier.fin) === 86_400_000 &&
      JSON.stringify([dernier.etat, dernier.accompagnements, dernier.previsionnel]) ===
        JSON.stringify([reste.etat, reste.accompagnements, reste.previsionnel]);
    if (dernier !== undefined && suite) segments[segments.length - 1] = { ...dernier, fin: jour };
    else segments.push({ debut: jour, fin: jour, ...reste });
  }
  return segments;
}

function somme(presents: readonly AccompagnementPose[]): number {
  return Math.round(presents.reduce((total, a) => total + a.heures, 0) * 100) / 100;
}
