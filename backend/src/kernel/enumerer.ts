/**
 * « a, b et c », as refusals list people, periods or uses.
 * @param cites how many are named; the others are counted
 */
export function enumerer(mots: readonly string[], cites = Infinity): string {
  const nommes = mots.slice(0, cites);
  const autres = mots.length - nommes.length;
  if (autres > 0) nommes.push(`${autres} autre${autres > 1 ? 's' : ''}`);
  return nommes.length < 2 ? nommes.join('') : `${nommes.slice(0, -1).join(', ')} et ${nommes.at(-1)}`;
}
