/** Words that one file writes and another leaves out. */
const PARTICULES: ReadonlySet<string> = new Set([
  'd',
  'de',
  'du',
  'des',
  'da',
  'dos',
  'l',
  'la',
  'le',
  'les',
  'el',
  'al',
  'van',
  'von',
  'der',
  'den',
]);

/**
 * What compares the names of two files: lower case, no accent, no hyphen, apostrophe or space, no particle unless there
 * is nothing else. `de la Fontaine-Œuvre` → `fontaineoeuvre`.
 */
export function nomComparable(nom: string): string {
  const simple = nom.toLowerCase();
  // Most names: one word of plain letters, the only one it has.
  if (/^[a-z]+$/.test(simple)) return simple;
  const mots = nom
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((mot) => mot !== '');
  const pleins = mots.filter((mot) => !PARTICULES.has(mot));
  return (pleins.length > 0 ? pleins : mots).join('');
}

/** Levenshtein distance, or `maximum + 1` as soon as it is known to be beyond. */
export function distanceBornee(a: string, b: string, maximum: number): number {
  if (a === b) return 0;
  if (maximum <= 0 || Math.abs(a.length - b.length) > maximum) return maximum + 1;
  let precedente = Array.from({ length: b.length + 1 }, (_, rang) => rang);
  for (let i = 1; i <= a.length; i += 1) {
    const ligne = [i];
    let plusPetite = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cout = a[i - 1] === b[j - 1] ? 0 : 1;
      const valeur = Math.min((ligne[j - 1] ?? 0) + 1, (precedente[j] ?? 0) + 1, (precedente[j - 1] ?? 0) + cout);
      ligne.push(valeur);
      if (valeur < plusPetite) plusPetite = valeur;
    }
    if (plusPetite > maximum) return maximum + 1;
    precedente = ligne;
  }
  return Math.min(precedente[b.length] ?? 0, maximum + 1);
}
