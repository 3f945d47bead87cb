import { type Periode, chevauche, inclut } from '../../../kernel/periode.js';

export interface MissionARapprocher<Charge> extends Periode {
  readonly id: number;
  readonly natureCode: string;
  readonly heures: number;
  readonly accompagne: boolean;
  readonly uaiEmployeur: string | null;
  /** Its accompaniments and affectations. */
  readonly charges: readonly Charge[];
}

/** What keeps a mission from bearing new charges beside those that it has; the rule is that of the missions. */
export type VerifierCapacite<Charge, Mission> = (
  mission: Mission,
  nouvelles: readonly Charge[],
  presentes: readonly Charge[] | undefined,
) => readonly { readonly message: string }[];

export interface MissionProposee {
  readonly previsionnelleId: number;
  readonly reelleId: number | null;
  readonly raison: string;
}

/**
 * Which real mission could replace each provisional one: it bears its accompaniments and affectations beside its own and
 * those already proposed to it; of several, the one most alike. Without any, why not.
 */
export function proposerMissions<Charge, Mission extends MissionARapprocher<Charge>>(
  previsionnelles: readonly Mission[],
  reelles: readonly Mission[],
  verifier: VerifierCapacite<Charge, Mission>,
): MissionProposee[] {
  const portees = new Map(reelles.map((reelle) => [reelle.id, [...reelle.charges]]));
  return previsionnelles.map((previsionnelle) => {
    const { id: previsionnelleId } = previsionnelle;
    const proches = reelles
      .map((reelle) => ({ reelle, points: ressemblance(previsionnelle, reelle) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points || a.reelle.id - b.reelle.id);
    const retenue = proches.find(
      ({ reelle }) => verifier(reelle, previsionnelle.charges, portees.get(reelle.id)).length === 0,
    );
    if (retenue) {
      portees.get(retenue.reelle.id)?.push(...previsionnelle.charges);
      return { previsionnelleId, reelleId: retenue.reelle.id, raison: pourquoi(previsionnelle, retenue.reelle) };
    }
    const [premiere] = proches;
    if (!premiere) return { previsionnelleId, reelleId: null, raison: 'Aucune mission réelle sur cette période.' };
    const [manquement] = verifier(premiere.reelle, previsionnelle.charges, portees.get(premiere.reelle.id));
    return {
      previsionnelleId,
      reelleId: null,
      raison: `La mission réelle ne convient pas : ${manquement?.message ?? ''}.`,
    };
  });
}

/** 0: not to be proposed, no day in common or another use. */
function ressemblance(a: MissionARapprocher<unknown>, b: MissionARapprocher<unknown>): number {
  if (a.accompagne !== b.accompagne || !chevauche(a, b)) return 0;
  return (
    1 +
    (a.natureCode === b.natureCode ? 4 : 0) +
    (a.uaiEmployeur !== null && a.uaiEmployeur === b.uaiEmployeur ? 4 : 0) +
    (a.heures === b.heures ? 2 : 0) +
    (a.debut === b.debut ? 2 : 0) +
    (inclut(b, a) ? 1 : 0)
  );
}

function pourquoi(a: MissionARapprocher<unknown>, b: MissionARapprocher<unknown>): string {
  const points = [
    a.natureCode === b.natureCode && 'même nature',
    a.uaiEmployeur !== null && a.uaiEmployeur === b.uaiEmployeur && 'même employeur',
    a.heures === b.heures && 'mêmes heures',
    inclut(b, a) && 'période couverte',
  ].filter((point) => point !== false);
  return points.length === 0 ? 'Elle porte ce qui est posé.' : `${points.join(', ')}.`;
}
