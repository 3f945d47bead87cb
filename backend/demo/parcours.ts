import { type AnneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, plusJours, veille } from '../src/kernel/jour.js';
import type { Alea } from './alea.js';
import { type EcoleReelle, type Palier, type Territoire, plusProches } from './territoire.js';

/** Classes from the petite section (0) to the terminale (14). */
const CLASSES = ['PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', '6e', '5e', '4e', '3e', '2de', '1re', 'Tle'];
export const DERNIER_NIVEAU = CLASSES.length - 1;
const NIVEAUX: Record<Palier, readonly [number, number]> = {
  MATERNELLE: [0, 2],
  ELEMENTAIRE: [3, 7],
  COLLEGE: [8, 11],
  LYCEE: [12, 14],
  PROFESSIONNEL: [12, 14],
};

export interface Etape {
  readonly ecole: EcoleReelle;
  readonly niveau: number;
  readonly palier: Palier;
  readonly debut: Jour;
  /** Null when the school has not said. */
  readonly fin: Jour | null;
}

export interface Depart {
  readonly ecole: EcoleReelle;
  readonly palier: Palier;
  readonly niveau: number;
}

export function classe(niveau: number, palier: Palier): string {
  const nom = CLASSES[niveau] ?? '';
  return palier === 'PROFESSIONNEL' ? `${nom} pro` : nom;
}

/** The class of a pupil met in that school this year. */
export function tirerDepart(alea: Alea, ecole: EcoleReelle): Depart {
  const palier = alea.pondere(ecole.paliers.map((p) => [p, NIVEAUX[p][1] - NIVEAUX[p][0] + (p === 'LYCEE' ? 0 : 1)]));
  const [min, max] = NIVEAUX[palier];
  // Fewer files in the first years of school: the handicap is not yet recognised.
  const niveau =
    palier === 'MATERNELLE' ? alea.pondere([[0, 2] as const, [1, 4] as const, [2, 6] as const]) : alea.entier(min, max);
  return { ecole, palier, niveau };
}

/** Where pupils of a school come from, and go to: the nearest schools of the level, of the same PIAL if it has some. */
export class Filieres {
  private readonly connues = new Map<string, readonly EcoleReelle[]>();

  constructor(private readonly territoire: Territoire) {}

  voisines(ecole: EcoleReelle, palier: Palier): readonly EcoleReelle[] {
    const cle = `${ecole.uai}${palier}`;
    let voisines = this.connues.get(cle);
    if (!voisines) {
      const convient = (e: EcoleReelle): boolean => e.paliers.includes(palier) && e.uai !== ecole.uai;
      const memePial = ecole.pial ? (this.territoire.pials.get(ecole.pial)?.ecoles.filter(convient) ?? []) : [];
      const candidates =
        memePial.length > 0
          ? memePial
          : this.territoire.ecoles.filter((e) => e.departement === ecole.departement && convient(e));
      voisines = plusProches(candidates, ecole.position, 4);
      this.connues.set(cle, voisines);
    }
    return voisines;
  }

  /** The same school when it teaches that level, else a neighbour; null when there is none. */
  pour(alea: Alea, ecole: EcoleReelle, palier: Palier): EcoleReelle | null {
    if (ecole.paliers.includes(palier)) return ecole;
    const voisines = this.voisines(ecole, palier);
    return voisines.length > 0 ? alea.choisir(voisines) : null;
  }
}

export interface OptionsParcours {
  readonly annee: AnneeScolaire;
  readonly premiereAnnee: AnneeScolaire;
  /** Last day at school, for those who have left; null for the others. */
  readonly sortie: Jour | null;
  /** Already enrolled for the next year. */
  readonly inscrit: boolean;
}

/**
 * Schoolings year by year, in order, up to the present class. Some pupils repeat a class, change school in the middle of
 * a year, or are not schooled for a while.
 */
export function construireParcours(alea: Alea, filieres: Filieres, depart: Depart, options: OptionsParcours): Etape[] {
  const aRebours: Etape[] = [];
  let { ecole, palier, niveau } = depart;
  if (options.inscrit && niveau < DERNIER_NIVEAU)
    aRebours.push(...anneeSuivante(alea, filieres, depart, options.annee + 1));
  for (let annee = options.annee; annee >= options.premiereAnnee; annee--) {
    if (annee < options.annee) {
      niveau -= alea.chance(0.04) ? 0 : 1;
      if (niveau < 0) break;
      palier = palierDe(niveau, palier);
      const venue = alea.chance(0.05) ? alea.choisir([ecole, ...filieres.voisines(ecole, palier)]) : ecole;
      const trouvee = filieres.pour(alea, venue, palier);
      if (!trouvee) break;
      ecole = trouvee;
    }
    aRebours.push(...etapesDeLAnnee(alea, filieres, { ecole, palier, niveau }, annee));
  }
  const etapes = aRebours.reverse();
  const { sortie } = options;
  if (sortie === null) return ouvrirLaDerniere(alea, etapes, options.annee);
  return etapes
    .filter((e) => e.debut <= sortie)
    .map((e) => (e.fin === null || e.fin > sortie ? { ...e, fin: sortie } : e));
}

function palierDe(niveau: number, precedent: Palier): Palier {
  if (niveau <= 2) return 'MATERNELLE';
  if (niveau <= 7) return 'ELEMENTAIRE';
  if (niveau <= 11) return 'COLLEGE';
  return precedent === 'PROFESSIONNEL' ? 'PROFESSIONNEL' : 'LYCEE';
}

/** In reverse order. */
function etapesDeLAnnee(alea: Alea, filieres: Filieres, ici: Depart, annee: AnneeScolaire): Etape[] {
  const { debut, fin } = periodeAnnee(annee);
  const entiere: Etape = { ...ici, debut, fin };
  const sort = alea.next();
  if (sort < 0.006) return [];
  const coupure = plusJours(debut, alea.entier(40, 250));
  if (sort < 0.014) return [{ ...entiere, fin: coupure }];
  if (sort > 0.03) return [entiere];
  const voisines = filieres.voisines(ici.ecole, ici.palier);
  if (voisines.length === 0) return [entiere];
  return [
    { ...entiere, debut: coupure },
    { ...entiere, ecole: alea.choisir(voisines), fin: veille(coupure) },
  ];
}

function anneeSuivante(alea: Alea, filieres: Filieres, depart: Depart, annee: AnneeScolaire): Etape[] {
  const niveau = depart.niveau + 1;
  const palier = niveau === 12 ? 'PROFESSIONNEL' : palierDe(niveau, depart.palier);
  const ecole = filieres.pour(alea, depart.ecole, palier);
  return ecole ? [{ ecole, palier, niveau, ...periodeAnnee(annee) }] : [];
}

/** Some schools give no end to the schooling of the year. */
function ouvrirLaDerniere(alea: Alea, etapes: Etape[], annee: AnneeScolaire): Etape[] {
  const derniere = etapes.at(-1);
  if (!derniere || derniere.fin !== periodeAnnee(annee).fin || !alea.chance(0.04)) return etapes;
  return [...etapes.slice(0, -1), { ...derniere, fin: null }];
}
