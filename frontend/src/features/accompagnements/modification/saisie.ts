import { anneeScolaire, dernierJourAnnee, plusJours } from '../../../ui/formats/jours';
import { type AccompagnementDetail, type ModificationAccompagnement } from '../accompagnements.api';

/** What the form holds; the mission is chosen beside it. */
export interface Saisie {
  debut: string | null;
  fin: string | null;
  heures: number | null;
  heuresRepas: number | null;
  heuresMeridienne: number | null;
}

export const VIDE: Saisie = { debut: null, fin: null, heures: null, heuresRepas: null, heuresMeridienne: null };

export type Dates = Pick<Saisie, 'debut' | 'fin'>;

export type Operation = 'MODIFIER' | 'INSERER' | 'MAINTENIR';

export function saisieDe({ debut, fin, heures, heuresRepas, heuresMeridienne }: AccompagnementDetail): Saisie {
  return { debut, fin, heures, heuresRepas, heuresMeridienne };
}

/** A maintien goes on from the last day of the decisions, or of the maintien, to the end of the school year. */
export function datesMaintien({ decisions, maintien, fin: finActuelle }: AccompagnementDetail): {
  readonly debut: string;
  readonly fin: string;
} {
  const fins = [...decisions.map(({ fin }) => fin), ...(maintien ? [finActuelle] : [])];
  const debut = plusJours(
    fins.reduce((a, b) => (a > b ? a : b)),
    1,
  );
  return { debut, fin: dernierJourAnnee(anneeScolaire(debut)) };
}

/** Only what was changed: what the other one changed meanwhile stays. */
export function changements(
  un: AccompagnementDetail,
  saisie: Saisie,
  missionId: number,
  decisionIds: readonly number[],
): ModificationAccompagnement {
  const { debut, fin, heures, heuresRepas, heuresMeridienne } = saisie;
  return {
    ...(debut !== null && debut !== un.debut ? { debut } : {}),
    ...(fin !== null && fin !== un.fin ? { fin } : {}),
    ...(heures !== null && heures !== un.heures ? { heures } : {}),
    ...((heuresRepas ?? 0) === un.heuresRepas ? {} : { heuresRepas: heuresRepas ?? 0 }),
    ...((heuresMeridienne ?? 0) === un.heuresMeridienne ? {} : { heuresMeridienne: heuresMeridienne ?? 0 }),
    ...(missionId === un.missionId ? {} : { missionId }),
    ...(decisionIds.length === un.decisions.length ? {} : { decisionIds: [...decisionIds] }),
  };
}
