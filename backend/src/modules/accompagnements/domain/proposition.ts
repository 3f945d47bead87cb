import { type AnneeScolaire, libelleAnnee, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enFrancaisHeures } from '../../../kernel/heures.js';
import { type Jour, lendemain } from '../../../kernel/jour.js';
import {
  type Periode,
  type PeriodeFermee,
  chevauche,
  enFrancaisPeriode,
  intersection,
} from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';
import type { DecisionACouvrir } from './couverture.js';

export interface ScolariteProposable extends Periode {
  readonly uai: Uai;
  /** Name of the school. */
  readonly etablissement: string;
}

export interface PropositionAccompagnement {
  readonly debut: Jour;
  readonly fin: Jour;
  /** Notified weekly hours; null for a mutualised aid. */
  readonly heures: number | null;
  readonly uai: Uai;
  readonly etablissement: string;
  /** Where these values come from, in French. */
  readonly explication: string;
}

export class PropositionHorsAnnee extends ErreurMetier {
  readonly code = 'PROPOSITION_HORS_ANNEE';
  readonly nature = 'refus';
  constructor(decision: PeriodeFermee, annee: AnneeScolaire) {
    super(
      `La décision va ${enFrancaisPeriode(decision)} : elle n'a aucun jour dans l'année scolaire ${libelleAnnee(annee)}. ` +
        'Choisissez une autre année.',
    );
  }
}

export class PropositionSansScolarite extends ErreurMetier {
  readonly code = 'PROPOSITION_SANS_SCOLARITE';
  readonly nature = 'refus';
  constructor(periode: PeriodeFermee) {
    super(
      `Aucune scolarité n'est enregistrée ${enFrancaisPeriode(periode)} : demandez à l'ERSEH de la compléter avant de ` +
        'créer un accompagnement.',
    );
  }
}

/**
 * Default values of an accompaniment made from one decision (guide §10.3.1, F10.3-2): the decision clipped to the
 * school year, the school of the first schooling that meets it, the notified hours. The dates are clipped to the
 * pupil's stay in that school (schoolings of the same school that follow one another count as one stay), so that the
 * proposal is never refused for want of schooling.
 * @throws PropositionHorsAnnee, PropositionSansScolarite
 */
export function proposerAccompagnement(
  decision: DecisionACouvrir,
  scolarites: readonly ScolariteProposable[],
  annee: AnneeScolaire,
): PropositionAccompagnement {
  const voulue = intersection(decision.periode, periodeAnnee(annee));
  if (voulue === null) throw new PropositionHorsAnnee(decision.periode, annee);
  const ordonnees = scolarites.filter((s) => chevauche(s, voulue)).sort((a, b) => (a.debut < b.debut ? -1 : 1));
  const premiere = ordonnees[0];
  if (premiere === undefined) throw new PropositionSansScolarite(voulue);

  const sejour = ordonnees.filter((s) => s.uai === premiere.uai).reduce<Periode>(prolonger, premiere);
  const retenue = intersection(voulue, sejour) ?? voulue;
  const ecourtee = retenue.debut !== voulue.debut || retenue.fin !== voulue.fin;
  const heures = decision.type === 'INDIVIDUELLE' ? decision.heures : null;
  const explication = [
    `Dates de la décision (${enFrancaisPeriode(decision.periode)}) dans l'année scolaire ${libelleAnnee(annee)}`,
    ecourtee ? `, ramenées à la scolarité à l'établissement ${premiere.etablissement}` : '',
    heures === null ? '.' : ` ; ${enFrancaisHeures(heures)} notifiées.`,
  ].join('');
  return { ...retenue, heures, uai: premiere.uai, etablissement: premiere.etablissement, explication };
}

/** Joins a schooling that overlaps the stay or starts the day after it. */
function prolonger(sejour: Periode, suivante: Periode): Periode {
  if (sejour.fin === null || suivante.debut > lendemain(sejour.fin)) return sejour;
  const fin = suivante.fin === null || suivante.fin > sejour.fin ? suivante.fin : sejour.fin;
  return { debut: sejour.debut, fin };
}
