import { centiemes, depuisCentiemes } from '../src/kernel/heures.js';
import type { Jour } from '../src/kernel/jour.js';
import type { PeriodeFermee } from '../src/kernel/periode.js';
import type { Uai } from '../src/kernel/uai.js';

/** Hours that a mission can give to one PIAL (or to the schools outside any) within one school year. */
export interface Moyen extends PeriodeFermee {
  readonly missionId: number;
  readonly heures: number;
  readonly uaiEmployeur: Uai | null;
  /** Accompanies pupils individually by preference, mutually by preference, or both. */
  readonly vocation: 'INDIVIDUELLE' | 'MUTUALISEE' | null;
}

interface Pose {
  readonly debut: Jour;
  readonly fin: Jour;
  readonly centiemes: number;
}

/** What each mission has left, day by day: nobody is ever given more than its hours. */
export class Disponibilites {
  private readonly poses = new Map<Moyen, Pose[]>();

  /** Weekly hours free on every day of the period; 0 outside the mission. */
  libres(moyen: Moyen, debut: Jour, fin: Jour): number {
    if (debut < moyen.debut || fin > moyen.fin) return 0;
    const poses = this.poses.get(moyen);
    if (!poses) return moyen.heures;
    // The sum only grows on a day when something starts.
    let plusHaut = 0;
    for (const { debut: d, fin: f } of poses) {
      if (f < debut || fin < d) continue;
      const jour = d < debut ? debut : d;
      let total = 0;
      for (const p of poses) if (p.debut <= jour && jour <= p.fin) total += p.centiemes;
      if (total > plusHaut) plusHaut = total;
    }
    return depuisCentiemes(centiemes(moyen.heures) - plusHaut);
  }

  poser(moyen: Moyen, debut: Jour, fin: Jour, heures: number): void {
    const pose = { debut, fin, centiemes: centiemes(heures) };
    const poses = this.poses.get(moyen);
    if (poses) poses.push(pose);
    else this.poses.set(moyen, [pose]);
  }
}
