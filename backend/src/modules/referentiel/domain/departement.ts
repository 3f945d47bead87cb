/** UAI prefixes that are not the code of the département: Corsica keeps its 1975 numbers, the Pacific its own. */
const PREFIXES: Readonly<Record<string, string>> = {
  '620': '02A',
  '720': '02B',
  '20A': '02A',
  '20B': '02B',
  '983': '988',
  '984': '987',
  '987': '986',
};

/** Three characters, as the ministry writes them, from what files write: `31`, `9`, `2A`, `031`, `620`. Null otherwise. */
export function codeDepartement(texte: string): string | null {
  const net = texte.trim().toUpperCase();
  if (!/^\d{1,3}$|^0?2[AB]$|^20[AB]$/.test(net)) return null;
  const code = net.padStart(3, '0');
  // 987 is French Polynesia as a département, Wallis as a prefix: only the unambiguous prefixes are translated here.
  return code === '620' || code === '720' || code === '20A' || code === '20B' ? (PREFIXES[code] ?? null) : code;
}

/** Département that the first three digits of a UAI tell; the caller checks that it exists. */
export function departementDeLUai(uai: string): string {
  const prefixe = uai.slice(0, 3);
  return PREFIXES[prefixe] ?? prefixe;
}

/** Département of a postal code (three characters), null when it has none: the first digits, Corsica and overseas apart. */
export function departementDuCodePostal(codePostal: string): string | null {
  if (!/^\d{5}$/.test(codePostal)) return null;
  if (/^9[78]/.test(codePostal)) return codePostal.slice(0, 3);
  if (/^20[01]/.test(codePostal)) return '02A';
  if (codePostal.startsWith('20')) return '02B';
  return `0${codePostal.slice(0, 2)}`;
}
