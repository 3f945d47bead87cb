import type { EntityManager } from 'typeorm';
import { type AnneeScolaire, anneeScolaire, periodeAnnee } from '../src/kernel/annee-scolaire.js';
import type { Jour } from '../src/kernel/jour.js';
import type { Uai } from '../src/kernel/uai.js';
import { type AffectationPrevue, affecter, moyenDe } from './affectations.js';
import { Alea } from './alea.js';
import { copierLignes } from './copie.js';
import type { Moyen } from './disponibilites.js';
import {
  type PialLu,
  lireMissions,
  lireMissionsHorsPial,
  lirePials,
  lirePresences,
  lirePresencesHorsPial,
  preparerCibles,
} from './lecture-monde.js';
import { type AccompagnementPrevu, type OptionsPlan, type Plan, planifier } from './mise-en-oeuvre.js';
import { creerPrevisionnels } from './previsionnels.js';

export interface BilanMiseEnPlace {
  readonly affectations: number;
  readonly accompagnements: number;
  readonly previsionnels: number;
}

const ANNEES_PASSEES = 6;
const PIALS_ENTRE_ANALYSES = 8;
/** Shares of the current year and of the former ones; next year has only begun to be prepared. */
const COURANTE = { taux: 0.965, partielles: 0.12, depassees: 0.025, maintiens: 0.9 };
const PASSEE = { taux: 0.93, partielles: 0.08, depassees: 0.01, maintiens: 0.1 };
const PROCHAINE = { taux: 0.6, partielles: 0.05, depassees: 0, maintiens: 0 };

/**
 * Affects the missions of a département to its PIALs and implements its decisions, of this year, the former ones and a
 * part of the next. Works PIAL by PIAL: memory holds one at a time.
 */
export async function mettreEnPlace(
  manager: EntityManager,
  departement: string,
  aujourdhui: Jour,
  progresser: (fraction: number) => void,
): Promise<BilanMiseEnPlace> {
  await preparerCibles(manager, departement);
  const chantier = new Chantier(manager, departement, aujourdhui, await premierId(manager));
  const pials = await lirePials(manager, departement);
  for (const [rang, pial] of pials.entries()) {
    await chantier.pial(pial);
    await chantier.horsPial(pial);
    // The tables start empty: without fresh statistics the triggers would keep the plans of an empty table.
    if (rang % PIALS_ENTRE_ANALYSES === 0) {
      await manager.query('ANALYZE accompagnement, accompagnement_decision, affectation_pial');
    }
    progresser((rang + 1) / pials.length);
  }
  await manager.query(`SELECT setval(pg_get_serial_sequence('accompagnement', 'id'), $1, false)`, [
    chantier.prochainId,
  ]);
  return chantier.bilan;
}

async function premierId(manager: EntityManager): Promise<number> {
  const [ligne]: { id: number }[] = await manager.query(`SELECT coalesce(max(id), 0) + 1 AS id FROM accompagnement`);
  return ligne?.id ?? 1;
}

class Chantier {
  readonly bilan = { affectations: 0, accompagnements: 0, previsionnels: 0 };
  private prets: readonly Moyen[] = [];
  private readonly annee: AnneeScolaire;

  constructor(
    private readonly manager: EntityManager,
    private readonly departement: string,
    private readonly aujourdhui: Jour,
    public prochainId: number,
  ) {
    this.annee = anneeScolaire(aujourdhui);
  }

