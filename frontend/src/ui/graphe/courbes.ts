import { nombreFr } from '../formats/formats';
import { type JourIso, numeroJour } from '../formats/jours';

/** A line with markers, or an area; areas are piled up in their order. Never told apart by their colour alone. */
export type Courbe = CourbeLigne | CourbeAire;

interface CourbeDite {
  readonly nom: string;
  /** One value a day of the axis. */
  readonly valeurs: readonly number[];
  /** CSS colour in full: the drawing does not read custom properties. */
  readonly couleur: string;
}

export interface CourbeLigne extends CourbeDite {
  readonly genre: 'ligne';
  readonly trait: 'plein' | 'tirets' | 'pointilles';
  readonly marque: 'rond' | 'carre' | 'losange' | 'triangle';
}

export interface CourbeAire extends CourbeDite {
  readonly genre: 'aire';
  readonly motif: 'uni' | 'hachures' | 'points';
}

/** Room around the plot, px: what the drawing and the marks laid over it share. */
export interface Marges {
  readonly gauche: number;
  readonly droite: number;
  readonly haut: number;
  readonly bas: number;
}

const LARGEUR_CHIFFRE = 7;
const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'short', timeZone: 'UTC' });

/** Round steps from 0: the least of 1, 2, 5 × 10ⁿ that holds the maximum in `pas` steps or fewer. */
export function graduations(maximum: number, pas = 4): { readonly plafond: number; readonly intervalle: number } {
  const voulu = Math.max(1, maximum) / pas;
  const ordre = 10 ** Math.floor(Math.log10(voulu));
  const intervalle = Math.max(1, ([1, 2, 5, 10].find((facteur) => facteur * ordre >= voulu) ?? 10) * ordre);
  return { intervalle, plafond: Math.ceil(Math.max(1, maximum) / intervalle) * intervalle };
}

/** The highest point: a line by itself, areas on top of one another. */
export function sommet(courbes: readonly Courbe[]): number {
  const nombre = courbes[0]?.valeurs.length ?? 0;
  let plusHaut = 0;
  for (let rang = 0; rang < nombre; rang += 1) {
    const pile = courbes.reduce((somme, c) => somme + (c.genre === 'aire' ? (c.valeurs[rang] ?? 0) : 0), 0);
    const lignes = courbes.map((c) => (c.genre === 'ligne' ? (c.valeurs[rang] ?? 0) : 0));
    plusHaut = Math.max(plusHaut, pile, ...lignes);
  }
  return plusHaut;
}

export function marges(plafond: number): Marges {
  return { gauche: nombreFr(plafond).length * LARGEUR_CHIFFRE + 14, droite: 14, haut: 20, bas: 24 };
}

/** Place of a day between the first and the last one, 0 to 1; null outside. */
export function place(jour: JourIso, jours: readonly JourIso[]): number | null {
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (premier === undefined || dernier === undefined || jour < premier || jour > dernier) {
    return null;
  }
  const duree = numeroJour(dernier) - numeroJour(premier);
  return duree === 0 ? 0 : (numeroJour(jour) - numeroJour(premier)) / duree;
}

/** Rank of the day that stands the nearest to a place between 0 and 1. */
export function plusProche(fraction: number, jours: readonly JourIso[]): number {
  const ecarts = jours.map((jour) => Math.abs((place(jour, jours) ?? 0) - fraction));
  return ecarts.indexOf(Math.min(...ecarts));
}

/** Rank of the last day which is not after this one; 0 before the first. */
export function dernierAvant(jour: JourIso, jours: readonly JourIso[]): number {
  return Math.max(0, jours.filter((autre) => autre <= jour).length - 1);
}

/** First days of the months of the axis. */
export function debutsDeMois(jours: readonly JourIso[]): JourIso[] {
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (premier === undefined || dernier === undefined) {
    return [];
  }
  const debuts: JourIso[] = [];
  for (let mois = 0; ; mois += 1) {
    const date = new Date(Date.UTC(Number(premier.slice(0, 4)), Number(premier.slice(5, 7)) - 1 + mois, 1));
    const jour = date.toISOString().slice(0, 10);
    if (jour > dernier) {
      return debuts;
    }
    if (jour >= premier) {
      debuts.push(jour);
    }
  }
}

export function moisCourt(instant: number): string {
  return MOIS.format(new Date(instant));
}

export const instant = (jour: JourIso): number => Date.parse(`${jour}T00:00:00Z`);
