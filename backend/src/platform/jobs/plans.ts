import { aujourdhui } from '../../kernel/jour.js';
import { ACTEUR_SYSTEME } from '../security/perimetre.js';
import type { DemandeJob, PlanJob } from './job.js';

/** How late a plan may start: a restart or a busy minute at the wrong moment must not cost the night. */
const RETARD_ADMIS_MIN = 60;

/**
 * The plans to enqueue at an instant: those whose hour (Paris) came within the last 60 minutes of the same day.
 * A clock that jumps over the hour (March) or shows it twice (October) makes one job all the same: the key is the day.
 */
export function plansDus(maintenant: Date, plans: readonly PlanJob[]): DemandeJob[] {
  const jour = aujourdhui(maintenant);
  const minute = minuteDeParis(maintenant);
  return plans
    .filter((plan) => !attendUnAutre(plan, plans))
    .filter((plan) => {
      const retard = minute - minutes(plan.heure);
      return retard >= 0 && retard < RETARD_ADMIS_MIN;
    })
    .map((plan) => demande(plan, jour));
}

/** What follows a planned job that has just ended. */
export function suitesDe(cleUnique: string, plans: readonly PlanJob[]): DemandeJob[] {
  return plans
    .filter((plan) => plan.apres !== undefined && cleUnique.startsWith(`${plan.apres}:`))
    .map((plan) => demande(plan, cleUnique.slice((plan.apres ?? '').length + 1)));
}

/** A plan placed after one that nobody declared keeps its own hour. */
function attendUnAutre(plan: PlanJob, plans: readonly PlanJob[]): boolean {
  return plan.apres !== undefined && plans.some(({ nom }) => nom === plan.apres);
}

function demande(plan: PlanJob, jour: string): DemandeJob {
  return {
    type: plan.type,
    libelle: plan.libelle,
    donnees: plan.donnees ?? {},
    auteur: ACTEUR_SYSTEME,
    departement: null,
    cleUnique: `${plan.nom}:${jour}`,
  };
}

function minutes(heure: string): number {
  return Number(heure.slice(0, 2)) * 60 + Number(heure.slice(3, 5));
}

const HORLOGE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function minuteDeParis(instant: Date): number {
  return minutes(HORLOGE.format(instant));
}
