import { ErreurMetier } from '../../kernel/erreur-metier.js';

export class JobIntrouvable extends ErreurMetier {
  readonly code = 'JOB_INTROUVABLE';
  readonly nature = 'introuvable';
  constructor() {
    super("Ce traitement n'existe pas, ou n'est pas de votre périmètre.");
  }
}

export interface ErreurDeJob {
  readonly code: string;
  readonly message: string;
}

/** The instance died each time that it ran the job, or the queue lost it. */
export const JOB_INTERROMPU: ErreurDeJob = {
  code: 'JOB_INTERROMPU',
  message: "Le traitement a été interrompu par un arrêt du serveur et n'a pas pu être repris. Relancez-le.",
};

const ERREUR_INTERNE: ErreurDeJob = {
  code: 'ERREUR_INTERNE',
  message: 'Une erreur imprévue a arrêté le traitement. Elle a été enregistrée ; réessayez.',
};

/** What the user reads: the refusal as it says, or nothing of the bug. */
export function erreurDeJob(erreur: unknown): ErreurDeJob {
  return erreur instanceof ErreurMetier ? { code: erreur.code, message: erreur.message } : ERREUR_INTERNE;
}
