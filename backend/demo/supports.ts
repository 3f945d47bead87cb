import type { Alea } from './alea.js';
import type { BaseRh } from './carrieres.js';
import type { EcoleReelle } from './territoire.js';

/** What an AESH does; it decides the nature de support (guide §8). */
export type Fonction = 'ACCOMPAGNANT' | 'COLLECTIF' | 'REFERENT' | 'ADULTE';

/** As RH write them: quotité in percent and weekly hours, either of which may be missing. */
export interface Support {
  readonly quotite: string | null;
  readonly heures: string | null;
  readonly partageable: boolean;
  partager(): [Support, Support];
}

/** 62 % is the usual quotité (24 h); mean about 62 %. */
const QUOTITES: readonly (readonly [number, number])[] = [
  [62, 70],
  [50, 7],
  [53, 4],
  [60, 5],
  [69, 3],
  [75, 5],
  [80, 2],
  [100, 3],
  [41, 1],
];
export const QUOTITES_USUELLES = [31, ...QUOTITES.map(([quotite]) => quotite)].sort((a, b) => a - b);

/** Weekly hours of a quotité: 39 h for a full time, to the half-hour below (62 % → 24 h). */
export function heuresDe(quotite: number): number {
  return Math.floor((quotite * 39 * 2) / 100) / 2;
}

export function supportDe(alea: Alea): Support {
  const sort = alea.next();
  if (sort < 0.001) return support(null, null);
  const quotite = alea.pondere(QUOTITES);
  // RH do not always know the weekly hours: the reference table of the département then gives them.
  return support(quotite, sort < 0.6 ? heuresDe(quotite) : null);
}

function support(quotite: number | null, heures: number | null): Support {
  return {
    quotite: quotite === null ? null : quotite.toFixed(2).replace('.', ','),
    heures: heures === null ? null : String(heures).replace('.', ','),
    partageable: quotite === 62,
    partager: () => [support(31, heures === null ? null : 12), support(31, heures === null ? null : 12)],
  };
}

/** Natures of the accompanying supports by level, with their weight: in a PIAL, mutualised, individual. */
const ACCOMPAGNANTS: Record<BaseRh, Record<'1D' | '2D', readonly (readonly [string, number])[]>> = {
  EPP: {
    '1D': [
      ['HP1D', 34],
      ['HPIN', 26],
      ['HM1D', 22],
      ['HI1D', 18],
    ],
    '2D': [
      ['HP2D', 30],
      ['HPIN', 30],
      ['HM2D', 24],
      ['HI2D', 16],
    ],
  },
  ASSED: {
    '1D': [
      ['PI1D', 34],
      ['PIIN', 26],
      ['AM1D', 22],
      ['EI1D', 18],
    ],
    '2D': [
      ['PI2D', 30],
      ['PIIN', 30],
      ['AM2D', 24],
      ['EI2D', 16],
    ],
  },
};

export function natureDe(alea: Alea, base: BaseRh, fonction: Fonction, ecole: EcoleReelle): string {
  const premier = ecole.paliers.includes('MATERNELLE') || ecole.paliers.includes('ELEMENTAIRE');
  const degre = premier ? '1D' : '2D';
  switch (fonction) {
    case 'ACCOMPAGNANT':
      return alea.pondere(ACCOMPAGNANTS[base][degre]);
    case 'COLLECTIF':
      if (base === 'ASSED') return premier ? 'HC1O' : 'HC2O';
      return `HC${degre}`;
    case 'REFERENT':
      return 'AHRE';
    case 'ADULTE':
      return base === 'EPP' ? `AE${degre}` : alea.pondere(ACCOMPAGNANTS[base][degre]);
  }
}
