/** Bytes of JSON, in UTF-8, of one value kept for a user. */
export const TAILLE_JSON_MAX = 16 * 1024;
const PROFONDEUR_MAX = 32;
/** Beyond, jsonb would write hundreds of digits where the request had five characters. */
const NOMBRE_MAX = 1e15;

/**
 * What stops a JSON value of a user from being kept as it is; null when nothing does. The depth is looked at first, and
 * without recursion: the value comes from outside.
 */
export function defautDuJson(valeur: unknown): string | null {
  const aVoir: { readonly valeur: unknown; readonly profondeur: number }[] = [{ valeur, profondeur: 0 }];
  for (let ici = aVoir.pop(); ici !== undefined; ici = aVoir.pop()) {
    if (ici.profondeur > PROFONDEUR_MAX) return `Plus de ${PROFONDEUR_MAX} niveaux imbriqués.`;
    const defaut = defautDuMorceau(ici.valeur);
    if (defaut) return defaut;
    if (typeof ici.valeur !== 'object' || ici.valeur === null) continue;
    for (const [cle, dedans] of Object.entries(ici.valeur)) {
      if (!texteGardable(cle)) return 'Nom de champ illisible.';
      aVoir.push({ valeur: dedans, profondeur: ici.profondeur + 1 });
    }
  }
  const taille = Buffer.byteLength(JSON.stringify(valeur));
  return taille > TAILLE_JSON_MAX ? `${TAILLE_JSON_MAX / 1024} ko de JSON au plus.` : null;
}

function defautDuMorceau(valeur: unknown): string | null {
  switch (typeof valeur) {
    case 'string':
      return texteGardable(valeur) ? null : 'Texte illisible.';
    case 'number':
      return valeur === 0 || (Math.abs(valeur) <= NOMBRE_MAX && Math.abs(valeur) >= 1 / NOMBRE_MAX)
        ? null
        : 'Nombre hors limites.';
    case 'boolean':
    case 'object':
      return null;
    default:
      return 'Valeur JSON attendue.';
  }
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const texteGardable = (texte: string): boolean => texte.isWellFormed() && !texte.includes('\0');
