import type { Jour } from '../../../kernel/jour.js';
import { dansPeriode, joursDe } from '../../../kernel/jours.oracle.js';
import { periodeAnnee } from '../../../kernel/annee-scolaire.js';
import type { Periode } from '../../../kernel/periode.js';

/** A small world, as records: what the specs insert and what the oracle walks through. */
export interface MondeNaif {
  /** UAI → département */
  readonly ecoles: ReadonlyMap<string, string>;
  /** UAI of the tête → département */
  readonly pials: ReadonlyMap<string, string>;
  readonly membres: readonly (Periode & { uai: string; pial: string })[];
  readonly scolarites: readonly (Periode & { eleve: number; uai: string })[];
  readonly decisions: readonly (Periode & { eleve: number; id: number; individuelle: boolean; heures: number })[];
  /** id → nature */
  readonly missions: ReadonlyMap<number, 'ACCOMPAGNANT' | 'COLLECTIF' | 'REFERENT' | 'AUTRE'>;
  readonly affectations: readonly (Periode & { mission: number; pial: string; heures: number })[];
  readonly accompagnements: readonly (Periode & { mission: number; uai: string; heures: number })[];
}

export interface LigneNaive {
  readonly decisionsIndividuelles: number;
  readonly decisionsMutualisees: number;
  readonly besoinHeures: number;
  readonly missions: number;
  readonly moyensHeures: number;
  readonly moyensCollectifHeures: number;
  readonly moyensReferentHeures: number;
  /** Sums over the days. */
  readonly besoin: number;
  readonly moyens: number;
}

/**
 * One day after the other, straight from domain.md. `pial` = UAI of the tête, or null for the schools of the
 * département that are in no PIAL that day.
 */
export function ligneNaive(
  monde: MondeNaif,
  {
    departement,
    pial,
    annee,
    f,
  }: { departement: string; pial: string | null; annee: number; f: (cM: number) => number },
): LigneNaive {
  const dedans = (uai: string, t: Jour): boolean => {
    const appartenance = monde.membres.find((m) => m.uai === uai && dansPeriode(m, t));
    return pial === null
      ? appartenance === undefined && monde.ecoles.get(uai) === departement
      : appartenance?.pial === pial;
  };
  const individuelles = new Map<number, number>();
  const mutualisees = new Set<number>();
  const maximum = new Map<number, number>();
  let besoin = 0;
  let moyens = 0;
  for (const t of joursDe(periodeAnnee(annee))) {
    let hI = 0;
    let cM = 0;
    for (const d of monde.decisions) {
      const presente = monde.scolarites.some((s) => s.eleve === d.eleve && dansPeriode(s, t) && dedans(s.uai, t));
      if (!dansPeriode(d, t) || !presente) continue;
      if (d.individuelle) {
        hI += d.heures;
        individuelles.set(d.id, d.heures);
      } else {
        cM += 1;
        mutualisees.add(d.id);
      }
    }
    besoin += hI + f(cM);
    for (const [mission, nature] of monde.missions) {
      const heures =
        pial === null
          ? monde.accompagnements
              .filter(
                (a) => a.mission === mission && nature === 'ACCOMPAGNANT' && dansPeriode(a, t) && dedans(a.uai, t),
              )
              .reduce((total, a) => total + a.heures, 0)
          : monde.affectations
              .filter((a) => a.mission === mission && a.pial === pial && dansPeriode(a, t))
              .reduce((total, a) => total + a.heures, 0);
      if (heures === 0) continue;
      maximum.set(mission, Math.max(maximum.get(mission) ?? 0, heures));
      if (nature === 'ACCOMPAGNANT') moyens += heures;
    }
  }
  const total = (nature: string): number =>
    [...maximum].reduce((somme, [mission, heures]) => somme + (monde.missions.get(mission) === nature ? heures : 0), 0);
  return {
    decisionsIndividuelles: individuelles.size,
    decisionsMutualisees: mutualisees.size,
    besoinHeures: [...individuelles.values()].reduce((a, b) => a + b, 0) + f(mutualisees.size),
    missions: [...maximum.keys()].filter((mission) => monde.missions.get(mission) === 'ACCOMPAGNANT').length,
    moyensHeures: total('ACCOMPAGNANT'),
    moyensCollectifHeures: total('COLLECTIF'),
    moyensReferentHeures: total('REFERENT'),
    besoin,
    moyens,
  };
}
