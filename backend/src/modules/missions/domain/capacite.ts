import { centiemes, depuisCentiemes, enFrancaisHeures } from '../../../kernel/heures.js';
import { type Jour, enFrancais } from '../../../kernel/jour.js';
import { type Periode, chevauche, contient, enFrancaisPeriode, inclut } from '../../../kernel/periode.js';

/** What stands on a mission: an accompaniment or an affectation to a PIAL. */
export interface Charge {
  readonly id: number;
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly heures: number;
  /** As refusals name it, with its dates: « l’accompagnement de MARTIN Léo du … au … ». */
  readonly libelle: string;
}

export type ChargeDeMission =
  | (Charge & { readonly genre: 'ACCOMPAGNEMENT' })
  | (Charge & { readonly genre: 'AFFECTATION'; readonly pialUai: string });

export interface MissionPorteuse {
  readonly debut: Jour;
  readonly fin: Jour | null;
  readonly heures: number;
  /** Its nature de support accompanies pupils. */
  readonly accompagne: boolean;
}

export const CODES_MANQUEMENT = ['NATURE', 'PERIODE', 'HEURES', 'AFFECTATION_DOUBLE'] as const;

/** Why a mission cannot bear a charge. */
export interface Manquement {
  readonly code: (typeof CODES_MANQUEMENT)[number];
  readonly message: string;
}

/**
 * Whether a mission can bear `nouvelles` beside `presentes` (invariants 1 to 3): its nature, its period, and, day by day,
 * its weekly hours, for the accompaniments and for the affectations apart. Faults that concern `presentes` alone are not
 * ours: imports may have made them.
 */
export function verifierCapacite(
  mission: MissionPorteuse,
  nouvelles: readonly ChargeDeMission[],
  presentes: readonly ChargeDeMission[] = [],
): Manquement[] {
  const manquements: Manquement[] = [];
  if (!mission.accompagne) {
    for (const { genre, libelle } of nouvelles) {
      if (genre !== 'ACCOMPAGNEMENT') continue;
      manquements.push({
        code: 'NATURE',
        message: `sa nature de support n’accompagne pas d’élève, or elle porterait ${libelle}`,
      });
    }
  }
  for (const charge of nouvelles) {
    if (inclut(mission, charge)) continue;
    manquements.push({
      code: 'PERIODE',
      message: `${charge.libelle} sort de la période de la mission, ${periode(mission)}`,
    });
  }
  for (const [genre, quoi] of [
    ['ACCOMPAGNEMENT', 'les accompagnements'],
    ['AFFECTATION', 'les affectations'],
  ] as const) {
    const depassement = depasse(
      mission.heures,
      nouvelles.filter((c) => c.genre === genre),
      presentes.filter((c) => c.genre === genre),
    );
    if (depassement === null) continue;
    const { jour, heures } = depassement;
    manquements.push({
      code: 'HEURES',
      message: `${quoi} totaliseraient ${enFrancaisHeures(heures)} le ${enFrancais(jour)}, pour ${enFrancaisHeures(mission.heures)} de mission`,
    });
  }
  const toutes = [...nouvelles, ...presentes];
  nouvelles.forEach((charge, rang) => {
    if (charge.genre !== 'AFFECTATION') return;
    for (const autre of toutes.slice(rang + 1)) {
      if (autre.genre !== 'AFFECTATION' || autre.pialUai !== charge.pialUai || !chevauche(autre, charge)) continue;
      manquements.push({ code: 'AFFECTATION_DOUBLE', message: `${charge.libelle} recoupe ${autre.libelle}` });
    }
  });
  return manquements;
}

/** The fullest of the days of `nouvelles` when it exceeds the hours, else null. Loads only rise where a charge begins. */
function depasse(
  heures: number,
  nouvelles: readonly Charge[],
  presentes: readonly Charge[],
): { jour: Jour; heures: number } | null {
  const toutes = [...nouvelles, ...presentes];
  let pire: { jour: Jour; heures: number } | null = null;
  for (const { debut: jour } of toutes) {
    if (!nouvelles.some((charge) => contient(charge, jour))) continue;
    const total = toutes.filter((c) => contient(c, jour)).reduce((somme, c) => somme + centiemes(c.heures), 0);
    if (total <= centiemes(heures) || (pire !== null && total <= centiemes(pire.heures))) continue;
    pire = { jour, heures: depuisCentiemes(total) };
  }
  return pire;
}

function periode({ debut, fin }: Periode): string {
  return fin === null ? `ouverte depuis le ${enFrancais(debut)}` : enFrancaisPeriode({ debut, fin });
}
