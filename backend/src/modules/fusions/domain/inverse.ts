/** A row that the merge changed, with the version that it left: another version since forbids to undo. */
export interface LigneTouchee {
  readonly id: number;
  readonly version: number;
}

/** A row moved from a provisional mission to a real one. */
export interface LigneDeplacee extends LigneTouchee {
  readonly de: number;
  readonly vers: number;
}

/** What a merge did, so that it can be undone exactly. */
export interface Inverse {
  readonly accompagnements: readonly LigneDeplacee[];
  readonly affectations: readonly LigneDeplacee[];
  /** Provisional missions merged into a real one: active before, inactive since. */
  readonly missionsRemplacees: readonly LigneTouchee[];
  /** Provisional missions that no real one replaces: given to the real AESH. */
  readonly missionsDeplacees: readonly LigneDeplacee[];
  /** The provisional AESH; null when only missions are merged. */
  readonly previsionnel: LigneTouchee | null;
  /** Columns of the real AESH that were empty and took the value of the provisional one. */
  readonly completes: Readonly<Record<string, unknown>>;
}
