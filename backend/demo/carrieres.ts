import { type AnneeScolaire, anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, lendemain, plusJours, veille } from '../src/kernel/jour.js';
import type { Periode } from '../src/kernel/periode.js';
import type { Alea } from './alea.js';

export type BaseRh = 'EPP' | 'ASSED';

export interface Contrat extends Periode {
  readonly type: 'CDD' | 'CDI';
}

export interface Poste extends Periode {
  readonly contrat: Contrat;
  /** Rank of the contract in the career: missions of one contract share it. */
  readonly rangContrat: number;
}

/** In service today, gone, or not started yet. */
export type Presence = 'EN_POSTE' | 'PARTI';

/** 61 % of all the AESH in service have a CDI; they are all in EPP, with 67 % of the AESH. */
const PART_CDI_EPP = 0.61 / 0.67;
/** Years since the CDI, and of CDD before it. */
const ANCIENNETES_CDI: readonly (readonly [number, number])[] = [
  [0, 12],
  [1, 20],
  [2, 20],
  [3, 16],
  [4, 10],
  [5, 8],
  [7, 14],
];
const ANNEES_DE_CDD: readonly (readonly [number, number])[] = [
  [0, 10],
  [1, 20],
  [3, 40],
  [6, 30],
];
/** RH keeps the missions that ended in the last years. */
const PROFONDEUR_PHOTO = 5;

/**
 * Successive posts of one AESH, in order: CDD of one to three years, then a CDI for most of EPP. Posts follow one another;
 * those that ended long ago are no longer in the photo.
 */
export function derouler(alea: Alea, base: BaseRh, presence: Presence, aujourdhui: Jour): Poste[] {
  const annee = anneeScolaire(aujourdhui);
  const fin = presence === 'PARTI' ? depart(alea, annee, aujourdhui) : null;
  const derniereAnnee = fin === null ? annee : anneeScolaire(fin);
  const postes: Poste[] = [];
  if (base === 'EPP' && alea.chance(PART_CDI_EPP)) {
    const anneeCdi = derniereAnnee - alea.pondere(ANCIENNETES_CDI);
    const { debut } = periodeAnnee(anneeCdi);
    const enCddAvant = alea.pondere(ANNEES_DE_CDD);
    if (enCddAvant > 0) postes.push(...enCdd(alea, premierJour(alea, anneeCdi - enCddAvant, debut), debut));
    const contrat: Contrat = { type: 'CDI', debut, fin: null };
    postes.push(...parMission(alea, { debut, fin, contrat, rangContrat: postes.length }, derniereAnnee));
  } else {
    const embauche = premierJour(alea, derniereAnnee - alea.entier(0, 4), fin ?? aujourdhui);
    postes.push(...enCdd(alea, embauche, fin === null ? null : lendemain(fin), aujourdhui));
  }
  const limite = periodeAnnee(annee - PROFONDEUR_PHOTO).debut;
  const gardes = postes.filter((p) => p.fin === null || p.fin >= limite);
  return numeroter(gardes);
}

function depart(alea: Alea, annee: AnneeScolaire, aujourdhui: Jour): Jour {
  if (alea.chance(0.12)) return plusJours(aujourdhui, -alea.entier(1, 60));
  return veille(periodeAnnee(annee - alea.entier(0, 2)).debut);
}

function premierJour(alea: Alea, annee: AnneeScolaire, limite: Jour): Jour {
  const rentree = periodeAnnee(annee).debut;
  const jour = alea.chance(0.85) ? rentree : plusJours(rentree, alea.entier(10, 200));
  return jour < limite ? jour : rentree;
}

/** CDD posts from `debut` until the day before `jusqua`, or until one that contains today. */
function enCdd(alea: Alea, debut: Jour, jusqua: Jour | null, aujourdhui?: Jour): Poste[] {
  const postes: Poste[] = [];
  let depuis = debut;
  let rangContrat = 0;
  while (jusqua === null ? depuis <= (aujourdhui ?? depuis) : depuis < jusqua) {
    const duree = alea.pondere([[1, 3] as const, [3, 7] as const]);
    const terme = periodeAnnee(anneeScolaire(depuis) + duree - 1).fin;
    const fin = jusqua !== null && terme >= jusqua ? veille(jusqua) : terme;
    postes.push(
      ...parMission(alea, { debut: depuis, fin, contrat: { type: 'CDD', debut: depuis, fin: terme }, rangContrat }),
    );
    rangContrat++;
    depuis = lendemain(fin);
  }
  return postes;
}

/** The missions of one contract: RH cuts it when the school, the quotité or the nature changes. */
function parMission(alea: Alea, contrat: Poste, annee?: AnneeScolaire): Poste[] {
  const postes: Poste[] = [];
  let { debut } = contrat;
  const derniereAnnee = contrat.fin === null ? (annee ?? anneeScolaire(debut)) : anneeScolaire(contrat.fin);
  for (let coupure = anneeScolaire(debut) + 1; coupure <= derniereAnnee; coupure++) {
    if (!alea.chance(0.22)) continue;
    const rentree = periodeAnnee(coupure).debut;
    postes.push({ ...contrat, debut, fin: veille(rentree) });
    debut = rentree;
  }
  postes.push({ ...contrat, debut });
  return postes;
}

function numeroter(postes: readonly Poste[]): Poste[] {
  const rangs = new Map<number, number>();
  return postes.map((p) => {
    if (!rangs.has(p.rangContrat)) rangs.set(p.rangContrat, rangs.size + 1);
    return { ...p, rangContrat: rangs.get(p.rangContrat) ?? 0 };
  });
}
