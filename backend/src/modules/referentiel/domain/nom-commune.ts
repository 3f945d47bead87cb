const ABREGES: Readonly<Record<string, string>> = {
  ST: 'SAINT',
  STE: 'SAINTE',
  STS: 'SAINTS',
  STES: 'SAINTES',
  S: 'SUR',
};

/**
 * What compares the names of communes: upper case, no accent, no punctuation, SAINT written in full, without CEDEX nor
 * arrondissement. `St-Orens-de-Gameville Cedex` → `SAINT ORENS DE GAMEVILLE`, `PARIS 15EME` → `PARIS`.
 */
export function nomCommuneRecherche(nom: string): string {
  return nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll('Œ', 'OE')
    .replaceAll('Æ', 'AE')
    .replace(/[^A-Z0-9]+/g, ' ')
    .replace(/ CEDEX\b.*$/, '')
    .replace(/ \d+ ?(?:ER|ERE|E|EME)?(?: ARRONDISSEMENT)?\s*$/, '')
    .trim()
    .split(' ')
    .map((mot, rang, mots) => (rang === mots.length - 1 ? mot : (ABREGES[mot] ?? mot)))
    .join(' ');
}
