/**
 * Fields of one record (RFC 4180). A quote that does not open the field is an ordinary character, and so is what
 * follows a closing quote: `"LES LILAS" BAT 3` reads `LES LILAS BAT 3`. Null when a quoted field is not closed.
 * @param strict nothing may follow a closing quote: no field at all otherwise
 */
export function decouperChamps(texte: string, separateur: string, strict = false): string[] | null {
  const champs: string[] = [];
  for (let position = 0; ;) {
    if (texte.charCodeAt(position) !== 34) {
      const fin = texte.indexOf(separateur, position);
      if (fin < 0) {
        champs.push(texte.slice(position));
        return champs;
      }
      champs.push(texte.slice(position, fin));
      position = fin + 1;
      continue;
    }
    let valeur = '';
    let suite = position + 1;
    for (;;) {
      const guillemet = texte.indexOf('"', suite);
      if (guillemet < 0) return null;
      valeur += texte.slice(suite, guillemet);
      suite = guillemet + 1;
      if (texte.charCodeAt(suite) !== 34) break;
      valeur += '"';
      suite += 1;
    }
    const fin = texte.indexOf(separateur, suite);
    if (strict && suite !== (fin < 0 ? texte.length : fin)) return [];
    champs.push(valeur + texte.slice(suite, fin < 0 ? texte.length : fin));
    if (fin < 0) return champs;
    position = fin + 1;
  }
}
