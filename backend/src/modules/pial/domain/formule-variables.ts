/** On one day: number of active mutualised decisions, of individual ones, and weekly hours of the individual ones. */
export interface VariablesFormule {
  readonly cM: number;
  readonly cI: number;
  readonly hI: number;
}
