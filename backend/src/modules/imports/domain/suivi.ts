/** Progress of a long import; the jobs, the command line and the specs give one. */
export interface Suivi {
  /** @param fraction 0..1 @param etape French */
  progresser(fraction: number, etape: string): void;
}

export const SANS_SUIVI: Suivi = { progresser: () => undefined };

/** The part of a progress that one step fills. */
export function partie(suivi: Suivi, debut: number, fin: number): Suivi {
  return { progresser: (fraction, etape) => suivi.progresser(debut + (fin - debut) * fraction, etape) };
}
