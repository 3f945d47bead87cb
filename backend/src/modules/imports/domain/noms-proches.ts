/** What a column of another academy's extract may be called, when it is not ours: compared without case, accents, spaces. */
const SYNONYMES: Readonly<Record<string, readonly string[]>> = {
  idagent: ['numen', 'matricule', 'agent', 'identifiantagent', 'numeroagent', 'codeagent'],
  nomusage: ['nom', 'patronyme', 'nomusuel'],
  nomfamille: ['nomnaissance', 'nompatronymique', 'nomjeunefille'],
  datenaissance: ['naissance', 'neele', 'datenais'],
  codepostal: ['cp', 'codepost'],
  commune: ['ville', 'localite'],
  courriel: ['mail', 'email', 'adresseelectronique', 'mel'],
  telephone: ['tel', 'portable', 'mobile'],
  idcontrat: ['contrat', 'numerocontrat', 'refcontrat'],
  idmission: ['mission', 'numeromission', 'numerosupport', 'support'],
  naturesupport: ['nature', 'codenature', 'naturedusupport'],
  quotite: ['quotitetravail', 'tauxactivite', 'quotiteservice'],
  heureshebdo: ['heures', 'nbheures', 'heureshebdomadaires', 'orshebdo'],
  uaiemployeur: ['employeur', 'rneemployeur', 'uaiaffectation'],
  uaipayeur: ['payeur', 'rnepayeur'],
  uaitetepial: ['pial', 'tetepial', 'uaipial'],
  uai: ['rne', 'codeuai', 'etablissement'],
  ideleve: ['eleve', 'identifianteleve', 'numeroeleve'],
};

const SEUIL = 0.72;

/** 0..1; both are comparable names (see `nomComparable`). 1 is the same name, a synonym is just below. */
export function proximite(notre: string, leur: string): number {
  if (notre === leur) return 1;
  if (notre === '' || leur === '') return 0;
  if (SYNONYMES[notre]?.includes(leur)) return 0.95;
  const court = Math.min(notre.length, leur.length);
  const contenu = court >= 4 && (notre.includes(leur) || leur.includes(notre));
  const distance = 1 - distanceEdition(notre, leur) / Math.max(notre.length, leur.length);
  return Math.max(distance, contenu ? 0.7 + 0.2 * (court / Math.max(notre.length, leur.length)) : 0);
}

/** The names of `candidats` near to ours, best first: positions in the list. */
export function nomsProches(notre: string, candidats: readonly string[], combien: number): number[] {
  return candidats
    .map((candidat, rang) => ({ rang, score: proximite(notre, candidat) }))
    .filter(({ score }) => score >= SEUIL)
    .sort((a, b) => b.score - a.score || a.rang - b.rang)
    .slice(0, combien)
    .map(({ rang }) => rang);
}

/** Levenshtein, on names short by nature. */
function distanceEdition(a: string, b: string): number {
  let precedente = Array.from({ length: b.length + 1 }, (_, rang) => rang);
  for (let i = 1; i <= a.length; i += 1) {
    const ligne = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cout = a[i - 1] === b[j - 1] ? 0 : 1;
      ligne.push(Math.min((ligne[j - 1] ?? 0) + 1, (precedente[j] ?? 0) + 1, (precedente[j - 1] ?? 0) + cout));
    }
    precedente = ligne;
  }
  return precedente[b.length] ?? 0;
}
