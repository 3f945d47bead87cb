import { memeAnnee } from '../../../kernel/annee-scolaire.js';
import type { ErreurMetier } from '../../../kernel/erreur-metier.js';
import { centiemes, depuisCentiemes, estHeures } from '../../../kernel/heures.js';
import type { Jour } from '../../../kernel/jour.js';
import {
  type Periode,
  type PeriodeFermee,
  chevauche,
  couvreEntierement,
  inclut,
  intersection,
  soustraire,
  trous,
} from '../../../kernel/periode.js';
import type { Uai } from '../../../kernel/uai.js';
import type { TypeDecision } from './couverture.js';
import * as refus from './refus-creation.js';
import { type HeuresPosees, decouper } from './tranches.js';

export interface DemandeCreation {
  readonly decisionIds: readonly number[];
  readonly uai: Uai;
  readonly debut: Jour;
  readonly fin: Jour;
  /** Weekly hours, as the two below. */
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  /** Kept beyond the end of its decisions (guide §10.2); false by default. */
  readonly maintien?: boolean;
}

export interface DecisionDuContexte {
  readonly id: number;
  readonly type: TypeDecision;
  readonly periode: PeriodeFermee;
  /** The pupil's other decisions: one that covers days of a maintien forbids it. None by default. */
  readonly autres?: readonly PeriodeFermee[];
  readonly eleve: {
    readonly nom: string;
    readonly prenom: string;
    readonly etatDossier: 'ACTIF' | 'GELE' | 'CLOTURE';
    /** All the pupil's schoolings, or at least those that meet the asked period. */
    readonly scolarites: readonly (Periode & { readonly uai: Uai })[];
  };
}

export interface MissionDuContexte {
  readonly aesh: { readonly nom: string; readonly prenom: string; readonly actif: boolean };
  readonly active: boolean;
  readonly nature: { readonly code: string; readonly activite: string; readonly accompagne: boolean };
  readonly periode: Periode;
  readonly heures: number;
  /** Its accompaniments; `appartenances`: the periods on which their school belongs to some PIAL. */
  readonly accompagnements: readonly (HeuresPosees & { readonly appartenances: readonly Periode[] })[];
  readonly affectations: readonly (HeuresPosees & { readonly pialUai: Uai })[];
}

export interface EtablissementDuContexte {
  readonly uai: Uai;
  readonly nom: string;
  /** Its dated memberships; empty for a school hors PIAL. */
  readonly appartenances: readonly (Periode & { readonly pialUai: Uai; readonly pialNom: string })[];
}

export interface ContexteCreation {
  /** Those found within the user's perimeter; an asked id that is missing here is refused as unknown. */
  readonly decisions: readonly DecisionDuContexte[];
  readonly mission: MissionDuContexte;
  readonly etablissement: EtablissementDuContexte;
}

/**
 * All that forbids to create this accompaniment, in the order in which a person would mend it; empty when it can be
 * created. Invariants 1 and 2 of the domain and guide §10.3 (F10.3-1).
 *
 * - A frozen or closed file is refused: it would be anomaly 5 at once.
 * - Hours above the notified ones are no refusal: the decision turns blue.
 * - A maintien starts after the end of all its decisions, on days that no other decision of the pupil covers (reading 9).
 * - School in a PIAL, day by day: the mission is affected on that day to one of the school's PIALs, whatever the hours
 *   of the affectation.
 * - School hors PIAL, day by day: mission's hours − its affectations − its accompaniments in schools hors PIAL must
 *   leave the asked hours.
 * - Checks that make no sense once an earlier one failed (dates in the wrong order, hours that are none) are left out.
 */
