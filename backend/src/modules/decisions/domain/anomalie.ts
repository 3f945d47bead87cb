import type { Jour } from '../../../kernel/jour.js';
import { enFrancaisPeriode } from '../../../kernel/periode.js';

/** Numbers of the domain: 1 to 7 are the guide's (§11.2, its seventh repeats the second), 8 and 9 are ours. */
export type TypeAnomalie = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export const TYPES_ANOMALIE: readonly TypeAnomalie[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Anomalies that come from what is true now and has no date: the state of a file (5), an inactive mission or AESH (8).
 * Past days are not at fault for it: a pupil who left school years ago, or a mission that ended normally and that RH no
 * longer sends, leaves nothing to mend. The stored days are those of the whole accompaniment, whatever the day; readers
 * keep the rows of these types whose last day has not passed (`estATraiter`, or the same condition in SQL).
 */
export const ANOMALIES_SANS_DATE: readonly TypeAnomalie[] = [5, 8];

/** There is something to mend: always for the dated facts; until its last day for the others. */
export function estATraiter(anomalie: { readonly type: TypeAnomalie; readonly fin: Jour }, aujourdhui: Jour): boolean {
  return !ANOMALIES_SANS_DATE.includes(anomalie.type) || anomalie.fin >= aujourdhui;
}

const LIBELLES: Readonly<Record<TypeAnomalie, string>> = {
  1: 'Commence avant la mission',
  2: 'Finit après la mission',
  3: 'Commence avant la décision',
  4: 'Élève non scolarisé dans l’établissement',
  5: 'Dossier gelé ou clôturé',
  6: 'Heures de la mission dépassées',
  7: 'Finit après la décision',
  8: 'Mission ou AESH inactif',
  9: 'AESH non affecté au PIAL de l’établissement',
};

/** A few words, for a chip or a column. */
export function libelleAnomalie(type: TypeAnomalie): string {
  return LIBELLES[type];
}

export interface AnomalieADire {
  readonly type: TypeAnomalie;
  /** Names as they are shown, e.g. 'Camille Durand'. */
  readonly aesh: string;
  readonly eleve: string;
  readonly etablissement: string;
  /** The days at fault, both included. */
  readonly debut: Jour;
  readonly fin: Jour | null;
}

/** What is wrong, for whom, where and when; then what to do. */
export function phraseAnomalie(anomalie: AnomalieADire): string {
  const { aesh, eleve, etablissement } = anomalie;
  const quand = enFrancaisPeriode({ debut: anomalie.debut, fin: anomalie.fin });
  const suivi = `l’accompagnement de ${eleve} par ${aesh} (${etablissement})`;
  const Suivi = `L${suivi.slice(1)}`;
  switch (anomalie.type) {
    case 1:
      return `${Suivi} commence avant la mission, qui ne le couvre pas ${quand}. Retardez son début, ou confiez ces jours à une autre mission.`;
    case 2:
      return `${Suivi} continue après la fin de la mission, qui ne le couvre plus ${quand}. Raccourcissez-le, ou confiez la suite à une autre mission.`;
    case 3:
      return `${Suivi} commence avant la décision, qui ne le couvre pas ${quand}. Retardez son début, ou faites vérifier les dates de la décision par l’ERSEH.`;
    case 4:
      return `${eleve} n’a pas de scolarité dans l’établissement ${etablissement} ${quand}, alors que ${aesh} doit l’y accompagner. Changez l’établissement ou les dates de l’accompagnement, ou faites vérifier la scolarité par l’ERSEH.`;
    case 5:
      return `Le dossier de ${eleve} est gelé ou clôturé, alors que ${aesh} doit l’accompagner (${etablissement}) ${quand}. Raccourcissez ou supprimez l’accompagnement, ou faites rouvrir le dossier par l’ERSEH.`;
    case 6:
      return `Les accompagnements de ${aesh}, dont celui de ${eleve} (${etablissement}), dépassent les heures de la mission ${quand}. Réduisez-les, ou confiez-en à une autre mission.`;
    case 7:
      return `${Suivi} continue après la fin de la décision, qui ne le couvre plus ${quand}. Raccourcissez-le, faites-en un maintien, ou rattachez-le à la décision suivante.`;
    case 8:
      return `La mission de ${aesh}, ou ${aesh} même, n’est plus active dans les données RH, alors que ${suivi} est prévu ${quand}. Confiez-le à une autre mission, ou faites vérifier la situation par le service RH.`;
    case 9:
      return `La mission de ${aesh} n’est pas affectée ${quand} au PIAL de l’établissement ${etablissement}, où doit avoir lieu l’accompagnement de ${eleve}. Affectez la mission à ce PIAL, ou choisissez une mission qui l’est.`;
  }
}
