import { type SecteurChoisi } from '../../../platform/profil/mes-secteurs';

/** Nothing narrowed is every sector kept. */
export function codesRetenus(secteurs: readonly SecteurChoisi[]): ReadonlySet<string> {
  const choisis = secteurs.filter(({ choisi }) => choisi);
  return new Set((choisis.length > 0 ? choisis : secteurs).map(({ code }) => code));
}

/** Sectors whose label or code holds every word, accents and case ignored. */
export function chercherSecteurs(secteurs: readonly SecteurChoisi[], q: string): readonly SecteurChoisi[] {
  const mots = sansAccent(q).split(/\s+/).filter(Boolean);
  return secteurs.filter(({ code, libelle }) => {
    const texte = sansAccent(`${libelle} ${code}`);
    return mots.every((mot) => texte.includes(mot));
  });
}

/** A copy with these codes in or out. */
export function basculer(retenus: ReadonlySet<string>, codes: readonly string[], dedans: boolean): ReadonlySet<string> {
  const copie = new Set(retenus);
  for (const code of codes) {
    if (dedans) {
      copie.add(code);
    } else {
      copie.delete(code);
    }
  }
  return copie;
}

export function memes(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((code) => b.has(code));
}

function sansAccent(texte: string): string {
  return texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