export function verifierCreation(demande: DemandeCreation, contexte: ContexteCreation): ErreurMetier[] {
  const erreurs: ErreurMetier[] = [...verifierDecisions(demande, contexte), ...verifierMission(contexte.mission)];
  const heuresLisibles = estHeures(demande.heures) && demande.heures > 0;
  if (!heuresLisibles) erreurs.push(new refus.AccompagnementHeuresInvalides('heures'));
  if (!estHeures(demande.heuresRepas)) erreurs.push(new refus.AccompagnementHeuresInvalides('heuresRepas'));
  if (!estHeures(demande.heuresMeridienne)) erreurs.push(new refus.AccompagnementHeuresInvalides('heuresMeridienne'));
  if (demande.fin < demande.debut) {
    erreurs.push(new refus.AccompagnementPeriodeInvalide(demande.debut, demande.fin));
    return erreurs;
  }
  const voulue: PeriodeFermee = { debut: demande.debut, fin: demande.fin };
  if (!memeAnnee(voulue)) erreurs.push(new refus.AccompagnementHorsAnnee(voulue));
  const verifierPeriode = demande.maintien === true ? verifierMaintien : verifierPeriodeDecisions;
  erreurs.push(...verifierPeriode(voulue, contexte.decisions));
  erreurs.push(...verifierScolarites(voulue, contexte));
  if (!inclut(contexte.mission.periode, voulue)) {
    erreurs.push(new refus.AccompagnementHorsMission(contexte.mission, voulue));
  }
  erreurs.push(...verifierAffectation(voulue, contexte));
  if (heuresLisibles) erreurs.push(...verifierHeures(demande, voulue, contexte));
  return erreurs;
}

function verifierDecisions(demande: DemandeCreation, contexte: ContexteCreation): ErreurMetier[] {
  const { decisions } = contexte;
  const demandees = new Set(demande.decisionIds);
  if (demandees.size === 0) return [new refus.AccompagnementSansDecision()];
  const erreurs: ErreurMetier[] = [];
  if (demandees.size < demande.decisionIds.length) erreurs.push(new refus.AccompagnementDecisionEnDouble());
  const inconnues = [...demandees].filter((id) => !decisions.some((d) => d.id === id));
  if (inconnues.length > 0) erreurs.push(new refus.AccompagnementDecisionIntrouvable(inconnues));
  const individuelles = decisions.filter((d) => d.type === 'INDIVIDUELLE');
  if (individuelles.length > 0 && individuelles.length < decisions.length) {
    erreurs.push(new refus.AccompagnementTypesMelanges(individuelles.map((d) => d.eleve)));
  } else if (individuelles.length > 1) {
    erreurs.push(new refus.AccompagnementIndividuelMultiple(individuelles.map((d) => d.eleve)));
  }
  for (const { eleve } of decisions) {
    if (eleve.etatDossier !== 'ACTIF') {
      erreurs.push(new refus.AccompagnementDossierFerme(eleve, eleve.etatDossier, decisions.length > 1));
    }
  }
  return erreurs;
}

function verifierMission(mission: MissionDuContexte): ErreurMetier[] {
  const erreurs: ErreurMetier[] = [];
  if (!mission.aesh.actif) erreurs.push(new refus.AccompagnementAeshInactif(mission.aesh));
  if (!mission.active) erreurs.push(new refus.AccompagnementMissionInactive(mission.aesh));
  if (!mission.nature.accompagne) erreurs.push(new refus.AccompagnementNatureSansAccompagnement(mission));
  return erreurs;
}

/** No common period at all, or else each decision that does not contain the asked one. */
function verifierPeriodeDecisions(voulue: PeriodeFermee, decisions: readonly DecisionDuContexte[]): ErreurMetier[] {
  const [premiere] = decisions;
  if (premiere === undefined) return [];
  const commence = decisions.reduce((a, b) => (b.periode.debut > a.periode.debut ? b : a), premiere);
  const finit = decisions.reduce((a, b) => (b.periode.fin < a.periode.fin ? b : a), premiere);
  if (finit.periode.fin < commence.periode.debut) return [new refus.AccompagnementSansPeriodeCommune(finit, commence)];
  return decisions
    .filter((d) => !inclut(d.periode, voulue))
    .map((d) => new refus.AccompagnementHorsDecision(d, voulue, decisions.length > 1));
}

function verifierMaintien(voulue: PeriodeFermee, decisions: readonly DecisionDuContexte[]): ErreurMetier[] {
  return decisions.flatMap((d): ErreurMetier[] => {
    if (voulue.debut <= d.periode.fin) return [new refus.AccompagnementMaintienAvantFin(d)];
    const nouvelle = (d.autres ?? []).find((autre) => chevauche(autre, voulue));
    return nouvelle === undefined ? [] : [new refus.AccompagnementMaintienInutile(d, nouvelle)];
  });
}

function verifierScolarites(voulue: PeriodeFermee, contexte: ContexteCreation): ErreurMetier[] {
  const { decisions, etablissement } = contexte;
  return decisions.flatMap(({ eleve }) => {
    const ici = eleve.scolarites.filter((s) => s.uai === etablissement.uai);
    const manques = trous(voulue, ici);
    if (manques.length === 0) return [];
    return [new refus.AccompagnementEleveNonScolarise(eleve, etablissement.nom, manques, decisions.length > 1)];
  });
}

