/** A column of an export, whatever the format. */
export interface ColonneExport<Ligne> {
  readonly nom: string;
  /** French header. */
  readonly entete: string;
  /**
   * How `valeur` is read: `texte` (by default) as it is; `jour` a date, `AAAA-MM-JJ`; `nombre` a number; `part` a ratio,
   * shown in %.
   */
  readonly genre?: 'texte' | 'jour' | 'nombre' | 'part';
  readonly valeur: (ligne: Ligne) => string | number | null;
  /** Width in characters, XLSX only. */
  readonly largeur?: number;
}
