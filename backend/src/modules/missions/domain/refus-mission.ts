import { type ChampEnErreur, ErreurMetier } from '../../../kernel/erreur-metier.js';
import { enumerer } from '../../../kernel/enumerer.js';
import { type Jour, enFrancais } from '../../../kernel/jour.js';

const USAGES_CITES = 5;

export class MissionIntrouvable extends ErreurMetier {
  readonly code = 'MISSION_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor(id: number) {
    super(`La mission n° ${id} n’existe pas dans votre périmètre. Revenez à la liste des missions.`, {
      details: { missionId: id },
    });
  }
}

/** RH missions are corrected in RH (F8.2-2). */
export class MissionVerrouillee extends ErreurMetier {
  readonly code = 'MISSION_VERROUILLEE';
  readonly nature = 'refus';
  constructor(mission: string, source: string) {
    super(
      `${mission} vient de ${source} : seules les missions prévisionnelles se modifient ou se suppriment. Faites-la corriger dans les bases RH.`,
    );
  }
}

export class MissionInactive extends ErreurMetier {
  readonly code = 'MISSION_INACTIVE';
  readonly nature = 'refus';
  constructor(mission: string) {
    super(
      `${mission} est inactive : une fusion l’a remplacée par la mission RH. Annulez la fusion pour la modifier ou la supprimer.`,
    );
  }
}

export class MissionUtilisee extends ErreurMetier {
  readonly code = 'MISSION_UTILISEE';
  readonly nature = 'refus';
  /** @param usages e.g. « l’accompagnement de MARTIN Léo du … au … » */
  constructor(mission: string, usages: readonly string[]) {
    super(
      `${mission} ne peut pas être supprimée : elle porte ${enumerer(usages, USAGES_CITES)}. Supprimez-les ou déplacez-les d’abord.`,
      {
        details: { usages: [...usages] },
      },
    );
  }
}

/** A change that would leave accompaniments or affectations outside the mission or above its hours (invariants 1 and 2). */
export class MissionOccupee extends ErreurMetier {
  readonly code = 'MISSION_OCCUPEE';
  readonly nature = 'refus';
  constructor(mission: string, manquements: readonly { readonly champ: string; readonly message: string }[]) {
    super(
      `${mission} ne peut pas être modifiée ainsi : ${manquements.map(({ message }) => message).join(' ; ')}. Modifiez d’abord ce qui s’appuie sur elle.`,
      { champs: manquements.map(({ champ, message }) => ({ path: champ, message })) },
    );
  }
}

/** Each fault of what is typed, with its field. */
export class MissionIncoherente extends ErreurMetier {
  readonly code = 'MISSION_INCOHERENTE';
  readonly nature = 'refus';
  constructor(champs: readonly ChampEnErreur[]) {
    super(champs.map(({ message }) => message).join(' '), { champs });
  }
}

/** As refusals name a mission. */
export function nommerMission(qui: string, nature: string, debut: Jour, fin: Jour | null): string {
  const periode = fin === null ? `depuis le ${enFrancais(debut)}` : `du ${enFrancais(debut)} au ${enFrancais(fin)}`;
  return `La mission ${nature} de ${qui}, ${periode},`;
}
