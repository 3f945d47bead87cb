import type { Uai } from '../src/kernel/uai.js';
import { Alea, Repartition } from './alea.js';
import { type EcoleReelle, type Palier, type PialReel, type Territoire, plusProches } from './territoire.js';

/** Shape of a synthetic académie: published figures, see docs (sources des données). */
export const ELEVES_ACADEMIE = 28_000;
export const AESH_ACADEMIE = 7_400;
const PARTS: Readonly<Record<string, number>> = {
  '031': 0.49,
  '081': 0.12,
  '082': 0.09,
  '012': 0.08,
  '065': 0.07,
  '032': 0.05,
  '046': 0.05,
  '009': 0.05,
};
/** Pupils with a disability among all, by level; and in each ULIS. */
const TAUX: Record<Palier, number> = {
  MATERNELLE: 0.025,
  ELEMENTAIRE: 0.055,
  COLLEGE: 0.055,
  LYCEE: 0.015,
  PROFESSIONNEL: 0.06,
};
export const ELEVES_PAR_ULIS = 13;
const ELEVES_PAR_SECTEUR = 250;

/** One school and the synthetic people that it receives. */
export interface Accueil {
  readonly ecole: EcoleReelle;
  readonly eleves: number;
  /** Share of these that are in the ULIS. */
  readonly partUlis: number;
  readonly secteur: string;
}

/** A PIAL, or the schools outside any PIAL of one département, and its AESH. */
export interface Equipe {
  readonly departement: string;
  readonly pial: PialReel | null;
  readonly ecoles: readonly EcoleReelle[];
  readonly aesh: number;
}

export interface SecteurDemo {
  readonly code: string;
  readonly departement: string;
  readonly libelle: string;
}

export interface Peuplement {
  readonly accueils: readonly Accueil[];
  readonly equipes: readonly Equipe[];
  readonly secteurs: readonly SecteurDemo[];
}

/**
 * How many pupils in each school, how many AESH in each PIAL. Above 1, `echelle` fills the same schools more; below 1 it
 * keeps that share of the PIALs (two at least in a département) at their real size, so that a small demo looks real.
 */
export function peupler(territoire: Territoire, echelle: number): Peuplement {
  const alea = new Alea('peuplement');
  const accueils: Accueil[] = [];
  const equipes: Equipe[] = [];
  const secteurs: SecteurDemo[] = [];
  const parts = territoire.departements.map((d) => PARTS[d] ?? 0);
  territoire.departements.forEach((departement, rang) => {
    const ici = territoire.ecoles.filter((e) => e.departement === departement);
    const pials = [...territoire.pials.values()].filter((p) => p.departement === departement);
    const horsPial = ici.filter((e) => e.pial === null);
    const { liste, parPial } = decouperEnSecteurs(departement, pials, ici);
    secteurs.push(...liste);

    const gardes = new Set(echantillon(alea, pials, echelle).map((p) => p.uai));
    const horsGardes = echantillon(alea, horsPial, echelle);
    const ecoles = [...ici.filter((e) => e.pial !== null && gardes.has(e.pial)), ...horsGardes];
    const part = parts[rang] ?? 0;
    const total = ecoles.reduce((somme, e) => somme + poids(e), 0);
    const secteurDe = (e: EcoleReelle): string =>
      parPial.get(e.pial ?? plusProches(pials, e.position, 1)[0]?.uai) ?? '';

    const repartition = new Repartition();
    const attendus = (e: EcoleReelle): number => (part * ELEVES_ACADEMIE * echelle * poids(e)) / total;
    for (const ecole of ecoles) {
      const partUlis = ecole.ulis ? ELEVES_PAR_ULIS / poids(ecole) : 0;
      accueils.push({ ecole, eleves: repartition.part(attendus(ecole)), partUlis, secteur: secteurDe(ecole) });
    }
    const repartitionAesh = new Repartition();
    const aesh = (liste: readonly EcoleReelle[]): number =>
      repartitionAesh.part((part * AESH_ACADEMIE * echelle * liste.reduce((s, e) => s + poids(e), 0)) / total);
    for (const pial of pials) {
      if (!gardes.has(pial.uai)) continue;
      equipes.push({ departement, pial, ecoles: pial.ecoles, aesh: aesh(pial.ecoles) });
    }
    equipes.push({ departement, pial: null, ecoles: horsGardes, aesh: aesh(horsGardes) });
  });
  return { accueils, equipes, secteurs };
}

function echantillon<T>(alea: Alea, liste: readonly T[], echelle: number): T[] {
  if (echelle >= 1) return [...liste];
  const nombre = Math.max(2, Math.round(liste.length * echelle));
  const tires = new Set(alea.melanger(liste).slice(0, nombre));
  return liste.filter((element) => tires.has(element));
}

/** Expected pupils with a disability of a school, in an académie of real size. */
function poids(ecole: EcoleReelle): number {
  const parPalier = ecole.effectif / ecole.paliers.length;
  const ordinaires = ecole.paliers.reduce((total, palier) => total + parPalier * TAUX[palier], 0);
  return ordinaires + (ecole.ulis ? ELEVES_PAR_ULIS : 0);
}

/** Neighbouring PIALs grouped until an ERSEH has about 250 pupils. */
function decouperEnSecteurs(
  departement: string,
  pials: readonly PialReel[],
  ecoles: readonly EcoleReelle[],
): { liste: SecteurDemo[]; parPial: Map<Uai | undefined, string> } {
  const part = PARTS[departement] ?? 0;
  const total = ecoles.reduce((somme, e) => somme + poids(e), 0);
  const parPial = new Map<Uai | undefined, string>();
  const liste: SecteurDemo[] = [];
  let restants = [...pials].sort((a, b) => a.position.longitude - b.position.longitude);
  let charge = Infinity;
  let courant = restants[0];
  while (courant) {
    const { uai, position, ecoles: membres } = courant;
    const eleves = (part * ELEVES_ACADEMIE * membres.reduce((somme, e) => somme + poids(e), 0)) / total;
    if (charge + eleves / 2 > ELEVES_PAR_SECTEUR) {
      const code = `${departement}-${String(liste.length + 1).padStart(2, '0')}`;
      liste.push({ code, departement, libelle: libelleSecteur(courant) });
      charge = 0;
    }
    charge += eleves;
    parPial.set(uai, liste.at(-1)?.code ?? '');
    restants = restants.filter((p) => p.uai !== uai);
    courant = plusProches(restants, position, 1)[0];
  }
  return { liste, parPial };
}

function libelleSecteur(pial: PialReel): string {
  const tete = pial.ecoles.find((e) => e.uai === pial.uai) ?? pial.ecoles[0];
  return `Secteur ${tete?.nom ?? pial.uai}`;
}
