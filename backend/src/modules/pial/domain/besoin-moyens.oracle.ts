import { periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { dansPeriode, joursDe } from '../../../kernel/jours.oracle.js';
import type { AffectationComptee, BesoinsMoyens, DonneesPial, NatureMoyen } from './besoin-moyens.js';
import type { Formule } from './formule.js';

/** One day after the other; nothing is rounded. */
export function besoinsMoyensNaifs(annee: number, formule: Formule, donnees: DonneesPial): BesoinsMoyens {
  const jours = joursDe(periodeAnnee(annee));
  const individuelles = new Map<number, number>();
  const mutualisees = new Set<number>();
  let besoin = 0;
  let moyens = 0;
  for (const j of jours) {
    const cI = new Map<number, number>();
    for (const d of donnees.individuelles) if (dansPeriode(d, j)) cI.set(d.decisionId, d.heures ?? 0);
    const cM = new Set(donnees.mutualisees.filter((d) => dansPeriode(d, j)).map((d) => d.decisionId));
    const hI = somme(cI.values());
    besoin += hI + formule.evaluer({ cM: cM.size, cI: cI.size, hI });
    moyens += heuresDuJour(donnees.affectations, 'ACCOMPAGNANT', (a) => dansPeriode(a, j));
    for (const [id, heures] of cI) individuelles.set(id, heures);
    for (const id of cM) mutualisees.add(id);
  }
  const hI = somme(individuelles.values());
  const capacite = (nature: NatureMoyen): [number, number] => {
    const missions = new Map<number, number>();
    for (const j of jours) {
      for (const { missionId } of donnees.affectations.filter((a) => a.nature === nature && dansPeriode(a, j))) {
        const heures = heuresDuJour(
          donnees.affectations,
          nature,
          (a) => a.missionId === missionId && dansPeriode(a, j),
        );
        missions.set(missionId, Math.max(missions.get(missionId) ?? 0, heures));
      }
    }
    return [missions.size, somme(missions.values())];
  };
  const [missions, moyensHeures] = capacite('ACCOMPAGNANT');
  return {
    decisionsIndividuelles: individuelles.size,
    decisionsMutualisees: mutualisees.size,
    besoinHeures: hI + formule.evaluer({ cM: mutualisees.size, cI: individuelles.size, hI }),
    missions,
    moyensHeures,
    moyensCollectifHeures: capacite('COLLECTIF')[1],
    moyensReferentHeures: capacite('REFERENT')[1],
    besoinMoyen: besoin / jours.length,
    moyensMoyens: moyens / jours.length,
    couverture: besoin === 0 ? null : moyens / besoin,
  };
}

function heuresDuJour(
  affectations: readonly AffectationComptee[],
  nature: NatureMoyen,
  garde: (a: AffectationComptee) => boolean,
): number {
  return somme(affectations.filter((a) => a.nature === nature && garde(a)).map((a) => a.heures));
}

function somme(nombres: Iterable<number>): number {
  return Math.round([...nombres].reduce((a, b) => a + b, 0) * 100) / 100;
}
