function reduire(texte: string): string {
  return texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Every word is somewhere in the text, accents and case ignored: the rule of the search of the lists (F4.4-1). */
export function contientMots(texte: string, mots: string): boolean {
  const reduit = reduire(texte);
  return reduire(mots)
    .split(/\s+/)
    .every((mot) => reduit.includes(mot));
}
