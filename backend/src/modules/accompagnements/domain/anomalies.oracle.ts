import type { Jour } from '../../../kernel/jour.js';
import { dansPeriode, joursDe } from '../../../kernel/jours.oracle.js';
import type { Periode, PeriodeFermee } from '../../../kernel/periode.js';

/** Everything that the nine definitions look at. */
export interface MondeExamine {
  readonly missions: ReadonlyMap<
    number,
    {
      readonly periode: Periode;
      readonly heures: number;
      readonly active: boolean;
      readonly aeshActif: boolean;
      readonly affectations: readonly (Periode & { readonly pial: string })[];
    }
  >;
  readonly decisions: ReadonlyMap<
    number,
    {
      readonly periode: PeriodeFermee;
      readonly dossierActif: boolean;
      readonly scolarites: readonly (Periode & { readonly uai: string })[];
    }
  >;
  readonly appartenances: readonly (Periode & { readonly uai: string; readonly pial: string })[];
  readonly accompagnements: ReadonlyMap<
    number,
    PeriodeFermee & {
      readonly mission: number;
      readonly decisions: readonly number[];
      readonly uai: string;
      readonly heures: number;
      readonly maintien: boolean;
    }
  >;
}

/**
 * The nine definitions of the domain one day after the other, as lines
 * '<accompaniment> <type> <decision or -> <first day> <last day>', sorted.
 */
export function anomaliesNaives(monde: MondeExamine): string[] {
  const lignes: string[] = [];
  for (const [id, a] of monde.accompagnements) {
    const m = connu(monde.missions.get(a.mission));
    const noter = (type: number, decision: number | null, enFaute: (j: Jour) => boolean): void => {
      const fautes: { debut: Jour; fin: Jour }[] = [];
      let hier = false;
      for (const jour of joursDe(a)) {
        const aujourdhui = enFaute(jour);
        const derniere = fautes.at(-1);
        if (aujourdhui && hier && derniere) derniere.fin = jour;
        else if (aujourdhui) fautes.push({ debut: jour, fin: jour });
        hier = aujourdhui;
      }
      lignes.push(...fautes.map(({ debut, fin }) => `${id} ${type} ${decision ?? '-'} ${debut} ${fin}`));
    };
    noter(1, null, (j) => j < m.periode.debut);
    noter(2, null, (j) => m.periode.fin !== null && j > m.periode.fin);
    noter(6, null, (j) => {
      const presents = [...monde.accompagnements.values()].filter((o) => o.mission === a.mission && dansPeriode(o, j));
      return Math.round(presents.reduce((total, o) => total + o.heures, 0) * 100) > Math.round(m.heures * 100);
    });
    noter(8, null, () => !m.active || !m.aeshActif);
    noter(9, null, (j) => {
      const pial = monde.appartenances.find((p) => p.uai === a.uai && dansPeriode(p, j))?.pial;
      return pial !== undefined && !m.affectations.some((f) => f.pial === pial && dansPeriode(f, j));
    });
    for (const decision of a.decisions) {
      const d = connu(monde.decisions.get(decision));
      noter(3, decision, (j) => j < d.periode.debut);
      noter(4, decision, (j) => !d.scolarites.some((s) => s.uai === a.uai && dansPeriode(s, j)));
      noter(5, decision, () => !d.dossierActif);
      noter(7, decision, (j) => !a.maintien && j > d.periode.fin);
    }
  }
  return lignes.sort();
}

function connu<T>(objet: T | undefined): T {
  if (objet === undefined) throw new Error('Le monde ne connaît pas cet objet.');
  return objet;
}
