import { periodeAnnee, anneeScolaire } from '../../../kernel/annee-scolaire.js';
import type { Jour } from '../../../kernel/jour.js';

/** One run of days of the timeline of a decision (guide §5.5), as it is stored. */
export interface SegmentFrise {
  readonly debut: Jour;
  readonly fin: Jour;
  readonly etat: 'ROUGE' | 'ORANGE' | 'VERT' | 'BLEU' | 'BLANC' | 'VIOLET';
  /** Weekly hours placed. */
  readonly heures: number;
  /** Ids of the accompaniments behind it. */
  readonly accompagnements: readonly number[];
  /** Hatched. Stored for a provisional mission; what depends on today is added by `hachurer`. */
  readonly previsionnel: boolean;
}

/** Example 3 of the guide (§5.5.2): what starts after the end of the current school year is hatched too. */
export function hachurer(segments: readonly SegmentFrise[], aujourdhui: Jour): SegmentFrise[] {
  const { fin } = periodeAnnee(anneeScolaire(aujourdhui));
  return segments.map((segment) =>
    segment.accompagnements.length > 0 && segment.debut > fin ? { ...segment, previsionnel: true } : segment,
  );
}
