import { type AnneeScolaire, libelleAnnee, periodeAnnee } from '../../../kernel/annee-scolaire.js';
import { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enFrancaisHeures } from '../../../kernel/heures.js';
import { type Jour, enFrancais, lendemain } from '../../../kernel/jour.js';
import {
  type Periode,
  type PeriodeFermee,
  chevauche,
  enFrancaisPeriode,
  intersection,
} from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';
import type { DecisionACouvrir } from './couverture.js';
import type { Personne } from './refus-creation.js';

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

export interface DecisionProposable extends DecisionACouvrir {
  readonly eleve: Personne;
  /** All those of the pupil. */
  readonly scolarites: readonly ScolariteProposable[];
}

export interface MissionProposable {
  readonly aesh: Personne;
  readonly periode: Periode;
}

/** Names the two pupils whose dates do not meet. */
export class PropositionSansDateCommune extends ErreurMetier {
  readonly code = 'PROPOSITION_SANS_DATE_COMMUNE';
  readonly nature = 'refus';
}

export class PropositionHorsMission extends ErreurMetier {
  readonly code = 'PROPOSITION_HORS_MISSION';
  readonly nature = 'refus';
  constructor({ aesh, periode }: MissionProposable, voulue: PeriodeFermee) {
    super(
      `La mission de ${nomComplet(aesh)} va ${enFrancaisPeriode(periode)} : elle n'a aucun jour ${enFrancaisPeriode(voulue)}. ` +
        'Choisissez une autre mission.',
    );
  }
}

export class PropositionTypesMelanges extends ErreurMetier {
  readonly code = 'PROPOSITION_TYPES_MELANGES';
  readonly nature = 'refus';
  constructor() {
    super('Un accompagnement porte sur une décision individuelle, ou sur des décisions mutualisées seulement.');
  }
}

/**
 * Default values of an accompaniment of several pupils (F10.3-3): latest start, earliest end, inside the school year, in
 * the school of the first one, on days when all are in it; bounded by the mission when it is chosen already (a CDD).
 * @param decisions at least one; a single one is proposed as `proposerAccompagnement` does
 * @throws PropositionSansDateCommune naming who blocks, PropositionHorsMission, PropositionTypesMelanges, and as above
 */
export function proposerPourPlusieurs(
  decisions: readonly [DecisionProposable, ...DecisionProposable[]],
  annee: AnneeScolaire,
  mission?: MissionProposable,
): PropositionAccompagnement {
  const [premiere, ...autres] = decisions;
  if (autres.length > 0 && decisions.some((d) => d.type === 'INDIVIDUELLE')) throw new PropositionTypesMelanges();
  const commence = decisions.reduce((a, b) => (b.periode.debut > a.periode.debut ? b : a), premiere);
  const finit = decisions.reduce((a, b) => (b.periode.fin < a.periode.fin ? b : a), premiere);
  if (finit.periode.fin < commence.periode.debut) {
    throw new PropositionSansDateCommune(
      `Ces décisions n'ont aucune date commune : celle de ${nomComplet(finit.eleve)} s'arrête le ` +
        `${enFrancais(finit.periode.fin)}, celle de ${nomComplet(commence.eleve)} ne commence que le ` +
        `${enFrancais(commence.periode.debut)}. Retirez l'un des deux élèves.`,
    );
  }
  const communes = { debut: commence.periode.debut, fin: finit.periode.fin };
  const base = proposerAccompagnement({ ...premiere, periode: communes }, premiere.scolarites, annee);
  let retenue: PeriodeFermee = { debut: base.debut, fin: base.fin };
  for (const { eleve, scolarites } of autres) {
    const sejour = scolarites
      .filter((s) => s.uai === base.uai && chevauche(s, retenue))
      .sort((a, b) => (a.debut < b.debut ? -1 : 1))
      .reduce<Periode | null>((a, b) => (a === null ? b : prolonger(a, b)), null);
    const commun = sejour === null ? null : intersection(retenue, sejour);
    if (commun === null) {
      throw new PropositionSansDateCommune(
        `${nomComplet(eleve)} n'est pas scolarisé à l'établissement ${base.etablissement} ${enFrancaisPeriode(retenue)}, ` +
          `où est ${nomComplet(premiere.eleve)} : retirez l'un des deux élèves.`,
      );
    }
    retenue = commun;
  }
  const notes: string[] = [];
  if (autres.length > 0) {
    notes.push(
      `Du début le plus tardif (${nomComplet(commence.eleve)}) à la fin la plus proche (${nomComplet(finit.eleve)}), ` +
        `dans l'année scolaire ${libelleAnnee(annee)} et les scolarités à l'établissement ${base.etablissement}.`,
    );
  } else {
    notes.push(base.explication);
  }
  if (mission !== undefined) {
    const commun = intersection(retenue, mission.periode);
    if (commun === null) throw new PropositionHorsMission(mission, retenue);
    if (commun.debut !== retenue.debut || commun.fin !== retenue.fin) {
      notes.push(`Dates ramenées à la mission de ${nomComplet(mission.aesh)} (${enFrancaisPeriode(mission.periode)}).`);
    }
    retenue = commun;
  }
  return { ...base, ...retenue, explication: notes.join(' ') };
}

function nomComplet({ prenom, nom }: Personne): string {
  return `${prenom} ${nom}`;
}

/** Joins a schooling that overlaps the stay or starts the day after it. */
function prolonger(sejour: Periode, suivante: Periode): Periode {
  if (sejour.fin === null || suivante.debut > lendemain(sejour.fin)) return sejour;
  const fin = suivante.fin === null || suivante.fin > sejour.fin ? suivante.fin : sejour.fin;
  return { debut: sejour.debut, fin };
}
