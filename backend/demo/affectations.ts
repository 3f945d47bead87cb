import { type AnneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { depuisCentiemes, centiemes } from '../src/kernel/heures.js';
import { intersection } from '../src/kernel/periode.js';
import type { Uai } from '../src/kernel/uai.js';
import type { Alea } from './alea.js';
import type { Moyen } from './disponibilites.js';
import type { MissionLue } from './lecture-monde.js';

export interface AffectationPrevue {
  readonly missionId: number;
  readonly pialUai: Uai;
  readonly debut: string;
  readonly fin: string;
  readonly heures: number;
}

/** Missions that nobody has affected this year, and those shared with another PIAL. */
const PART_DISPONIBLE = 0.06;
const PART_PARTAGEE = 0.04;

export interface AffectationsDeLAnnee {
  readonly affectations: readonly AffectationPrevue[];
  readonly moyens: readonly Moyen[];
  /** Half of the hours of some missions, for the next PIAL. */
  readonly prets: readonly Moyen[];
}

/** The missions of a PIAL in a school year: affected for their hours, within their period and the year. */
export function affecter(
  alea: Alea,
  pialUai: Uai,
  missions: readonly MissionLue[],
  annee: AnneeScolaire,
  courante: boolean,
): AffectationsDeLAnnee {
  const affectations: AffectationPrevue[] = [];
  const moyens: Moyen[] = [];
  const prets: Moyen[] = [];
  for (const mission of missions) {
    const moyen = moyenDe(mission, annee);
    if (!moyen) continue;
    const sort = courante && mission.accompagne ? alea.next() : 1;
    if (sort < PART_DISPONIBLE) continue;
    const partagee = sort < PART_DISPONIBLE + PART_PARTAGEE && moyen.heures >= 20;
    const heures = partagee ? depuisCentiemes(Math.round(centiemes(moyen.heures) / 200) * 100) : moyen.heures;
    const { missionId, debut, fin } = moyen;
    affectations.push({ missionId, pialUai, debut, fin, heures });
    if (mission.accompagne) moyens.push({ ...moyen, heures });
    if (partagee)
      prets.push({
        ...moyen,
        heures: depuisCentiemes(centiemes(moyen.heures) - centiemes(heures)),
        uaiEmployeur: null,
      });
  }
  return { affectations, moyens, prets };
}

/** What a mission can give within a school year; null when it has no day there. */
export function moyenDe(mission: MissionLue, annee: AnneeScolaire): Moyen | null {
  const dedans = intersection(periodeAnnee(annee), mission);
  if (!dedans) return null;
  const { id: missionId, heures, uaiEmployeur, nature } = mission;
  return { missionId, ...dedans, heures, uaiEmployeur, vocation: vocationDe(nature) };
}

function vocationDe(nature: string): Moyen['vocation'] {
  if (/^[HE]I/.test(nature)) return 'INDIVIDUELLE';
  return /^[HA]M/.test(nature) ? 'MUTUALISEE' : null;
}
