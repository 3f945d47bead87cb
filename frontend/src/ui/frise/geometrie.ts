import { type JourIso, numeroJour } from '../formats/jours';

export type ApparenceFrise = 'rouge' | 'vert' | 'orange' | 'bleu' | 'blanc' | 'violet' | 'gris';

/** A run of days that looks the same. `fin` null = still open. */
export interface SegmentFrise {
  readonly debut: JourIso;
  readonly fin: JourIso | null;
  readonly apparence: ApparenceFrise;
  /** Hatched: provisional. */
  readonly hachure: boolean;
  /** The state in words, e.g. « Partiellement couverte ». */
  readonly etat: string;
  /** e.g. « 12 h sur 24 h ». */
  readonly detail: string;
  readonly accompagnements: readonly number[];
}

/** A segment placed on the scale: start and width in % of the whole, both days included. */
export interface Troncon {
  readonly segment: SegmentFrise;
  readonly debut: JourIso;
  readonly fin: JourIso;
  readonly x: number;
  readonly largeur: number;
}

export interface Echelle {
  readonly debut: JourIso;
  readonly fin: JourIso;
}

/** The scale covers the given period, stretched by the segments that end after it (a maintien does). */
export function etirer(debut: JourIso, fin: JourIso, segments: readonly SegmentFrise[]): Echelle {
  return {
    debut: segments.reduce((min, s) => (s.debut < min ? s.debut : min), debut),
    fin: segments.reduce((max, s) => (s.fin !== null && s.fin > max ? s.fin : max), fin),
  };
}

export function placer(segments: readonly SegmentFrise[], echelle: Echelle): Troncon[] {
  return segments
    .map((segment) => ({
      segment,
      debut: segment.debut < echelle.debut ? echelle.debut : segment.debut,
      fin: segment.fin === null || segment.fin > echelle.fin ? echelle.fin : segment.fin,
    }))
    .filter(({ debut, fin }) => debut <= fin)
    .map((troncon) => ({
      ...troncon,
      x: abscisse(troncon.debut, echelle),
      largeur: ((numeroJour(troncon.fin) - numeroJour(troncon.debut) + 1) * 100) / duree(echelle),
    }));
}

/** The segment under a point of the bar, in %; what is drawn wider than it is (a day or two) is also hit wider. */
export function tronconA(troncons: readonly Troncon[], pourcent: number, minimum = 0): number {
  const fins = troncons.findIndex(
    ({ x, largeur }) => largeur < minimum && Math.abs(x + largeur / 2 - pourcent) <= minimum / 2,
  );
  return fins >= 0 ? fins : troncons.findIndex(({ x, largeur }) => pourcent >= x && pourcent < x + largeur);
}

/** The segment of that day, else the last one before it, else the first. */
export function tronconDuJour(troncons: readonly Troncon[], jour: JourIso): number {
  const passes = troncons.filter(({ debut }) => debut <= jour);
  return Math.max(0, passes.length - 1);
}

/** Position of a day in %, or null outside the scale. */
export function abscisseJour(jour: JourIso, echelle: Echelle): number | null {
  return jour < echelle.debut || jour > echelle.fin ? null : abscisse(jour, echelle);
}

function abscisse(jour: JourIso, echelle: Echelle): number {
  return ((numeroJour(jour) - numeroJour(echelle.debut)) * 100) / duree(echelle);
}

function duree(echelle: Echelle): number {
  return numeroJour(echelle.fin) - numeroJour(echelle.debut) + 1;
}
