import { type AnneeScolaire, anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import {
  type Jour,
  jourDepuisNumero,
  lendemain,
  maxJour,
  minJour,
  numeroJour,
  plusJours,
  veille,
} from '../src/kernel/jour.js';
import type { PeriodeFermee } from '../src/kernel/periode.js';
import type { Alea } from './alea.js';

export interface Notification extends PeriodeFermee {
  readonly type: 'INDIVIDUELLE' | 'MUTUALISEE';
  readonly heures: number | null;
  readonly origine: 'PREMIERE_DEMANDE' | 'REEXAMEN_GEVASCO';
  readonly nature: 'PROJET_CIBLE' | 'PROJET_ALTERNATIF';
  readonly dateCdaph: Jour;
}

/** EN_COURS: one decision contains today. TERMINEE: the last one is over. A_VENIR: it starts later. AUCUNE: none. */
export type Situation = 'EN_COURS' | 'TERMINEE' | 'A_VENIR' | 'AUCUNE';

const PART_MUTUALISEE = 0.8;
/** Weekly hours of the individual aids: around 8, 12 and 24, and other values; some are left out. */
const HEURES: readonly (readonly [number | null, number])[] = [
  [8, 26],
  [12, 26],
  [24, 22],
  [6, 4],
  [9, 3],
  [10, 5],
  [15, 5],
  [18, 4],
  [10.5, 1],
  [20, 3],
  [null, 1],
];
const DUREES: readonly (readonly [number, number])[] = [
  [1, 4],
  [2, 34],
  [3, 38],
  [4, 24],
];

/** Days: a first decision shorter than that is left out. */
const DUREE_MINIMALE = 240;

/**
 * The decisions of one pupil, in order and without overlap, none before `ouverture`: a first demand, then the
 * re-examinations. Decisions start in September for most of them, and last 2 to 4 years.
 */
export function notifier(alea: Alea, situation: Situation, ouverture: Jour, aujourdhui: Jour): Notification[] {
  if (situation === 'AUCUNE') return [];
  const periodes: PeriodeFermee[] = [];
  let courante: PeriodeFermee | null = derniere(alea, situation, aujourdhui);
  const plancher = plusJours(ouverture, DUREE_MINIMALE);
  while (courante !== null && (courante.fin > plancher || courante.fin >= aujourdhui)) {
    periodes.push({ debut: maxJour(courante.debut, ouverture), fin: courante.fin });
    courante = courante.debut <= ouverture ? null : precedente(alea, courante.debut);
  }
  periodes.reverse();
  if (situation === 'EN_COURS' && alea.chance(0.06)) {
    const fin = periodes.at(-1)?.fin ?? aujourdhui;
    if (anneeScolaire(fin) === anneeScolaire(aujourdhui)) periodes.push(suivante(alea, lendemain(fin)));
  }
  return qualifier(alea, periodes);
}

/** The last decision known, according to the situation of the pupil. */
function derniere(alea: Alea, situation: Exclude<Situation, 'AUCUNE'>, aujourdhui: Jour): PeriodeFermee {
  const annee = anneeScolaire(aujourdhui);
  if (situation === 'A_VENIR') {
    const debut = alea.chance(0.5) ? plusJours(aujourdhui, alea.entier(5, 90)) : periodeAnnee(annee + 1).debut;
    return suivante(alea, debut);
  }
  if (situation === 'TERMINEE') {
    const fin = alea.chance(0.75)
      ? veille(periodeAnnee(annee - alea.pondere([[0, 5] as const, [1, 3] as const, [2, 2] as const])).debut)
      : plusJours(aujourdhui, -alea.entier(1, 600));
    const debut = premierJour(alea, anneeScolaire(fin) - alea.pondere(DUREES) + 1);
    return { debut: minJour(debut, fin), fin };
  }
  const duree = alea.pondere(DUREES);
  // More decisions are recent: notifications grow every year.
  const ages: [number, number][] = [];
  for (let age = 0; age < duree; age++) ages.push([age, duree + 1 - age]);
  const debut = minJour(premierJour(alea, annee - alea.pondere(ages)), aujourdhui);
  return { debut, fin: maxJour(terme(alea, debut, duree), aujourdhui) };
}

function precedente(alea: Alea, debut: Jour): PeriodeFermee {
  const fin = alea.chance(0.08) ? plusJours(debut, -alea.entier(10, 300)) : veille(debut);
  return { debut: minJour(premierJour(alea, anneeScolaire(fin) - alea.pondere(DUREES) + 1), fin), fin };
}

function suivante(alea: Alea, debut: Jour): PeriodeFermee {
  return { debut, fin: terme(alea, debut, alea.pondere(DUREES)) };
}

/** 01/09 for most decisions; otherwise when the CDAPH sat. */
function premierJour(alea: Alea, annee: AnneeScolaire): Jour {
  const { debut } = periodeAnnee(annee);
  return alea.chance(0.62) ? debut : plusJours(debut, alea.entier(1, 330));
}

/** The end of a school year, or the anniversary of the decision. */
function terme(alea: Alea, debut: Jour, duree: number): Jour {
  if (alea.chance(0.7)) return periodeAnnee(anneeScolaire(debut) + duree - 1).fin;
  return jourDepuisNumero(numeroJour(debut) + Math.round(duree * 365.25) - 1);
}

function qualifier(alea: Alea, periodes: readonly PeriodeFermee[]): Notification[] {
  let type: Notification['type'] = alea.chance(PART_MUTUALISEE) ? 'MUTUALISEE' : 'INDIVIDUELLE';
  return periodes.map(({ debut, fin }, rang) => {
    if (rang > 0 && alea.chance(0.15)) type = alea.chance(PART_MUTUALISEE) ? 'MUTUALISEE' : 'INDIVIDUELLE';
    return {
      debut,
      fin,
      type,
      heures: type === 'INDIVIDUELLE' ? alea.pondere(HEURES) : null,
      origine: rang === 0 || alea.chance(0.05) ? 'PREMIERE_DEMANDE' : 'REEXAMEN_GEVASCO',
      nature: alea.chance(0.87) ? 'PROJET_CIBLE' : 'PROJET_ALTERNATIF',
      dateCdaph: plusJours(debut, -alea.entier(5, 120)),
    };
  });
}
