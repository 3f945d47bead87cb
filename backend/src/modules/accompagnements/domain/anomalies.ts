import { centiemes } from '../../../kernel/heures.js';
import { lendemain, maxJour, minJour, veille } from '../../../kernel/jour.js';
import { type Periode, type PeriodeFermee, intersection, trous } from '../../../kernel/periode.js';
import { type HeuresPosees, decouper } from './tranches.js';

/*
 * The nine anomalies of accompaniments (guide §11.2; domain.md), in the three groups that stored data change together:
 * what looks at the mission, what looks at a decision and its pupil, what looks at the affectations.
 *
 * Each anomaly is a maximal run of days on which the accompaniment breaks the rule; there may be several for one rule.
 * The whole period of the accompaniment is examined against dated facts, never against today.
 *
 * A maintien goes on after its decision by nature: no anomaly 7 (reading 9, which counts as the guide does: its eighth is
 * our 7, its seventh repeats the second). It must still be inside an active mission and affected to the PIAL, and its
 * pupil schooled there: the other eight apply to it.
 */
export interface Anomalie<Type extends number> extends PeriodeFermee {
  readonly type: Type;
  readonly accompagnement: number;
}

export type AnomalieDeMission = Anomalie<1 | 2 | 6 | 8>;
export type AnomalieDeDecision = Anomalie<3 | 4 | 5 | 7>;
export type AnomalieDAffectation = Anomalie<9>;

export interface MissionExaminee {
  readonly periode: Periode;
  /** Weekly hours. */
  readonly heures: number;
  /** The mission and its AESH both are. */
  readonly active: boolean;
}

/**
 * 1 before the mission · 2 after it · 6 its hours exceeded by the sum of its accompaniments, maintiens included, each of
 * those present being at fault (reading 3) · 8 mission or AESH inactive: every day, as nothing dates it (who reads keeps
 * those whose last day has not passed).
 * @param accompagnements all those of the mission
 */
export function anomaliesDeMission(
  mission: MissionExaminee,
  accompagnements: readonly (HeuresPosees & PeriodeFermee)[],
): AnomalieDeMission[] {
  const trouvees: AnomalieDeMission[] = [];
  const { debut, fin } = mission.periode;
  const depassements = joursDepasses(mission.heures, accompagnements);
  for (const a of accompagnements) {
    const signaler = (type: AnomalieDeMission['type'], p: PeriodeFermee): void => {
      trouvees.push({ type, accompagnement: a.id, debut: p.debut, fin: p.fin });
    };
    if (a.debut < debut) signaler(1, { debut: a.debut, fin: minJour(a.fin, veille(debut)) });
    if (fin !== null && fin < a.fin) signaler(2, { debut: maxJour(a.debut, lendemain(fin)), fin: a.fin });
    for (const depassement of depassements) {
      const commun = intersection(a, depassement);
      if (commun !== null) signaler(6, commun);
    }
    if (!mission.active) signaler(8, a);
  }
  return trouvees;
}

export interface DecisionExaminee {
  readonly periode: PeriodeFermee;
  /** The file of its pupil is neither frozen nor closed. */
  readonly dossierActif: boolean;
}

export interface AccompagnementExamine extends PeriodeFermee {
  readonly id: number;
  readonly uai: string;
  readonly maintien: boolean;
}

/**
 * 3 before the decision · 4 on days without schooling of the pupil in the school of the accompaniment · 5 frozen or
 * closed file: every day, as nothing dates it · 7 after the decision, maintien excepted. Of an accompaniment of several
 * pupils, only what concerns the pupil of this decision.
 * @param scolarites all those of the pupil
 */
export function anomaliesDeDecision(
  decision: DecisionExaminee,
  scolarites: readonly (Periode & { readonly uai: string })[],
  accompagnements: readonly AccompagnementExamine[],
): AnomalieDeDecision[] {
  const trouvees: AnomalieDeDecision[] = [];
  const { debut, fin } = decision.periode;
  for (const a of accompagnements) {
    const signaler = (type: AnomalieDeDecision['type'], p: PeriodeFermee): void => {
      trouvees.push({ type, accompagnement: a.id, debut: p.debut, fin: p.fin });
    };
    if (a.debut < debut) signaler(3, { debut: a.debut, fin: minJour(a.fin, veille(debut)) });
    for (const trou of trousDe(a, scolarites, (s) => s.uai === a.uai)) signaler(4, trou);
    if (!decision.dossierActif) signaler(5, a);
    if (!a.maintien && fin < a.fin) signaler(7, { debut: maxJour(a.debut, lendemain(fin)), fin: a.fin });
  }
  return trouvees;
}

/**
 * 9, on the days when the school belongs to a PIAL and the mission is not affected to that PIAL, whatever the hours of
 * the affectations (F10.3-1). A school outside any PIAL asks for nothing.
 */
export function anomaliesDAffectation(
  affectations: readonly (Periode & { readonly pial: string })[],
  accompagnements: readonly (PeriodeFermee & {
    readonly id: number;
    /** The PIALs of its school, one at a time. */
    readonly appartenances: readonly (Periode & { readonly pial: string })[];
  })[],
): AnomalieDAffectation[] {
  return accompagnements.flatMap((a) => {
    const manques = a.appartenances.flatMap((appartenance) => {
      const commun = intersection(a, appartenance);
      return commun === null ? [] : trousDe(commun, affectations, (f) => f.pial === appartenance.pial);
    });
    return reunir(manques).map(({ debut, fin }) => ({ type: 9 as const, accompagnement: a.id, debut, fin }));
  });
}

/** `trous` among the pieces that count; at once when one of them covers everything, as nearly always. */
function trousDe<P extends Periode>(p: PeriodeFermee, pieces: readonly P[], compte: (piece: P) => boolean) {
  for (const piece of pieces) {
    if (compte(piece) && piece.debut <= p.debut && (piece.fin === null || piece.fin >= p.fin)) return [];
  }
  return trous(p, pieces.filter(compte));
}

/** The maximal runs of days on which the accompaniments of a mission exceed its hours, in order. */
function joursDepasses(heures: number, accompagnements: readonly (HeuresPosees & PeriodeFermee)[]): PeriodeFermee[] {
  const limite = centiemes(heures);
  if (accompagnements.reduce((total, a) => total + centiemes(a.heures), 0) <= limite) return [];
  const debut = accompagnements.map((a) => a.debut).reduce((a, b) => minJour(a, b));
  const fin = accompagnements.map((a) => a.fin).reduce((a, b) => maxJour(a, b));
  const exces = decouper({ debut, fin }, accompagnements).filter((tranche) => tranche.posees > limite);
  return reunir(exces.map((tranche) => ({ debut: tranche.debut, fin: tranche.fin ?? fin })));
}

/** Joins the periods that follow or overlap each other; in order. */
function reunir(periodes: readonly PeriodeFermee[]): PeriodeFermee[] {
  const jointes: PeriodeFermee[] = [];
  for (const p of [...periodes].sort((a, b) => (a.debut < b.debut ? -1 : 1))) {
    const derniere = jointes.at(-1);
    if (derniere !== undefined && p.debut <= lendemain(derniere.fin)) {
      jointes[jointes.length - 1] = { debut: derniere.debut, fin: maxJour(derniere.fin, p.fin) };
    } else {
      jointes.push(p);
    }
  }
  return jointes;
}