/** On the days when the school is in PIALs, the mission must be affected to one of them (F10.3-1). */
function verifierAffectation(voulue: PeriodeFermee, contexte: ContexteCreation): ErreurMetier[] {
  const { mission, etablissement } = contexte;
  const manques = couper(voulue, etablissement.appartenances).flatMap((morceau) => {
    const pials = etablissement.appartenances.filter((a) => chevauche(a, morceau));
    const affectations = mission.affectations.filter((a) => pials.some((p) => p.pialUai === a.pialUai));
    const pial = pials[0];
    return pial === undefined ? [] : trous(morceau, affectations).map((trou) => ({ trou, pial }));
  });
  const premier = manques[0];
  if (premier === undefined) return [];
  const periodes = manques.filter((m) => m.pial.pialUai === premier.pial.pialUai).map((m) => m.trou);
  return [new refus.AccompagnementHorsPial(mission.aesh, etablissement.nom, premier.pial, periodes)];
}

/** Invariant 2, then the hours left to schools hors PIAL. */
function verifierHeures(demande: DemandeCreation, voulue: PeriodeFermee, contexte: ContexteCreation): ErreurMetier[] {
  const { mission, etablissement } = contexte;
  const commune = intersection(voulue, mission.periode);
  if (commune === null) return [];
  const [exces, ...autresExces] = depassements(demande.heures, mission.heures, commune, mission.accompagnements);
  if (exces !== undefined) {
    return [new refus.AccompagnementMissionSaturee(mission, demande.heures, [exces, ...autresExces])];
  }

  const engages = [...mission.affectations, ...mission.accompagnements.flatMap(horsPial)];
  const [manque, ...autresManques] = trous(commune, etablissement.appartenances).flatMap((morceau) =>
    depassements(demande.heures, mission.heures, morceau, engages),
  );
  if (manque === undefined) return [];
  const manques = [manque, ...autresManques] as const;
  return [new refus.AccompagnementHeuresAffectees(mission, etablissement.nom, demande.heures, manques)];
}

/** The runs of days on which the asked hours do not fit, with what is already placed (guide: « Anomalie 6 »). */
function depassements(
  voulues: number,
  heuresMission: number,
  periode: PeriodeFermee,
  poses: readonly HeuresPosees[],
): refus.Depassement[] {
  const resultat: refus.Depassement[] = [];
  for (const { debut, fin, posees } of decouper(periode, poses)) {
    const libres = centiemes(heuresMission) - posees;
    if (libres >= centiemes(voulues)) continue;
    const tranche = { debut, fin: fin ?? periode.fin };
    const dernier = resultat.at(-1);
    if (dernier !== undefined && centiemes(dernier.heuresPosees) === posees && suit(dernier, tranche)) {
      resultat[resultat.length - 1] = { ...dernier, fin: tranche.fin };
    } else {
      resultat.push({ ...tranche, heuresPosees: depuisCentiemes(posees), heuresLibres: depuisCentiemes(libres) });
    }
  }
  return resultat;
}

function suit(avant: PeriodeFermee, apres: PeriodeFermee): boolean {
  return couvreEntierement({ debut: avant.debut, fin: apres.fin }, [avant, apres]);
}

/** The parts of an accompaniment on which its school is in no PIAL. */
function horsPial(a: HeuresPosees & { readonly appartenances: readonly Periode[] }): HeuresPosees[] {
  return trous(a, a.appartenances).map((p) => ({ id: a.id, heures: a.heures, debut: p.debut, fin: p.fin }));
}

/** The parts of the period on which the set of memberships is constant and not empty, in order. */
function couper(periode: PeriodeFermee, appartenances: readonly Periode[]): PeriodeFermee[] {
  let morceaux: PeriodeFermee[] = [periode];
  for (const a of appartenances) {
    morceaux = morceaux.flatMap((m) => {
      const commun = intersection(m, a);
      return commun === null ? [m] : [...soustraire(m, a), commun];
    });
  }
  return morceaux
    .filter((m) => appartenances.some((a) => chevauche(a, m)))
    .sort((a, b) => (a.debut < b.debut ? -1 : 1));
}
