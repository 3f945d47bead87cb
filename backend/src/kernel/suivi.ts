/** Progress of long work; the jobs, the command line and the specs each give one. */
export interface Suivi {
  /** @param fraction what is done, 0..1; never goes back. @param etape French, shown under the progress bar */
  progresser(fraction: number, etape: string): void;
}

export const SANS_SUIVI: Suivi = { progresser: () => undefined };

/** The part of a progress that one step fills. */
export function partie(suivi: Suivi, debut: number, fin: number): Suivi {
  return { progresser: (fraction, etape) => suivi.progresser(debut + (fin - debut) * fraction, etape) };
}