  async pial(pial: PialLu): Promise<void> {
    const { manager, annee } = this;
    const alea = new Alea(`mise en oeuvre ${pial.uai}`);
    const presences = await lirePresences(manager, pial.uai);
    const missions = await lireMissions(manager, pial.uai);
    if (missions.length === 0) return;
    const affectations: AffectationPrevue[] = [];
    const accompagnements: AccompagnementPrevu[] = [];
    const retenir = (plan: Plan): Plan => {
      accompagnements.push(...plan.accompagnements);
      return plan;
    };
    for (let passee = annee - ANNEES_PASSEES; passee < annee; passee++) {
      const affectees = affecter(alea, pial.uai, missions, passee, false);
      affectations.push(...affectees.affectations);
      retenir(planifier(alea, presences, affectees.moyens, { annee: passee, ...PASSEE }));
    }
    const courantes = affecter(alea, pial.uai, missions, annee, true);
    const empruntees = this.prets.map((m) => ({ ...m, pialUai: pial.uai }));
    affectations.push(...courantes.affectations, ...empruntees);
    const moyens = [...courantes.moyens, ...this.prets];
    const { sansSuite } = retenir(planifier(alea, presences, moyens, { annee, ...COURANTE }));

    const prevus = await creerPrevisionnels(manager, alea, {
      pial,
      departement: this.departement,
      aujourdhui: this.aujourdhui,
      ecoles: [...new Set(presences.map((p) => p.uai))],
      nombre: Math.floor(missions.length * 0.012 + alea.next()),
      arrivees: missions.filter(
        ({ id, accompagne, debut, fin }) =>
          accompagne &&
          debut <= this.aujourdhui &&
          (fin === null || fin >= periodeAnnee(annee).fin) &&
          !courantes.affectations.some((a) => a.missionId === id),
      ),
    });
    this.bilan.previsionnels += prevus.length;
    for (const annuelle of [annee, annee + 1]) {
      const nouveaux = affecter(alea, pial.uai, prevus, annuelle, false);
      affectations.push(...nouveaux.affectations);
      const suite = annuelle === annee ? sansSuite.filter((p) => p.fin >= this.aujourdhui) : presences;
      const connus =
        annuelle === annee ? [] : missions.flatMap((m) => (m.accompagne ? (moyenDe(m, annuelle) ?? []) : []));
      const plan = retenir(planifier(alea, suite, [...nouveaux.moyens, ...connus], { annee: annuelle, ...PROCHAINE }));
      affectations.push(...affectationsUtiles(pial.uai, connus, plan));
    }
    this.prets = courantes.prets;
    await this.ecrire(affectations, accompagnements);
  }

  /** The schools outside any PIAL, around this tête, with AESH that are not affected. */
  async horsPial({ uai }: PialLu): Promise<void> {
    const alea = new Alea(`hors pial ${uai}`);
    const presences = await lirePresencesHorsPial(this.manager, uai);
    if (presences.length === 0) return;
    const missions = (await lireMissionsHorsPial(this.manager, uai)).filter((m) => m.accompagne);
    const accompagnements: AccompagnementPrevu[] = [];
    for (let annee = this.annee - ANNEES_PASSEES; annee <= this.annee; annee++) {
      const options: OptionsPlan = { annee, ...(annee === this.annee ? COURANTE : PASSEE) };
      const moyens = missions.flatMap((m) => moyenDe(m, annee) ?? []);
      accompagnements.push(...planifier(alea, presences, moyens, options).accompagnements);
    }
    await this.ecrire([], accompagnements);
  }

  private async ecrire(
    affectations: readonly AffectationPrevue[],
    accompagnements: readonly AccompagnementPrevu[],
  ): Promise<void> {
    const { manager, bilan } = this;
    const premier = this.prochainId;
    this.prochainId += accompagnements.length;
    bilan.affectations += affectations.length;
    bilan.accompagnements += accompagnements.length;
    await copierLignes(
      manager,
      'affectation_pial',
      ['mission_id', 'pial_uai', 'debut', 'fin', 'heures'],
      affectations.map((a) => [a.missionId, a.pialUai, a.debut, a.fin, a.heures]),
    );
    await copierLignes(
      manager,
      'accompagnement',
      [
        ...['id', 'mission_id', 'type', 'uai', 'debut', 'fin', 'heures', 'heures_repas', 'heures_meridienne'],
        'maintien',
      ],
      accompagnements.map((a, rang) => [
        ...[premier + rang, a.missionId, a.type, a.uai, a.debut, a.fin, a.heures, a.heuresRepas, a.heuresMeridienne],
        a.maintien,
      ]),
    );
    await copierLignes(
      manager,
      'accompagnement_decision',
      ['accompagnement_id', 'decision_id'],
      accompagnements.flatMap((a, rang) => a.decisionIds.map((id) => [premier + rang, id])),
    );
  }
}

/** Next year, only the missions that already accompany somebody are affected. */
function affectationsUtiles(pialUai: Uai, moyens: readonly Moyen[], plan: Plan): AffectationPrevue[] {
  const utiles = new Set(plan.accompagnements.map((a) => a.missionId));
  return moyens
    .filter((m) => utiles.has(m.missionId))
    .map(({ missionId, debut, fin, heures }) => ({ missionId, pialUai, debut, fin, heures }));
}
