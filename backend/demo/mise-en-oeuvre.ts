import { type AnneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import { type Jour, ecartJours, lendemain, maxJour, minJour, plusJours } from '../src/kernel/jour.js';
import type { Uai } from '../src/kernel/uai.js';
import type { Alea } from './alea.js';
import { Disponibilites, type Moyen } from './disponibilites.js';

/** A decision of a pupil schooled in one school: the days when it can be implemented there. */
export interface Presence {
  readonly decisionId: number;
  readonly type: 'INDIVIDUELLE' | 'MUTUALISEE';
  readonly heures: number | null;
  readonly uai: Uai;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly finDecision: Jour;
  /** Last known day in that school; null when open. */
  readonly finScolarite: Jour | null;
  /** The pupil has another decision after this one. */
  readonly renouvelee: boolean;
}

export interface AccompagnementPrevu {
  readonly missionId: number;
  readonly type: 'INDIVIDUELLE' | 'MUTUALISEE';
  readonly uai: Uai;
  readonly debut: Jour;
  readonly fin: Jour;
  readonly heures: number;
  readonly heuresRepas: number;
  readonly heuresMeridienne: number;
  readonly maintien: boolean;
  readonly decisionIds: readonly number[];
}

export interface OptionsPlan {
  readonly annee: AnneeScolaire;
  /** Share of the decisions that get someone. */
  readonly taux: number;
  /** Share of the individual aids that get only a part of their hours, and of those that get more. */
  readonly partielles: number;
  readonly depassees: number;
  /** Share of the decisions that end within the year, without renewal, and whose aid goes on. */
  readonly maintiens: number;
}

export interface Plan {
  readonly accompagnements: readonly AccompagnementPrevu[];
  /** Presences of the year that nobody accompanies. */
  readonly sansSuite: readonly Presence[];
}

/** Days under which nothing is put in place. */
const DUREE_MINIMALE = 15;
/** Hours under which an AESH is not moved. */
const HEURES_MINIMALES = 3;
const ESSAIS = 60;

/**
 * Implements the decisions of one PIAL for one school year, within the hours and days of its missions (invariants 1
 * and 2): individual aids first, then groups of one to five pupils of a school.
 */
export function planifier(
  alea: Alea,
  presences: readonly Presence[],
  moyens: readonly Moyen[],
  options: OptionsPlan,
): Plan {
  return new Planificateur(alea, moyens, options).planifier(presences);
}

class Planificateur {
  private readonly libres = new Disponibilites();
  private readonly accompagnements: AccompagnementPrevu[] = [];
  private readonly sansSuite: Presence[] = [];
  private readonly parEcole = new Map<string | null, Moyen[]>();
  private readonly melanges: readonly Moyen[];

  constructor(
    private readonly alea: Alea,
    moyens: readonly Moyen[],
    private readonly options: OptionsPlan,
  ) {
    this.melanges = alea.melanger(moyens);
    for (const moyen of this.melanges) {
      const siens = this.parEcole.get(moyen.uaiEmployeur);
      if (siens) siens.push(moyen);
      else this.parEcole.set(moyen.uaiEmployeur, [moyen]);
    }
  }

  planifier(presences: readonly Presence[]): Plan {
    const retenues: Presence[] = [];
    for (const presence of this.dansLAnnee(presences)) {
      if (this.alea.chance(this.options.taux)) retenues.push(presence);
      else this.sansSuite.push(presence);
    }
    const individuelles = retenues.filter((p) => p.type === 'INDIVIDUELLE');
    for (const p of individuelles.sort((a, b) => (b.heures ?? 0) - (a.heures ?? 0))) this.individuelle(p);
    for (const groupe of this.groupes(retenues.filter((p) => p.type === 'MUTUALISEE'))) this.groupe(groupe);
    return { accompagnements: this.accompagnements, sansSuite: this.sansSuite };
  }

  private dansLAnnee(presences: readonly Presence[]): Presence[] {
    const { debut, fin } = periodeAnnee(this.options.annee);
    return presences
      .filter((p) => p.debut <= fin && debut <= p.fin)
      .map((p) => ({ ...p, debut: maxJour(p.debut, debut), fin: minJour(p.fin, fin) }))
      .filter((p) => ecartJours(p.debut, p.fin) >= DUREE_MINIMALE);
  }

  private individuelle(presence: Presence): void {
    const { alea, options } = this;
    const notifiees = presence.heures ?? 6;
    const sort = alea.next();
    let voulues = notifiees;
    if (sort < options.partielles)
      voulues = Math.max(HEURES_MINIMALES, Math.floor(notifiees * (0.4 + alea.next() * 0.4)));
    else if (sort < options.partielles + options.depassees) voulues = notifiees + alea.entier(1, 4);
    const debut = this.arrivee(presence.debut, presence.fin);
    const posees = this.poser([presence], debut, presence.fin, voulues, false);
    if (posees === null) this.sansSuite.push(presence);
    // The rest of the hours by a second AESH, now and then.
    else if (posees < voulues && alea.chance(0.5)) this.poser([presence], debut, presence.fin, voulues - posees, true);
  }

  /** Pupils of one school with about the same dates, by 1 to 5. */
  private *groupes(presences: readonly Presence[]): Generator<Presence[]> {
    const triees = [...presences].sort(
      (a, b) => comparer(a.uai, b.uai) || comparer(a.debut, b.debut) || comparer(a.fin, b.fin),
    );
    let groupe: Presence[] = [];
    let taille = this.taille();
    for (const presence of triees) {
      const [premiere] = groupe;
      const ensemble =
        premiere !== undefined &&
        groupe.length < taille &&
        premiere.uai === presence.uai &&
        Math.abs(ecartJours(premiere.debut, presence.debut)) <= 25 &&
        Math.abs(ecartJours(premiere.fin, presence.fin)) <= 25 &&
        groupe.every((p) => p.decisionId !== presence.decisionId);
      if (!ensemble && groupe.length > 0) {
        yield groupe;
        groupe = [];
        taille = this.taille();
      }
      groupe.push(presence);
    }
    if (groupe.length > 0) yield groupe;
  }

  private taille(): number {
    return this.alea.pondere([
      [1, 10] as const,
      [2, 25] as const,
      [3, 30] as const,
      [4, 20] as const,
      [5, 15] as const,
    ]);
  }

  private groupe(groupe: readonly Presence[]): void {
    const [premiere, ...autres] = groupe;
    if (!premiere) return;
    const debut = this.arrivee(maxJour(premiere.debut, ...autres.map((p) => p.debut)), premiere.fin);
    const fin = minJour(premiere.fin, ...autres.map((p) => p.fin));
    const voulues = Math.min(24, 5 + 3 * groupe.length + this.alea.entier(0, 4));
    if (ecartJours(debut, fin) < DUREE_MINIMALE || this.poser(groupe, debut, fin, voulues, false) === null) {
      this.sansSuite.push(...groupe);
    }
  }

  /** Seven times in ten the AESH is there on the first day. */
  private arrivee(debut: Jour, fin: Jour): Jour {
    if (this.alea.chance(0.7)) return debut;
    const plusTard = plusJours(debut, this.alea.entier(3, 45));
    return ecartJours(plusTard, fin) > 60 ? plusTard : debut;
  }

  /** @returns the hours found, at most those wanted; null when nobody is free */
  private poser(
    groupe: readonly Presence[],
    debut: Jour,
    fin: Jour,
    voulues: number,
    complement: boolean,
  ): number | null {
    const [premiere] = groupe;
    if (!premiere) return null;
    const trouve = this.chercher(premiere, debut, fin, voulues);
    if (!trouve) return null;
    const { moyen, heures } = trouve;
    const periode = { debut: maxJour(debut, moyen.debut), fin: minJour(fin, moyen.fin) };
    this.libres.poser(moyen, periode.debut, periode.fin, heures);
    this.accompagnements.push({
      missionId: moyen.missionId,
      type: premiere.type,
      uai: premiere.uai,
      ...periode,
      heures,
      heuresRepas: !complement && heures >= 8 && this.alea.chance(0.12) ? this.alea.choisir([1, 1.5, 2]) : 0,
      heuresMeridienne: !complement && heures >= 8 && this.alea.chance(0.18) ? this.alea.choisir([2, 3, 4]) : 0,
      maintien: false,
      decisionIds: groupe.map((p) => p.decisionId),
    });
    if (!complement) for (const presence of groupe) this.maintenir(presence, moyen, periode.fin, heures);
    return heures;
  }

  private chercher(
    presence: Presence,
    debut: Jour,
    fin: Jour,
    voulues: number,
  ): { moyen: Moyen; heures: number } | null {
    let meilleur: { moyen: Moyen; heures: number } | null = null;
    for (const moyen of this.candidats(presence)) {
      const de = debut < moyen.debut ? moyen.debut : debut;
      const a = moyen.fin < fin ? moyen.fin : fin;
      const entier = de === debut && a === fin;
      if (!entier && ecartJours(de, a) < 60) continue;
      const libres = this.libres.libres(moyen, de, a);
      if (entier && libres >= voulues) return { moyen, heures: voulues };
      const possibles = Math.min(voulues, libres);
      if (possibles >= HEURES_MINIMALES && (!meilleur || possibles > meilleur.heures))
        meilleur = { moyen, heures: possibles };
    }
    return meilleur;
  }

  /** First the AESH of the school, of the fitting vocation before the others; then the rest of the PIAL, at random. */
  private *candidats(presence: Presence): Generator<Moyen> {
    const surPlace = this.parEcole.get(presence.uai) ?? [];
    for (const moyen of surPlace) if (moyen.vocation === null || moyen.vocation === presence.type) yield moyen;
    for (const moyen of surPlace) if (moyen.vocation !== null && moyen.vocation !== presence.type) yield moyen;
    const { length } = this.melanges;
    const depart = this.alea.entier(0, Math.max(0, length - 1));
    for (let essai = 0; essai < Math.min(ESSAIS, length); essai++) {
      const moyen = this.melanges[(depart + essai) % length];
      if (moyen && moyen.uaiEmployeur !== presence.uai) yield moyen;
    }
  }

  /** The aid goes on after the decision, by the same AESH, until the end of the year (guide §10.2). */
  private maintenir(presence: Presence, moyen: Moyen, finAccompagnement: Jour, heures: number): void {
    const { fin: finAnnee } = periodeAnnee(this.options.annee);
    if (presence.renouvelee || finAccompagnement !== presence.finDecision || presence.finDecision >= finAnnee) return;
    if (!this.alea.chance(this.options.maintiens)) return;
    const debut = lendemain(presence.finDecision);
    const fin = minJour(finAnnee, moyen.fin, presence.finScolarite ?? finAnnee);
    if (ecartJours(debut, fin) < DUREE_MINIMALE || this.libres.libres(moyen, debut, fin) < heures) return;
    this.libres.poser(moyen, debut, fin, heures);
    this.accompagnements.push({
      missionId: moyen.missionId,
      type: presence.type,
      uai: presence.uai,
      debut,
      fin,
      heures,
      heuresRepas: 0,
      heuresMeridienne: 0,
      maintien: true,
      decisionIds: [presence.decisionId],
    });
  }
}

function comparer(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
